//! What callbacks report, as plain data; the caller puts it into words.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::config::Metric;

/// What a callback measured or did. Epochs count from 1. `EarlyStopping` and `ReduceLROnPlateau` report after every
/// epoch that they evaluate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CallbackEvent {
    /// `EarlyStopping` has evaluated an epoch.
    EarlyStopping {
        /// The evaluated epoch.
        epoch: usize,
        /// The monitored metric.
        monitor: Metric,
        /// Its value in this epoch.
        value: f64,
        /// Epochs that count against patience.
        wait: usize,
        /// How many of them end the training.
        patience: usize,
        /// The best value so far.
        best: f64,
        /// The epoch that reached it.
        best_epoch: usize,
        /// What it decided.
        verdict: Verdict,
    },
    /// `EarlyStopping` has restored the best epoch's weights at the end of the training.
    BestWeightsRestored {
        /// The monitored metric.
        monitor: Metric,
        /// Its best value.
        best: f64,
        /// The epoch that the weights are of.
        best_epoch: usize,
    },
    /// `ReduceLROnPlateau` has evaluated an epoch.
    ReduceLROnPlateau {
        /// The evaluated epoch.
        epoch: usize,
        /// The monitored metric.
        monitor: Metric,
        /// Its value in this epoch.
        value: f64,
        /// Epochs that count against patience.
        wait: usize,
        /// How many of them lower the learning rate.
        patience: usize,
        /// Epochs of cooldown that are still to come.
        cooldown_left: usize,
        /// The best value so far.
        best: f64,
        /// The learning rate, if it was lowered.
        change: Option<RateChange>,
    },
    /// `ModelCheckpoint` has written the weights.
    ModelSaved {
        /// After this epoch.
        epoch: usize,
        /// Below the run's folder.
        file: PathBuf,
    },
    /// `TerminateOnNaN` has found a loss that is not a finite number.
    InvalidLoss {
        /// The running epoch.
        epoch: usize,
        /// The batch in it, from 1.
        batch: usize,
    },
}

impl CallbackEvent {
    /// The epoch that it is about; what happens at the end is about the epoch whose weights it restores.
    #[must_use]
    pub const fn epoch(&self) -> usize {
        match self {
            Self::EarlyStopping { epoch, .. }
            | Self::ReduceLROnPlateau { epoch, .. }
            | Self::ModelSaved { epoch, .. }
            | Self::InvalidLoss { epoch, .. }
            | Self::BestWeightsRestored { best_epoch: epoch, .. } => *epoch,
        }
    }
}

/// What `EarlyStopping` decides after an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// The best so far.
    Improved,
    /// Not the best; patience is not used up.
    Waiting,
    /// Patience is used up: the training ends.
    Stopped,
}

/// A lowered learning rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RateChange {
    /// The rate until now.
    pub old: f32,
    /// The rate from the next epoch on.
    pub new: f32,
}
