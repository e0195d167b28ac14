//! Runs on disk.

use std::path::PathBuf;
use std::sync::Arc;

use crate::results::{ComparedCurves, Comparison};
use crate::shared_error::SharedError;

/// What the window asks of runs on disk. A newer request of a kind replaces one that still waits.
#[derive(Debug, Clone)]
pub enum RunsCommand {
    /// Find the runs below a folder.
    List {
        /// The folder.
        folder: PathBuf,
    },
    /// Read any number of runs, to lay them over each other.
    ReadCurves {
        /// Comes back with the answer.
        generation: u64,
        /// Their folders.
        runs: Vec<PathBuf>,
    },
    /// Compare two runs.
    Compare {
        /// Comes back with the answer.
        generation: u64,
        /// Their folders.
        runs: [PathBuf; 2],
    },
}

/// What the engine reports of runs on disk.
#[derive(Debug, Clone)]
pub enum RunsEvent {
    /// The runs below a folder, the newest first.
    Listed {
        /// Their folders.
        runs: Vec<PathBuf>,
    },
    /// Runs to lay over each other are read.
    CurvesRead {
        /// The request's number.
        generation: u64,
        /// The runs, and those that cannot be read.
        curves: Arc<ComparedCurves>,
    },
    /// Two runs are compared.
    Compared {
        /// The request's number.
        generation: u64,
        /// The comparison, or why there is none.
        comparison: Result<Arc<Comparison>, SharedError>,
    },
}
