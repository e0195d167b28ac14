//! Runs from the beginning to the end, and those that cannot begin.

use std::collections::BTreeSet;

use super::*;
use crate::config::{Activation, AugmentationConfig, LayerConfig, TrainingConfig, Units};
use crate::data::augment::Augmenter;
use crate::data::split;
use crate::nn::{DropoutKey, Network};

#[test]
fn a_run_writes_all_its_files_and_reports_every_event() {
    let place = Place::new();
    let control = Control::default();
    let mut recorder = Recorder::new(&control);
    let outcome = place.begin("run", place.config(), &mut recorder).expect("it trains");
    let run = place.run("run");

    assert_eq!((outcome.epochs, outcome.epochs_now), (4, 4));
    let history = run::read_history(&run).expect("a history");
    assert_eq!(history.iter().map(|row| row.epoch).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let lowest = history.iter().filter_map(|row| row.val_loss).fold(f64::INFINITY, f64::min);
    let best = outcome.best.expect("an epoch is best");
    assert_eq!(best.val_loss, Some(lowest));

    let split = run::read_split(&run).expect("a split");
    assert_eq!(split.len(), 25);
    assert_eq!(split.iter().filter(|row| row.side == run::Side::Validation).count(), 5);
    assert_eq!(split.iter().filter(|row| !row.left_out.is_empty()).count(), 1);
    let written = run::read_config(&run).expect("a configuration");
    assert_eq!(written, place.config());

    let best_file = weights_file::read(&run.join(BEST)).expect("it is whole");
    let last_file = weights_file::read(&run.join(LAST)).expect("it is whole");
    assert_eq!(best_file.metadata["epoch"], best.epoch.to_string());
    assert_eq!(last_file.tensors, best_file.tensors, "EarlyStopping put the best weights back");
    let model = ModelCard::from_metadata(&best_file.metadata).expect("a card");
    assert_eq!(model.classes, ["bright", "dark"]);
    assert_eq!((model.preprocessing.height, model.network), (8, place.config().network));
    assert!(!best_file.tensors.iter().any(|(name, ..)| name.starts_with("optimizer")));

    assert_eq!(recorder.count(|event| matches!(event, TrainEvent::RunStarted(_))), 1);
    assert_eq!(recorder.count(|event| matches!(event, TrainEvent::EpochEnded(_))), 4);
    assert_eq!(recorder.count(|event| matches!(event, TrainEvent::CheckpointSaved { .. })), 4);
    assert_eq!(recorder.events.last(), Some(&TrainEvent::RunEnded(outcome)));
    assert_eq!(run::read_events(&run).expect("events"), recorder.events);
    let TrainEvent::RunStarted(info) = &recorder.events[0] else { panic!("it starts with RunStarted") };
    assert_eq!((info.training + info.validation, info.unusable.len()), (24, 1));
    assert!(matches!(place.begin("run", place.config(), &mut recorder), Err(TrainError::RunFolder(_))));
}

#[test]
fn photographs_that_only_the_overlay_names_are_noted_the_first_twenty_by_name() {
    let place = Place::new();
    let overlay = place.0.path().join("labels.csv");
    let rows: Vec<String> = (10..33).map(|number| format!("gone.{number}.png,exclude,")).collect();
    fs::write(&overlay, format!("file,action,new_label\n{}\n", rows.join("\n"))).expect("a file");
    let mut config = place.config();
    config.data.overlay = Some(overlay);
    let control = Control::default();
    let mut recorder = Recorder::new(&control);
    place.begin("run", config, &mut recorder).expect("it trains");
    let notes = recorder.events.iter().find_map(|event| match event {
        TrainEvent::RunStarted(info) => Some(&info.notes),
        _ => None,
    });
    let notes = notes.expect("it started");
    for number in 10..30 {
        let note = format!("the overlay names gone.{number}.png, which is not there");
        assert!(notes.contains(&note), "{note} is not among {notes:?}");
    }
    assert!(notes.contains(&"the overlay names 3 more photos that are not there".to_owned()), "{notes:?}");
}

#[test]
fn the_number_of_threads_does_not_change_a_run() {
    let place = Place::new();
    let control = Control::default();
    for threads in [1, 2, 3] {
        let job = TrainJob::New { config: place.config(), folder: place.run(&threads.to_string()) };
        start(&place.request(job, threads), &control, &mut Recorder::new(&control)).expect("it trains");
    }
    assert_same(&place.run("2"), &place.run("1"), "two threads");
    assert_same(&place.run("3"), &place.run("1"), "three threads");
}

#[test]
fn a_run_that_cannot_begin_leaves_no_folder() {
    let place = Place::new();
    let control = Control::default();
    let with = |change: &dyn Fn(&mut RunConfig)| {
        let mut config = place.config();
        change(&mut config);
        place.begin("run", config, &mut Recorder::new(&control)).expect_err("it cannot begin").to_string()
    };
    let callback =
        |name: &str| CallbackConfig::CSVLogger { filename: name.to_owned(), separator: ",".to_owned(), append: false };
    assert!(with(&|config| config.data.source = None).contains("data.source"));
    assert!(with(&|config| config.data.source = Some(DataSource::Path("/nowhere".into()))).contains("/nowhere"));
    assert!(with(&|config| config.callbacks = vec![callback("../out.csv")]).contains("../out.csv"));
    assert!(with(&|config| config.callbacks = vec![callback("history.csv")]).contains("history.csv"));
    assert!(with(&|config| config.training.epochs = 0).contains("epochs"));
    assert!(with(&|config| config.data.overlay = Some("labels.csv".into())).contains("overlay"));
    for entry in fs::read_dir(place.data()).expect("pictures").flatten() {
        if entry.file_name().to_string_lossy().starts_with("dark") {
            fs::write(entry.path(), "no picture").expect("it can be written");
        }
    }
    assert!(with(&|_| {}).contains("dark"));
    assert!(!place.run("run").exists());
}

#[test]
fn a_stop_while_photographs_are_read_leaves_no_folder() {
    struct Stopping;
    impl Observer for Stopping {
        fn event(&mut self, event: TrainEvent) {
            panic!("nothing has begun, and there is {event:?}");
        }

        fn loading(&mut self, _done: usize, _total: usize) -> ControlFlow<()> {
            ControlFlow::Break(())
        }
    }
    let place = Place::new();
    let request = place.request(TrainJob::New { config: place.config(), folder: place.run("run") }, 1);
    let stopped = start(&request, &Control::default(), &mut Stopping);
    assert!(matches!(stopped, Err(TrainError::StoppedWhileLoading)));
    assert!(!place.run("run").exists());
}

#[test]
fn a_loss_that_is_not_finite_ends_the_run_finally() {
    let place = Place::new();
    let control = Control::default();
    let mut config = place.config();
    config.training.optimizer = OptimizerConfig::sgd(1e38, 0.0, false);
    config.callbacks = vec![CallbackConfig::TerminateOnNaN {}];
    let mut recorder = Recorder::new(&control);
    let outcome = place.begin("run", config, &mut recorder).expect("it ends in order");
    assert_eq!((outcome.end, outcome.epochs), (RunEnd::StoppedByCallback, 1));
    assert_eq!(
        recorder.count(|event| matches!(event, TrainEvent::Callback(CallbackEvent::InvalidLoss { epoch: 1, .. }))),
        1
    );
    let outcome = place.resume("run", &mut recorder).expect("it is finished");
    assert_eq!((outcome.end, outcome.epochs_now), (RunEnd::StoppedByCallback, 0));
}

#[test]
fn an_epoch_without_a_finite_loss_is_never_the_best() {
    let place = Place::new();
    let control = Control::default();
    let mut config = place.config();
    config.training.optimizer = OptimizerConfig::sgd(1e38, 0.0, false);
    config.training.epochs = 2;
    let mut recorder = Recorder::new(&control);
    let outcome = place.begin("run", config, &mut recorder).expect("it ends in order");
    assert_eq!((outcome.epochs, outcome.best, outcome.invalid_loss), (2, None, Some(1)));
    assert_eq!(recorder.count(|event| matches!(event, TrainEvent::InvalidLoss { epoch: 1, .. })), 1);
    let restored =
        |event: &TrainEvent| matches!(event, TrainEvent::Callback(CallbackEvent::BestWeightsRestored { .. }));
    assert_eq!(recorder.count(restored), 0);
    assert!(place.run("run").join(LAST).exists() && !place.run("run").join(BEST).exists());
}

/// Every step sees the same photograph, and the weights do not move: the losses differ by the dropout masks alone.
#[test]
fn each_training_step_has_the_dropout_mask_of_its_number() {
    const SIDE: u32 = 8;
    let place = Place::new();
    let data = place.0.path().join("equal");
    fs::create_dir(&data).expect("a folder");
    let picture = image::RgbImage::from_fn(SIDE, SIDE, |x, y| image::Rgb([(x * 30) as u8, (y * 30) as u8, 90]));
    for name in ["bright.0.png", "bright.1.png", "bright.2.png", "dark.0.png"] {
        picture.save(data.join(name)).expect("a picture");
    }
    let mut config = place.config();
    let optimizer = OptimizerConfig::sgd(1e-30, 0.0, false);
    config.data.source = Some(DataSource::Path(data));
    config.data.validation_share = 0.25;
    // The dark one validates.
    let split = |seed: &u32| split::train_test_split(4, 0.25, *seed).is_ok_and(|split| split.validation == [3]);
    config.data.split_seed = (0..1000).find(split).expect("a seed");
    config.augmentation = AugmentationConfig::default();
    config.network.layers = vec![
        LayerConfig::Flatten {},
        LayerConfig::Dropout { rate: 0.5 },
        LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true },
    ];
    config.callbacks = Vec::new();
    config.training =
        TrainingConfig { optimizer: optimizer.clone(), batch_size: 1, epochs: 3, ..TrainingConfig::default() };
    let control = Control::default();
    place.begin("run", config.clone(), &mut Recorder::new(&control)).expect("it trains");

    let mut x = vec![0.0; (SIDE * SIDE * 3) as usize];
    Augmenter::new(&config.augmentation, SIDE as usize, SIDE as usize).standardize(picture.as_raw(), &mut x);
    let mut network = Network::new(&config.network, &optimizer, 2, config.seed, 1).expect("a network");
    let mut loss_of = |step: u64| {
        let key = DropoutKey { seed: config.seed, step };
        f64::from(network.train_batch(&x, &[0], 1e-30, key).expect("it trains").loss)
    };
    let losses: Vec<f64> = (0..9).map(&mut loss_of).collect();
    assert_eq!(losses.iter().map(|loss| loss.to_bits()).collect::<BTreeSet<_>>().len(), 9, "every mask is another");
    let expected: Vec<f64> = losses.chunks(3).map(|epoch| epoch.iter().sum::<f64>() / 3.0).collect();
    let history = run::read_history(&place.run("run")).expect("a history");
    assert_eq!(history.iter().map(|row| row.loss).collect::<Vec<_>>(), expected);
}
