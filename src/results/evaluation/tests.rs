use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::*;
use crate::config::{self, DataSource};
use crate::data::{DataError, drawings};
use crate::nn::tensors::TensorView;
use crate::nn::weights_file;
use crate::predict::{Classifier, Weights};
use crate::run::TrainEvent;
use crate::text::Language;
use crate::train::{self, Control, Observer, TrainJob, TrainRequest};

const CONFIG: &str = r"(
    network: (
        input: (16, 16),
        layers: [
            Conv2D(filters: 4, kernel_size: (3, 3), activation: relu),
            BatchNormalization(momentum: 0.9),
            MaxPooling2D(),
            Flatten(),
            Dense(units: classes, activation: softmax),
        ],
    ),
    training: (optimizer: SGD(learning_rate: 0.01), batch_size: 8, epochs: 1),
    data: (validation_share: 0.5),
)";

/// Ignores all events.
struct Ignored;

impl Observer for Ignored {
    fn event(&mut self, _event: TrainEvent) {}
}

/// Drawings and a network trained on half of them.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a folder"));
        drawings::write(&place.data(), 60, 3).expect("drawings");
        let mut config = config::parse(CONFIG, "the test").expect("it is right");
        config.data.source = Some(DataSource::Path(place.data()));
        let job = TrainJob::New { config, folder: place.run() };
        let request = TrainRequest { job, threads: 1, cache: place.0.path().join("cache") };
        train::start(&request, &Control::default(), &mut Ignored).expect("it trains");
        place
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    fn run(&self) -> PathBuf {
        self.0.path().join("run")
    }

    fn stored(&self) -> PathBuf {
        self.run().join("results/best-validation.safetensors")
    }

    fn stored_uncertainty(&self) -> Option<Uncertainty> {
        self.with_evaluator(&self.run(), |evaluator| {
            stored_uncertainty(evaluator.run, evaluator.weights, evaluator.classifier)
        })
    }

    /// Evaluates the validation photographs; with how often progress was reported.
    fn evaluate(&self) -> (Result<Evaluation, EvaluationError>, usize) {
        self.evaluate_in(None)
    }

    /// The same where they may have moved.
    fn evaluate_in(&self, moved_to: Option<&Path>) -> (Result<Evaluation, EvaluationError>, usize) {
        let mut reports = 0;
        let run = self.run();
        let evaluated = self.with_evaluator(&run, |evaluator| {
            let source = Source::Run { folder: &run, set: Set::Validation, moved_to };
            evaluator.evaluate(&source, &mut |_, _| {
                reports += 1;
                ControlFlow::Continue(())
            })
        });
        (evaluated, reports)
    }

    fn with_evaluator<T>(&self, run: &Path, work: impl FnOnce(&Evaluator<'_>) -> T) -> T {
        let classifier = Classifier::open(run, Weights::Best, 1).expect("a network");
        let cache = self.0.path().join("cache");
        work(&Evaluator { run, weights: Weights::Best, classifier: &classifier, cache: &cache, threads: 1 })
    }
}

/// Gives a run other best weights, as a training that goes on does.
fn change_weights(run: &Path) {
    let path = run.join("best.safetensors");
    let mut file = weights_file::read(&path).expect("the weights");
    if let Some(number) = file.tensors.last_mut().and_then(|(_, _, data)| data.last_mut()) {
        *number = f32::from_bits(number.to_bits() ^ 1);
    }
    let views = file.tensors.iter().map(|(name, shape, data)| TensorView {
        name: name.clone(),
        shape: shape.clone(),
        data,
        trainable: true,
    });
    let tensors: Vec<_> = views.collect();
    weights_file::write(&path, &tensors, &file.metadata).expect("it can be written");
}

fn has_note(evaluation: &Evaluation, part: &str) -> bool {
    evaluation.notes.iter().any(|note| note.text(Language::English).contains(part))
}

#[test]
fn predictions_are_stored_and_read_again_until_something_changes() {
    let place = Place::new();
    let (first, reports) = place.evaluate();
    let first = first.expect("it is evaluated");
    assert!(reports > 0 && place.stored().exists());
    let uncertainty = first.uncertainty.as_ref().expect("there are photos");
    assert!(uncertainty.novelty.is_some(), "thirty photos are enough");

    let (again, reports) = place.evaluate();
    let again = again.expect("it is read");
    assert_eq!(reports, 0, "nothing is computed");
    assert_eq!(again.predictions, first.predictions);
    assert_eq!((again.places, &again.uncertainty), (first.places, &first.uncertainty));
    assert_eq!(place.stored_uncertainty(), first.uncertainty, "to the last bit");

    // Damage is noticed, and repaired by evaluating anew.
    let mut bytes = fs::read(place.stored()).expect("the file");
    *bytes.last_mut().expect("a byte") ^= 1;
    fs::write(place.stored(), &bytes).expect("it can be written");
    assert_eq!(place.stored_uncertainty(), None);
    assert!(place.evaluate().1 > 0);
    assert_eq!(place.evaluate().1, 0);

    // Other labels, another photograph, other weights.
    // Runs of earlier versions have no checksums of their text files.
    let config = crate::run::read_config(&place.run()).expect("a configuration");
    fs::write(place.run().join("config.ron"), config.to_ron()).expect("it can be written");
    let split = fs::read_to_string(place.run().join("split.csv")).expect("the split");
    let relabelled = split.replacen(",validation,cat", ",validation,dog", 1);
    fs::write(place.run().join("split.csv"), relabelled).expect("it can be written");
    assert!(place.evaluate().1 > 0);
    let photograph = place.data().join(&first.predictions.names()[0]);
    fs::copy(place.data().join(&first.predictions.names()[1]), photograph).expect("another picture");
    assert!(place.evaluate().1 > 0);
    change_weights(&place.run());
    assert_eq!(place.stored_uncertainty(), None, "it belongs to other weights");
    assert!(place.evaluate().1 > 0);
}

