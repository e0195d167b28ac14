//! What callbacks report, as plain data: whoever shows it finds the words.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::config::Metric;

/// What a callback saw or did. Epochs count from 1. The two that watch report after every watched epoch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CallbackEvent {
    /// `EarlyStopping` has judged an epoch.
    EarlyStopping {
        /// The judged epoch.
        epoch: usize,
        /// What is watched.
        monitor: Metric,
        /// Its value in this epoch.
        value: f64,
        /// Epochs that count against patience.
        wait: usize,
        /// How many of those end the training.
        patience: usize,
        /// The best value so far.
        best: f64,
        /// Where it was reached.
        best_epoch: usize,
        /// What follows.
        verdict: Verdict,
    },
    /// `EarlyStopping` has put the best epoch's weights back at the end of the training.
    BestWeightsRestored {
        /// What was watched.
        monitor: Metric,
        /// Its best value.
        best: f64,
        /// Whose weights these are.
        best_epoch: usize,
    },
    /// `ReduceLROnPlateau` has judged an epoch.
    ReduceLROnPlateau {
        /// The judged epoch.
        epoch: usize,
        /// What is watched.
        monitor: Metric,
        /// Its value in this epoch.
        value: f64,
        /// Epochs that count against patience.
        wait: usize,
        /// How many of those lower the rate.
        patience: usize,
        /// Epochs of cooldown that are still to come.
        cooldown_left: usize,
        /// The best value so far.
        best: f64,
        /// The new rate, where it was lowered.
        change: Option<RateChange>,
    },
    /// `ModelCheckpoint` has written the weights.
    ModelSaved {
        /// After this epoch.
        epoch: usize,
        /// Below the run's folder.
        file: PathBuf,
    },
    /// `TerminateOnNaN` has met a loss that is not a finite number.
    InvalidLoss {
        /// The running epoch.
        epoch: usize,
        /// The batch in it, from 1.
        batch: usize,
    },
}

/// What `EarlyStopping` makes of an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// The best so far.
    Improved,
    /// Not the best; patience lasts.
    Waiting,
    /// Patience is used up: the training ends.
    Stopped,
}

/// A learning rate lowered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RateChange {
    /// The rate until now.
    pub old: f32,
    /// The rate from the next epoch on.
    pub new: f32,
}
