//! Whole trainings on a handful of small pictures, by what they leave on disk.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::run_folder::{self, BEST, CHECKPOINT, CONFIG, EVENTS, HISTORY, LAST, SPLIT};
use super::*;
use crate::config::{self, CallbackConfig, DataSource, OptimizerConfig, RunConfig};
use crate::nn::weights_file;

/// 12 bright and 12 dark pictures, and one that is none.
fn pictures(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    for index in 0..12_u8 {
        for (label, base) in [("bright", 120_u8), ("dark", 20)] {
            let pixel = |x: u32, y: u32| image::Rgb([base + index * 5, base + (x * 3) as u8, base + (y * 7) as u8]);
            let picture = image::RgbImage::from_fn(9, 7, pixel);
            picture.save(folder.join(format!("{label}.{index}.png"))).expect("a picture");
        }
    }
    fs::write(folder.join("dark.broken.png"), b"\x89PNG\r\n\x1a\nno more").expect("a file");
}

const CONFIG_TEXT: &str = r#"(
    preset: "tiny",
    augmentation: (rotation_range: 15, horizontal_flip: true),
    network: (
        input: (8, 8),
        layers: [
            Conv2D(filters: 4, kernel_size: (3, 3), activation: relu),
            BatchNormalization(),
            MaxPooling2D(),
            Dropout(rate: 0.25),
            Flatten(),
            Dense(units: classes, activation: softmax),
        ],
    ),
    training: (optimizer: RMSprop(learning_rate: 0.01), batch_size: 5, epochs: 4),
    callbacks: [
        EarlyStopping(patience: 3, restore_best_weights: true),
        ReduceLROnPlateau(monitor: "val_acc", patience: 1, factor: 0.5),
        CSVLogger(filename: "logs/training.csv"),
        ModelCheckpoint(filepath: "{epoch:02d}.safetensors", save_best_only: true),
    ],
)"#;

/// Pictures and runs in a folder that goes when this does.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a temporary folder"));
        pictures(&place.data());
        place
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    fn run(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn config(&self) -> RunConfig {
        let mut config = config::parse(CONFIG_TEXT, "the test").expect("it is right");
        config.data.source = Some(DataSource::Path(self.data()));
        config
    }

    fn request(&self, job: TrainJob, threads: usize) -> TrainRequest {
        TrainRequest { job, threads, cache: self.0.path().join("cache") }
    }

    fn begin(&self, name: &str, config: RunConfig, observer: &mut Recorder<'_>) -> Result<RunOutcome, TrainError> {
        let request = self.request(TrainJob::New { config, folder: self.run(name) }, 2);
        start(&request, observer.control, observer)
    }

    fn resume(&self, name: &str, observer: &mut Recorder<'_>) -> Result<RunOutcome, TrainError> {
        self.resume_with(name, None, None, observer)
    }

    fn resume_with(
        &self,
        name: &str,
        data: Option<PathBuf>,
        epochs: Option<usize>,
        observer: &mut Recorder<'_>,
    ) -> Result<RunOutcome, TrainError> {
        let request = self.request(TrainJob::Resume { folder: self.run(name), data, epochs }, 1);
        start(&request, observer.control, observer)
    }
}

/// Writes down what it hears, and does something at each event.
struct Recorder<'a> {
    control: &'a Control,
    events: Vec<TrainEvent>,
    snapshots: Vec<Arc<Snapshot>>,
    at_event: Box<dyn FnMut(&TrainEvent) + 'a>,
}

impl<'a> Recorder<'a> {
    fn new(control: &'a Control) -> Self {
        Self::doing(control, |_| {})
    }

    fn doing(control: &'a Control, at_event: impl FnMut(&TrainEvent) + 'a) -> Self {
        Self { control, events: Vec::new(), snapshots: Vec::new(), at_event: Box::new(at_event) }
    }

