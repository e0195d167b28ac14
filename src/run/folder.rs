//! The folder of a run: who may write it, and its files.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use time::OffsetDateTime;
use time::macros::format_description;

use super::config_file::Checked;
use super::history::{self, EpochStats};
use super::{RunFolderError, config_file, leftovers, lock};
use crate::config::RunConfig;
use crate::files::{self, WholeFile};

/// The run's configuration.
pub const CONFIG: &str = "config.ron";
/// Each photograph's side of the split.
pub const SPLIT: &str = "split.csv";
/// The relabels and exclusions that the run was started with, if there were any.
pub const OVERLAY: &str = "overlay.csv";
/// The validation photographs' probabilities after each epoch.
pub const VALIDATION: &str = "validation.safetensors";
/// A row for each epoch.
pub const HISTORY: &str = "history.csv";
/// An event in each line.
pub const EVENTS: &str = "events.ron";
/// The weights after the last completed epoch.
pub const LAST: &str = "last.safetensors";
/// The weights of the best epoch.
pub const BEST: &str = "best.safetensors";
/// All that resuming needs.
pub const CHECKPOINT: &str = "checkpoint.safetensors";

/// The weights that the run begins with, if it came from elsewhere.
pub const IMPORTED: &str = "imported.safetensors";

/// The name and the note that the user gave the run.
pub const NOTES: &str = "notes.ron";

/// The folder of what is computed from a run later.
pub const RESULTS: &str = "results";

/// All files that a run writes, besides those of its callbacks.
pub const OWN_FILES: [&str; 10] =
    [CONFIG, SPLIT, OVERLAY, HISTORY, EVENTS, VALIDATION, LAST, BEST, CHECKPOINT, IMPORTED];

/// What a start writes before it reads photographs. The first checkpoint is written next: it makes the start a run.
const BEFORE_CHECKPOINT: [&str; 2] = [CONFIG, OVERLAY];

/// A run's folder in which this process alone writes, until it is dropped.
#[derive(Debug)]
pub struct RunFolder {
    path: PathBuf,
    /// Files of a run that were there when the folder was opened.
    found: Vec<&'static str>,
    _lock: lock::Lock,
}

impl RunFolder {
    /// Makes the folder of a new run, the folders that it lies in, and its `config.ron`, which holds the checksums of the
    /// files `checked`. A start of the same run that was cut off before its first checkpoint is taken over. Beside a folder
    /// with a name of [`new_folder`], those that were left without a file are removed.
    ///
    /// # Errors
    /// If it holds another run, another process uses it, or it cannot be written.
    pub fn create(path: &Path, config: &RunConfig, checked: &[Checked]) -> Result<Self, RunFolderError> {
        let folder = Self::make(path)?;
        let is_free = folder.found.is_empty();
        let is_taken_over = folder.is_unfinished_start() && config_file::is_in(path, config);
        if !(is_free || is_taken_over) {
            return Err(RunFolderError::AlreadyARun { folder: path.to_owned() });
        }
        folder.remove_leftovers(&[]);
        leftovers::remove_empty_runs_beside(path);
        config_file::write_config(&folder, config, checked)?;
        Ok(folder)
    }

    /// Opens the folder of a run to resume it.
    ///
    /// # Errors
    /// If there is no run, another process uses it, or it cannot be written.
    pub fn open(path: &Path) -> Result<Self, RunFolderError> {
        if !path.join(CONFIG).exists() {
            return Err(RunFolderError::NotARun { folder: path.to_owned() });
        }
        let folder = Self::lock(path)?;
        folder.require_writable()?;
        Ok(folder)
    }

    /// Whether a process writes to the folder, this one included.
    #[must_use]
    pub fn is_in_use(path: &Path) -> bool {
        lock::Lock::is_taken(path)
    }

    fn make(path: &Path) -> Result<Self, RunFolderError> {
        loop {
            fs::create_dir_all(path).map_err(|source| RunFolderError::write(path, source))?;
            let folder = Self::lock(path)?;
            // Before it was locked, another process may have taken it for one that was left, and removed it.
            if path.exists() {
                return Ok(folder);
            }
        }
    }

    fn lock(path: &Path) -> Result<Self, RunFolderError> {
        let lock = lock::Lock::take(path)?;
        let is_there = |name: &&str| fs::symlink_metadata(path.join(name)).is_ok();
        Ok(Self { path: path.to_owned(), found: OWN_FILES.into_iter().filter(is_there).collect(), _lock: lock })
    }

    /// Whether the folder was left by a start that did not reach its first checkpoint: it has a configuration, and no
    /// file that a start writes later.
    #[must_use]
    pub fn is_unfinished_start(&self) -> bool {
        self.found.contains(&CONFIG) && self.found.iter().all(|name| BEFORE_CHECKPOINT.contains(name))
    }

