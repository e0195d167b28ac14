//! The metrics of an epoch: running means over a pass, and the logs that callbacks are given.

use serde::{Deserialize, Serialize};

use crate::config::Metric;
use crate::run::EpochStats;

/// Loss and accuracy over a whole pass.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PassMetrics {
    /// Mean cross-entropy, in nats.
    pub loss: f64,
    /// Share of photographs whose largest probability is on their label, 0 to 1.
    pub accuracy: f64,
}

/// What callbacks are given at the end of an epoch (Keras's `logs`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Logs {
    /// The training pass.
    pub training: PassMetrics,
    /// The validation pass, where there are validation photographs.
    pub validation: Option<PassMetrics>,
    /// The learning rate of the epoch.
    pub learning_rate: f32,
}

impl Logs {
    /// The value of a metric; `None` if it needs validation photographs and there are none.
    #[must_use]
    pub fn get(&self, metric: Metric) -> Option<f64> {
        match metric {
            Metric::Loss => Some(self.training.loss),
            Metric::Accuracy => Some(self.training.accuracy),
            Metric::ValLoss => self.validation.map(|pass| pass.loss),
            Metric::ValAccuracy => self.validation.map(|pass| pass.accuracy),
        }
    }

    /// The history's row for an epoch that took `seconds` and trained on `images_per_second`.
    #[must_use]
    pub fn epoch_stats(&self, epoch: usize, seconds: f64, images_per_second: f64) -> EpochStats {
        EpochStats {
            epoch,
            loss: self.training.loss,
            accuracy: self.training.accuracy,
            val_loss: self.get(Metric::ValLoss),
            val_accuracy: self.get(Metric::ValAccuracy),
            learning_rate: self.learning_rate,
            seconds,
            images_per_second,
        }
    }
}

/// Logs of an epoch from plain numbers.
#[cfg(test)]
pub(super) fn logs(loss: f64, accuracy: f64, validation: Option<(f64, f64)>, learning_rate: f32) -> Logs {
    Logs {
        training: PassMetrics { loss, accuracy },
        validation: validation.map(|(loss, accuracy)| PassMetrics { loss, accuracy }),
        learning_rate,
    }
}

/// Running means over a pass, each batch weighted by its size, as in Keras.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunningMetrics {
    loss_sum: f64,
    correct: usize,
    photographs: usize,
}

impl RunningMetrics {
    /// Adds a batch of `photographs` whose mean loss is `mean_loss`, of which `correct` were classified correctly.
    pub fn add_batch(&mut self, mean_loss: f32, correct: usize, photographs: usize) {
        self.loss_sum += f64::from(mean_loss) * photographs as f64;
        self.correct += correct;
        self.photographs += photographs;
    }

    /// Adds photographs by the loss of each, of which `correct` were classified correctly.
    pub fn add_losses(&mut self, losses: &[f32], correct: usize) {
        self.loss_sum += losses.iter().copied().map(f64::from).sum::<f64>();
        self.correct += correct;
        self.photographs += losses.len();
    }

    /// The means so far; zero before the first batch.
    #[must_use]
    pub fn mean(&self) -> PassMetrics {
        let photographs = self.photographs.max(1) as f64;
        PassMetrics { loss: self.loss_sum / photographs, accuracy: self.correct as f64 / photographs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smaller_last_batch_is_weighted_by_its_size() {
        let mut running = RunningMetrics::default();
        running.add_batch(1.0, 6, 15);
        running.add_batch(2.0, 5, 5);
        let mean = running.mean();
        assert!((mean.loss - 1.25).abs() < 1e-12);
        assert!((mean.accuracy - 0.55).abs() < 1e-12);
    }
}
