//! The running training.

use std::path::PathBuf;

use crate::config::RunConfig;
use crate::run::{TestFigures, TrainEvent};
use crate::shared_error::SharedError;
use crate::text::Language;

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
    /// From now on, keep up event files for `TensorBoard` in the run's folder, with pictures whose texts are in this
    /// language; or leave them as they are.
    EventFiles(Option<Language>),
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
    /// A new run.
    New {
        /// The run's folder, which is created.
        folder: PathBuf,
    },
    /// A run to resume; its own configuration counts.
    Resume {
        /// The run's folder.
        folder: PathBuf,
        /// Where its photographs are now, if they have moved.
        moved_to: Option<PathBuf>,
    },
}

/// What is done with photographs before the epochs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preparation {
    /// They are read and resized.
    Reading,
    /// They go through a frozen pretrained network.
    Features,
}

/// What the engine reports of the training.
#[derive(Debug, Clone)]
pub enum TrainingEvent {
    /// The run's photographs are being prepared.
    Loading {
        /// The window's number for the run.
        run: u64,
        /// What is being done with them.
        step: Preparation,
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
    /// The training has ended by itself, and its test set is being evaluated.
    Testing {
        /// The window's number for the run.
        run: u64,
        /// Photographs done, first decoded, then evaluated.
        done: usize,
        /// In all.
        total: usize,
    },
    /// The test set was evaluated, once.
    Tested {
        /// The window's number for the run.
        run: u64,
        /// What it says of the best weights; `None` where that was cancelled, or why it is not known.
        result: Result<Option<TestFigures>, SharedError>,
    },
    /// Event files cannot be written; the training continues without them.
    NoEventFiles {
        /// The window's number for the run.
        run: u64,
        /// Why.
        reason: SharedError,
    },
    /// The run could not begin, or could not continue; in the latter case `RunEnded` came before.
    Failed {
        /// The window's number for the run.
        run: u64,
        /// Why.
        reason: SharedError,
    },
}
