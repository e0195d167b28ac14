//! One process at a time in a run's folder.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use super::RunFolderError;

/// Held until dropped; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Lock {
    /// Where the file system knows no locks, the folder is used without one.
    pub(super) fn take(folder: &Path, path: &Path) -> Result<Self, RunFolderError> {
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(|source| RunFolderError::write(path, source))?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(RunFolderError::InUse { folder: folder.to_owned() }),
            Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => {
                Err(RunFolderError::write(path, error))
            }
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Self(file)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file unlocks it too; this only says so.
        let _ = self.0.unlock();
    }
}
