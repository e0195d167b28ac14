//! Keras's callbacks: they follow a training, and stop it, lower its learning rate or write files. Where Keras's
//! documentation leaves a question open, they do what Keras 3.15 does.
//!
//! They are called in the order of the configuration, all with the same logs:
//!
//! ```text
//! each training batch      on_train_batch_end
//! each epoch               on_epoch_end          after validation
//! the end of the training  epoch_to_restore      also after a stop
//! ```

mod early_stopping;
mod file_name;
mod model_checkpoint;
mod monitor;
mod reduce_lr_on_plateau;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use early_stopping::EarlyStopping;
pub use file_name::{FileName, NameFault};
pub use model_checkpoint::ModelCheckpoint;
pub use monitor::Monitor;
pub use reduce_lr_on_plateau::ReduceLrOnPlateau;

use super::metrics::Logs;
use crate::config::{CallbackConfig, Metric};
use crate::run::{CallbackEvent, Verdict};

/// A callback and its state; kept in checkpoints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Callback {
    /// Ends training once a metric has stopped improving.
    EarlyStopping(EarlyStopping),
    /// Lowers the learning rate once a metric has stopped improving.
    ReduceLrOnPlateau(ReduceLrOnPlateau),
    /// Writes the weights after epochs.
    ModelCheckpoint(ModelCheckpoint),
    /// Writes each epoch's metrics as a line. It has no state: its file is written from the history.
    CsvLogger {
        /// Below the run's folder.
        file: PathBuf,
        /// Between two values.
        separator: String,
    },
    /// Ends training when a batch's loss is not a finite number.
    TerminateOnNan,
}

/// Why a list of callbacks cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CallbackError {
    /// The monitored metric does not exist, or only with validation photographs.
    #[error("callbacks: {callback} monitors \"{name}\", which does not exist in this run; there are {}", list(known))]
    UnknownMetric {
        /// Keras's name of the callback.
        callback: &'static str,
        /// The metric's name in the configuration.
        name: String,
        /// The metrics of this run.
        known: Vec<Metric>,
    },
    /// A file cannot be written there, or under that name.
    #[error("callbacks: {callback} cannot write \"{name}\": {reason}")]
    FileName {
        /// Keras's name of the callback.
        callback: &'static str,
        /// The file's name in the configuration.
        name: String,
        /// What is wrong with it.
        reason: NameFault,
    },
}

fn list(metrics: &[Metric]) -> String {
    metrics.iter().map(|metric| metric.name()).collect::<Vec<_>>().join(", ")
}

/// What the callbacks decided at the end of an epoch.
#[derive(Debug, Clone, PartialEq)]
pub struct Decisions {
    /// The learning rate of the next epoch.
    pub learning_rate: f32,
    /// Whether the training ends.
    pub stop: bool,
    /// Weights to write, below the run's folder.
    pub save_weights: Vec<PathBuf>,
    /// What the callbacks report, in their order.
    pub events: Vec<CallbackEvent>,
}

/// The callbacks of a configuration, at the beginning of a training.
///
/// # Errors
/// A metric that this run does not measure; a file outside the run's folder, or of the name of one of its own.
pub fn from_config(configs: &[CallbackConfig], has_validation: bool) -> Result<Vec<Callback>, CallbackError> {
    configs.iter().map(|config| Callback::new(config, has_validation)).collect()
}

/// What all callbacks decide after an epoch, counted from 1.
pub fn on_epoch_end(callbacks: &mut [Callback], epoch: usize, logs: &Logs) -> Decisions {
    let mut decisions =
        Decisions { learning_rate: logs.learning_rate, stop: false, save_weights: Vec::new(), events: Vec::new() };
    for callback in callbacks {
        callback.on_epoch_end(epoch, logs, &mut decisions);
    }
    decisions
}

