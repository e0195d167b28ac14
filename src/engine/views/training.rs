//! The running training.

use std::path::PathBuf;

use crate::config::RunConfig;
use crate::run::TrainEvent;
use crate::shared_error::SharedError;

/// What the window asks of the training.
#[derive(Debug, Clone)]
pub enum TrainingCommand {
    /// Begin a run, or resume one.
    Start(Box<TrainingOrder>),
    /// Hold the run before its next batch.
    Pause,
    /// Let a held run continue.
    Resume,
    /// End the run before its next batch.
    Stop,
    /// End the run with this epoch.
    StopAfterEpoch,
}

/// A run to begin.
#[derive(Debug, Clone)]
pub struct TrainingOrder {
    /// The window's number for the run; comes back with its events.
    pub run: u64,
    /// All that reproduces it, its data included.
    pub config: RunConfig,
    /// Where it is kept.
    pub place: RunPlace,
}

/// Where a run is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunPlace {
    /// A new folder below this one.
    New {
        /// The folder of all runs.
        runs: PathBuf,
    },
    /// A run to resume; its own configuration counts.
    Resume {
        /// The run's folder.
        folder: PathBuf,
        /// Where its photographs are now, if they have moved.
        moved_to: Option<PathBuf>,
    },
}

/// What the engine reports of the training.
#[derive(Debug, Clone)]
pub enum TrainingEvent {
    /// The run's photographs are being prepared.
    Loading {
        /// The window's number for the run.
        run: u64,
        /// Photographs ready.
        done: usize,
        /// In all.
        total: usize,
    },
    /// Something happened in the run.
    Train {
        /// The window's number for the run.
        run: u64,
        /// What.
        event: TrainEvent,
    },
    /// The run could not begin, or could not continue; in the latter case `RunEnded` came before.
    Failed {
        /// The window's number for the run.
        run: u64,
        /// Why.
        reason: SharedError,
    },
}
