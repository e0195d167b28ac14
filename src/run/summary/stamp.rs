//! Whether a run has changed since it was read.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::run::lock::Lock;
use crate::run::test_figures::test_file;
use crate::run::{CHECKPOINT, CONFIG, EVENTS, HISTORY, NOTES};

/// Sizes and times of the files that a summary is read from, and whether a process trains in the folder. Where it is
/// equal, so is the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunStamp {
    files: [Option<(u64, SystemTime)>; 6],
    is_training: bool,
}

impl RunStamp {
    /// That of a run as it is now.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        let of = |path: PathBuf| fs::metadata(path).ok().and_then(|data| Some((data.len(), data.modified().ok()?)));
        let [config, history, events, notes, checkpoint] =
            [CONFIG, HISTORY, EVENTS, NOTES, CHECKPOINT].map(|name| folder.join(name));
        let files = [config, history, events, notes, checkpoint, test_file(folder)].map(of);
        Self { files, is_training: Lock::is_taken(folder) }
    }
}
