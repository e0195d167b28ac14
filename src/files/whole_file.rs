//! A file that takes its name only when it is complete.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::NotRegular;

/// How the temporary names begin.
pub(super) const PREFIX: &str = ".bigode-";
/// How many random letters and digits follow.
pub(super) const RANDOM_LETTERS: usize = 6;

/// Writes a file whole or not at all; it is on the disk when this returns.
///
/// # Errors
/// The system's, or that `path` is no regular file; what had this name before stays, and nothing is left beside it.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = WholeFile::create(path)?;
    file.write_all(bytes)?;
    file.finish()
}

/// Makes `path` another name of `original`, or a copy where the file system has no hard links, in one step.
///
/// # Errors
/// As [`write()`].
pub fn link(original: &Path, path: &Path) -> io::Result<()> {
    require_replaceable(path)?;
    // Both names are the same locked file. Where another program has locked it, that serves as well.
    let locked = File::open(original)?;
    let _ = locked.try_lock_shared();
    let Ok(linked) = builder().make_in(folder_of(path), |temporary| fs::hard_link(original, temporary)) else {
        let mut copy = WholeFile::create(path)?;
        io::copy(&mut &locked, &mut copy)?;
        return copy.finish();
    };
    linked.persist(path)?;
    sync_folder(folder_of(path))
}

/// A file that is being written and takes its name with [`WholeFile::finish`]. Dropped before, it leaves nothing.
#[derive(Debug)]
pub struct WholeFile {
    path: PathBuf,
    temporary: NamedTempFile,
}

impl WholeFile {
    /// Begins a file with the permissions that any new file has.
    ///
    /// # Errors
    /// The system's, or that `path` is no regular file.
    pub fn create(path: &Path) -> io::Result<Self> {
        require_replaceable(path)?;
        Ok(Self { path: path.to_owned(), temporary: locked_temporary(folder_of(path))? })
    }

    /// The open file, for writing at positions.
    #[must_use]
    pub fn as_file(&self) -> &File {
        self.temporary.as_file()
    }

    /// Gives the file its name, durably: after a power cut it is still there.
    ///
    /// # Errors
    /// The system's. Unless it is the folder that cannot be synced, what had this name before is still there.
    pub fn finish(self) -> io::Result<()> {
        self.temporary.as_file().sync_all()?;
        self.temporary.persist(&self.path)?;
        sync_folder(folder_of(&self.path))
    }

    /// Gives the file its name without waiting for the disk, for content that a reader recognises as damaged and can
    /// make again. Returns the open file.
    ///
    /// # Errors
    /// The system's; what had this name before is still there.
    pub fn finish_without_sync(self) -> io::Result<File> {
        let file = self.temporary.persist(&self.path)?;
        // On some systems a locked file cannot be read by others.
        let _ = file.unlock();
        Ok(file)
    }

    /// Gives the file its name, unless another file has it by now, without waiting for the disk.
    ///
    /// # Errors
    /// The system's; a file that has this name stays as it is.
    pub fn finish_as_new(self) -> io::Result<()> {
        self.temporary.persist_noclobber(&self.path)?;
        Ok(())
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.temporary.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.temporary.flush()
    }
}

/// A temporary file, locked where the system can. Dropped, it is removed.
pub(super) fn locked_temporary(folder: &Path) -> io::Result<NamedTempFile> {
    loop {
        let temporary = builder().tempfile_in(folder)?;
        let _ = temporary.as_file().lock();
        // Before it was locked, another process may have taken it for one that was left, and removed it.
        if fs::symlink_metadata(temporary.path()).is_ok() {
            return Ok(temporary);
        }
    }
}

pub(super) fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).rand_bytes(RANDOM_LETTERS);
    #[cfg(unix)]
    // The permissions of any new file; the system subtracts the process's umask.
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn require_replaceable(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(metadata) if !metadata.is_file() && !metadata.is_symlink() => Err(NotRegular.into()),
        // If the path cannot be examined, writing fails with the system's reason.
        _ => Ok(()),
    }
}

/// Makes a renaming durable where the system and the file system can sync a folder.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    // A folder that may be written and not read cannot be synced.
    let Ok(folder) = File::open(folder) else { return Ok(()) };
    match folder.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}
