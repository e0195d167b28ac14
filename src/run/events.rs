//! What a training reports while it runs, as plain data.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::CallbackEvent;
use super::history::EpochStats;

/// Something that happened in a training. Epochs count from 1.
///
/// ```text
/// RunStarted
///   EpochStarted, EpochEnded, Callback..., CheckpointSaved      for each completed epoch
///   InvalidLoss                                                 at most once, within an epoch
///   EpochStarted                                                for an epoch that is not completed; once more when it continues
/// RunEnded                                                      exactly one, also after a failure
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum TrainEvent {
    /// Photographs and network are ready, and the run's folder is written.
    RunStarted(RunInfo),
    /// The first batch of an epoch follows.
    EpochStarted {
        /// Which epoch.
        epoch: usize,
    },
    /// Training and validation of an epoch are done.
    EpochEnded(EpochStats),
    /// A loss is not a finite number, for the first time in this run. Unless a callback ends the training, it continues,
    /// as in Keras.
    InvalidLoss {
        /// The running epoch.
        epoch: usize,
        /// The training batch in it, from 1; `None` in validation.
        batch: Option<usize>,
    },
    /// A callback's report.
    Callback(CallbackEvent),
    /// The epoch's checkpoint is on disk.
    CheckpointSaved {
        /// Which epoch.
        epoch: usize,
    },
    /// Nothing follows.
    RunEnded(RunOutcome),
}

/// What a training will do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunInfo {
    /// The run's folder.
    pub folder: PathBuf,
    /// The preset that its configuration came from.
    pub preset: String,
    /// Epochs that were completed before; 0 in a new run.
    pub epochs_done: usize,
    /// Epochs in all.
    pub epochs: usize,
    /// Photographs in each step.
    pub batch_size: usize,
    /// The classes, sorted.
    pub classes: Vec<String>,
    /// Usable training photographs.
    pub training: usize,
    /// Usable validation photographs.
    pub validation: usize,
    /// Photographs that cannot be read and are left out.
    pub unusable: Vec<LeftOut>,
    /// Other remarks about the data, as English sentences.
    pub notes: Vec<String>,
    /// All weights of the network, moving statistics included.
    pub parameters: usize,
    /// Multiply-adds of a forward pass over one photograph; 0 where photographs go through a frozen pretrained network once.
    pub multiply_adds: u64,
}

/// A photograph that is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its name in the data.
    pub name: String,
    /// What is wrong with it.
    pub reason: String,
}

/// How a training ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunOutcome {
    /// The run's folder.
    pub folder: PathBuf,
    /// Why it ended.
    pub end: RunEnd,
    /// Completed epochs.
    pub epochs: usize,
    /// How many of them were trained since it was started or resumed; 0 if it had been finished before.
    pub epochs_now: usize,
    /// Epochs that were asked for.
    pub epochs_wanted: usize,
    /// Training batches of the epoch after these that the checkpoint holds, too.
    #[serde(default)]
    pub batches_in_epoch: usize,
    /// The epoch in `best.safetensors`; none without an epoch whose loss is a finite number.
    pub best: Option<EpochStats>,
    /// The first epoch with a loss that is not a finite number.
    #[serde(default)]
    pub invalid_loss: Option<usize>,
}

/// Why a training ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunEnd {
    /// All epochs are done.
    Completed,
    /// A callback ended it.
    StoppedByCallback,
    /// The user stopped it; it can be resumed at the batch where it stopped.
    Stopped,
    /// An error ended it; the last checkpoint is intact.
    Failed {
        /// An English sentence for the user.
        message: String,
    },
}
