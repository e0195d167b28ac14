//! A file that takes its name only when it is complete.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::NotRegular;

/// How the temporary names begin.
const PREFIX: &str = ".bigode-";

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
    let Ok(linked) = builder().make_in(folder_of(path), |temporary| fs::hard_link(original, temporary)) else {
        let mut original = File::open(original)?;
        let mut copy = WholeFile::create(path)?;
        io::copy(&mut original, &mut copy)?;
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
        Ok(Self { path: path.to_owned(), temporary: builder().tempfile_in(folder_of(path))? })
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
        Ok(self.temporary.persist(&self.path)?)
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

/// Whether a file of this name was left half-written by a killed process of this version or an earlier one.
#[must_use]
pub fn is_leftover(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with(PREFIX) || name.starts_with(".writing-") || (name.starts_with('.') && name.ends_with(".tmp"))
}

fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    // The permissions of any new file; the system subtracts the process's umask.
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

fn folder_of(path: &Path) -> &Path {
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
fn sync_folder(folder: &Path) -> io::Result<()> {
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
