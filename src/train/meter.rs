//! How fast an epoch goes and how long the rest will take.

use std::time::{Duration, Instant};

use super::control::BatchProgress;
use super::metrics::PassMetrics;
use super::work::{EpochWork, RunWork};

/// Measures the running epoch, by the times that it is given. Pauses do not count.
#[derive(Debug)]
pub(super) struct Meter {
    epoch: usize,
    epochs: usize,
    work: EpochWork,
    /// That of the epochs after this one.
    work_to_come: f64,
    since: Instant,
    paused: Duration,
    /// Seconds that the epoch took before it was broken off.
    seconds_before: f64,
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
    /// Begins an epoch, counted from 1, of so many.
    pub(super) fn start(epoch: usize, epochs: usize, work: &RunWork, now: Instant) -> Self {
        Self {
            epoch,
            epochs,
            work: work.epoch(epoch),
            work_to_come: work.after(epoch, epochs),
            since: now,
            paused: Duration::ZERO,
            seconds_before: 0.0,
            training_seconds: None,
        }
    }

    /// Continues an epoch that was broken off after so many seconds.
    pub(super) fn continue_after(self, seconds: f64) -> Self {
        Self { seconds_before: seconds, ..self }
    }

    /// When this part of the epoch began.
    pub(super) fn since(&self) -> Instant {
        self.since
    }

    /// Excludes a pause, or the time that writing a file took.
    pub(super) fn exclude(&mut self, pause: Duration) {
        self.paused += pause;
    }

    /// Ends the training pass.
    pub(super) fn end_training(&mut self, now: Instant) {
        self.training_seconds = Some(self.seconds(now));
    }

    /// Seconds since the epoch began, without pauses.
    pub(super) fn seconds(&self, now: Instant) -> f64 {
        self.seconds_before + now.saturating_duration_since(self.since).saturating_sub(self.paused).as_secs_f64()
    }

    /// Training photographs per second over the training pass, of which `photographs` are done.
    pub(super) fn images_per_second(&self, photographs: usize, now: Instant) -> f64 {
        photographs as f64 / self.training_seconds.unwrap_or_else(|| self.seconds(now)).max(1e-9)
    }

    pub(super) fn progress(&self, position: Position, now: Instant) -> BatchProgress {
        let Position { validating, batch, batches, photographs_done, mean } = position;
        let (trained, validated) =
            if validating { (self.work.photographs, photographs_done) } else { (photographs_done, 0) };
        let done = self.work.of(trained, validated);
        let seconds_per_work = self.seconds(now) / done.max(self.work.of(1, 0));
        let epoch_seconds_left = seconds_per_work * (self.work.whole() - done).max(0.0);
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
            seconds_left: epoch_seconds_left + seconds_per_work * self.work_to_come,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::RunConfig;

    fn position(validating: bool, photographs_done: usize) -> Position {
        let mean = PassMetrics { loss: 0.5, accuracy: 0.75 };
        Position { validating, batch: 1, batches: 2, photographs_done, mean }
    }

    /// So many training and validation photographs in each epoch, at the network's input size.
    fn even(photographs: usize, validation: usize) -> RunWork {
        RunWork::new(&RunConfig::default(), 2, photographs, validation).expect("the notebook's network")
    }

    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    }

    #[test]
    fn speed_and_remaining_time_follow_from_the_photographs_done() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut meter = Meter::start(2, 4, &even(100, 60), start);
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
    fn an_epoch_that_was_broken_off_counts_its_time_before() {
        let start = Instant::now();
        let meter = Meter::start(1, 1, &even(100, 0), start).continue_after(8.0);
        assert_near(meter.images_per_second(50, start + Duration::from_secs(2)), 5.0);
        assert_near(meter.seconds(start + Duration::from_secs(12)), 20.0);
    }

    #[test]
    fn a_pause_in_either_pass_does_not_count() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut meter = Meter::start(1, 1, &even(100, 60), start);
        meter.exclude(Duration::from_hours(1));
        assert_near(meter.images_per_second(50, at(3600 + 5)), 10.0);
        meter.end_training(at(3600 + 10));
        meter.exclude(Duration::from_hours(2));
        assert_near(meter.seconds(at(3 * 3600 + 12)), 12.0);
        assert_near(meter.progress(position(true, 60), at(3 * 3600 + 12)).epoch_seconds_left, 0.0);
        assert_near(meter.images_per_second(100, at(3 * 3600 + 12)), 10.0);
    }
}
