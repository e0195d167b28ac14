//! The engine's threads by name, and a job that panicked on one of them.

use std::fmt;

/// The engine's threads, each by what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkerKind {
    /// Opens and examines data sets.
    Dataset,
    /// Reads small pictures of the open data set.
    Thumbnails,
    /// Reads small pictures of evaluated photographs.
    EvaluatedThumbnails,
    /// Computes what follows from the experiment.
    Preview,
    /// Trains.
    Training,
    /// Classifies.
    Prediction,
    /// Lists, reads and writes single files.
    Files,
    /// Evaluates labelled photographs and writes reports.
    Evaluation,
    /// Reads and writes overlays.
    Overlay,
    /// Makes, reads and writes lists.
    List,
    /// Lists and compares runs.
    Runs,
    /// Finds runs and reads them.
    Shelf,
    /// Renames, deletes and restores runs.
    RunEdits,
    /// Reads runs to be shown.
    RunReading,
    /// Finds photographs that occur twice.
    Duplicates,
    /// Writes and reads runs of other programs.
    Exchange,
    /// Explains the prediction of one photograph.
    Explanation,
    /// Occludes places of one photograph.
    Occlusion,
    /// Computes what a lesson shows.
    Lessons,
}

/// The thread's name in the system's lists and in the log: `bigode-dataset`.
impl fmt::Display for WorkerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bigode-{}", format!("{self:?}").to_lowercase())
    }
}

/// A job that ended by a panic.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{worker}: {message}")]
pub struct Panicked {
    /// The thread.
    pub worker: WorkerKind,
    /// What the panic said, and where in the code.
    pub message: String,
}
