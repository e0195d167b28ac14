//! Control of a running training: stop, pause, and the latest metrics of the running pass.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Shared between the caller and the thread that trains, which checks it before every batch.
#[derive(Debug)]
pub struct Control {
    requests: Mutex<Requests>,
    changed: Condvar,
    progress: Mutex<Option<BatchProgress>>,
    /// Gives the time.
    clock: fn() -> Instant,
    checkpoint_interval: CheckpointInterval,
}

/// How often a checkpoint is written within an epoch. It changes no number of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckpointInterval {
    /// Once this time has passed since the last one.
    Time(Duration),
    /// After so many training batches of an epoch, and each time as many more.
    Steps(usize),
}

impl Default for CheckpointInterval {
    fn default() -> Self {
        Self::Time(Duration::from_mins(5))
    }
}

#[derive(Debug, Default)]
struct Requests {
    stop: bool,
    pause: bool,
    stop_after_epoch: bool,
}

impl Requests {
    fn hold(&self) -> bool {
        self.pause && !self.stop
    }
}

/// What the training does after a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// It trains on.
    Continue {
        /// How long it was paused; zero if it was not.
        paused: Duration,
    },
    /// It saves the running epoch as far as it is trained, and ends.
    Stop,
}

/// The running pass after its latest batch. A newer value replaces an unread one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BatchProgress {
    /// The running epoch, from 1.
    pub epoch: usize,
    /// Epochs in all.
    pub epochs: usize,
    /// Completed batches of this pass.
    pub batch: usize,
    /// Batches of this pass in all.
    pub batches: usize,
    /// Whether this is the validation pass.
    pub validating: bool,
    /// Mean loss of this pass so far.
    pub loss: f64,
    /// Mean accuracy of this pass so far, 0 to 1.
    pub accuracy: f64,
    /// Training photographs per second in this epoch.
    pub images_per_second: f64,
    /// Estimate for the rest of the epoch, validation included.
    pub epoch_seconds_left: f64,
    /// Estimate for the rest of the run.
    pub seconds_left: f64,
}

impl Default for Control {
    fn default() -> Self {
        Self::with_clock(Instant::now)
    }
}

impl Control {
    /// A control that measures time by `clock`.
    pub(super) fn with_clock(clock: fn() -> Instant) -> Self {
        Self {
            requests: Mutex::default(),
            changed: Condvar::new(),
            progress: Mutex::default(),
            clock,
            checkpoint_interval: CheckpointInterval::default(),
        }
    }

    /// The same control of a training that writes checkpoints within epochs at another interval.
    #[must_use]
    pub fn with_checkpoint_interval(self, checkpoint_interval: CheckpointInterval) -> Self {
        Self { checkpoint_interval, ..self }
    }

    /// Ends the training at the next batch; the running epoch is saved as far as it is trained.
    pub fn stop(&self) {
        self.request(|requests| requests.stop = true);
    }

    /// Ends the training once the running epoch is complete and saved.
    pub fn stop_after_epoch(&self) {
        self.request(|requests| requests.stop_after_epoch = true);
    }

    /// Pauses the training at the next batch.
    pub fn pause(&self) {
        self.request(|requests| requests.pause = true);
    }

    /// Resumes a paused training.
    pub fn resume(&self) {
        self.request(|requests| requests.pause = false);
    }

    /// Whether [`Control::stop`] was called.
    #[must_use]
    pub fn stop_requested(&self) -> bool {
        lock(&self.requests).stop
    }

    /// Whether the training is paused, or will be at the next batch.
    #[must_use]
    pub fn paused(&self) -> bool {
        lock(&self.requests).hold()
    }

    /// The latest metrics of the running pass; `None` before its first batch.
    #[must_use]
    pub fn progress(&self) -> Option<BatchProgress> {
        *lock(&self.progress)
    }

    pub(super) fn publish(&self, progress: BatchProgress) {
        *lock(&self.progress) = Some(progress);
    }

    /// The time, by which epochs and pauses are measured.
    pub(super) fn now(&self) -> Instant {
        (self.clock)()
    }