impl Callback {
    fn new(config: &CallbackConfig, has_validation: bool) -> Result<Self, CallbackError> {
        let callback = config.kind();
        let monitor_of =
            |monitor: &str, mode, min_delta| Monitor::new(callback, monitor, mode, min_delta, has_validation);
        Ok(match config {
            CallbackConfig::EarlyStopping {
                monitor,
                min_delta,
                patience,
                mode,
                baseline,
                restore_best_weights,
                start_from_epoch,
            } => Self::EarlyStopping(EarlyStopping::new(
                monitor_of(monitor, *mode, *min_delta)?,
                *patience,
                *baseline,
                *restore_best_weights,
                *start_from_epoch,
            )),
            CallbackConfig::ReduceLROnPlateau { monitor, factor, patience, min_delta, mode, cooldown, min_lr } => {
                let monitor = monitor_of(monitor, *mode, *min_delta)?;
                Self::ReduceLrOnPlateau(ReduceLrOnPlateau::new(monitor, *factor, *patience, *cooldown, *min_lr))
            }
            CallbackConfig::ModelCheckpoint { filepath, monitor, save_best_only, mode, initial_value_threshold } => {
                if !filepath.ends_with(".safetensors") {
                    let reason = NameFault::NotSafetensors;
                    return Err(CallbackError::FileName { callback, name: filepath.clone(), reason });
                }
                Self::ModelCheckpoint(ModelCheckpoint::new(
                    monitor_of(monitor, *mode, 0.0)?,
                    FileName::template(callback, filepath, has_validation)?,
                    *save_best_only,
                    *initial_value_threshold,
                ))
            }
            CallbackConfig::CSVLogger { filename, separator, append: _ } => {
                Self::CsvLogger { file: FileName::plain(callback, filename)?, separator: separator.clone() }
            }
            CallbackConfig::TerminateOnNaN {} => Self::TerminateOnNan,
        })
    }

    /// Whether training ends with this batch of the running epoch, both counted from 1.
    #[must_use]
    pub fn on_train_batch_end(&self, epoch: usize, batch: usize, loss: f32) -> Option<CallbackEvent> {
        (*self == Self::TerminateOnNan && !loss.is_finite()).then_some(CallbackEvent::InvalidLoss { epoch, batch })
    }

    fn on_epoch_end(&mut self, epoch: usize, logs: &Logs, decisions: &mut Decisions) {
        match self {
            Self::EarlyStopping(early_stopping) => {
                let event = early_stopping.on_epoch_end(epoch, logs);
                decisions.stop |= matches!(event, Some(CallbackEvent::EarlyStopping { verdict: Verdict::Stopped, .. }));
                decisions.events.extend(event);
            }
            Self::ReduceLrOnPlateau(reduce) => {
                decisions.events.extend(reduce.on_epoch_end(epoch, logs, &mut decisions.learning_rate));
            }
            Self::ModelCheckpoint(checkpoint) => {
                if let Some(file) = checkpoint.on_epoch_end(epoch, logs) {
                    decisions.events.push(CallbackEvent::ModelSaved { epoch, file: file.clone() });
                    decisions.save_weights.push(file);
                }
            }
            Self::CsvLogger { .. } | Self::TerminateOnNan => {}
        }
    }

    /// The epoch whose weights this callback restores when the training ends.
    #[must_use]
    pub fn epoch_to_restore(&self) -> Option<usize> {
        match self {
            Self::EarlyStopping(early_stopping) => early_stopping.epoch_to_restore(),
            _ => None,
        }
    }

    /// What to report once those weights are restored.
    #[must_use]
    pub fn restored(&self) -> Option<CallbackEvent> {
        match self {
            Self::EarlyStopping(early_stopping) => early_stopping.restored(),
            _ => None,
        }
    }

    /// The names of the files that this callback writes, below the run's folder, with [`ANY`](crate::run::ANY) where
    /// epochs differ.
    #[must_use]
    pub fn written_files(&self) -> Option<PathBuf> {
        match self {
            Self::ModelCheckpoint(checkpoint) => Some(checkpoint.filepath.pattern()),
            Self::CsvLogger { file, .. } => Some(file.clone()),
            _ => None,
        }
    }
}
