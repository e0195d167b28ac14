//! How fast an epoch goes and how long the rest will take.

use std::time::{Duration, Instant};

use super::control::BatchProgress;
use super::metrics::PassMetrics;

/// Validating a photograph costs about a third of training on it: a forward pass without the two backward ones.
const VALIDATION_COST: f64 = 1.0 / 3.0;

/// Measures the running epoch. Time spent in pause or on files does not count.
#[derive(Debug)]
pub(super) struct Meter {
    epoch: usize,
    epochs: usize,
    training: usize,
    validation: usize,
    since: Instant,
    left_out: Duration,
    training_seconds: Option<f64>,
}

/// Which pass of an epoch, and how far it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Position {
    pub(super) validating: bool,
    pub(super) batch: usize,
    pub(super) batches: usize,
    pub(super) photographs_done: usize,
    pub(super) mean: PassMetrics,
}

impl Meter {
    pub(super) fn start(epoch: usize, epochs: usize, training: usize, validation: usize) -> Self {
        let since = Instant::now();
        Self { epoch, epochs, training, validation, since, left_out: Duration::ZERO, training_seconds: None }
    }

    pub(super) fn leave_out(&mut self, pause: Duration) {
        self.left_out += pause;
    }

    /// The training pass is over.
    pub(super) fn training_ended(&mut self) {
        self.training_seconds = Some(self.seconds());
    }

    /// Seconds since the epoch began.
    pub(super) fn seconds(&self) -> f64 {
        self.since.elapsed().saturating_sub(self.left_out).as_secs_f64()
    }

    /// Training photographs a second over the training pass, of which `photographs` are done.
    pub(super) fn images_per_second(&self, photographs: usize) -> f64 {
        photographs as f64 / self.training_seconds.unwrap_or_else(|| self.seconds()).max(1e-9)
    }

    pub(super) fn progress(&self, position: Position) -> BatchProgress {
        let Position { validating, batch, batches, photographs_done, mean } = position;
        let (trained, validated) = if validating { (self.training, photographs_done) } else { (photographs_done, 0) };
        let work = |training: usize, validation: usize| training as f64 + VALIDATION_COST * validation as f64;
        let (done, whole) = (work(trained, validated), work(self.training, self.validation));
        let seconds_per_work = self.seconds() / done.max(1.0);
        let epoch_seconds_left = seconds_per_work * (whole - done).max(0.0);
        let epochs_to_come = self.epochs.saturating_sub(self.epoch) as f64;
        BatchProgress {
            epoch: self.epoch,
            epochs: self.epochs,
            batch,
            batches,
            validating,
            loss: mean.loss,
            accuracy: mean.accuracy,
            images_per_second: self.images_per_second(trained),
            epoch_seconds_left,
            seconds_left: epoch_seconds_left + seconds_per_work * whole * epochs_to_come,
        }
    }
}
