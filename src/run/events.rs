//! What a training tells while it runs, as plain data, and who listens.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::CallbackEvent;
use super::history::EpochStats;

/// A moment of a training. Epochs count from 1.
///
/// ```text
/// RunStarted
///   EpochStarted, EpochEnded, Callback..., CheckpointSaved      each whole epoch
///   EpochStarted                                                an epoch that is dropped
/// RunEnded                                                      exactly one, whatever happens
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum TrainEvent {
    /// Data and network are ready, the run's folder is written.
    RunStarted(RunInfo),
    /// The first batch of an epoch comes next.
    EpochStarted {
        /// Which epoch.
        epoch: usize,
    },
    /// Training and validation of an epoch are done.
    EpochEnded(EpochStats),
    /// A callback saw or did something.
    Callback(CallbackEvent),
    /// The epoch is safe on disk.
    CheckpointSaved {
        /// Which epoch.
        epoch: usize,
    },
    /// Nothing follows.
    RunEnded(RunOutcome),
}

/// What a training is about to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunInfo {
    /// The run's folder.
    pub folder: PathBuf,
    /// The preset that its configuration came from.
    pub preset: String,
    /// Whole epochs that were there already; 0 in a new run.
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
    /// What cannot be read and is left out.
    pub unusable: Vec<LeftOut>,
    /// What else was noticed about the data, as sentences.
    pub notes: Vec<String>,
    /// All weights of the network, moving statistics included.
    pub parameters: usize,
    /// Multiply-adds of a forward pass over one photograph.
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
    /// Whole epochs on disk.
    pub epochs: usize,
    /// How many of them were trained since it was started or resumed; 0 if it had been finished before.
    pub epochs_now: usize,
    /// Epochs that were asked for.
    pub epochs_wanted: usize,
    /// The epoch in `best.safetensors`, if there is one.
    pub best: Option<EpochStats>,
}

/// Why a training ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunEnd {
    /// All epochs are done.
    Completed,
    /// A callback ended it.
    StoppedByCallback,
    /// It was asked to stop; it can be resumed.
    Stopped,
    /// It could not go on; the last checkpoint stands.
    Failed {
        /// A sentence for the person.
        message: String,
    },
}
