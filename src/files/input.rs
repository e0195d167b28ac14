//! Files that are read: regular ones alone.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use super::NotRegular;

/// Opens a file for reading. Links are followed.
///
/// # Errors
/// The system's; anything but a regular file is one at once. (To open a pipe would wait for its writer, and a device may
/// have no end.)
pub fn open(path: &Path) -> io::Result<File> {
    // Before it is opened, too: already the opening of a device may change something.
    require_regular(&fs::metadata(path)?)?;
    let file = open_without_waiting(path)?;
    require_regular(&file.metadata()?)?;
    Ok(file)
}

fn require_regular(metadata: &fs::Metadata) -> io::Result<()> {
    match metadata {
        _ if metadata.is_file() => Ok(()),
        _ if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        _ => Err(NotRegular.into()),
    }
}

/// All bytes of a file.
///
/// # Errors
/// As [`open`].
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text in a file.
///
/// # Errors
/// As [`open`], and if it is not UTF-8.
pub fn read_to_string(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    open(path)?.read_to_string(&mut text)?;
    Ok(text)
}

#[cfg(unix)]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    File::options().read(true).custom_flags(super::NONBLOCK).open(path)
}

#[cfg(not(unix))]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    File::open(path)
}
