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
pub fn append(path: &Path) -> io::Result<File> {
    if is_direct(path) {
        return open_directly(path);
    }
    if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()) {
        return Err(IsLink.into());
    }
    open_at_its_end(path)
}

#[cfg(unix)]
fn open_at_its_end(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    // A link or a pipe may have taken the name meanwhile.
    File::options().append(true).create(true).custom_flags(super::NONBLOCK | NOFOLLOW).open(path)
}

/// `O_NOFOLLOW`: a link is an error.
#[cfg(all(any(target_os = "linux", target_os = "android"), any(target_arch = "aarch64", target_arch = "arm")))]
const NOFOLLOW: i32 = 0o100_000;
/// `O_NOFOLLOW`: a link is an error.
#[cfg(all(any(target_os = "linux", target_os = "android"), not(any(target_arch = "aarch64", target_arch = "arm"))))]
const NOFOLLOW: i32 = 0o400_000;
/// `O_NOFOLLOW`: a link is an error.
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
const NOFOLLOW: i32 = 0x100;

#[cfg(not(unix))]
fn open_at_its_end(path: &Path) -> io::Result<File> {
    File::options().append(true).create(true).open(path)
}
