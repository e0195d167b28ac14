//! Whether a run's folder holds the run alone, and may be deleted as a whole.

use std::fs;
use std::path::{Path, PathBuf};

use super::{CONFIG, RunFolderError, is_run, lock};
use crate::files;

/// Endings of the names of files that a run, its callbacks, its report and its saved plots have.
const ENDINGS: [&str; 7] = ["ron", "csv", "safetensors", "html", "svg", "log", "txt"];

/// How the names of event files for `TensorBoard` begin.
const EVENT_FILES: &str = "events.out.tfevents.";

/// Refuses to delete a folder that holds no run, in which a training runs, or which holds anything else, such as the
/// photographs or another run.
///
/// # Errors
/// What stands against it.
pub fn require_deletable(folder: &Path) -> Result<(), RunFolderError> {
    if !is_run(folder) {
        return Err(RunFolderError::NotARun { folder: folder.to_owned() });
    }
    drop(lock::Lock::take(folder)?);
    match other(folder, true)? {
        Some(path) => Err(RunFolderError::HoldsOthers { folder: folder.to_owned(), path }),
        None => Ok(()),
    }
}

/// Deletes the folder of a run for good.
///
/// # Errors
/// As [`require_deletable`], or the system's.
pub fn delete_for_good(folder: &Path) -> Result<(), RunFolderError> {
    require_deletable(folder)?;
    fs::remove_dir_all(folder).map_err(|source| RunFolderError::write(folder, source))
}

/// The first thing below a folder that is not a run's.
fn other(folder: &Path, is_top: bool) -> Result<Option<PathBuf>, RunFolderError> {
    let failed = |source| RunFolderError::read(folder, source);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            if let Some(path) = other(&path, false)? {
                return Ok(Some(path));
            }
        } else if !kind.is_file() || !is_of_run(&path) || (!is_top && path.ends_with(CONFIG)) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

fn is_of_run(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let name = path.file_name().unwrap_or_default();
    ending.is_some_and(|ending| ENDINGS.contains(&ending))
        || name.to_string_lossy().starts_with(EVENT_FILES)
        || files::is_leftover(name)
}
