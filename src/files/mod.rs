//! Writing files whole or not at all, and reading and writing at a position.
//!
//! A file is written under an unforeseeable temporary name in its own folder, synced, then renamed: at any instant the
//! name belongs to the old file or to the new one. A link of that name is replaced, never followed; what is no
//! regular file (a folder, a pipe, a device, a socket) is never replaced.

pub mod positional;
#[cfg(test)]
mod tests;

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

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
/// As [`write`].
pub fn link(original: &Path, path: &Path) -> io::Result<()> {
    require_replaceable(path)?;
    let linked = builder().make_in(folder_of(path), |temporary| {
        fs::hard_link(original, temporary).or_else(|error| match error.kind() {
            // The caller tries another name.
            io::ErrorKind::AlreadyExists => Err(error),
            _ => {
                let mut from = File::open(original)?;
                let mut copy = OpenOptions::new().write(true).create_new(true).open(temporary)?;
                io::copy(&mut from, &mut copy).and_then(|_| copy.sync_all()).inspect_err(|_| {
                    // Best effort: the copy's own failure is what the caller must know.
                    let _ = fs::remove_file(temporary);
                })
            }
        })
    })?;
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

    /// Gives the file its name, through a power cut.
    ///
    /// # Errors
    /// The system's; what had this name before is then still there.
    pub fn finish(self) -> io::Result<()> {
        self.temporary.as_file().sync_all()?;
        self.temporary.persist(&self.path)?;
        sync_folder(folder_of(&self.path))
    }

    /// Gives the file its name without waiting for the disk, for what a reader can recognise as damaged and make
    /// again; gives the open file.
    ///
    /// # Errors
    /// The system's; what had this name before is then still there.
    pub fn finish_without_sync(self) -> io::Result<File> {
        Ok(self.temporary.persist(&self.path)?)
    }

    /// Gives the file its name, unless something has it by now, without waiting for the disk.
    ///
    /// # Errors
    /// The system's; what has this name stays as it is.
    pub fn finish_as_new(self) -> io::Result<File> {
        Ok(self.temporary.persist_noclobber(&self.path)?)
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

/// A file that the user named for output: a regular file is written whole or not at all; a pipe or a device (such as
/// `/dev/stdout`) is written as it is.
#[derive(Debug)]
pub enum Output {
    /// Takes its name when it is finished.
    Whole(WholeFile),
    /// Written directly.
    Direct(File),
}

impl Output {
    /// Opens the output.
    ///
    /// # Errors
    /// The system's. A pipe that nobody reads is an error, too, for opening it would wait without end.
    pub fn create(path: &Path) -> io::Result<Self> {
        let is_special = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir());
        // `/dev/stdout` may lead to a regular file, which belongs to whoever redirected it.
        if is_special || path.starts_with("/dev") || path.starts_with("/proc") {
            return open_without_waiting(path).map(Self::Direct);
        }
        WholeFile::create(path).map(Self::Whole)
    }

    /// Ends the output.
    ///
    /// # Errors
    /// The system's.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Whole(file) => file.finish(),
            Self::Direct(mut file) => file.flush(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Whole(file) => file.write(bytes),
            Self::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Whole(file) => file.flush(),
            Self::Direct(file) => file.flush(),
        }
    }
}

/// Writes what the user asked for to where they asked for it ([`Output`]).
///
/// # Errors
/// As [`Output::create`] and [`Output::finish`].
pub fn write_output(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut output = Output::create(path)?;
    output.write_all(bytes)?;
    output.finish()
}

/// Whether a file of this name is what a killed process left half-written, of this version or an earlier one.
#[must_use]
pub fn is_leftover(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with(PREFIX) || name.starts_with(".writing-") || (name.starts_with('.') && name.ends_with(".tmp"))
}

fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    // As any new file: the user's mask takes away from this.
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn require_replaceable(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(metadata) if !metadata.is_file() && !metadata.is_symlink() => {
            Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file, and only such are replaced"))
        }
        // What cannot be looked at fails when it is written, with the system's reason.
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    // Opening a pipe for writing waits for its reader, except so.
    let probe = OpenOptions::new().write(true).custom_flags(NONBLOCK).open(path)?;
    let file = OpenOptions::new().write(true).open(path);
    // Only now: a reader takes the last writer's leaving for the end.
    drop(probe);
    file
}

/// `O_NONBLOCK`.
#[cfg(any(target_os = "linux", target_os = "android"))]
const NONBLOCK: i32 = 0o4000;
/// `O_NONBLOCK`.
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
const NONBLOCK: i32 = 0x4;

#[cfg(not(unix))]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).open(path)
}

/// Makes a renaming last through a power cut, where the system and the file system can sync a folder.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}