    /// Does something when an epoch begins.
    fn at_epoch(control: &'a Control, wanted: usize, mut act: impl FnMut() + 'a) -> Self {
        Self::doing(control, move |event| {
            if *event == (TrainEvent::EpochStarted { epoch: wanted }) {
                act();
            }
        })
    }

    fn count(&self, what: impl Fn(&TrainEvent) -> bool) -> usize {
        self.events.iter().filter(|event| what(event)).count()
    }
}

impl Observer for Recorder<'_> {
    fn event(&mut self, event: TrainEvent) {
        self.events.push(event.clone());
        (self.at_event)(&event);
    }

    fn wants_weights(&self) -> bool {
        true
    }

    fn weights(&mut self, snapshot: Arc<Snapshot>) {
        self.snapshots.push(snapshot);
    }
}

/// What must be equal in equal runs: tensors to the bit, history without times, the callbacks' files.
fn essence(run: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut essence = BTreeMap::new();
    for entry in fs::read_dir(run).expect("a run").flatten() {
        let name = entry.file_name().into_string().expect("a plain name");
        if name.ends_with(".safetensors") {
            let file = weights_file::read(&entry.path()).expect("it is whole");
            for (tensor, shape, data) in file.tensors {
                let bytes = data.iter().flat_map(|value| value.to_bits().to_le_bytes()).collect();
                essence.insert(format!("{name}/{tensor}{shape:?}"), bytes);
            }
        }
    }
    let rows = run_folder::read_history(run).expect("a history");
    for row in rows {
        let timeless = EpochStats { seconds: 0.0, images_per_second: 0.0, ..row };
        essence.insert(format!("history {}", row.epoch), format!("{timeless:?}").into_bytes());
    }
    for name in ["logs/training.csv", SPLIT] {
        essence.insert(name.to_owned(), fs::read(run.join(name)).expect("it is there"));
    }
    essence
}

