//! Resuming: after a stop, a crash, damage, a move.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Instant;

use super::against_keras::with_everything;
use super::*;
use crate::run::{OVERLAY, RunFolderError, VALIDATION};

/// The crash is a panic of the observer: it leaves the disk as a kill would, at each event in turn.
#[test]
fn a_run_broken_anywhere_and_resumed_equals_the_unbroken_one() {
    let place = Place::new();
    let control = Control::default();
    let mut whole = Recorder::new(&control);
    place.begin("whole", place.config(), &mut whole).expect("it trains");
    for moment in 0..whole.events.len() {
        let name = format!("broken {moment}");
        let mut events = 0;
        let mut breaker = Recorder::doing(&control, move |_| {
            events += 1;
            if events == moment + 1 {
                std::panic::resume_unwind(Box::new("broken on purpose"));
            }
        });
        let broken = place.begin(&name, place.config(), &mut breaker);
        assert!(matches!(broken, Err(TrainError::Panicked(_))), "event {moment}");
        for half in [".writing-half", ".history.csv.tmp"] {
            fs::write(place.run(&name).join(half), "half").expect("it can be written");
        }
        let outcome = place.resume(&name, &mut Recorder::new(&control)).expect("it resumes");
        assert_eq!(outcome.epochs, 4, "event {moment}");
        assert_same(&place.run(&name), &place.run("whole"), &format!("broken at event {moment}"));
    }
}

thread_local! {
    /// What happens at which reading of this thread's clock, counted down.
    static AT_READING: RefCell<Option<(usize, AtReading)>> = const { RefCell::new(None) };
}

enum AtReading {
    /// A panic, which leaves the disk as a kill would.
    Break,
    Stop(Arc<Control>),
}

/// The clock is read around each batch of training and validation.
fn clock() -> Instant {
    let due = AT_READING.with_borrow_mut(|planned| {
        let (readings, _) = planned.as_mut()?;
        *readings = readings.checked_sub(1)?;
        (*readings == 0).then(|| planned.take()).flatten()
    });
    match due {
        Some((_, AtReading::Break)) => std::panic::resume_unwind(Box::new("broken on purpose")),
        Some((_, AtReading::Stop(control))) => control.stop(),
        None => {}
    }
    Instant::now()
}

#[test]
fn a_run_broken_within_an_epoch_resumes_from_its_checkpoint_there() {
    let place = Place::new();
    let whole = Control::default();
    place.begin("whole", place.config(), &mut Recorder::new(&whole)).expect("it trains");
    let every_step = Control::with_clock(clock).with_checkpoint_interval(CheckpointInterval::Steps(1));
    let other_step = Control::with_clock(clock).with_checkpoint_interval(CheckpointInterval::Steps(2));
    let (mut within_epochs, mut has_ended) = (0, false);
    for reading in 1.. {
        let name = format!("broken {reading}");
        let control = if reading % 2 == 0 { &every_step } else { &other_step };
        AT_READING.set(Some((reading, AtReading::Break)));
        let broken = place.begin(&name, place.config(), &mut Recorder::new(control));
        has_ended = AT_READING.take().is_some();
        if has_ended {
            broken.expect("nothing broke");
        } else {
            assert!(matches!(broken, Err(TrainError::Panicked(_))), "reading {reading}");
            let state = checkpoint::read(&place.run(&name).join(CHECKPOINT)).expect("a checkpoint").state;
            within_epochs += usize::from(state.running.is_some_and(|running| running.batches > 0));
            place.resume(&name, &mut Recorder::new(&whole)).expect("it resumes");
        }
        assert_same(&place.run(&name), &place.run("whole"), &format!("broken at reading {reading}"));
        if has_ended {
            break;
        }
    }
    assert!(has_ended && within_epochs > 16, "{within_epochs} runs were broken within an epoch");
}

#[test]
fn a_run_stopped_after_every_batch_equals_the_unbroken_one() {
    let place = Place::new();
    equals_the_unbroken_one_stopped_after_every_batch(&place, &place.config());
    let place = Place::new();
    equals_the_unbroken_one_stopped_after_every_batch(&place, &with_everything(&place));
}

