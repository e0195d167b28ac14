//! Decodes all photographs of a data set into a new cache file.

use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::Path;

use super::CacheProblem;
use super::content::{Content, checksum};
use super::entries::{Entries, Entry};
use super::file;
use super::folder::{MAX_BYTES, make_room};
use super::key::Key;
use crate::config::DataSource;
use crate::data::unusable::attempt;
use crate::data::{DataError, Dataset, Preprocessing, parallel};
use crate::files::positional::write_all_at;
use crate::files::{self, WholeFile};

/// A cache file, open, and what is in it.
pub struct Built {
    pub file: File,
    pub content: Content,
    pub warning: Option<String>,
}

/// Builds under a temporary name in `folder`, then renames. Several processes may do so at once: each has its own
/// file, and the last one renamed stays. Where the folder cannot be written, a temporary file elsewhere serves.
pub fn build(
    dataset: &Dataset,
    preprocessing: &Preprocessing,
    key: &Key,
    folder: &Path,
    threads: usize,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Built, DataError> {
    let mut job = Job { dataset, preprocessing, key, threads, progress };
    match job.in_folder(folder) {
        Ok((file, content)) => Ok(Built { file, content, warning: None }),
        Err(DataError::Cache { problem, .. }) => {
            let temporary = std::env::temp_dir();
            let file = tempfile::tempfile_in(&temporary)
                .map_err(|error| DataError::Cache { path: temporary.clone(), problem: error.into() })?;
            let content = job.fill(&file, &temporary)?;
            let warning = format!(
                "the cache folder {} cannot be written ({problem}): the decoded photos are kept for this run only",
                folder.display()
            );
            Ok(Built { file, content, warning: Some(warning) })
        }
        Err(other) => Err(other),
    }
}

/// What is to be decoded, and how.
struct Job<'a> {
    dataset: &'a Dataset,
    preprocessing: &'a Preprocessing,
    key: &'a Key,
    threads: usize,
    progress: &'a mut dyn FnMut(usize, usize) -> ControlFlow<()>,
}

impl Job<'_> {
    /// Fills a file that stays in the folder.
    fn in_folder(&mut self, folder: &Path) -> Result<(File, Content), DataError> {
        let failed = |error| DataError::Cache { path: folder.to_owned(), problem: CacheProblem::System(error) };
        fs::create_dir_all(folder).map_err(failed)?;
        files::remove_leftovers(folder);
        make_room(folder, file::position(self.dataset.photos.len(), self.sample_len()), MAX_BYTES);
        let unfinished = WholeFile::create(&folder.join(file::name(self.key, file::PIXELS))).map_err(failed)?;
        let content = self.fill(unfinished.as_file(), folder)?;
        // A file that a power cut leaves half-written is recognised by its checksums and made again.
        let file = unfinished.finish_without_sync().map_err(failed)?;
        Ok((file, content))
    }

    fn sample_len(&self) -> usize {
        self.preprocessing.height * self.preprocessing.width * 3
    }

    /// Decodes all photographs into a file in `folder`.
    fn fill(&mut self, file: &File, folder: &Path) -> Result<Content, DataError> {
        let failed = |error| DataError::Cache { path: folder.to_owned(), problem: CacheProblem::System(error) };
        let (dataset, preprocessing, sample_len) = (self.dataset, self.preprocessing, self.sample_len());
        let store = |index: usize| {
            let (checksum_of_file, pixels) = match attempt(|| dataset.read(index))? {
                Ok(bytes) => (Some(checksum(&bytes)), attempt(|| decoded(dataset, preprocessing, index, &bytes))?),
                Err(reason) => (None, Err(reason)),
            };
            if let Ok(pixels) = &pixels {
                write_all_at(file, pixels, file::position(index, sample_len)).map_err(failed)?;
            }
            let pixels = pixels.map(|pixels| checksum(&pixels)).map_err(|reason| (&reason).into());
            Ok(Entry { file: checksum_of_file, pixels })
        };
        let count = dataset.photos.len();
        let mut entries = Entries::with_capacity(count)?;
        let take = |index, entry| entries.set(index, entry);
        parallel::hand_over("decode", count, self.threads, self.progress, store, take)?;
        let content = Content { title: self.title(), sample_len, entries };
        file::finish(file, self.key, &content).map_err(failed)?;
        Ok(content)
    }

    fn title(&self) -> String {
        let Preprocessing { height, width, .. } = self.preprocessing;
        let count = self.dataset.photos.len();
        match &self.dataset.source {
            DataSource::Path(path) => format!("{count} photos of {} at {width} x {height}", path.display()),
            DataSource::Drawings { .. } => format!("{count} built-in drawings at {width} x {height}"),
        }
    }
}

fn decoded(dataset: &Dataset, preprocessing: &Preprocessing, index: usize, bytes: &[u8]) -> Result<Vec<u8>, DataError> {
    preprocessing
        .pixels(bytes)
        .map_err(|source| DataError::Decode { name: dataset.photos.name(index).to_owned(), source })
}
