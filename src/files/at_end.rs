//! A file that grows, such as a log.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::output::{is_direct, open_directly};

/// A link where a file should be that is appended to: what lies behind it may be anybody's.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("it is a link, and a link is not followed: name the file that it leads to")]
pub struct IsLink;

impl From<IsLink> for io::Error {
    fn from(error: IsLink) -> Self {
        Self::new(io::ErrorKind::InvalidInput, error)
    }
}

/// Opens a file that the user named, for writing at its end; it is made if it is not there. A pipe or a device (such as
/// `/dev/stderr`) is written as it is.
///
/// # Errors
/// The system's; a link to a file ([`IsLink`]); a pipe without a reader, which opening would wait for without end.
pub fn open_at_end(path: &Path) -> io::Result<File> {
    if is_direct(path) {
        return open_directly(path);
    }
    if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()) {
        return Err(IsLink.into());
    }
    let file = File::options().append(true).create(true).open(path)?;
    if is_at(&file, path)? { Ok(file) } else { Err(IsLink.into()) }
}

/// Whether a file lies at the path itself, not behind a link that has taken the name meanwhile.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let (opened, named) = (file.metadata()?, fs::symlink_metadata(path)?);
    Ok((opened.dev(), opened.ino()) == (named.dev(), named.ino()))
}

/// Whether a file lies at the path itself, not behind a link that has taken the name meanwhile.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> io::Result<bool> {
    Ok(!fs::symlink_metadata(path)?.is_symlink())
}