pub(super) fn equals_the_unbroken_one_stopped_after_every_batch(place: &Place, config: &RunConfig) {
    let whole = Control::default();
    place.begin("whole", config.clone(), &mut Recorder::new(&whole)).expect("it trains");
    let mut places: Vec<(usize, usize)> = Vec::new();
    for step in 1.. {
        let control = Arc::new(Control::with_clock(clock));
        // The epoch's beginning is read first, then the end of the next batch, or of training and of validation.
        let validates = matches!(places.last(), Some((epochs, 4)) if config.training.validates(*epochs + 1));
        let readings = if validates { 3 } else { 2 };
        AT_READING.set(Some((readings, AtReading::Stop(Arc::clone(&control)))));
        let mut recorder = Recorder::new(&control);
        let outcome = if step == 1 {
            place.begin("stopped", config.clone(), &mut recorder)
        } else {
            place.resume("stopped", &mut recorder)
        };
        AT_READING.take();
        let outcome = outcome.expect("stopping is no failure");
        places.push((outcome.epochs, outcome.batches_in_epoch));
        if outcome.end != RunEnd::Stopped {
            break;
        }
        let state = checkpoint::read(&place.run("stopped").join(CHECKPOINT)).expect("a checkpoint").state;
        assert_eq!(state.steps_done, (outcome.epochs * 4 + outcome.batches_in_epoch) as u64);
        assert_eq!(recorder.events.last(), Some(&TrainEvent::RunEnded(outcome)));
    }
    // Four batches an epoch; before the second epoch's validation in any case.
    let within_epochs = (0..4).flat_map(|epoch| (1..4).map(move |batch| (epoch, batch)));
    for expected in within_epochs.chain([(1, 4)]) {
        assert!(places.contains(&expected), "{expected:?} is not among {places:?}");
    }
    assert_same(&place.run("stopped"), &place.run("whole"), "stopped after every batch");
}

#[test]
fn a_stopped_run_resumes_after_its_last_completed_epoch() {
    let place = Place::new();
    let unstopped = Control::default();
    place.begin("whole", place.config(), &mut Recorder::new(&unstopped)).expect("it trains");

    let control = Control::default();
    let mut stopper = Recorder::at_epoch(&control, 3, || control.stop());
    let outcome = place.begin("stopped", place.config(), &mut stopper).expect("stopping is no failure");
    assert_eq!((outcome.end, outcome.epochs), (RunEnd::Stopped, 2));

    let after_epoch = Control::default();
    let mut stopper = Recorder::at_epoch(&after_epoch, 3, || after_epoch.stop_after_epoch());
    let outcome = place.resume("stopped", &mut stopper).expect("it resumes");
    assert_eq!((outcome.end, outcome.epochs, outcome.epochs_now), (RunEnd::Stopped, 3, 1));

    let outcome = place.resume("stopped", &mut Recorder::new(&unstopped)).expect("it resumes");
    assert_eq!((outcome.epochs, outcome.epochs_now), (4, 1));
    assert_same(&place.run("stopped"), &place.run("whole"), "stopped twice");
}

#[test]
fn a_finished_run_gets_its_files_rewritten_and_more_epochs_continue_it() {
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
    assert!(run::read_events(&place.run("run")).is_ok());

    let fewer = place.resume_with("run", None, Some(3), &mut recorder);
    assert!(matches!(fewer, Err(TrainError::FewerEpochs { configured: 4, asked: 3 })));
    let outcome = place.resume_with("run", None, Some(6), &mut recorder).expect("it resumes");
    assert_eq!(outcome.epochs, run::read_history(&place.run("longer")).expect("a history").len());
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
    assert!(other.is_err_and(|error| error.to_string().contains("25 photos, and 26")));
    fs::remove_file(moved.join("dark.new.png")).expect("it is there");
    place.resume_with("run", Some(moved.clone()), None, &mut recorder).expect("they are the same");
    let config = run::read_config(&place.run("run")).expect("a configuration");
    assert_eq!(config.data.source, Some(DataSource::Path(moved)));
}

