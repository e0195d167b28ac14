//! The cache folder: where it is, what it contains, and which files are removed first.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::file::{self, FEATURES, PIXELS};
use crate::data::DataError;
use crate::files::{self, is_leftover};

/// The environment variable that names another folder.
const OVERRIDE: &str = "BIGODE_CACHE";

/// The size beyond which the least recently used files are removed.
pub const MAX_BYTES: u64 = 5_000_000_000;

/// How an earlier version named files that were still being written.
const UNFINISHED_PREFIX: &str = "unfinished-";

/// An unfinished file that has not changed for so long was abandoned.
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
    /// A description of the data set; `None` if the file is unfinished or damaged.
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

/// The files of the cache, the most recently used first; none if the folder does not exist.
///
/// # Errors
/// If the folder cannot be read.
pub fn list(folder: &Path) -> Result<Vec<Cached>, DataError> {
    let mut files = files(folder)?;
    for cached in &mut files {
        let content = files::open(&cached.path).ok().and_then(|file| file::read_content(&file));
        cached.title = content.map(|(_, content)| content.title);
    }
    Ok(files)
}

/// Removes all files of the cache and returns what they were. Other files in the folder stay.
///
/// # Errors
/// If the folder cannot be read, or a file cannot be removed.
pub fn clear(folder: &Path) -> Result<Vec<Cached>, DataError> {
    let files = list(folder)?;
    for cached in &files {
        fs::remove_file(&cached.path)
            .map_err(|error| DataError::Cache { path: cached.path.clone(), problem: error.into() })?;
    }
    Ok(files)
}

/// Makes room for `needed` more bytes below `limit`: removes abandoned files, then the least recently used ones. A file
/// that cannot be removed stays: too large a cache is no reason to fail.
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

/// The cache's files without their titles, the most recently used first.
fn files(folder: &Path) -> Result<Vec<Cached>, DataError> {
    let failed = |error: io::Error| DataError::Cache { path: folder.to_owned(), problem: error.into() };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(failed)?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        // The file may disappear meanwhile: another process makes room, too.
        let is_cache = [PIXELS, FEATURES].iter().any(|known| path.extension() == Some(OsStr::new(known)));
        if (is_cache || is_unfinished(&path))
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
    path.file_name().is_some_and(|name| is_leftover(name) || name.to_string_lossy().starts_with(UNFINISHED_PREFIX))
}

#[cfg(test)]
mod tests {
    use std::fs::{File, FileTimes};
    use std::ops::ControlFlow;

    use super::*;
    use crate::config::Resize;
    use crate::data::{Dataset, PixelStore, Preprocessing, testing};

    #[test]
    fn the_list_describes_the_data_sets_and_clearing_keeps_other_files() {
        let photos = testing::folder(&["cat.0.png", "cat.1.png", "cat.2.png", "dog.0.png", "dog.1.png", "dog.2.png"]);
        let folder = tempfile::tempdir().unwrap();
        let cache = folder.path().join("cache");
        assert_eq!(list(&cache).unwrap(), []);
        let size = Preprocessing { height: 4, width: 5, exif_orientation: true, resize: Resize::Nearest };
        let dataset = Dataset::open_path(photos.path()).unwrap();
        PixelStore::open(&dataset, &size, &cache, 1, &mut |_, _| ControlFlow::Continue(())).unwrap();
        fs::write(cache.join("holiday.txt"), b"mine").unwrap();
        fs::write(cache.join("broken.pixels"), b"?").unwrap();
        let titles: Vec<Option<String>> = list(&cache).unwrap().into_iter().map(|cached| cached.title).collect();
        assert!(titles.iter().flatten().any(|title| title.starts_with("6 photos of ") && title.ends_with("5 x 4")));
        assert!(titles.contains(&None));
        assert_eq!(clear(&cache).unwrap().len(), 2);
        assert_eq!(fs::read_dir(&cache).unwrap().count(), 1);
    }

    #[test]
    fn the_least_recently_used_files_are_removed_first() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, age_s: u64| {
            let path = folder.path().join(name);
            let file = File::create(&path).unwrap();
            file.set_len(100).unwrap();
            file.set_times(FileTimes::new().set_modified(SystemTime::now() - Duration::from_secs(age_s))).unwrap();
            path
        };
        let old = file("old.pixels", 900);
        let (recent, newest) = (file("recent.pixels", 600), file("newest.pixels", 300));
        let (writing, abandoned) = (file("unfinished-a.pixels", 10), file("unfinished-b.pixels", 9000));
        let foreign = file("foreign.txt", 9000);
        make_room(folder.path(), 100, 450);
        let left = [&old, &recent, &newest, &writing, &abandoned, &foreign].map(|path| path.exists());
        assert_eq!(left, [false, true, true, true, false, true]);
    }
}
