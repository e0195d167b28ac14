//! Callbacks, with Keras's parameters and defaults.

use serde::{Deserialize, Serialize};

use super::Metric;

/// One callback. In RON: `EarlyStopping(patience: 10)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum CallbackConfig {
    /// Ends training once the metric no longer improves.
    EarlyStopping {
        /// A [`Metric`]'s name.
        #[serde(default = "val_loss")]
        monitor: String,
        /// The least improvement that counts.
        #[serde(default)]
        min_delta: f64,
        /// Epochs without improvement after which training ends.
        #[serde(default)]
        patience: usize,
        /// Whether less or more is better.
        #[serde(default)]
        mode: Mode,
        /// The count of epochs restarts only after an improvement that also beats this value.
        #[serde(default)]
        baseline: Option<f64>,
        /// Whether training ends with the best epoch's weights.
        #[serde(default)]
        restore_best_weights: bool,
        /// Epochs at the beginning that are not monitored.
        #[serde(default)]
        start_from_epoch: usize,
    },
    /// Reduces the learning rate once the metric no longer improves.
    ReduceLROnPlateau {
        /// A [`Metric`]'s name.
        #[serde(default = "val_loss")]
        monitor: String,
        /// What the rate is multiplied by, greater than 0 and less than 1.
        #[serde(default = "plateau_factor")]
        factor: f64,
        /// Epochs without improvement after which the rate is reduced.
        #[serde(default = "plateau_patience")]
        patience: usize,
        /// The least improvement that counts.
        #[serde(default = "plateau_min_delta")]
        min_delta: f64,
        /// Whether less or more is better.
        #[serde(default)]
        mode: Mode,
        /// Epochs after a reduction in which none is counted.
        #[serde(default)]
        cooldown: usize,
        /// The rate is never reduced below this.
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
        /// With `save_best_only`, the value that the first file's must be better than.
        #[serde(default)]
        initial_value_threshold: Option<f64>,
    },
    /// Writes each epoch's metrics as a line.
    CSVLogger {
        /// The file, below the run's folder.
        filename: String,
        /// The character between two values.
        #[serde(default = "comma")]
        separator: String,
        /// Whether existing lines are kept.
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

    /// The name of the metric that it monitors, if any.
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
