//! `ModelCheckpoint`: writes the weights after an epoch, or after each that is better than all before.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{FileName, Monitor};
use crate::train::metrics::Logs;

/// Keras 3.15's `ModelCheckpoint` (once an epoch, weights only) with its state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelCheckpoint {
    pub(super) monitor: Monitor,
    pub(super) filepath: FileName,
    pub(super) save_best_only: bool,
    best: Option<f64>,
}

impl ModelCheckpoint {
    pub(super) fn new(monitor: Monitor, filepath: FileName, save_best_only: bool, threshold: Option<f64>) -> Self {
        Self { monitor, filepath, save_best_only, best: threshold }
    }

    /// The file to write after this epoch, if one is to be written.
    pub(super) fn on_epoch_end(&mut self, epoch: usize, logs: &Logs) -> Option<PathBuf> {
        let value = logs.get(self.monitor.metric);
        if self.save_best_only
            && let Some(value) = value
        {
            if !self.monitor.improves(value, self.best) {
                return None;
            }
            self.best = Some(value);
        }
        Some(self.filepath.fill_in(epoch, logs))
    }
}
