//! One process at a time in a run's folder.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::RunFolderError;

/// Held until it is dropped; the system releases it when the process ends, also by a kill. It leaves no file.
#[derive(Debug)]
pub(super) struct Lock {
    _folder: Option<File>,
}

/// [`Lock::is_taken`] holds a lock for an instant, so a lock that is refused is tried again this often.
const TRIES: u32 = 5;
const BETWEEN_TRIES: Duration = Duration::from_millis(10);

impl Lock {
    /// Locks the folder itself. Where the system or the file system has no such locks, the folder is used without.
    pub(super) fn take(path: &Path) -> Result<Self, RunFolderError> {
        let Ok(folder) = File::open(path) else { return Ok(Self { _folder: None }) };
        for _ in 1..TRIES {
            match folder.try_lock() {
                Ok(()) => return Ok(Self { _folder: Some(folder) }),
                Err(TryLockError::WouldBlock) => thread::sleep(BETWEEN_TRIES),
                Err(TryLockError::Error(_)) => return Ok(Self { _folder: None }),
            }
        }
        Err(RunFolderError::InUse { folder: path.to_owned() })
    }

    /// Whether a process holds the folder's lock.
    pub(super) fn is_taken(path: &Path) -> bool {
        File::open(path).is_ok_and(|folder| matches!(folder.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
}
