//! Which folders hold a run.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::run::{CHECKPOINT, CONFIG, EVENTS, HISTORY};

/// Whether a folder holds a run, whole or not. An empty folder, or one with half-written files alone, does not.
#[must_use]
pub fn is_run(folder: &Path) -> bool {
    [CONFIG, CHECKPOINT, HISTORY, EVENTS].iter().any(|name| fs::symlink_metadata(folder.join(name)).is_ok())
}

/// The runs in a folder: itself if it is one, or else those directly below it, by name, the last one first. Names begin
/// with the date, so that is the newest.
///
/// # Errors
/// The system's, if the folder cannot be read.
pub fn runs_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if is_run(folder) {
        return Ok(vec![folder.to_owned()]);
    }
    let mut runs = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if !is_file && is_run(&entry.path()) {
            runs.push(entry.path());
        }
    }
    runs.sort_by(|a, b| b.cmp(a));
    Ok(runs)
}
