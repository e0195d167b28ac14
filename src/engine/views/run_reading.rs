//! A run on disk, read to be shown.

use std::path::PathBuf;

use crate::config::RunConfig;
use crate::run::{CallbackEvent, EpochStats, RunInfo, RunOutcome, TestFigures};
use crate::shared_error::SharedError;

/// Asks for a run on disk.
#[derive(Debug, Clone)]
pub struct RunReadingCommand {
    /// Comes back with the answer.
    pub number: u64,
    /// The run's folder.
    pub folder: PathBuf,
}

/// A run as it was read.
#[derive(Debug, Clone)]
pub struct RunReadingEvent {
    /// The request's number.
    pub number: u64,
    /// The run, or why there is none.
    pub run: Result<Box<RunOnDisk>, NoRun>,
}

/// Why no run was read.
#[derive(Debug, Clone)]
pub enum NoRun {
    /// The folder holds none, or it is no folder.
    NotARun(SharedError),
    /// It cannot be read.
    Unreadable(SharedError),
}

impl NoRun {
    /// The reason alone.
    #[must_use]
    pub fn reason(&self) -> &SharedError {
        let (Self::NotARun(reason) | Self::Unreadable(reason)) = self;
        reason
    }
}

/// A run with all that its files say about its training.
#[derive(Debug, Clone)]
pub struct RunOnDisk {
    /// Its folder.
    pub folder: PathBuf,
    /// What it was.
    pub config: RunConfig,
    /// What it reported when it started last, if it came so far.
    pub info: Option<RunInfo>,
    /// Its whole epochs.
    pub epochs: Vec<EpochStats>,
    /// What its callbacks reported in these.
    pub callbacks: Vec<CallbackEvent>,
    /// Whether and how it ended.
    pub ending: Ending,
    /// The epoch of its best weights, if they are there.
    pub weights: Option<usize>,
    /// The figures of these weights on the test set, once they are known.
    pub test: Option<TestFigures>,
}

/// Whether and how a run on disk ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Ending {
    /// It ended.
    Ended(Box<RunOutcome>),
    /// Its process has ended without it; it can be resumed.
    Interrupted,
    /// Another process trains it.
    TrainedElsewhere,
}
