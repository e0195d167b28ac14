//! One process at a time in a run's folder.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::RunFolderError;

/// Held until it is dropped; the system releases it when the process ends, also by a kill. It leaves no file.
#[derive(Debug)]
pub(super) struct Lock {
    _folder: Option<File>,
}

impl Lock {
    /// Locks the folder itself. Where the system or the file system has no such locks, the folder is used without.
    pub(super) fn take(path: &Path) -> Result<Self, RunFolderError> {
        let Ok(folder) = File::open(path) else { return Ok(Self { _folder: None }) };
        match folder.try_lock() {
            Ok(()) => Ok(Self { _folder: Some(folder) }),
            Err(TryLockError::WouldBlock) => Err(RunFolderError::InUse { folder: path.to_owned() }),
            Err(TryLockError::Error(_)) => Ok(Self { _folder: None }),
        }
    }
}
