//! What a frozen network makes of each photograph of a data set, computed once and kept beside its pixels, in a file of the
//! same format.

use std::fs::{self, File, FileTimes};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::CacheProblem;
use super::PixelStore;
use super::content::{Content, checksum};
use super::file::{self, FEATURES};
use super::folder::{MAX_BYTES, make_room};
use super::key::Key;
use crate::data::{DataError, Fingerprint};
use crate::files::positional::write_all_at;
use crate::files::{self, WholeFile};
use crate::memory::resized;

/// Raised whenever the file's format changes.
const GENERATION: u64 = 1;

/// The features of a data set's photographs, on disk: a row of `f32` for each.
#[derive(Debug)]
pub struct FeatureStore {
    path: PathBuf,
    file: File,
    content: Content,
}

impl FeatureStore {
    /// Finds the features in the cache `folder` that `words`, which say how they are computed, and `pixels` decide.
    ///
    /// `progress` is called with the number of photographs checked and their total, and may break.
    ///
    /// # Errors
    /// If no thread can be started, or `progress` breaks.
    pub fn find(
        pixels: &PixelStore,
        words: &str,
        len: usize,
        folder: &Path,
        threads: usize,
        progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Result<Option<Self>, DataError> {
        let key = key_of(pixels, words);
        let path = folder.join(file::name(&key, FEATURES));
        let Some((file, content)) = file::open(&path, &key) else { return Ok(None) };
        let same = content.sample_len == len * size_of::<f32>()
            && content.entries.len() == pixels.content.entries.len()
            && content.entries.unusable().eq(pixels.content.entries.unusable());
        if !same || !file::is_intact(&file, &content, threads, progress)? {
            return Ok(None);
        }
        // The time of change shows when the file was last used; if it cannot be set, the file is removed earlier.
        let _ = file.set_times(FileTimes::new().set_modified(SystemTime::now()));
        Ok(Some(Self { path, file, content }))
    }

    /// Begins a file of features, `len` for each usable photograph of `pixels`. Where the folder cannot be written, a
    /// temporary file serves that ends with the store.
    ///
    /// # Errors
    /// If no file can be written anywhere.
    pub fn build(pixels: &PixelStore, words: &str, len: usize, folder: &Path) -> Result<FeatureBuilder, DataError> {
        let key = key_of(pixels, words);
        let path = folder.join(file::name(&key, FEATURES));
        let mut content = pixels.content.clone();
        content.sample_len = len * size_of::<f32>();
        content.title = format!("features of {}", content.title);
        let destination = if let Ok(file) = in_folder(&path, folder, &content) {
            Destination::InFolder(file)
        } else {
            let temporary = std::env::temp_dir();
            let file = tempfile::tempfile_in(&temporary)
                .map_err(|error| DataError::Cache { path: temporary, problem: error.into() })?;
            Destination::Temporary(file)
        };
        Ok(FeatureBuilder { path, key, destination, content, bytes: Vec::new() })
    }

    /// Reads a photograph's features into `out`. From any thread.
    ///
    /// # Errors
    /// If there is no such usable photograph, `out` has another length, the file has been damaged meanwhile, or there is no
    /// memory.
    pub fn read(&self, index: usize, out: &mut [f32]) -> Result<(), DataError> {
        let failed = |problem| DataError::Cache { path: self.path.clone(), problem };
        let mut bytes = resized(Vec::new(), size_of_val(out))?;
        file::read_pixels(&self.file, &self.content, index, &mut bytes).map_err(failed)?;
        for (value, bytes) in out.iter_mut().zip(bytes.as_chunks().0) {
            *value = f32::from_le_bytes(*bytes);
        }
        Ok(())
    }
}

fn in_folder(path: &Path, folder: &Path, content: &Content) -> io::Result<WholeFile> {
    fs::create_dir_all(folder)?;
    files::remove_leftovers(folder);
    make_room(folder, file::position(content.entries.len(), content.sample_len), MAX_BYTES);
    WholeFile::create(path)
}

fn key_of(pixels: &PixelStore, words: &str) -> Key {
    let mut key = Fingerprint::default();
    key.number(GENERATION).text(words);
    for part in pixels.key.as_chunks::<8>().0 {
        key.number(u64::from_le_bytes(*part));
    }
    key.digest()
}

/// A file of features that is being filled. Without [`FeatureBuilder::finish`] nothing of it stays.
pub struct FeatureBuilder {
    path: PathBuf,
    key: Key,
    destination: Destination,
    content: Content,
    bytes: Vec<u8>,
}

enum Destination {
    InFolder(WholeFile),
    Temporary(File),
}

impl FeatureBuilder {
    /// Writes a photograph's features.
    ///
    /// # Errors
    /// If the disk is full or fails.
    ///
    /// # Panics
    /// If there is no such usable photograph, or it has another number of features.
    pub fn put(&mut self, index: usize, features: &[f32]) -> Result<(), DataError> {
        assert_eq!(size_of_val(features), self.content.sample_len, "the features of a photo");
        self.bytes.clear();
        self.bytes.extend(features.iter().flat_map(|value| value.to_le_bytes()));
        self.content.entries.set_pixels(index, checksum(&self.bytes));
        let file = match &self.destination {
            Destination::InFolder(file) => file.as_file(),
            Destination::Temporary(file) => file,
        };
        write_all_at(file, &self.bytes, file::position(index, self.content.sample_len))
            .map_err(|error| DataError::Cache { path: self.path.clone(), problem: error.into() })
    }

    /// Ends the file; every usable photograph has its features by now.
    ///
    /// # Errors
    /// If the disk is full or fails.
    pub fn finish(self) -> Result<FeatureStore, DataError> {
        let Self { path, key, destination, content, .. } = self;
        let finished = || -> Result<File, CacheProblem> {
            Ok(match destination {
                Destination::InFolder(unfinished) => {
                    file::finish(unfinished.as_file(), &key, &content)?;
                    // A file that a power cut leaves half-written is recognised by its checksums and made again.
                    unfinished.finish_without_sync()?
                }
                Destination::Temporary(file) => {
                    file::finish(&file, &key, &content)?;
                    file
                }
            })
        };
        match finished() {
            Ok(file) => Ok(FeatureStore { path, file, content }),
            Err(problem) => Err(DataError::Cache { path, problem }),
        }
    }
}
