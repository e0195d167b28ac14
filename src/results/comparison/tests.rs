use std::path::PathBuf;

use super::{Comparison, Decisions, Difference, NotShared};
use crate::config::{Activation, DataConfig, DataSource, LayerConfig, NetworkConfig, RunConfig, TrainingConfig, Units};
use crate::data::drawings;
use crate::results::{Predictions, epochs};
use crate::run::TrainEvent;
use crate::run::{Side, read_split};
use crate::train::{Control, Observer, TrainJob, TrainRequest, start};

/// Ignores all events.
struct Ignored;

impl Observer for Ignored {
    fn event(&mut self, _event: TrainEvent) {}
}

/// A run on 40 drawings, with an overlay or without.
fn run(folder: &tempfile::TempDir, name: &str, overlay: Option<&str>, epochs: usize) -> PathBuf {
    run_on(folder, name, DataSource::drawings(40, 5), overlay, epochs)
}

fn run_on(folder: &tempfile::TempDir, name: &str, source: DataSource, overlay: Option<&str>, epochs: usize) -> PathBuf {
    let dense = LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true };
    let path = overlay.map(|text| {
        let path = folder.path().join(format!("{name}.csv"));
        std::fs::write(&path, text).expect("the overlay is written");
        path
    });
    let config = RunConfig {
        data: DataConfig { source: Some(source), overlay: path, ..DataConfig::default() },
        network: NetworkConfig { input: (8, 8), layers: vec![LayerConfig::Flatten {}, dense] },
        training: TrainingConfig { batch_size: 8, epochs, ..TrainingConfig::default() },
        ..RunConfig::default()
    };
    let run = folder.path().join(name);
    let job = TrainJob::New { config, folder: run.clone() };
    let request = TrainRequest { job, threads: 1, cache: folder.path().join("cache") };
    start(&request, &Control::default(), &mut Ignored).expect("it trains");
    run
}

fn best(folder: &std::path::Path) -> Predictions {
    let history = crate::run::read_history(folder).expect("it has a history");
    let best = crate::run::history::best_epoch(&history).expect("it has a best epoch").epoch;
    epochs(folder).expect("it stored its predictions").remove(&best).expect("those of the best epoch")
}

#[test]
fn runs_are_compared_on_the_photographs_that_validated_both() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let before = run(&folder, "before", None, 2);
    let rows = read_split(&before).expect("it has a split");
    let checked: Vec<_> = rows.iter().filter(|row| row.side == Side::Validation).collect();
    let other = if checked[0].label == "cat" { "dog" } else { "cat" };
    let trained_on = rows.iter().find(|row| row.side == Side::Training).expect("one that trains");
    let overlay = format!(
        "file,action,new_label\n{},relabel,{other}\n{},exclude,\n{},doubtful,\n",
        checked[0].filename, checked[1].filename, trained_on.filename
    );
    let after = run(&folder, "after", Some(&overlay), 3);

    let comparison = Comparison::of(&before, &after).expect("both are read");
    let [first, second] = &comparison.runs;
    assert_eq!((first.training, first.validation, second.training, second.validation), (32, 8, 32, 7));
    assert!(first.decisions.is_none());
    assert_eq!(second.decisions, Decisions { relabelled: 1, excluded: 1, flagged: 1 });
    for run in [first, second] {
        let (scores, best) = (run.scores.as_ref().expect("figures"), run.best().expect("a best epoch"));
        assert!((scores.accuracy - best.val_accuracy.expect("a validation")).abs() < 1e-6, "as the training measured");
    }
    let shared = comparison.shared.as_ref().expect("they share photos");
    assert_eq!((shared.count, shared.relabelled), (7, 1));
    assert_eq!(Some(&shared.scores[1]), second.scores.as_ref(), "the second was validated on these alone");
    // The first run's predictions for the seven, by the second run's labels.
    let evaluated = best(&before);
    let right = (0..evaluated.len()).filter(|place| evaluated.names()[*place] != checked[1].filename).filter(|place| {
        let renamed = evaluated.names()[*place] == checked[0].filename;
        evaluated.is_right(*place) != renamed
    });
    assert_eq!((shared.scores[0].accuracy * 7.0).round() as usize, right.count());
    let gained = shared.became_right.len() as f64 - shared.became_wrong.len() as f64;
    let difference = (shared.scores[1].accuracy - shared.scores[0].accuracy) * 7.0;
    assert!((gained - difference).abs() < 1e-6, "photo by photo, both differ by what their accuracies do");
    assert!(shared.became_right.iter().all(|name| !shared.became_wrong.contains(name)));

    let fields: Vec<&str> = comparison.differences.iter().map(|difference| difference.field.as_str()).collect();
    assert_eq!(fields, ["data.overlay", "training.epochs"]);
    assert_eq!(comparison.differences[0].values[0], None);
    assert_eq!(comparison.differences[1].values, [Some("2".to_owned()), Some("3".to_owned())]);
}