    /// Whether a checkpoint within an epoch is due, of which `batches` are trained; the last one was written at `last`.
    pub(super) fn checkpoint_due(&self, batches: usize, last: Instant, now: Instant) -> bool {
        match self.checkpoint_interval {
            CheckpointInterval::Time(interval) => now.saturating_duration_since(last) >= interval,
            CheckpointInterval::Steps(steps) => batches.is_multiple_of(steps.max(1)),
        }
    }

    /// Whether no further epoch is to begin.
    pub(super) fn ends_after_epoch(&self) -> bool {
        let requests = lock(&self.requests);
        requests.stop || requests.stop_after_epoch
    }

    /// Waits while the training is paused, then says whether it continues.
    pub(super) fn check(&self) -> Flow {
        let mut requests = lock(&self.requests);
        let mut paused = Duration::ZERO;
        if requests.hold() {
            let since = self.now();
            let resumed = self.changed.wait_while(requests, |requests| requests.hold());
            requests = resumed.unwrap_or_else(PoisonError::into_inner);
            paused = self.now().saturating_duration_since(since);
        }
        if requests.stop { Flow::Stop } else { Flow::Continue { paused } }
    }

    fn request(&self, change: impl FnOnce(&mut Requests)) {
        change(&mut lock(&self.requests));
        self.changed.notify_all();
    }
}

/// The values behind these locks are valid at every moment, so a panic elsewhere leaves nothing to distrust.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
    use std::sync::{Arc, OnceLock};
    use std::thread;

    use super::*;

    const HOUR: Duration = Duration::from_hours(1);
    /// Only a thread that never wakes is waited for so long.
    const PATIENCE: Duration = Duration::from_mins(2);

    thread_local! {
        static READINGS: Cell<u32> = const { Cell::new(0) };
        static BEGINS_TO_WAIT: Cell<Option<SyncSender<()>>> = const { Cell::new(None) };
    }

    /// Each reading on a thread is an hour after the one before. A paused check reads it first when it begins to wait.
    fn clock() -> Instant {
        static START: OnceLock<Instant> = OnceLock::new();
        if let Some(begun) = BEGINS_TO_WAIT.take() {
            begun.send(()).expect("the test waits for it");
        }
        READINGS.set(READINGS.get() + 1);
        *START.get_or_init(Instant::now) + HOUR * READINGS.get()
    }

    /// Checks on another thread, which is waiting when this returns.
    fn waiting_check(control: &Arc<Control>) -> Receiver<Flow> {
        let (begins_to_wait, begun) = sync_channel(1);
        let (checked, flow) = sync_channel(1);
        let control = Arc::clone(control);
        let check = move || {
            BEGINS_TO_WAIT.set(Some(begins_to_wait));
            let _ = checked.send(control.check());
        };
        thread::Builder::new().name("waiting check".to_owned()).spawn(check).expect("a thread");
        // The check holds the lock from here on until it waits, so the next request finds it waiting.
        begun.recv().expect("it waits");
        flow
    }

    #[test]
    fn a_check_without_requests_continues_at_once() {
        assert_eq!(Control::with_clock(clock).check(), Flow::Continue { paused: Duration::ZERO });
    }

    #[test]
    fn a_paused_check_waits_until_it_is_resumed_and_measures_the_pause() {
        let control = Arc::new(Control::with_clock(clock));
        control.pause();
        assert!(control.paused());
        let flow = waiting_check(&control);
        control.stop_after_epoch();
        assert!(flow.try_recv().is_err(), "a stop after the epoch does not end a pause");
        control.resume();
        assert_eq!(flow.recv_timeout(PATIENCE), Ok(Flow::Continue { paused: HOUR }));
        assert!(!control.paused());
    }

    #[test]
    fn a_stop_ends_a_pause_and_no_pause_holds_after_it() {
        let control = Arc::new(Control::with_clock(clock));
        control.pause();
        let flow = waiting_check(&control);
        control.stop();
        assert_eq!(flow.recv_timeout(PATIENCE), Ok(Flow::Stop));
        control.pause();
        assert!(!control.paused() && control.stop_requested());
        assert_eq!(control.check(), Flow::Stop);
    }
}