#[test]
fn damage_is_an_error_that_names_the_file_or_is_repaired_from_the_checkpoint() {
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
fn a_folder_that_can_no_longer_be_written_ends_the_run_and_keeps_the_checkpoint() {
    let place = Place::new();
    let control = Control::default();
    let run = place.run("run");
    // A folder where a file should go cannot be replaced by it.
    let mut breaker = Recorder::at_epoch(&control, 2, || {
        fs::remove_file(run.join(HISTORY)).expect("it is there");
        fs::create_dir(run.join(HISTORY)).expect("a folder");
    });
    let failed = place.begin("run", place.config(), &mut breaker).expect_err("it cannot be written");
    assert!(failed.to_string().contains(HISTORY), "{failed}");
    let ended = breaker.events.last();
    assert!(matches!(ended, Some(TrainEvent::RunEnded(RunOutcome { end: RunEnd::Failed { .. }, epochs: 2, .. }))));
    drop(breaker);
    fs::remove_dir(run.join(HISTORY)).expect("it is there");
    place.resume("run", &mut Recorder::new(&control)).expect("the checkpoint is intact");
    place.begin("whole", place.config(), &mut Recorder::new(&control)).expect("it trains");
    assert_same(&place.run("run"), &place.run("whole"), "after a failure");
}

#[test]
fn a_resumed_run_continues_the_state_of_every_optimizer() {
    let place = Place::new();
    let control = Control::default();
    let optimizers = [
        OptimizerConfig::sgd(0.01, 0.9, true),
        OptimizerConfig::rmsprop(0.01, 0.9, 0.5, 1e-7),
        OptimizerConfig::adam(0.01, 0.9, 0.999, 1e-7),
    ];
    for (index, optimizer) in optimizers.into_iter().enumerate() {
        let mut config = place.config();
        config.training.optimizer = optimizer;
        config.training.epochs = 3;
        let (whole, stopped) = (format!("whole {index}"), format!("stopped {index}"));
        place.begin(&whole, config.clone(), &mut Recorder::new(&control)).expect("it trains");
        let stop = Control::default();
        let mut stopper = Recorder::at_epoch(&stop, 2, || stop.stop());
        place.begin(&stopped, config.clone(), &mut stopper).expect("stopping is no failure");
        place.resume(&stopped, &mut Recorder::new(&control)).expect("it resumes");
        assert_same(&place.run(&stopped), &place.run(&whole), &format!("{:?}", config.training.optimizer));
    }
}

#[test]
fn a_run_that_lost_its_checkpoint_is_an_error_and_never_begun_anew() {
    let place = Place::new();
    let control = Control::default();
    place.begin("run", place.config(), &mut Recorder::new(&control)).expect("it trains");
    let run = place.run("run");
    let before = essence(&run);
    fs::remove_file(run.join(CHECKPOINT)).expect("it is there");
    let refused = place.resume("run", &mut Recorder::new(&control)).expect_err("there is no checkpoint");
    assert!(refused.to_string().contains(CHECKPOINT), "{refused}");
    let refused = place.begin("run", place.config(), &mut Recorder::new(&control));
    assert!(matches!(refused, Err(TrainError::RunFolder(RunFolderError::AlreadyARun { .. }))));
    let left = essence(&run);
    assert!(before.iter().all(|(name, bytes)| name.starts_with(CHECKPOINT) || left.get(name) == Some(bytes)));
}

#[test]
fn a_resume_removes_leftovers_from_every_folder_that_the_run_writes() {
    let place = Place::new();
    let mut config = place.config();
    config.training.epochs = 2;
    config.callbacks.push(CallbackConfig::ModelCheckpoint {
        filepath: "weights/{epoch}/of_{val_loss:.2f}.safetensors".to_owned(),
        monitor: "val_loss".to_owned(),
        save_best_only: false,
        mode: config::Mode::Auto,
        initial_value_threshold: None,
    });
    let control = Control::default();
    let mut stopper = Recorder::at_epoch(&control, 2, || control.stop());
    place.begin("run", config, &mut stopper).expect("stopping is no failure");
    let run = place.run("run");
    fs::create_dir_all(run.join("mine")).expect("a folder");
    fs::create_dir_all(run.join("results")).expect("a folder");
    let unstopped = Control::default();
    // Once in the middle of the run, once when it has finished.
    for _ in 0..2 {
        for folder in ["", "logs", "weights/1", "results", "mine"] {
            fs::write(run.join(folder).join(".bigode-a1b2c3"), "half").expect("it can be written");
        }
        place.resume("run", &mut Recorder::new(&unstopped)).expect("it resumes");
        for folder in ["", "logs", "weights/1", "results"] {
            assert!(!run.join(folder).join(".bigode-a1b2c3").exists(), "{folder}");
        }
        assert!(run.join("mine/.bigode-a1b2c3").exists(), "a folder that no run writes");
        assert!(run.join("weights/1").read_dir().expect("a folder").count() == 1);
    }
}

/// A run with an overlay, stopped after its first epoch.
fn stopped_with_overlay(place: &Place) -> PathBuf {
    let overlay = place.0.path().join("labels.csv");
    fs::write(&overlay, "file,action,new_label\nbright.0.png,exclude,\nbright.1.png,relabel,dark\n").expect("a file");
    let mut config = place.config();
    config.data.overlay = Some(overlay);
    let control = Control::default();
    let mut stopper = Recorder::at_epoch(&control, 2, || control.stop());
    place.begin("run", config, &mut stopper).expect("stopping is no failure");
    place.run("run")
}

/// Writes the file with each of these bits flipped, then as it was.
fn with_flipped_bits(path: &Path, bits: impl Iterator<Item = usize>, mut check: impl FnMut(usize)) {
    let whole = fs::read(path).expect("it is there");
    for bit in bits.take_while(|bit| *bit < 8 * whole.len()) {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(path, bytes).expect("it can be written");
        check(bit);
    }
    fs::write(path, whole).expect("it can be written");
}

#[test]
fn a_flipped_bit_anywhere_in_a_runs_files_is_an_error_that_names_it_or_changes_nothing() {
    let place = Place::new();
    let run = stopped_with_overlay(&place);
    for name in [LAST, BEST, CHECKPOINT, VALIDATION, "01.safetensors"] {
        let path = run.join(name);
        with_flipped_bits(&path, (0..).step_by(41), |bit| {
            let error = weights_file::read(&path).expect_err("it is damaged").to_string();
            assert!(error.contains(name), "bit {bit}: {error}");
        });
    }
    let config = run::read_config(&run).expect("a configuration");
    with_flipped_bits(&run.join(CONFIG), 0.., |bit| match run::read_config(&run) {
        Ok(read) => assert_eq!(read, config, "bit {bit}"),
        Err(error) => assert!(error.to_string().contains(CONFIG), "bit {bit}: {error}"),
    });
    let split = run::read_split(&run).expect("a split");
    with_flipped_bits(&run.join(SPLIT), 0.., |bit| match run::read_split(&run) {
        Ok(read) => assert_eq!(read, split, "bit {bit}"),
        Err(error) => assert!(error.to_string().contains(SPLIT), "bit {bit}: {error}"),
    });
}

#[test]
fn a_run_is_not_resumed_from_a_file_with_a_flipped_bit() {
    let place = Place::new();
    let run = stopped_with_overlay(&place);
    let control = Control::default();
    // The first bytes of the configuration say only that a checksum follows.
    for (name, step) in [(CHECKPOINT, 20_011), (OVERLAY, 7), (CONFIG, 1009)] {
        with_flipped_bits(&run.join(name), (200..).step_by(step), |bit| {
            let refused = place.resume("run", &mut Recorder::new(&control)).expect_err("it is damaged");
            assert!(refused.to_string().contains(name), "bit {bit}: {refused}");
        });
    }
    // The start that was cut off before its first checkpoint, too.
    for name in fs::read_dir(&run).expect("a run").flatten().map(|entry| entry.path()) {
        if name.is_file() && !name.ends_with(CONFIG) && !name.ends_with(OVERLAY) {
            fs::remove_file(name).expect("it is there");
        }
    }
    with_flipped_bits(&run.join(OVERLAY), (0..).step_by(7), |bit| {
        let refused = place.resume("run", &mut Recorder::new(&control)).expect_err("it is damaged");
        assert!(refused.to_string().contains(OVERLAY), "bit {bit}: {refused}");
    });
    place.resume("run", &mut Recorder::new(&control)).expect("nothing is damaged");
}

#[cfg(unix)]
#[test]
fn nothing_outside_a_run_is_written_through_its_links() {
    let place = Place::new();
    let run = stopped_with_overlay(&place);
    let (precious, elsewhere) = (place.run("precious"), place.run("elsewhere"));
    fs::write(&precious, "mine").expect("it can be written");
    fs::create_dir(&elsewhere).expect("a folder");
    fs::write(elsewhere.join("training.csv"), "mine").expect("it can be written");
    let _ = fs::remove_dir_all(run.join("logs"));
    std::os::unix::fs::symlink(&elsewhere, run.join("logs")).expect("a link");
    let control = Control::default();
    let refused = place.resume("run", &mut Recorder::new(&control)).expect_err("its logs would lie elsewhere");
    assert!(refused.to_string().contains("logs"), "{refused}");
    assert_eq!(fs::read_to_string(elsewhere.join("training.csv")).expect("it is there"), "mine");
    fs::remove_file(run.join("logs")).expect("it is there");

    for name in [".writable.tmp", EVENTS, HISTORY, SPLIT, LAST, BEST, VALIDATION, "01.safetensors", "02.safetensors"] {
        let _ = fs::remove_file(run.join(name));
        std::os::unix::fs::symlink(&precious, run.join(name)).expect("a link");
    }
    place.resume("run", &mut Recorder::new(&control)).expect("links are replaced");
    assert_eq!(fs::read_to_string(&precious).expect("it is there"), "mine");
}
