//! Half-written files that a killed process has left.

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::whole_file::{PREFIX, RANDOM_LETTERS};

/// How files began that versions before this one were writing.
const EARLIER_PREFIX: &str = ".writing-";
/// How temporary files begin that need no name and get one where the system has no others.
const NAMELESS_PREFIX: &str = ".tmp";
/// The kinds of files that the first versions wrote as `.NAME.tmp`.
const EARLIEST_KINDS: [&str; 4] = [".csv.tmp", ".ron.tmp", ".safetensors.tmp", ".writable.tmp"];

/// Where files cannot be locked, one that has not changed for so long was left.
const ABANDONED_AFTER: Duration = Duration::from_hours(1);

/// Whether this version or an earlier one names files so that it has not finished.
#[must_use]
pub fn is_leftover(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let rest = |prefix: &str| name.strip_prefix(prefix).filter(|rest| rest.chars().all(|c| c.is_ascii_alphanumeric()));
    let is_random = |prefix: &str| rest(prefix).is_some_and(|rest| rest.len() == RANDOM_LETTERS);
    let is_earliest = || name.starts_with('.') && EARLIEST_KINDS.iter().any(|kind| name.ends_with(kind));
    is_random(PREFIX)
        || is_random(NAMELESS_PREFIX)
        || rest(EARLIER_PREFIX).is_some_and(|rest| !rest.is_empty())
        || is_earliest()
}

/// Removes them from a folder, not from those below it. What a living process writes is locked and stays, and so does
/// everything but regular files.
pub fn remove_leftovers(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && is_leftover(&entry.file_name()) {
            remove_abandoned(&entry.path());
        }
    }
}

/// Removes the file unless somebody writes it. It only takes up space: nothing needs it gone.
fn remove_abandoned(path: &Path) {
    let Ok(file) = File::open(path) else { return };
    let is_abandoned = match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => {
            let changed = file.metadata().and_then(|metadata| metadata.modified());
            changed
                .is_ok_and(|changed| SystemTime::now().duration_since(changed).is_ok_and(|age| age > ABANDONED_AFTER))
        }
    };
    if is_abandoned {
        let _ = fs::remove_file(path);
    }
}
