//! A folder that takes its name only when it is complete.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::whole_file::{builder, folder_of, sync_folder};

/// A folder of this name is there, and something is in it, or something else has the name.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("it is there already; name a folder that is not there or is empty")]
pub struct NotEmpty;

/// A folder that is being written and takes its name with [`WholeFolder::finish`]. Dropped before, it leaves nothing.
#[derive(Debug)]
pub struct WholeFolder {
    path: PathBuf,
    temporary: TempDir,
}

impl WholeFolder {
    /// Begins a folder beside the place where it will be; the folders that it lies in are made.
    ///
    /// # Errors
    /// The system's, or [`NotEmpty`].
    pub fn create(path: &Path) -> io::Result<Self> {
        require_free(path)?;
        let parent = folder_of(path);
        fs::create_dir_all(parent)?;
        let mut builder = builder();
        #[cfg(unix)]
        // The permissions of any new folder; the system subtracts the process's umask.
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        Ok(Self { path: path.to_owned(), temporary: builder.tempdir_in(parent)? })
    }

    /// Where the folder's files are written.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.temporary.path()
    }

    /// Gives the folder its name. Its files are on the disk only if they were synced when they were written.
    ///
    /// # Errors
    /// The system's, or [`NotEmpty`] where something has the name by now.
    pub fn finish(self) -> io::Result<()> {
        require_free(&self.path)?;
        // An empty folder is replaced; not every system does so by renaming.
        match fs::remove_dir(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        sync_folder(self.temporary.path())?;
        fs::rename(self.temporary.path(), &self.path)?;
        // What has another name now is not removed.
        let _ = self.temporary.keep();
        sync_folder(folder_of(&self.path))
    }
}

fn require_free(path: &Path) -> io::Result<()> {
    let is_free = match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::read_dir(path)?.next().is_none(),
        Ok(_) => false,
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(error),
    };
    if is_free { Ok(()) } else { Err(io::Error::new(io::ErrorKind::AlreadyExists, NotEmpty)) }
}
