//! Each photograph decoded and resized once, into one file in the user's cache folder.
//!
//! The file is read by positional reads: nothing is mapped, and memory does not grow with the number of photographs.
//! Its name is a digest of all that decides its content, so a stale file is never found; a damaged one is recognised by
//! its checksums when it is opened, and made again.

mod build;
mod content;
mod digested;
mod entries;
mod features;
mod file;
mod folder;
mod key;
mod problem;
#[cfg(test)]
mod tests;

use std::fs::{File, FileTimes};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use content::Content;
pub use features::{FeatureBuilder, FeatureStore};
pub use folder::{Cached, cache_folder, clear, list};
pub use problem::CacheProblem;

use super::duplicates::identical;
use super::{DataError, Dataset, Preprocessing, Unusable};

/// The pixels of a data set at the network's input size, on disk.
#[derive(Debug)]
pub struct PixelStore {
    path: PathBuf,
    key: key::Key,
    file: File,
    content: Content,
    unusable: Vec<Unusable>,
    warning: Option<String>,
}

impl PixelStore {
    /// Finds the data set's pixels in the cache `folder`, or decodes all photographs there, on `threads` threads.
    ///
    /// `progress` is called with the number of photographs done and their total, and may break. A photograph that
    /// cannot be read or decoded is [`Self::unusable`], not an error. Where the folder cannot be written, the pixels go
    /// into a temporary file that ends with this store, and [`Self::warning`] says so.
    ///
    /// # Errors
    /// If the pixels cannot be stored anywhere, no thread can be started, or `progress` breaks.
    pub fn open(
        dataset: &Dataset,
        preprocessing: &Preprocessing,
        folder: &Path,
        threads: usize,
        progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Result<Self, DataError> {
        let key = key::of(dataset, preprocessing);
        let path = folder.join(file::name(&key, file::PIXELS));
        if let Some((file, content)) = file::open(&path, &key)
            && file::is_intact(&file, &content, threads, progress)?
            && !can_read_more(dataset, &content)
        {
            // The time of change shows when the file was last used; if it cannot be set, the file is removed earlier.
            let _ = file.set_times(FileTimes::new().set_modified(SystemTime::now()));
            return Ok(Self::new(dataset, path, key, file, content, None));
        }
        let built = build::build(dataset, preprocessing, &key, folder, threads, progress)?;
        Ok(Self::new(dataset, path, key, built.file, built.content, built.warning))
    }

    fn new(
        dataset: &Dataset,
        path: PathBuf,
        key: key::Key,
        file: File,
        content: Content,
        warning: Option<String>,
    ) -> Self {
        let unusable = content.entries.reasons().filter_map(|(index, reason)| {
            let name = dataset.photos.get(index)?.name.to_owned();
            Some(Unusable { index, name, reason: reason.clone().into() })
        });
        Self { unusable: unusable.collect(), path, key, file, content, warning }
    }

    /// The photographs that cannot be used, in the data set's order.
    #[must_use]
    pub fn unusable(&self) -> &[Unusable] {
        &self.unusable
    }

    /// Whether a photograph has pixels.
    #[must_use]
    pub fn is_usable(&self, index: usize) -> bool {
        self.content.entries.is_usable(index)
    }

    /// Groups of photographs whose files are identical, byte for byte, usable or not.
    #[must_use]
    pub fn identical_files(&self) -> Vec<Vec<usize>> {
        identical(self.content.entries.files())
    }

    /// The number of photographs, unusable ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.content.entries.len()
    }

    /// Whether there are no photographs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.content.entries.len() == 0
    }

    /// A note for the user on where the pixels are kept, if it is not in the cache folder.
    #[must_use]
    pub fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }

    /// Reads a photograph's pixels, height x width x 3 bytes, into `out`. From any thread.
    ///
    /// # Errors
    /// If there is no such usable photograph, `out` has another length, or the file has been damaged meanwhile.
    pub fn read(&self, index: usize, out: &mut [u8]) -> Result<(), DataError> {
        file::read_pixels(&self.file, &self.content, index, out)
            .map_err(|problem| DataError::Cache { path: self.path.clone(), problem })
    }
}

/// Whether a file that could not be read when the cache was made can be read now: without permission, or on a drive
/// that was not mounted, its size and time have not changed.
fn can_read_more(dataset: &Dataset, content: &Content) -> bool {
    content.entries.unread().any(|index| dataset.read(index).is_ok())
}