    /// Whether the folder holds a run that came from elsewhere and has not been trained here.
    #[must_use]
    pub fn is_untrained_import(&self) -> bool {
        self.found.contains(&IMPORTED) && !self.found.contains(&CHECKPOINT)
    }

    /// Reports a read-only folder at once, not after minutes of reading photographs.
    fn require_writable(&self) -> Result<(), RunFolderError> {
        files::require_writable(&self.path).map_err(|source| RunFolderError::write(&self.path, source))
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

    /// As [`Self::file`], of a file that is to be written: the folders that it lies in are made.
    ///
    /// # Errors
    /// If a folder cannot be made, or is a link that leads out of the run's.
    pub fn new_file(&self, name: impl AsRef<Path>) -> Result<PathBuf, RunFolderError> {
        let path = self.file(&name);
        let folder = name.as_ref().parent().unwrap_or(Path::new(""));
        files::create_folders(&self.path, folder).map_err(|source| RunFolderError::write(&path, source))?;
        Ok(path)
    }

    /// Writes a text file of the run, whole or not at all, and the folders that it lies in.
    ///
    /// # Errors
    /// If it cannot be written; what was there stays.
    pub fn write(&self, name: impl AsRef<Path>, text: &str) -> Result<(), RunFolderError> {
        self.write_with(name, |file| file.write_all(text.as_bytes()))
    }

    /// As [`Self::write`], of what `fill` writes.
    ///
    /// # Errors
    /// As [`Self::write`], and if `fill` fails.
    pub fn write_with(
        &self,
        name: impl AsRef<Path>,
        fill: impl FnOnce(&mut WholeFile) -> io::Result<()>,
    ) -> Result<(), RunFolderError> {
        let path = self.new_file(name)?;
        let written = WholeFile::create(&path).and_then(|mut file| {
            fill(&mut file)?;
            file.finish()
        });
        written.map_err(|source| RunFolderError::write(&path, source))
    }

    /// Removes half-written files that a killed process has left, also from sub-folders. `written` names the files that
    /// the run's callbacks write, relative to the folder, with [`leftovers::ANY`] where epochs differ.
    pub fn remove_leftovers(&self, written: &[PathBuf]) {
        leftovers::remove(&self.path, written);
    }

    /// Removes what a run that could not begin has written; what was there before stays.
    pub fn discard(self) {
        let Self { path, found, _lock: lock } = self;
        for name in OWN_FILES.into_iter().filter(|name| !found.contains(name)) {
            // What cannot be removed stays; the error that led here is reported instead.
            let _ = fs::remove_file(path.join(name));
        }
        drop(lock);
        let _ = fs::remove_dir(path);
    }
}

/// The folder of a new run below `parent`, named by date, time and preset, and a number if that folder exists.
#[must_use]
pub fn new_folder(parent: &Path, preset: &str) -> PathBuf {
    let now = OffsetDateTime::now_local().unwrap_or_else(|_| OffsetDateTime::now_utc());
    let format = format_description!("[year]-[month]-[day]-[hour][minute][second]");
    let stamp = now.format(format).unwrap_or_else(|_| now.unix_timestamp().to_string());
    let first = parent.join(format!("{stamp}-{preset}"));
    let numbered = (2..).map(|number| parent.join(format!("{stamp}-{preset}-{number}")));
    std::iter::once(first.clone()).chain(numbered).find(|path| !path.exists()).unwrap_or(first)
}

/// A run's history.
///
/// # Errors
/// If the file is missing or damaged.
pub fn read_history(folder: &Path) -> Result<Vec<EpochStats>, RunFolderError> {
    let path = folder.join(HISTORY);
    history::from_csv(&read_small_text(&path)?).map_err(|damage| RunFolderError::Damaged { path, damage })
}

pub(super) fn read_text(path: &Path) -> Result<String, RunFolderError> {
    files::read_to_string(path).map_err(|source| RunFolderError::read(path, source))
}

/// Bytes that a text file of a run may have: a history of half a million epochs.
const MOST_BYTES: u64 = 64 << 20;

/// Refuses what is no regular file, which could be waited for without end, and what no run has written.
pub(super) fn require_small(path: &Path) -> Result<(), RunFolderError> {
    let metadata = fs::metadata(path).map_err(|source| RunFolderError::read(path, source))?;
    let path = path.to_owned();
    match metadata.len() {
        _ if !metadata.is_file() => Err(RunFolderError::NotAFile { path }),
        bytes if bytes > MOST_BYTES => Err(RunFolderError::TooLarge { path, mebibytes: bytes >> 20 }),
        _ => Ok(()),
    }
}

/// A text file of a run, if it is a file of a size that a run writes.
pub(super) fn read_small_text(path: &Path) -> Result<String, RunFolderError> {
    require_small(path)?;
    read_text(path)
}