fn assert_same(run: &Path, expected: &Path, what: &str) {
    let (run, expected) = (essence(run), essence(expected));
    assert_eq!(run.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{what}");
    for (name, bytes) in &expected {
        assert_eq!(&run[name], bytes, "{what}: {name}");
    }
}

#[test]
fn a_run_leaves_all_its_files_and_tells_its_story() {
    let place = Place::new();
    let control = Control::default();
    let mut recorder = Recorder::new(&control);
    let outcome = place.begin("run", place.config(), &mut recorder).expect("it trains");
    let run = place.run("run");

    assert_eq!((outcome.epochs, outcome.epochs_now), (4, 4));
    let history = run_folder::read_history(&run).expect("a history");
    assert_eq!(history.iter().map(|row| row.epoch).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let lowest = history.iter().filter_map(|row| row.val_loss).fold(f64::INFINITY, f64::min);
    let best = outcome.best.expect("an epoch is best");
    assert_eq!(best.val_loss, Some(lowest));

    let split = run_folder::read_split(&run).expect("a split");
    assert_eq!(split.len(), 25);
    assert_eq!(split.iter().filter(|row| row.side == run_folder::Side::Validation).count(), 5);
    assert_eq!(split.iter().filter(|row| !row.left_out.is_empty()).count(), 1);
    let written = run_folder::read_config(&run).expect("a configuration");
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
    assert_eq!(run_folder::read_events(&run).expect("events"), recorder.events);
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

/// A crash is a panic of whoever listens: it leaves the disk as a kill would, at each event in turn.
#[test]
fn a_run_broken_anywhere_and_resumed_equals_the_unbroken_one() {
    let place = Place::new();
    let control = Control::default();
    let mut whole = Recorder::new(&control);
    place.begin("whole", place.config(), &mut whole).expect("it trains");
    for moment in 0..whole.events.len() {
        let name = format!("broken {moment}");
        let mut heard = 0;
        let mut breaker = Recorder::doing(&control, move |_| {
            heard += 1;
            if heard == moment + 1 {
                std::panic::resume_unwind(Box::new("broken on purpose"));
            }
        });
        let broken = place.begin(&name, place.config(), &mut breaker);
        assert!(matches!(broken, Err(TrainError::Panicked(_))), "event {moment}");
        for half in [".writing-half", ".history.csv.tmp"] {
            fs::write(place.run(&name).join(half), "half").expect("it can be written");
        }
        let outcome = place.resume(&name, &mut Recorder::new(&control)).expect("it goes on");
        assert_eq!(outcome.epochs, 4, "event {moment}");
        assert_same(&place.run(&name), &place.run("whole"), &format!("broken at event {moment}"));
    }
}

#[test]
fn a_stopped_run_goes_on_where_it_was() {
    let place = Place::new();
    let unstopped = Control::default();
    place.begin("whole", place.config(), &mut Recorder::new(&unstopped)).expect("it trains");

    let control = Control::default();
    let mut stopper = Recorder::at_epoch(&control, 3, || control.stop());
    let outcome = place.begin("stopped", place.config(), &mut stopper).expect("stopping is no failure");
    assert_eq!((outcome.end, outcome.epochs), (RunEnd::Stopped, 2));

    let after_epoch = Control::default();
    let mut stopper = Recorder::at_epoch(&after_epoch, 3, || after_epoch.stop_after_epoch());
    let outcome = place.resume("stopped", &mut stopper).expect("it goes on");
    assert_eq!((outcome.end, outcome.epochs, outcome.epochs_now), (RunEnd::Stopped, 3, 1));

    let outcome = place.resume("stopped", &mut Recorder::new(&unstopped)).expect("it goes on");
    assert_eq!((outcome.epochs, outcome.epochs_now), (4, 1));
    assert_same(&place.run("stopped"), &place.run("whole"), "stopped twice");
}

#[test]
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
fn a_finished_run_is_put_in_order_and_more_epochs_go_on() {
    let place = Place::new();
    let control = Control::default();
    let mut longer = place.config();
    longer.training.epochs = 6;
    place.begin("longer", longer, &mut Recorder::new(&control)).expect("it trains");
    place.begin("run", place.config(), &mut Recorder::new(&control)).expect("it trains");
    let before = essence(&place.run("run"));
    for name in [LAST, BEST, HISTORY, EVENTS] {
        fs::remove_file(place.run("run").join(name)).expect("it is there");
    }
    let mut recorder = Recorder::new(&control);
    let outcome = place.resume("run", &mut recorder).expect("it is finished");
    assert_eq!((outcome.end, outcome.epochs_now, recorder.events.len()), (RunEnd::Completed, 0, 0));
    assert_eq!(essence(&place.run("run")), before);
    assert!(run_folder::read_events(&place.run("run")).is_ok());

    let fewer = place.resume_with("run", None, Some(3), &mut recorder);
    assert!(matches!(fewer, Err(TrainError::FewerEpochs { configured: 4, asked: 3 })));
    let outcome = place.resume_with("run", None, Some(6), &mut recorder).expect("it goes on");
    assert_eq!(outcome.epochs, run_folder::read_history(&place.run("longer")).expect("a history").len());
    assert_same(&place.run("run"), &place.run("longer"), "4 epochs, then 2 more");
}

#[test]
fn moved_photographs_are_found_and_others_refused() {
    let place = Place::new();
    let control = Control::default();
    let mut config = place.config();
    config.training.epochs = 2;
    let mut stopper = Recorder::at_epoch(&control, 2, || control.stop());
    place.begin("run", config, &mut stopper).expect("stopping is no failure");

    let control = Control::default();
    let moved = place.0.path().join("moved");
    fs::rename(place.data(), &moved).expect("it can be moved");
    let mut recorder = Recorder::new(&control);
    assert!(matches!(place.resume("run", &mut recorder), Err(TrainError::PhotographsGone(_))));
    fs::copy(moved.join("dark.1.png"), moved.join("dark.new.png")).expect("it can be copied");
    let other = place.resume_with("run", Some(moved.clone()), None, &mut recorder);
    assert!(other.is_err_and(|error| error.to_string().contains("25 photographs, and 26")));
    fs::remove_file(moved.join("dark.new.png")).expect("it is there");
    place.resume_with("run", Some(moved.clone()), None, &mut recorder).expect("they are the same");
    let config = run_folder::read_config(&place.run("run")).expect("a configuration");
    assert_eq!(config.data.source, Some(DataSource::Path(moved)));
}

#[test]
fn damaged_runs_are_told_by_name_and_nothing_is_lost() {
    let place = Place::new();
    let control = Control::default();
    let mut stopper = Recorder::at_epoch(&control, 2, || control.stop());
    place.begin("run", place.config(), &mut stopper).expect("stopping is no failure");
    let unstopped = Control::default();
    for name in [CONFIG, CHECKPOINT] {
        let path = place.run("run").join(name);
        let whole = fs::read(&path).expect("it is there");
        let step = (whole.len() / 40).max(1);
        for length in (0..whole.len() - 1).step_by(step) {
            fs::write(&path, &whole[..length]).expect("it can be written");
            let refused = place.resume("run", &mut Recorder::new(&unstopped)).expect_err("it is damaged");
            assert!(refused.to_string().contains(name), "{length} bytes: {refused}");
            assert_eq!(fs::read(&path).expect("it is there").len(), length, "it stays as it was");
        }
        fs::write(&path, &whole).expect("it can be written");
    }
    for name in [LAST, BEST, HISTORY, EVENTS, SPLIT] {
        let path = place.run("run").join(name);
        let whole = fs::read(&path).expect("it is there");
        fs::write(&path, &whole[..whole.len() / 2]).expect("it can be written");
    }
    place.resume("run", &mut Recorder::new(&unstopped)).expect("all these follow from the checkpoint");
    place.begin("whole", place.config(), &mut Recorder::new(&unstopped)).expect("it trains");
    assert_same(&place.run("run"), &place.run("whole"), "damaged files rewritten");
}

#[test]
fn an_edited_configuration_is_refused() {
    let place = Place::new();
    let control = Control::default();
    place.begin("run", place.config(), &mut Recorder::new(&control)).expect("it trains");
    let mut config = place.config();
    config.training.batch_size = 6;
    fs::write(place.run("run").join(CONFIG), config.to_ron()).expect("it can be written");
    let refused = place.resume("run", &mut Recorder::new(&control));
    assert!(matches!(refused, Err(TrainError::ConfigChanged(_))));
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

#[test]
fn a_folder_that_can_no_longer_be_written_ends_the_run_and_keeps_the_checkpoint() {
    let place = Place::new();
    let control = Control::default();
    let run = place.run("run");
    // A folder where a file should go cannot be replaced by it.
    let mut saboteur = Recorder::at_epoch(&control, 2, || {
        fs::remove_file(run.join(HISTORY)).expect("it is there");
        fs::create_dir(run.join(HISTORY)).expect("a folder");
    });
    let failed = place.begin("run", place.config(), &mut saboteur).expect_err("it cannot be written");
    assert!(failed.to_string().contains(HISTORY), "{failed}");
    let ended = saboteur.events.last();
    assert!(matches!(ended, Some(TrainEvent::RunEnded(RunOutcome { end: RunEnd::Failed { .. }, epochs: 2, .. }))));
    drop(saboteur);
    fs::remove_dir(run.join(HISTORY)).expect("it is there");
    place.resume("run", &mut Recorder::new(&control)).expect("the checkpoint stands");
    place.begin("whole", place.config(), &mut Recorder::new(&control)).expect("it trains");
    assert_same(&place.run("run"), &place.run("whole"), "after a failure");
}
