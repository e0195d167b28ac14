//! What is measured in an epoch: the metrics by name, their running means, and an epoch's logs.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A number that an epoch ends with, as Keras names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Metric {
    /// Training loss, taken while the weights move.
    Loss,
    /// Training accuracy, taken while the weights move.
    Accuracy,
    /// Loss on the validation photographs, in inference mode.
    ValLoss,
    /// Accuracy on the validation photographs, in inference mode.
    ValAccuracy,
    /// The learning rate that the epoch trained with.
    LearningRate,
}

impl Metric {
    /// All metrics, in the order in which they are listed to people.
    pub const ALL: [Self; 5] = [
        Self::Loss,
        Self::Accuracy,
        Self::ValLoss,
        Self::ValAccuracy,
        Self::LearningRate,
    ];

    /// The metric of that name; `acc` and `val_acc` mean `accuracy` and `val_accuracy`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "acc" => Some(Self::Accuracy),
            "val_acc" => Some(Self::ValAccuracy),
            _ => Self::ALL.into_iter().find(|metric| metric.name() == name),
        }
    }

    /// Keras's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Loss => "loss",
            Self::Accuracy => "accuracy",
            Self::ValLoss => "val_loss",
            Self::ValAccuracy => "val_accuracy",
            Self::LearningRate => "learning_rate",
        }
    }

    /// Whether the metric exists only where there are validation photographs.
    #[must_use]
    pub fn needs_validation(self) -> bool {
        matches!(self, Self::ValLoss | Self::ValAccuracy)
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Loss and accuracy over a whole pass.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PassMetrics {
    /// Mean cross-entropy, in nats.
    pub loss: f64,
    /// Share of photographs whose largest probability is on their label, 0 to 1.
    pub accuracy: f64,
}

/// What the callbacks see at the end of an epoch (Keras's `logs`).
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
    /// The value of a metric; `None` where there is no validation.
    #[must_use]
    pub fn get(&self, metric: Metric) -> Option<f64> {
        match metric {
            Metric::Loss => Some(self.training.loss),
            Metric::Accuracy => Some(self.training.accuracy),
            Metric::ValLoss => self.validation.map(|pass| pass.loss),
            Metric::ValAccuracy => self.validation.map(|pass| pass.accuracy),
            Metric::LearningRate => Some(f64::from(self.learning_rate)),
        }
    }
}

/// Running means over a pass, each batch weighted by its size as Keras does.
#[derive(Debug, Clone, Copy, Default)]
pub struct RunningMetrics {
    loss_sum: f64,
    correct: usize,
    photographs: usize,
}

impl RunningMetrics {
    /// Counts a batch of `photographs` whose mean loss is `mean_loss`.
    pub fn add_batch(&mut self, mean_loss: f32, correct: usize, photographs: usize) {
        self.loss_sum += f64::from(mean_loss) * photographs as f64;
        self.correct += correct;
        self.photographs += photographs;
    }

    /// Counts photographs one by one: the loss of each, and how many were right.
    pub fn add_losses(&mut self, losses: &[f32], correct: usize) {
        self.loss_sum += losses.iter().copied().map(f64::from).sum::<f64>();
        self.correct += correct;
        self.photographs += losses.len();
    }

    /// The means so far; zero before the first batch.
    #[must_use]
    pub fn mean(&self) -> PassMetrics {
        let photographs = self.photographs.max(1) as f64;
        PassMetrics {
            loss: self.loss_sum / photographs,
            accuracy: self.correct as f64 / photographs,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn val_acc_and_val_accuracy_are_one_metric() {
        assert_eq!(Metric::parse("val_acc"), Some(Metric::ValAccuracy));
        assert_eq!(Metric::parse("val_accuracy"), Some(Metric::ValAccuracy));
        assert_eq!(Metric::parse("acc"), Some(Metric::Accuracy));
        assert_eq!(Metric::parse("f1_score"), None);
    }

    #[test]
    fn a_smaller_last_batch_counts_by_its_size() {
        let mut running = RunningMetrics::default();
        running.add_batch(1.0, 6, 15);
        running.add_batch(2.0, 5, 5);
        let mean = running.mean();
        assert!((mean.loss - 1.25).abs() < 1e-12);
        assert!((mean.accuracy - 0.55).abs() < 1e-12);
    }
}