#[test]
fn equal_names_alone_do_not_make_photographs_the_same() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = |name: &str| folder.path().join(name);
    drawings::write(&path("here"), 40, 5).expect("drawings");
    drawings::write(&path("copied"), 40, 5).expect("drawings");
    drawings::write(&path("others"), 40, 9).expect("drawings");
    let on = |name: &str| run_on(&folder, &format!("run-{name}"), DataSource::Path(path(name)), None, 1);
    let (here, copied, others) = (on("here"), on("copied"), on("others"));
    let shared = |first: &PathBuf, second: &PathBuf| {
        Comparison::of(first, second).expect("both are read").shared.map(|shared| shared.count)
    };
    assert_eq!(shared(&here, &copied), Ok(8), "equal files are the same photos");
    assert_eq!(shared(&here, &others), Err(NotShared::OtherPhotographs));
    let evaluated = best(&here);
    std::fs::copy(path("here").join(&evaluated.names()[0]), path("others").join(&evaluated.names()[0]))
        .expect("a copy");
    assert_eq!(shared(&here, &others), Ok(1), "one is the same now");
    std::fs::remove_dir_all(path("copied")).expect("the copies go");
    assert_eq!(shared(&here, &copied), Err(NotShared::OtherPhotographs), "a missing photo is not known to be the same");
    assert_eq!(shared(&here, &here), Ok(8));

    let drawn = |seed| DataSource::drawings(40, seed);
    let (first, second) = (run_on(&folder, "5", drawn(5), None, 1), run_on(&folder, "6", drawn(6), None, 1));
    assert_eq!(shared(&first, &second), Err(NotShared::OtherPhotographs));
}

#[test]
fn differences_are_named_by_field() {
    let first = RunConfig::default();
    let mut second = first.clone();
    second.training.optimizer = crate::config::OptimizerConfig::sgd(0.005, 0.0, false);
    second.network.layers = vec![LayerConfig::Flatten {}];
    let text = |text: &str| Some(text.to_owned());
    let mut found = super::differences::among(&[&first, &second]);
    let layers = found.remove(0);
    assert_eq!((layers.field.as_str(), layers.values[1].as_deref()), ("network.layers", Some("Flatten")));
    let rate = Difference {
        field: "training.optimizer.SGD.learning_rate".to_owned(),
        values: vec![text("0.01"), text("0.005")],
    };
    assert_eq!(found, [rate]);
    assert!(super::differences::among(&[&first, &first]).is_empty());
}

#[test]
fn differences_are_short_and_each_stands_once() {
    let [quick, transfer] = ["quick", "transfer"].map(|name| crate::config::preset(name).expect("it is embedded"));
    let found = super::differences::among(&[&quick, &transfer]);
    let values = |field: &str| {
        let mut at = found.iter().filter(|difference| difference.field == field);
        let difference = at.next().unwrap_or_else(|| panic!("{field} is among {found:?}"));
        assert!(at.next().is_none(), "{field} stands once");
        difference.values.iter().map(Option::as_deref).collect::<Vec<_>>()
    };
    assert_eq!(values("network.input"), [Some("128 × 128"), Some("224 × 224")]);
    assert_eq!(values("prediction.mirror_averaging"), [Some("true"), None]);
    assert_eq!(values("augmentation.random_resized_crop.ratio"), [Some("0.75, 1.33333"), None]);
    assert_eq!(values("augmentation.rescale"), [Some("0.00392157"), Some("1")]);
    let sizes = "(epochs: 32, size: 64 × 64), (epochs: 10, size: 96 × 96)";
    assert_eq!(values("training.progressive_resizing"), [Some(sizes), None]);
    assert!(values("training.optimizer")[0].is_some_and(|text| !text.contains('"')));

    let mut near = quick.clone();
    near.augmentation.rescale += 1e-9;
    let found = super::differences::among(&[&quick, &near]);
    let [one, other] = &found[0].values[..] else { panic!("{found:?}") };
    assert_ne!(one, other, "what differs is never shown as the same");
}

#[test]
fn a_folder_without_a_run_is_an_error_that_names_the_missing_file() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let error = Comparison::of(folder.path(), folder.path()).expect_err("there is no run");
    assert!(error.to_string().contains("config.ron"), "{error}");
}
