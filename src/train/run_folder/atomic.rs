//! Writing a file whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes under a temporary name beside the file, syncs, then renames: at any instant the file is the old or the new.
///
/// # Errors
/// Whatever the system says; the old file stays then, and nothing is left beside it.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(path, |temporary| {
        let mut file = File::create(temporary)?;
        file.write_all(bytes)?;
        file.sync_all()
    })
}

/// Lets `path` be another name of `original`, or a copy where the file system has no hard links, in one step.
pub(in crate::train) fn link_atomically(original: &Path, path: &Path) -> io::Result<()> {
    replace(path, |temporary| {
        // Left behind by a process that was killed between making the link and renaming it.
        let _ = fs::remove_file(temporary);
        fs::hard_link(original, temporary).or_else(|_| {
            fs::copy(original, temporary)?;
            File::open(temporary)?.sync_all()
        })
    })
}

fn replace(path: &Path, make: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let temporary = temporary_name(path);
    make(&temporary).and_then(|()| fs::rename(&temporary, path)).inspect_err(|_| {
        let _ = fs::remove_file(&temporary);
    })?;
    sync_folder(path)
}

fn temporary_name(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".tmp");
    path.with_file_name(name)
}

/// Makes a rename last through a power cut. Only Unix lets a folder be synced.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .map_or(Ok(()), |parent| File::open(parent)?.sync_all())
}

#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}
