//! The reins of a running training: stop, pause, and the latest numbers of the running batch.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Shared between whoever steers a training and the thread that trains. Looked at before every batch.
#[derive(Debug, Default)]
pub struct Control {
    requests: Mutex<Requests>,
    changed: Condvar,
    progress: Mutex<Option<BatchProgress>>,
}

#[derive(Debug, Default)]
struct Requests {
    stop: bool,
    pause: bool,
    stop_after_epoch: bool,
}

/// What a look at the reins says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// Train on, after having been paused for this long.
    On {
        /// Time that passed in pause; zero if there was none.
        paused: Duration,
    },
    /// Drop the running epoch and end.
    Stop,
}

/// The running pass, as of its latest batch. A newer value replaces an unread one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BatchProgress {
    /// The running epoch, from 1.
    pub epoch: usize,
    /// How many epochs the run has in all.
    pub epochs: usize,
    /// Batches of this pass that are done.
    pub batch: usize,
    /// Batches that this pass has in all.
    pub batches: usize,
    /// Whether this is the validation pass.
    pub validating: bool,
    /// Mean loss of this pass so far.
    pub loss: f64,
    /// Mean accuracy of this pass so far, 0 to 1.
    pub accuracy: f64,
    /// Training photographs a second in this epoch.
    pub images_per_second: f64,
    /// Estimate for the rest of the epoch, validation included.
    pub epoch_seconds_left: f64,
    /// Estimate for the rest of the run.
    pub seconds_left: f64,
}

impl Control {
    /// Ends the training at the next batch; the running epoch is dropped, the last checkpoint stands.
    pub fn stop(&self) {
        self.request(|requests| requests.stop = true);
    }

    /// Ends the training once the running epoch is whole and saved.
    pub fn stop_after_epoch(&self) {
        self.request(|requests| requests.stop_after_epoch = true);
    }

    /// Holds the training at the next batch.
    pub fn pause(&self) {
        self.request(|requests| requests.pause = true);
    }

    /// Lets a paused training go on.
    pub fn resume(&self) {
        self.request(|requests| requests.pause = false);
    }

    /// Whether `stop` was asked for.
    #[must_use]
    pub fn stop_wanted(&self) -> bool {
        lock(&self.requests).stop
    }

    /// Whether the training is, or is about to be, held.
    #[must_use]
    pub fn paused(&self) -> bool {
        let requests = lock(&self.requests);
        requests.pause && !requests.stop
    }

    /// The latest numbers of the running pass; `None` before its first batch.
    #[must_use]
    pub fn progress(&self) -> Option<BatchProgress> {
        *lock(&self.progress)
    }

    pub(super) fn publish(&self, progress: BatchProgress) {
        *lock(&self.progress) = Some(progress);
    }

    pub(super) fn stop_after_epoch_wanted(&self) -> bool {
        let requests = lock(&self.requests);
        requests.stop || requests.stop_after_epoch
    }

    /// Waits out a pause, then says whether to go on.
    pub(super) fn look(&self) -> Go {
        let mut requests = lock(&self.requests);
        let mut paused = Duration::ZERO;
        if requests.pause && !requests.stop {
            let since = Instant::now();
            requests = self
                .changed
                .wait_while(requests, |requests| requests.pause && !requests.stop)
                .unwrap_or_else(PoisonError::into_inner);
            paused = since.elapsed();
        }
        if requests.stop { Go::Stop } else { Go::On { paused } }
    }

    fn request(&self, change: impl FnOnce(&mut Requests)) {
        change(&mut lock(&self.requests));
        self.changed.notify_all();
    }
}

/// The values behind these locks are whole at every moment, so a panic elsewhere leaves nothing to distrust.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test's own thread needs no name")]
    fn a_pause_lasts_until_it_is_lifted_and_a_stop_ends_it() {
        let control = Control::default();
        assert_eq!(control.look(), Go::On { paused: Duration::ZERO });
        for end in [Control::resume, Control::stop] {
            control.pause();
            std::thread::scope(|scope| {
                let held = scope.spawn(|| control.look());
                end(&control);
                held.join().expect("looking does not panic");
            });
        }
        assert_eq!(control.look(), Go::Stop);
        assert!(!control.paused());
    }
}
