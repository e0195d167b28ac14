//! From the beginning to the end, or to a refusal.

use super::*;

#[test]
fn a_run_leaves_all_its_files_and_tells_its_story() {
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
    assert_eq!(recorder.snapshots.iter().map(|it| it.epoch).collect::<Vec<_>>(), [1, 2, 3, 4, best.epoch]);
    assert!(matches!(place.begin("run", place.config(), &mut recorder), Err(TrainError::RunFolder(_))));
}

#[test]
fn threads_do_not_change_a_run() {
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
#[expect(clippy::disallowed_methods, reason = "a test's own thread needs no name")]
fn a_paused_run_goes_on_and_counts_no_time() {
    let place = Place::new();
    let control = Control::default();
    let mut config = place.config();
    config.training.epochs = 1;
    std::thread::scope(|scope| {
        let mut pauser = Recorder::at_epoch(&control, 1, || {
            control.pause();
            scope.spawn(|| control.resume());
        });
        place.begin("run", config, &mut pauser).expect("it goes on");
    });
    assert!(control.progress().is_some_and(|progress| progress.validating && progress.batch == progress.batches));
}

#[test]
fn what_cannot_begin_leaves_nothing() {
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
fn stopping_while_photographs_are_read_leaves_nothing() {
    struct Impatient;
    impl Observer for Impatient {
        fn event(&mut self, event: TrainEvent) {
            panic!("nothing has begun, and there is {event:?}");
        }

        fn loading(&mut self, _done: usize, _total: usize) -> ControlFlow<()> {
            ControlFlow::Break(())
        }
    }
    let place = Place::new();
    let request = place.request(TrainJob::New { config: place.config(), folder: place.run("run") }, 1);
    let stopped = start(&request, &Control::default(), &mut Impatient);
    assert!(matches!(stopped, Err(TrainError::StoppedWhileLoading)));
    assert!(!place.run("run").exists());
}

#[test]
fn a_loss_that_is_not_finite_ends_the_run_for_good() {
    let place = Place::new();
    let control = Control::default();
    let mut config = place.config();
    config.training.optimizer = OptimizerConfig::SGD { learning_rate: 1e38, momentum: 0.0, nesterov: false };
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
