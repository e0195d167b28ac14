//! What is measured in each epoch, by Keras's names.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What is measured in each epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Metric {
    /// Mean loss over the training photographs, while the weights change.
    Loss,
    /// Share of training photographs classified correctly, while the weights change.
    Accuracy,
    /// Mean loss over the validation photographs.
    ValLoss,
    /// Share of validation photographs classified correctly.
    ValAccuracy,
}

impl Metric {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Loss, Self::Accuracy, Self::ValLoss, Self::ValAccuracy];

    /// Keras's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Loss => "loss",
            Self::Accuracy => "accuracy",
            Self::ValLoss => "val_loss",
            Self::ValAccuracy => "val_accuracy",
        }
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Metric {
    type Err = UnknownMetric;

    /// Reads Keras's names, and `acc` for `accuracy` as Keras once wrote it.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "loss" => Ok(Self::Loss),
            "accuracy" | "acc" => Ok(Self::Accuracy),
            "val_loss" => Ok(Self::ValLoss),
            "val_accuracy" | "val_acc" => Ok(Self::ValAccuracy),
            _ => Err(UnknownMetric(name.to_owned())),
        }
    }
}

/// An unknown metric's name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no metric \"{0}\"; there are loss, accuracy (or acc), val_loss and val_accuracy (or val_acc)")]
pub struct UnknownMetric(pub String);
