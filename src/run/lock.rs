//! One process at a time in a run's folder.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::RunFolderError;

/// Held until dropped; the system lets go of it when the process ends, however it ends. Nothing is left in the folder.
#[derive(Debug)]
pub(super) struct Lock {
    _folder: Option<File>,
}

impl Lock {
    /// Locks the folder itself. Where a system or a file system knows no such locks, it is used without one.
    pub(super) fn take(path: &Path) -> Result<Self, RunFolderError> {
        let Ok(folder) = File::open(path) else { return Ok(Self { _folder: None }) };
        match folder.try_lock() {
            Ok(()) => Ok(Self { _folder: Some(folder) }),
            Err(TryLockError::WouldBlock) => Err(RunFolderError::InUse { folder: path.to_owned() }),
            Err(TryLockError::Error(_)) => Ok(Self { _folder: None }),
        }
    }
}
