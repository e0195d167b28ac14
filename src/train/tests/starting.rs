//! Starts that are cut off at any instant.

use super::*;
use crate::run::{OVERLAY, RunFolderError};

/// The files of a start, in the order in which they are written.
const FILES: [&str; 7] = [CONFIG, OVERLAY, CHECKPOINT, SPLIT, HISTORY, "logs/training.csv", EVENTS];
/// How many of them there are before the photographs are read; the checkpoint is the next one.
const BEFORE_CHECKPOINT: usize = 2;

/// A configuration with an overlay.
fn config(place: &Place) -> RunConfig {
    let overlay = place.0.path().join("labels.csv");
    fs::write(&overlay, "file,action,new_label\nbright.0.png,exclude,\nbright.1.png,relabel,dark\n").expect("a file");
    let mut config = place.config();
    config.data.overlay = Some(overlay);
    config.training.epochs = 2;
    config
}

/// The folder `name` as a kill leaves it after the first `count` files, in the middle of writing the next.
fn cut_off(place: &Place, start: &Path, name: &str, count: usize) {
    let folder = place.run(name);
    fs::create_dir(&folder).expect("a folder");
    for file in &FILES[..count] {
        fs::create_dir_all(folder.join(file).parent().expect("a folder")).expect("a folder");
        fs::copy(start.join(file), folder.join(file)).expect("it is there");
    }
    let next = FILES.get(count).map_or(folder.clone(), |file| folder.join(file).with_file_name(""));
    fs::create_dir_all(&next).expect("a folder");
    fs::write(next.join(".bigode-a1b2c3"), "half").expect("it can be written");
}

/// A run that has not begun its first epoch, with all files of a start.
fn start_of(place: &Place) -> PathBuf {
    let control = Control::default();
    let mut breaker = Recorder::doing(&control, |event| {
        if matches!(event, TrainEvent::RunStarted(_)) {
            std::panic::resume_unwind(Box::new("cut off"));
        }
    });
    let broken = place.begin("start", config(place), &mut breaker);
    assert!(matches!(broken, Err(TrainError::Panicked(message)) if message == "cut off"));
    let start = place.run("start");
    fs::write(start.join(EVENTS), "").expect("it can be written");
    start
}

fn has_leftovers(folder: &Path) -> bool {
    let mut entries = fs::read_dir(folder).expect("a folder").flatten();
    entries.any(|entry| {
        if entry.path().is_dir() { has_leftovers(&entry.path()) } else { crate::files::is_leftover(&entry.file_name()) }
    })
}

#[test]
fn a_start_cut_off_anywhere_is_begun_or_resumed_to_the_unbroken_run() {
    let place = Place::new();
    let control = Control::default();
    place.begin("whole", config(&place), &mut Recorder::new(&control)).expect("it trains");
    let start = start_of(&place);
    for count in 0..=FILES.len() {
        let (again, resumed) = (format!("begun again {count}"), format!("resumed {count}"));
        cut_off(&place, &start, &again, count);
        let outcome = place.begin(&again, config(&place), &mut Recorder::new(&control));
        if count <= BEFORE_CHECKPOINT {
            outcome.expect("nothing has begun in it");
            assert_same(&place.run(&again), &place.run("whole"), &again);
            assert!(!has_leftovers(&place.run(&again)), "{again}");
        } else {
            assert!(matches!(outcome, Err(TrainError::RunFolder(RunFolderError::AlreadyARun { .. }))), "{again}");
        }
        cut_off(&place, &start, &resumed, count);
        let outcome = place.resume(&resumed, &mut Recorder::new(&control));
        if count == 0 {
            assert!(matches!(outcome, Err(TrainError::RunFolder(RunFolderError::NotARun { .. }))), "{resumed}");
        } else {
            let outcome = outcome.expect("it has its configuration");
            assert_eq!((outcome.epochs, outcome.epochs_now), (2, 2));
            assert_same(&place.run(&resumed), &place.run("whole"), &resumed);
            assert!(!has_leftovers(&place.run(&resumed)), "{resumed}");
        }
    }
}

