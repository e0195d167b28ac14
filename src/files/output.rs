//! Output to a path of the user's choice: a file, a pipe or a device.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::whole_file::folder_of;
use super::{WholeFile, remove_leftovers};

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
    /// Opens the output, and removes what a killed process has left beside it.
    ///
    /// # Errors
    /// The system's. A pipe without a reader is an error, too: opening it would wait for one without end.
    pub fn create(path: &Path) -> io::Result<Self> {
        if is_direct(path) {
            return open_directly(path).map(Self::Direct);
        }
        remove_leftovers(folder_of(path));
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

/// Writes all `bytes` to the output that the user named ([`Output`]).
///
/// # Errors
/// As [`Output::create`] and [`Output::finish`].
pub fn write_output(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut output = Output::create(path)?;
    output.write_all(bytes)?;
    output.finish()
}

/// Whether `path` is never replaced by a file: a pipe, a device or a socket, or the system's name of an open file. Such a
/// name, as `/dev/stdout`, may lead to a regular file to which the user's shell redirects.
fn is_direct(path: &Path) -> bool {
    let is_special = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir());
    let is_of_the_system =
        |folder: &Path| folder == Path::new("/dev") || folder == Path::new("/dev/fd") || folder.starts_with("/proc");
    is_special || path.parent().is_some_and(is_of_the_system)
}

#[cfg(unix)]
fn open_directly(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    // Opening a pipe for writing waits for its reader, except with this flag.
    let probe = OpenOptions::new().append(true).custom_flags(NONBLOCK).open(path)?;
    // Appended, since a shell that redirects may have written to the file before.
    let file = OpenOptions::new().append(true).open(path);
    // Closed only now: a pipe's reader takes the end of its last writer for the end of the data.
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
fn open_directly(path: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).open(path)
}
