//! The cache folder: where it is, what lies in it, and which of it goes first.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::file::{self, EXTENSION};
use crate::data::DataError;

/// The environment variable that puts the cache elsewhere.
const OVERRIDE: &str = "BIGODE_CACHE";

/// The size beyond which the files that were not used for longest go.
pub const MAX_BYTES: u64 = 5_000_000_000;

/// How an earlier version named files that were still being written.
const UNFINISHED_PREFIX: &str = "unfinished-";

/// After so long without a change nobody is writing an unfinished file any more.
const ABANDONED_AFTER: Duration = Duration::from_hours(1);

/// A file of the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cached {
    /// The file.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// When it was last used.
    pub used: SystemTime,
    /// Whose pixels these are, in words; `None` if the file is unfinished or damaged.
    pub title: Option<String>,
}

/// The user's cache folder for this program, or the folder in the environment variable `BIGODE_CACHE`.
#[must_use]
pub fn cache_folder() -> PathBuf {
    match std::env::var_os(OVERRIDE) {
        Some(folder) if !folder.is_empty() => folder.into(),
        _ => dirs::cache_dir().unwrap_or_else(std::env::temp_dir).join("bigode"),
    }
}

/// The files of the cache, the last used first. A folder that is not there has none.
///
/// # Errors
/// If the folder cannot be read.
pub fn list(folder: &Path) -> Result<Vec<Cached>, DataError> {
    let mut files = files(folder)?;
    for cached in &mut files {
        let content = File::open(&cached.path).ok().and_then(|file| file::read_content(&file));
        cached.title = content.map(|(_, content)| content.title);
    }
    Ok(files)
}

/// Removes all files of the cache, and returns them. Other files in the folder stay.
///
/// # Errors
/// If the folder cannot be read, or a file cannot be removed.
pub fn clear(folder: &Path) -> Result<Vec<Cached>, DataError> {
    let files = list(folder)?;
    for cached in &files {
        fs::remove_file(&cached.path).map_err(|source| DataError::Cache { path: cached.path.clone(), source })?;
    }
    Ok(files)
}

/// Makes room for `needed` more bytes below `limit`: abandoned files go, then those not used for longest. What cannot
/// be removed stays: too large a cache stops nobody's work.
pub fn make_room(folder: &Path, needed: u64, limit: u64) {
    let mut total = needed;
    for cached in files(folder).unwrap_or_default() {
        let unfinished = is_unfinished(&cached.path);
        let abandoned = unfinished && cached.used.elapsed().unwrap_or_default() > ABANDONED_AFTER;
        total = total.saturating_add(cached.bytes);
        if abandoned || (total > limit && !unfinished) {
            let _ = fs::remove_file(&cached.path);
        }
    }
}

/// The cache's files without their titles, the last used first.
fn files(folder: &Path) -> Result<Vec<Cached>, DataError> {
    let failed = |source| DataError::Cache { path: folder.to_owned(), source };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(failed)?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        // A file may go while we look: another process makes room too.
        if (path.extension() == Some(OsStr::new(EXTENSION)) || is_unfinished(&path))
            && let Ok(metadata) = fs::symlink_metadata(&path)
            && metadata.is_file()
        {
            let used = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            files.push(Cached { path, bytes: metadata.len(), used, title: None });
        }
    }
    files.sort_by(|a, b| b.used.cmp(&a.used).then_with(|| a.path.cmp(&b.path)));
    Ok(files)
}

fn is_unfinished(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| crate::files::is_leftover(name) || name.to_string_lossy().starts_with(UNFINISHED_PREFIX))
}
