use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::*;
use crate::config::{self, DataSource};
use crate::data::{DataError, drawings};
use crate::predict::{Classifier, Weights};
use crate::run::TrainEvent;
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

struct Deaf;

impl Observer for Deaf {
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
        train::start(&request, &Control::default(), &mut Deaf).expect("it trains");
        place
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    fn run(&self) -> PathBuf {
        self.0.path().join("run")
    }

    fn kept(&self) -> PathBuf {
        self.run().join("results/best-validation.safetensors")
    }

    fn kept_uncertainty(&self) -> Option<Uncertainty> {
        self.with_evaluator(&self.run(), |evaluate| {
            kept_uncertainty(evaluate.run, evaluate.weights, evaluate.classifier)
        })
    }

    /// Judges the validation photographs; with how often progress was told.
    fn evaluate(&self) -> (Result<Evaluation, EvaluationError>, usize) {
        self.evaluate_in(None)
    }

    /// The same where they may have moved.
    fn evaluate_in(&self, moved_to: Option<&Path>) -> (Result<Evaluation, EvaluationError>, usize) {
        let mut told = 0;
        let run = self.run();
        let evaluated = self.with_evaluator(&run, |evaluate| {
            let source = Source::Run { folder: &run, set: Set::Validation, moved_to };
            evaluate.evaluate(&source, &mut |_, _| {
                told += 1;
                ControlFlow::Continue(())
            })
        });
        (evaluated, told)
    }

    fn with_evaluator<T>(&self, run: &Path, work: impl FnOnce(&Evaluator<'_>) -> T) -> T {
        let classifier = Classifier::open(run, Weights::Best, 1).expect("a network");
        let cache = self.0.path().join("cache");
        work(&Evaluator { run, weights: Weights::Best, classifier: &classifier, cache: &cache, threads: 1 })
    }
}

#[test]
fn answers_are_kept_and_read_again_until_something_changes() {
    let place = Place::new();
    let (first, told) = place.evaluate();
    let first = first.expect("it is judged");
    assert!(told > 0 && place.kept().exists());
    let uncertainty = first.uncertainty.as_ref().expect("there are photographs");
    assert!(uncertainty.novelty.is_some(), "thirty photographs are enough");

    let (again, told) = place.evaluate();
    let again = again.expect("it is read");
    assert_eq!(told, 0, "nothing is computed");
    assert_eq!(again.predictions, first.predictions);
    assert_eq!((again.places, &again.uncertainty), (first.places, &first.uncertainty));
    assert_eq!(place.kept_uncertainty(), first.uncertainty, "to the last bit");

    // Damage is noticed, and mended by judging anew.
    let mut bytes = fs::read(place.kept()).expect("the file");
    *bytes.last_mut().expect("a byte") ^= 1;
    fs::write(place.kept(), &bytes).expect("it can be written");
    assert_eq!(place.kept_uncertainty(), None);
    assert!(place.evaluate().1 > 0);
    assert_eq!(place.evaluate().1, 0);

    // Other labels, another photograph, other weights.
    let split = fs::read_to_string(place.run().join("split.csv")).expect("the split");
    let relabelled = split.replacen(",validation,cat", ",validation,dog", 1);
    fs::write(place.run().join("split.csv"), relabelled).expect("it can be written");
    assert!(place.evaluate().1 > 0);
    let photograph = place.data().join(&first.predictions.names()[0]);
    fs::copy(place.data().join(&first.predictions.names()[1]), photograph).expect("another picture");
    assert!(place.evaluate().1 > 0);
    let mut weights = fs::read(place.run().join("best.safetensors")).expect("the weights");
    let last = weights.len() - 1;
    weights[last] ^= 1;
    fs::write(place.run().join("best.safetensors"), weights).expect("it can be written");
    assert_eq!(place.kept_uncertainty(), None, "other weights doubt otherwise");
    assert!(place.evaluate().1 > 0);
}

#[test]
fn judging_that_is_broken_off_keeps_nothing() {
    let place = Place::new();
    let run = place.run();
    let broken = place.with_evaluator(&run, |evaluate| {
        let source = Source::Run { folder: &run, set: Set::Validation, moved_to: None };
        evaluate.evaluate(&source, &mut |_, _| ControlFlow::Break(()))
    });
    assert!(matches!(broken, Err(EvaluationError::Data(DataError::Cancelled))));
    assert!(!place.kept().exists());
    assert!(place.evaluate().0.is_ok(), "and it can be judged later");
}

#[test]
fn where_nothing_can_be_kept_it_is_said() {
    let place = Place::new();
    fs::write(place.run().join("results"), "in the way").expect("a file");
    let evaluated = place.evaluate().0.expect("it is judged all the same");
    assert!(evaluated.notes.iter().any(|note| note.contains("cannot be kept")), "{:?}", evaluated.notes);
}

#[test]
fn other_photographs_of_the_same_names_do_not_replace_the_runs_own_doubt() {
    let place = Place::new();
    let own = place.evaluate().0.expect("it is judged");
    let (wrong, moved) = (place.0.path().join("wrong"), place.0.path().join("moved"));
    drawings::write(&wrong, 60, 4).expect("drawings");
    let evaluated = place.evaluate_in(Some(&wrong)).0.expect("they can be looked at");
    assert_ne!(evaluated.predictions, own.predictions);
    assert!(evaluated.notes.iter().any(|note| note.contains("are not the photographs")), "{:?}", evaluated.notes);
    assert_eq!((evaluated.uncertainty, place.kept_uncertainty()), (own.uncertainty.clone(), own.uncertainty.clone()));
    assert_eq!(place.evaluate().1, 0, "the run's own answers are still kept");

    fs::rename(place.data(), &moved).expect("they move");
    let evaluated = place.evaluate_in(Some(&moved)).0.expect("it is judged");
    assert_eq!((evaluated.predictions, evaluated.uncertainty), (own.predictions, own.uncertainty));
}

#[test]
fn answers_belong_to_the_weights_that_gave_them() {
    let place = Place::new();
    let run = place.run();
    // A training that goes on replaces the file between reading and judging.
    place.with_evaluator(&run, |evaluate| {
        let best = run.join("best.safetensors");
        let mut other = fs::read(&best).expect("the weights");
        let last = other.len() - 4;
        other[last] ^= 1;
        fs::write(&best, other).expect("it can be written");
        let source = Source::Run { folder: &run, set: Set::Validation, moved_to: None };
        evaluate.evaluate(&source, &mut |_, _| ControlFlow::Continue(())).expect("it is judged");
    });
    assert!(place.kept().exists() && place.evaluate().1 > 0, "what the other weights answer is not kept yet");
    assert_eq!(place.evaluate().1, 0);
}