#[test]
fn while_photographs_are_read_the_folder_has_the_configuration_and_the_overlay() {
    struct Reading {
        folder: PathBuf,
        names: Vec<String>,
    }
    impl Observer for Reading {
        fn event(&mut self, _event: TrainEvent) {}

        fn loading(&mut self, _done: usize, _total: usize) -> ControlFlow<()> {
            let entries = fs::read_dir(&self.folder).expect("a folder").flatten();
            self.names = entries.map(|entry| entry.file_name().into_string().expect("a plain name")).collect();
            self.names.sort();
            ControlFlow::Break(())
        }
    }
    let place = Place::new();
    let request = place.request(TrainJob::New { config: config(&place), folder: place.run("run") }, 1);
    let mut reading = Reading { folder: place.run("run"), names: Vec::new() };
    let stopped = start(&request, &Control::default(), &mut reading);
    assert!(matches!(stopped, Err(TrainError::StoppedWhileLoading)));
    assert_eq!(reading.names, FILES[..BEFORE_CHECKPOINT]);
    assert!(!place.run("run").exists(), "a stop is no kill");
}

/// Folders take the names of files while photographs are read: the first file that cannot be written is the error's.
#[test]
fn the_files_of_a_start_are_written_in_order_from_the_checkpoint_on() {
    struct Blocking(Vec<PathBuf>);
    impl Observer for Blocking {
        fn event(&mut self, _event: TrainEvent) {}

        fn loading(&mut self, _done: usize, _total: usize) -> ControlFlow<()> {
            self.0.iter().for_each(|path| fs::create_dir_all(path).expect("a folder"));
            ControlFlow::Continue(())
        }
    }
    for first in BEFORE_CHECKPOINT..FILES.len() {
        let place = Place::new();
        let request = place.request(TrainJob::New { config: config(&place), folder: place.run("run") }, 1);
        let mut blocking = Blocking(FILES[first..].iter().map(|name| place.run("run").join(name)).collect());
        let failed = start(&request, &Control::default(), &mut blocking).expect_err("it cannot be written");
        assert!(failed.to_string().contains(FILES[first]), "{} comes first: {failed}", FILES[first]);
    }
}

#[test]
fn a_start_that_was_cut_off_is_begun_by_its_own_configuration_only() {
    let place = Place::new();
    let control = Control::default();
    let start = start_of(&place);
    cut_off(&place, &start, "cut off", BEFORE_CHECKPOINT);
    let text = fs::read(place.run("cut off").join(CONFIG)).expect("it is there");
    let mut other = config(&place);
    other.seed += 1;
    let refused = place.begin("cut off", other, &mut Recorder::new(&control));
    assert!(matches!(refused, Err(TrainError::RunFolder(RunFolderError::AlreadyARun { .. }))));
    assert_eq!(fs::read(place.run("cut off").join(CONFIG)).expect("it is there"), text);
}

#[test]
fn a_start_that_was_cut_off_resumes_with_moved_photographs_and_more_epochs() {
    let place = Place::new();
    let control = Control::default();
    let mut longer = config(&place);
    longer.training.epochs = 3;
    place.begin("longer", longer, &mut Recorder::new(&control)).expect("it trains");
    let start = start_of(&place);
    cut_off(&place, &start, "cut off", BEFORE_CHECKPOINT);
    // The run has its copy.
    fs::remove_file(place.0.path().join("labels.csv")).expect("it is there");
    let moved = place.0.path().join("moved");
    fs::rename(place.data(), &moved).expect("it can be moved");
    let gone = place.resume("cut off", &mut Recorder::new(&control));
    assert!(matches!(gone, Err(TrainError::PhotographsGone(_))));
    let empty = place.0.path().join("empty");
    fs::create_dir(&empty).expect("a folder");
    place.resume_with("cut off", Some(empty), None, &mut Recorder::new(&control)).expect_err("no photos");
    let kept = run::read_config(&place.run("cut off")).expect("a configuration");
    assert_eq!(kept.data.source, Some(DataSource::Path(place.data())), "what cannot begin changes nothing");
    let fewer = place.resume_with("cut off", Some(moved.clone()), Some(1), &mut Recorder::new(&control));
    assert!(matches!(fewer, Err(TrainError::FewerEpochs { configured: 2, asked: 1 })));

    let more = place.resume_with("cut off", Some(moved.clone()), Some(3), &mut Recorder::new(&control));
    assert_eq!(more.expect("it begins").epochs, 3);
    assert_same(&place.run("cut off"), &place.run("longer"), "begun by a resume");
    let written = run::read_config(&place.run("cut off")).expect("a configuration");
    assert_eq!((written.data.source, written.training.epochs), (Some(DataSource::Path(moved)), 3));
}
