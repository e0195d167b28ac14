//! How fast an epoch goes and how long the rest will take.

use std::time::{Duration, Instant};

use super::control::BatchProgress;
use super::metrics::PassMetrics;

/// Validating a photograph costs about a third of training on it: a forward pass without the two backward ones.
const VALIDATION_COST: f64 = 1.0 / 3.0;

/// Measures the running epoch, by the times that it is given. Pauses do not count.
#[derive(Debug)]
pub(super) struct Meter {
    epoch: usize,
    epochs: usize,
    training: usize,
    validation: usize,
    since: Instant,
    paused: Duration,
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
    /// Begins an epoch of so many `training` and `validation` photographs.
    pub(super) fn start(epoch: usize, epochs: usize, training: usize, validation: usize, now: Instant) -> Self {
        Self { epoch, epochs, training, validation, since: now, paused: Duration::ZERO, training_seconds: None }
    }

    /// Excludes a pause.
    pub(super) fn exclude(&mut self, pause: Duration) {
        self.paused += pause;
    }

    /// Ends the training pass.
    pub(super) fn end_training(&mut self, now: Instant) {
        self.training_seconds = Some(self.seconds(now));
    }

    /// Seconds since the epoch began, without pauses.
    pub(super) fn seconds(&self, now: Instant) -> f64 {
        now.saturating_duration_since(self.since).saturating_sub(self.paused).as_secs_f64()
    }

    /// Training photographs per second over the training pass, of which `photographs` are done.
    pub(super) fn images_per_second(&self, photographs: usize, now: Instant) -> f64 {
        photographs as f64 / self.training_seconds.unwrap_or_else(|| self.seconds(now)).max(1e-9)
    }

    pub(super) fn progress(&self, position: Position, now: Instant) -> BatchProgress {
        let Position { validating, batch, batches, photographs_done, mean } = position;
        let (trained, validated) = if validating { (self.training, photographs_done) } else { (photographs_done, 0) };
        let work = |training: usize, validation: usize| training as f64 + VALIDATION_COST * validation as f64;
        let (done, whole) = (work(trained, validated), work(self.training, self.validation));
        let seconds_per_work = self.seconds(now) / done.max(1.0);
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
            images_per_second: self.images_per_second(trained, now),
            epoch_seconds_left,
            seconds_left: epoch_seconds_left + seconds_per_work * whole * epochs_to_come,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(validating: bool, photographs_done: usize) -> Position {
        let mean = PassMetrics { loss: 0.5, accuracy: 0.75 };
        Position { validating, batch: 1, batches: 2, photographs_done, mean }
    }

    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    }

    #[test]
    fn speed_and_remaining_time_follow_from_the_photographs_done() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut meter = Meter::start(2, 4, 100, 60, start);
        // An epoch is worth 100 training photographs and a third of 60, and 5 s are spent on 50.
        let progress = meter.progress(position(false, 50), at(5));
        assert_near(progress.images_per_second, 10.0);
        assert_near(progress.epoch_seconds_left, 7.0);
        assert_near(progress.seconds_left, 7.0 + 2.0 * 12.0);
        meter.end_training(at(10));
        let progress = meter.progress(position(true, 30), at(11));
        assert_near(progress.images_per_second, 10.0);
        assert_near(progress.epoch_seconds_left, 1.0);
        assert_near(progress.seconds_left, 1.0 + 2.0 * 12.0);
        assert_near(meter.seconds(at(12)), 12.0);
    }

    #[test]
    fn a_pause_in_either_pass_does_not_count() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut meter = Meter::start(1, 1, 100, 60, start);
        meter.exclude(Duration::from_hours(1));
        assert_near(meter.images_per_second(50, at(3600 + 5)), 10.0);
        meter.end_training(at(3600 + 10));
        meter.exclude(Duration::from_hours(2));
        assert_near(meter.seconds(at(3 * 3600 + 12)), 12.0);
        assert_near(meter.progress(position(true, 60), at(3 * 3600 + 12)).epoch_seconds_left, 0.0);
        assert_near(meter.images_per_second(100, at(3 * 3600 + 12)), 10.0);
    }
}