#[test]
fn a_cancelled_evaluation_stores_nothing() {
    let place = Place::new();
    let run = place.run();
    let cancelled = place.with_evaluator(&run, |evaluator| {
        let source = Source::Run { folder: &run, set: Set::Validation, moved_to: None };
        evaluator.evaluate(&source, &mut |_, _| ControlFlow::Break(()))
    });
    assert!(matches!(cancelled, Err(EvaluationError::Data(DataError::Cancelled))));
    assert!(!place.stored().exists());
    assert!(place.evaluate().0.is_ok(), "and it can be evaluated later");
}

#[test]
fn predictions_that_cannot_be_stored_are_noted() {
    let place = Place::new();
    fs::write(place.run().join("results"), "in the way").expect("a file");
    let evaluated = place.evaluate().0.expect("it is evaluated all the same");
    assert!(has_note(&evaluated, "cannot be kept"), "{:?}", evaluated.notes);
    let [note] = evaluated.notes.as_slice() else { panic!("one note: {:?}", evaluated.notes) };
    assert!(note.text(Language::Portuguese).contains("results"), "{note:?}");
}

#[test]
fn other_photographs_of_the_same_names_do_not_replace_the_runs_own_uncertainty() {
    let place = Place::new();
    let own = place.evaluate().0.expect("it is evaluated");
    let (wrong, moved) = (place.0.path().join("wrong"), place.0.path().join("moved"));
    drawings::write(&wrong, 60, 4).expect("drawings");
    let evaluated = place.evaluate_in(Some(&wrong)).0.expect("they are evaluated");
    assert_ne!(evaluated.predictions, own.predictions);
    assert!(has_note(&evaluated, "are not the photos"), "{:?}", evaluated.notes);
    assert_eq!((evaluated.uncertainty, place.stored_uncertainty()), (own.uncertainty.clone(), own.uncertainty.clone()));
    assert_eq!(place.evaluate().1, 0, "the run's own predictions are still stored");

    fs::rename(place.data(), &moved).expect("they move");
    let evaluated = place.evaluate_in(Some(&moved)).0.expect("it is evaluated");
    assert_eq!((evaluated.predictions, evaluated.uncertainty), (own.predictions, own.uncertainty));
}

#[test]
fn predictions_belong_to_the_weights_that_made_them() {
    let place = Place::new();
    let run = place.run();
    // A resumed training may replace the file between reading and evaluating.
    place.with_evaluator(&run, |evaluator| {
        change_weights(&run);
        let source = Source::Run { folder: &run, set: Set::Validation, moved_to: None };
        evaluator.evaluate(&source, &mut |_, _| ControlFlow::Continue(())).expect("it is evaluated");
    });
    assert!(place.stored().exists() && place.evaluate().1 > 0, "the other weights' predictions are not stored yet");
    assert_eq!(place.evaluate().1, 0);
}

#[test]
fn a_flipped_bit_anywhere_in_stored_predictions_is_noticed() {
    let place = Place::new();
    place.evaluate().0.expect("it is evaluated");
    let whole = fs::read(place.stored()).expect("the file");
    for bit in (0..8 * whole.len()).step_by(1009) {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(place.stored(), bytes).expect("it can be written");
        assert_eq!(place.stored_uncertainty(), None, "bit {bit}");
    }
    fs::write(place.stored(), whole).expect("it can be written");
    assert!(place.stored_uncertainty().is_some() && place.evaluate().1 == 0);
}

#[cfg(unix)]
#[test]
fn predictions_are_not_stored_through_a_link_that_leads_out_of_the_run() {
    let place = Place::new();
    let elsewhere = place.0.path().join("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    std::os::unix::fs::symlink(&elsewhere, place.run().join("results")).expect("a link");
    let evaluation = place.evaluate().0.expect("it is evaluated");
    assert!(has_note(&evaluation, "link"));
    assert_eq!(fs::read_dir(&elsewhere).expect("a folder").count(), 0);
}
