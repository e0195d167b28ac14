//! The folder of a run: who may write it, and its files.

use std::fs;
use std::path::{Path, PathBuf};

use time::OffsetDateTime;
use time::macros::format_description;

use super::history::{self, EpochStats};
use super::{RunFolderError, lock};
use crate::config::{self, ConfigError, RunConfig};
use crate::files;

/// The run's configuration.
pub const CONFIG: &str = "config.ron";
/// Each photograph's side.
pub const SPLIT: &str = "split.csv";
/// The exclusions and new labels that the run was started with, where there were any.
pub const OVERLAY: &str = "overlay.csv";
/// The validation photographs' probabilities after each epoch.
pub const VALIDATION: &str = "validation.safetensors";
/// One row an epoch.
pub const HISTORY: &str = "history.csv";
/// One event a line.
pub const EVENTS: &str = "events.ron";
/// The weights after the last whole epoch.
pub const LAST: &str = "last.safetensors";
/// The weights of the best epoch.
pub const BEST: &str = "best.safetensors";
/// All that resuming needs.
pub const CHECKPOINT: &str = "checkpoint.safetensors";

/// All that a run writes besides its callbacks.
pub const OWN_FILES: [&str; 9] = [CONFIG, SPLIT, OVERLAY, HISTORY, EVENTS, VALIDATION, LAST, BEST, CHECKPOINT];

/// A run's folder in which this process alone writes, until it is dropped.
#[derive(Debug)]
pub struct RunFolder {
    path: PathBuf,
    _lock: lock::Lock,
}

impl RunFolder {
    /// Makes the folder of a new run, and the folders that it lies in.
    ///
    /// # Errors
    /// If it holds a run already, or cannot be written.
    pub fn create(path: &Path) -> Result<Self, RunFolderError> {
        fs::create_dir_all(path).map_err(|source| RunFolderError::write(path, source))?;
        let folder = Self { path: path.to_owned(), _lock: lock::Lock::take(path)? };
        if OWN_FILES.into_iter().any(|name| path.join(name).exists()) {
            return Err(RunFolderError::AlreadyARun { folder: path.to_owned() });
        }
        folder.require_writable()?;
        Ok(folder)
    }

    /// Opens the folder of a run to go on with it.
    ///
    /// # Errors
    /// If there is no run, another process goes on with it, or it cannot be written.
    pub fn open(path: &Path) -> Result<Self, RunFolderError> {
        if !path.join(CONFIG).exists() {
            return Err(RunFolderError::NotARun { folder: path.to_owned() });
        }
        let folder = Self { path: path.to_owned(), _lock: lock::Lock::take(path)? };
        folder.require_writable()?;
        Ok(folder)
    }

    /// A read-only folder is told now, not after minutes of reading photographs.
    fn require_writable(&self) -> Result<(), RunFolderError> {
        let probe = self.file(".writable.tmp");
        let tried = fs::write(&probe, "").and_then(|()| fs::remove_file(&probe));
        tried.map_err(|source| RunFolderError::write(&self.path, source))
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where a file of the run lies.
    #[must_use]
    pub fn file(&self, name: impl AsRef<Path>) -> PathBuf {
        self.path.join(name)
    }

    /// Writes a text file of the run, whole or not at all, and the folders that it lies in.
    ///
    /// # Errors
    /// If it cannot be written; what was there stays.
    pub fn write(&self, name: impl AsRef<Path>, text: &str) -> Result<(), RunFolderError> {
        let path = self.file(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|source| RunFolderError::write(parent, source))?;
        }
        files::write(&path, text.as_bytes()).map_err(|source| RunFolderError::write(&path, source))
    }

    /// Removes half-written files that a killed process has left.
    pub fn remove_leftovers(&self) {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        for entry in entries {
            if files::is_leftover(&entry.file_name()) {
                // It only takes up room; the run goes on without.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Removes what a run that could not begin has written.
    pub fn discard(self) {
        let Self { path, _lock: lock } = self;
        for name in OWN_FILES {
            // What cannot be removed stays; the failure that led here is told instead.
            let _ = fs::remove_file(path.join(name));
        }
        drop(lock);
        let _ = fs::remove_dir(path);
    }
}

/// The folder of a new run below `parent`: its date and time, its preset, and a number where that is taken.
#[must_use]
pub fn new_folder(parent: &Path, preset: &str) -> PathBuf {
    let now = OffsetDateTime::now_local().unwrap_or_else(|_| OffsetDateTime::now_utc());
    let format = format_description!("[year]-[month]-[day]-[hour][minute][second]");
    let stamp = now.format(format).unwrap_or_else(|_| now.unix_timestamp().to_string());
    let first = parent.join(format!("{stamp}-{preset}"));
    let numbered = (2..).map(|number| parent.join(format!("{stamp}-{preset}-{number}")));
    std::iter::once(first.clone()).chain(numbered).find(|path| !path.exists()).unwrap_or(first)
}

/// A run's configuration.
///
/// # Errors
/// If the folder holds no run, or the configuration is damaged.
pub fn read_config(folder: &Path) -> Result<RunConfig, ConfigError> {
    config::read(&folder.join(CONFIG))
}

/// A run's history.
///
/// # Errors
/// If the file is missing or damaged.
pub fn read_history(folder: &Path) -> Result<Vec<EpochStats>, RunFolderError> {
    let path = folder.join(HISTORY);
    history::from_csv(&read_text(&path)?).map_err(|reason| RunFolderError::Damaged { path, reason })
}

pub(super) fn read_text(path: &Path) -> Result<String, RunFolderError> {
    fs::read_to_string(path).map_err(|source| RunFolderError::read(path, source))
}
