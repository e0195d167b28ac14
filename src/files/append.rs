//! Adding to a file of whole lines.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// Adds `bytes` at the end of a regular file, which is made if it is not there. What cannot be added whole is taken
/// back, so that the next addition does not continue half a line.
///
/// # Errors
/// The system's, or that `path` is a link or anything else but a regular file.
pub fn append(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is not a regular file, and only such are added to",
        ));
    }
    let mut file = File::options().create(true).append(true).open(path)?;
    let length = file.metadata()?.len();
    file.write_all(bytes).inspect_err(|_| {
        // If this fails, too, the line stays cut off, and its reader says so.
        let _ = file.set_len(length);
    })
}
