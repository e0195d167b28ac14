//! Each photograph decoded and resized once, into one file in the user's cache folder.
//!
//! The file is read by positional reads: nothing is mapped, and memory does not grow with the number of photographs.
//! Its name is a digest of all that decides its content, so a stale file is never found; a damaged one is noticed by
//! its checksums when it is opened, and made again.

mod build;
mod file;
mod folder;
mod key;

#[cfg(test)]
mod tests;

use std::fs::{File, FileTimes};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use file::{Content, Entry};
pub use folder::{Cached, cache_folder, clear, list};

use super::{DataError, Dataset, Preprocessing};
use crate::files::positional;

/// The pixels of a data set at the network's input size, on disk.
#[derive(Debug)]
pub struct PixelStore {
    path: PathBuf,
    file: File,
    content: Content,
    unusable: Vec<Unusable>,
    warning: Option<String>,
}

/// A photograph that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// Its index in the data set.
    pub index: usize,
    /// Its name in the data set.
    pub name: String,
    /// What is wrong with it.
    pub reason: String,
}

impl PixelStore {
    /// Finds the data set's pixels in the cache `folder`, or decodes all photographs there, on `threads` threads.
    ///
    /// `progress` is told how many of how many photographs are done, and may break. A photograph that cannot be read
    /// or decoded is [`Self::unusable`], not an error. Where the folder cannot be written, the pixels go into a
    /// temporary file that ends with this store, and [`Self::warning`] says so.
    ///
    /// # Errors
    /// If the pixels can be kept nowhere, or `progress` breaks.
    pub fn open(
        dataset: &Dataset,
        preprocessing: &Preprocessing,
        folder: &Path,
        threads: usize,
        progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Result<Self, DataError> {
        let key = key::of(dataset, preprocessing);
        let path = folder.join(file::name(&key));
        if let Some((file, content)) = file::open(&path, &key)
            && file::is_intact(&file, &content, threads, progress)?
            && !can_read_more(dataset, &content)
        {
            // The time of change tells when the file was last used; without it, the file only goes earlier.
            let _ = file.set_times(FileTimes::new().set_modified(SystemTime::now()));
            return Ok(Self::new(dataset, path, file, content, None));
        }
        let built = build::build(dataset, preprocessing, &key, folder, threads, progress)?;
        Ok(Self::new(dataset, path, built.file, built.content, built.warning))
    }

    fn new(dataset: &Dataset, path: PathBuf, file: File, content: Content, warning: Option<String>) -> Self {
        let unusable = content.entries.iter().enumerate().filter_map(|(index, entry)| {
            let reason = entry.reason()?.to_owned();
            Some(Unusable { index, name: dataset.photos[index].name.clone(), reason })
        });
        Self { unusable: unusable.collect(), path, file, content, warning }
    }

    /// The photographs that cannot be used, in the data set's order.
    #[must_use]
    pub fn unusable(&self) -> &[Unusable] {
        &self.unusable
    }

    /// Whether a photograph has pixels.
    #[must_use]
    pub fn is_usable(&self, index: usize) -> bool {
        matches!(self.content.entries.get(index), Some(Entry::Pixels(_)))
    }

    /// What the user should know about where the pixels are kept, if anything.
    #[must_use]
    pub fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }

    /// Reads a photograph's pixels, height x width x 3 bytes, into `out`. From any thread.
    ///
    /// # Errors
    /// If there is no such usable photograph, `out` has another length, or the file has been damaged meanwhile.
    pub fn read(&self, index: usize, out: &mut [u8]) -> Result<(), DataError> {
        let failed = |source| DataError::Cache { path: self.path.clone(), source };
        let Some(Entry::Pixels(checksum)) = self.content.entries.get(index) else {
            return Err(failed(io::Error::other(format!("photograph number {index} has no pixels in it"))));
        };
        if out.len() != self.content.sample_len {
            let sentence = format!("a photograph has {} bytes in it, not {}", self.content.sample_len, out.len());
            return Err(failed(io::Error::other(sentence)));
        }
        positional::read_exact_at(&self.file, out, self.content.position(index)).map_err(failed)?;
        if file::checksum(out) == *checksum {
            Ok(())
        } else {
            let sentence = "it was damaged while in use; it is made again at the next start";
            Err(failed(io::Error::new(io::ErrorKind::InvalidData, sentence)))
        }
    }
}

/// Whether a file that could not be read when the cache was made can be read now: without permission, or on a drive
/// that was away, it has not changed otherwise.
fn can_read_more(dataset: &Dataset, content: &Content) -> bool {
    let mut unreadable = content.entries.iter().enumerate().filter(|(_, entry)| matches!(entry, Entry::Unreadable(_)));
    unreadable.any(|(index, _)| dataset.read(index).is_ok())
}
