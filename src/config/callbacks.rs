//! What watches a training, with Keras's parameters and defaults.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// One callback. In RON: `EarlyStopping(patience: 10)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum CallbackConfig {
    /// Ends training once the metric no longer improves.
    EarlyStopping {
        /// A [`Metric`]'s name.
        #[serde(default = "val_loss")]
        monitor: String,
        /// What a better value must be better by.
        #[serde(default)]
        min_delta: f64,
        /// Epochs without improvement after which training ends.
        #[serde(default)]
        patience: usize,
        /// Whether less or more is better.
        #[serde(default)]
        mode: Mode,
        /// Waiting begins anew only after an improvement that also beats this value.
        #[serde(default)]
        baseline: Option<f64>,
        /// Whether training ends with the best epoch's weights.
        #[serde(default)]
        restore_best_weights: bool,
        /// Epochs at the beginning that are not watched.
        #[serde(default)]
        start_from_epoch: usize,
    },
    /// Lowers the learning rate once the metric no longer improves.
    ReduceLROnPlateau {
        /// A [`Metric`]'s name.
        #[serde(default = "val_loss")]
        monitor: String,
        /// What the rate is multiplied by, greater than 0 and less than 1.
        #[serde(default = "plateau_factor")]
        factor: f64,
        /// Epochs without improvement after which the rate falls.
        #[serde(default = "plateau_patience")]
        patience: usize,
        /// What a better value must be better by.
        #[serde(default = "plateau_min_delta")]
        min_delta: f64,
        /// Whether less or more is better.
        #[serde(default)]
        mode: Mode,
        /// Epochs after a fall in which nothing is counted.
        #[serde(default)]
        cooldown: usize,
        /// The rate never falls below this.
        #[serde(default)]
        min_lr: f64,
    },
    /// Writes the weights after an epoch.
    ModelCheckpoint {
        /// The file, below the run's folder; `{epoch}` and metrics' names in braces are filled in.
        filepath: String,
        /// A [`Metric`]'s name.
        #[serde(default = "val_loss")]
        monitor: String,
        /// Whether only epochs better than all before are written.
        #[serde(default)]
        save_best_only: bool,
        /// Whether less or more is better.
        #[serde(default)]
        mode: Mode,
        /// With `save_best_only`, what the first file must be better than.
        #[serde(default)]
        initial_value_threshold: Option<f64>,
    },
    /// Writes each epoch's metrics as a line.
    CSVLogger {
        /// The file, below the run's folder.
        filename: String,
        /// What stands between two values.
        #[serde(default = "comma")]
        separator: String,
        /// Whether lines that are there already stay.
        #[serde(default)]
        append: bool,
    },
    /// Ends training when a batch's loss is not a finite number.
    TerminateOnNaN {},
}

impl CallbackConfig {
    /// Keras's name of the callback.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::EarlyStopping { .. } => "EarlyStopping",
            Self::ReduceLROnPlateau { .. } => "ReduceLROnPlateau",
            Self::ModelCheckpoint { .. } => "ModelCheckpoint",
            Self::CSVLogger { .. } => "CSVLogger",
            Self::TerminateOnNaN {} => "TerminateOnNaN",
        }
    }

    /// The name of the metric that it watches, if it watches one.
    #[must_use]
    pub fn monitor(&self) -> Option<&str> {
        match self {
            Self::EarlyStopping { monitor, .. }
            | Self::ReduceLROnPlateau { monitor, .. }
            | Self::ModelCheckpoint { monitor, .. } => Some(monitor),
            Self::CSVLogger { .. } | Self::TerminateOnNaN {} => None,
        }
    }
}

/// Whether less or more of a metric is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// As the metric's name says: more accuracy, less loss.
    #[default]
    Auto,
    /// Less is better.
    Min,
    /// More is better.
    Max,
}

impl Mode {
    /// Whether more is better, for this metric.
    #[must_use]
    pub fn more_is_better(self, metric: Metric) -> bool {
        match self {
            Self::Auto => matches!(metric, Metric::Accuracy | Metric::ValAccuracy),
            Self::Min => false,
            Self::Max => true,
        }
    }
}

/// What is measured in each epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Metric {
    /// Mean loss over the training photographs, while the weights move.
    Loss,
    /// Share of training photographs named rightly, while the weights move.
    Accuracy,
    /// Mean loss over the validation photographs.
    ValLoss,
    /// Share of validation photographs named rightly.
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

/// A metric's name that there is not.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no metric \"{0}\"; there are loss, accuracy (or acc), val_loss and val_accuracy (or val_acc)")]
pub struct UnknownMetric(pub String);

fn val_loss() -> String {
    Metric::ValLoss.name().to_owned()
}

fn plateau_factor() -> f64 {
    0.1
}

fn plateau_patience() -> usize {
    10
}

fn plateau_min_delta() -> f64 {
    1e-4
}

fn comma() -> String {
    ",".to_owned()
}
