//! Pauses and stops.

use std::cell::{Cell, RefCell};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::*;

const HOUR: Duration = Duration::from_hours(1);

thread_local! {
    /// Readings until a check begins to wait, and a channel that is notified then.
    static WAIT: RefCell<Option<(u32, SyncSender<()>)>> = const { RefCell::new(None) };
    /// How far this thread's clock is ahead.
    static AHEAD: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// The time, with an hour between the beginning of a pause and its end.
fn clock() -> Instant {
    let now = Instant::now() + AHEAD.get();
    WAIT.with_borrow_mut(|wait| {
        if let Some((readings, begins_to_wait)) = wait {
            *readings -= 1;
            if *readings == 0 {
                AHEAD.set(AHEAD.get() + HOUR);
                begins_to_wait.send(()).expect("the test waits for it");
                *wait = None;
            }
        }
    });
    now
}

fn short(place: &Place) -> RunConfig {
    let mut config = place.config();
    config.callbacks = Vec::new();
    config.training.epochs = 3;
    config
}

fn started(recorder: &Recorder<'_>) -> usize {
    recorder.count(|event| matches!(event, TrainEvent::EpochStarted { .. }))
}

#[test]
fn a_pause_does_not_count_as_time() {
    let place = Place::new();
    let control = Control::with_clock(clock);
    thread::scope(|scope| {
        let mut pauser = Recorder::at_epoch(&control, 2, || {
            let (begins_to_wait, begun) = sync_channel(1);
            control.pause();
            // The epoch's beginning is read first, then the pause's.
            WAIT.set(Some((2, begins_to_wait)));
            let control = &control;
            let resume = move || {
                begun.recv().expect("the training waits");
                control.resume();
            };
            thread::Builder::new().name("resume".to_owned()).spawn_scoped(scope, resume).expect("a thread");
        });
        place.begin("run", short(&place), &mut pauser).expect("it continues");
    });
    assert_eq!(AHEAD.get(), HOUR, "there was a pause");
    assert!(control.progress().is_some_and(|progress| progress.validating && progress.batch == progress.batches));
    for row in run::read_history(&place.run("run")).expect("a history") {
        assert!(row.seconds < HOUR.as_secs_f64(), "epoch {} took {} s", row.epoch, row.seconds);
        assert!(row.images_per_second > 20.0 / HOUR.as_secs_f64(), "epoch {}", row.epoch);
    }
}

#[test]
fn a_stop_after_the_epoch_keeps_it_and_begins_no_other() {
    let place = Place::new();
    let control = Control::default();
    let mut stopper = Recorder::at_epoch(&control, 2, || control.stop_after_epoch());
    let outcome = place.begin("run", short(&place), &mut stopper).expect("stopping is no failure");
    assert_eq!((outcome.end, outcome.epochs, started(&stopper)), (RunEnd::Stopped, 2, 2));
    assert_eq!(run::read_history(&place.run("run")).expect("a history").len(), 2);
}

#[test]
fn a_stop_after_an_epochs_last_batch_keeps_the_epoch_and_begins_no_other() {
    let place = Place::new();
    let control = Control::default();
    let mut stopper = Recorder::doing(&control, |event| {
        if matches!(event, TrainEvent::EpochEnded(stats) if stats.epoch == 2) {
            control.stop();
        }
    });
    let outcome = place.begin("run", short(&place), &mut stopper).expect("stopping is no failure");
    assert_eq!((outcome.end, outcome.epochs, started(&stopper)), (RunEnd::Stopped, 2, 2));
    assert_eq!(run::read_history(&place.run("run")).expect("a history").len(), 2);
}

#[test]
fn a_stop_after_the_last_epoch_leaves_a_completed_run() {
    let place = Place::new();
    let control = Control::default();
    let mut stopper = Recorder::at_epoch(&control, 3, || control.stop_after_epoch());
    let outcome = place.begin("run", short(&place), &mut stopper).expect("it trains");
    assert_eq!((outcome.end, outcome.epochs), (RunEnd::Completed, 3));
}
