//! Runs on disk at a glance, and what is done with them.

use std::path::PathBuf;
use std::sync::Arc;

use crate::run::{RunNotes, RunSummary};
use crate::shared_error::SharedError;

/// What the window asks about the runs of some folders.
#[derive(Debug, Clone)]
pub enum ShelfCommand {
    /// Find the runs of these folders, then read each. A newer request replaces one that still waits or reads.
    List {
        /// Comes back with the answer.
        generation: u64,
        /// Folders of runs, or runs.
        folders: Vec<PathBuf>,
    },
    /// Read these runs before all others.
    ReadFirst {
        /// Their folders.
        runs: Vec<PathBuf>,
    },
    /// Give a run another name or note, where they still are `before`.
    ChangeNotes {
        /// Its folder.
        run: PathBuf,
        /// As the user saw them.
        before: RunNotes,
        /// As they are to be.
        after: RunNotes,
    },
    /// Delete a run.
    Delete {
        /// Its folder.
        run: PathBuf,
        /// How.
        deletion: Deletion,
    },
    /// Take a run out of the trash again.
    Restore {
        /// Where it was.
        run: PathBuf,
    },
}

/// How a run is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deletion {
    /// Into the system's trash.
    Trash,
    /// For good.
    ForGood,
}

/// What the engine reports of runs.
#[derive(Debug, Clone)]
pub enum ShelfEvent {
    /// Which runs there are.
    Listed {
        /// The request's number.
        generation: u64,
        /// Their folders, those of each folder by name, the last one first.
        runs: Vec<PathBuf>,
        /// Folders that cannot be read, and why. A folder that does not exist is no problem: it has no runs.
        problems: Vec<(PathBuf, SharedError)>,
    },
    /// Runs were read, and are new or have changed since.
    Read {
        /// What is known of them.
        runs: Vec<Arc<RunSummary>>,
    },
    /// A run has another name or note, or keeps those that it has.
    NotesChanged {
        /// Its folder.
        run: PathBuf,
        /// What it has now, or why it was not changed.
        result: Result<RunNotes, SharedError>,
    },
    /// A run was deleted, or not.
    Deleted {
        /// Its folder.
        run: PathBuf,
        /// How it was to be deleted.
        deletion: Deletion,
        /// Why it is still there.
        result: Result<(), Undeleted>,
    },
    /// A run is back, or is not.
    Restored {
        /// Its folder.
        run: PathBuf,
        /// Why it is not back.
        result: Result<(), SharedError>,
    },
}

/// Why a run is still there.
#[derive(Debug, Clone)]
pub enum Undeleted {
    /// It has no trash; it could be deleted for good.
    NoTrash(SharedError),
    /// It must not be deleted, or cannot be.
    Refused(SharedError),
}

/// What cannot be done with a run's folder outside of the program.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// The trash does not take it.
    #[error("{} cannot be moved to the trash: {reason}", run.display())]
    NoTrash {
        /// The run.
        run: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// The trash does not give it back.
    #[error("{} cannot be taken out of the trash: {reason}", run.display())]
    NotRestored {
        /// The run.
        run: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// It is not in the trash.
    #[error("{} is not in the trash any more", run.display())]
    NotInTrash {
        /// The run.
        run: PathBuf,
    },
    /// The system's trash gives nothing back to programs.
    #[allow(dead_code, reason = "only some systems have such a trash")]
    #[error("this system's trash gives nothing back to programs; put {} back in the file manager", run.display())]
    TrashKeeps {
        /// The run.
        run: PathBuf,
    },
}
