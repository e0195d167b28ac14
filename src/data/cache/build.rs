//! Decodes all photographs of a data set into a new cache file.

use std::fs::{self, File};
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crossbeam_channel::{Sender, bounded};

use super::file::{self, Content, Entry};
use super::folder::{MAX_BYTES, make_room};
use super::key::Key;
use crate::config::DataSource;
use crate::data::{DataError, Dataset, Preprocessing};
use crate::files::WholeFile;
use crate::files::positional::write_all_at;

/// Photographs by which workers may be ahead of the thread that tells the progress.
const UNTOLD: usize = 64;

/// A cache file, open, and what is in it.
pub struct Built {
    pub file: File,
    pub content: Content,
    pub warning: Option<String>,
}

/// Builds under a temporary name in `folder`, then renames. Several processes may do so at once: each has a file of
/// its own, and the last name given stays. Where the folder cannot be written, a temporary file elsewhere serves.
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
        Err(DataError::Cache { source, .. }) => {
            let temporary = std::env::temp_dir();
            let failed = |source| DataError::Cache { path: temporary.clone(), source };
            let file = tempfile::tempfile_in(&temporary).map_err(failed)?;
            let content = job.fill(&file, &temporary)?;
            let warning = format!(
                "the cache folder {} cannot be written ({source}): the decoded photographs are kept for this run only",
                folder.display()
            );
            Ok(Built { file, content, warning: Some(warning) })
        }
        Err(other) => Err(other),
    }
}

/// What there is to do, and where to tell how far it has come.
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
        let failed = |source| DataError::Cache { path: folder.to_owned(), source };
        fs::create_dir_all(folder).map_err(failed)?;
        make_room(folder, file::position(self.dataset.photos.len(), self.sample_len()), MAX_BYTES);
        let unfinished = WholeFile::create(&folder.join(file::name(self.key))).map_err(failed)?;
        let content = self.fill(unfinished.as_file(), folder)?;
        // What a power cut leaves half written is found by its checksums and made again.
        let file = unfinished.finish_without_sync().map_err(failed)?;
        Ok((file, content))
    }

    fn sample_len(&self) -> usize {
        self.preprocessing.height * self.preprocessing.width * 3
    }

    /// Decodes all photographs into a file, which lies in the folder `place`.
    fn fill(&mut self, file: &File, place: &Path) -> Result<Content, DataError> {
        let failed = |source| DataError::Cache { path: place.to_owned(), source };
        let total = self.dataset.photos.len();
        let (dataset, preprocessing, sample_len) = (self.dataset, self.preprocessing, self.sample_len());
        let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
        let work = |finished: Sender<(usize, io::Result<Entry>)>| {
            while !stopped.load(Ordering::Relaxed) {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= total {
                    break;
                }
                let entry = match pixels(dataset, preprocessing, index) {
                    Ok(pixels) => write_all_at(file, &pixels, file::position(index, sample_len))
                        .map(|()| Entry::Pixels(file::checksum(&pixels))),
                    Err(entry) => Ok(entry),
                };
                if finished.send((index, entry)).is_err() {
                    break;
                }
            }
        };
        let mut entries = vec![Entry::Unreadable(String::new()); total];
        thread::scope(|scope| {
            let (sender, finished) = bounded(UNTOLD);
            for number in 0..self.threads.max(1) {
                let (worker, sender) = (thread::Builder::new().name(format!("decode-{number}")), sender.clone());
                worker.spawn_scoped(scope, || work(sender)).map_err(failed)?;
            }
            drop(sender);
            for (done, (index, entry)) in (1..).zip(&finished) {
                let told = entry.map_err(failed).and_then(|entry| {
                    entries[index] = entry;
                    if (self.progress)(done, total).is_break() { Err(DataError::Cancelled) } else { Ok(()) }
                });
                if told.is_err() {
                    stopped.store(true, Ordering::Relaxed);
                    return told;
                }
            }
            Ok(())
        })?;
        let content = Content { title: self.title(), sample_len, entries };
        file::finish(file, self.key, &content).map_err(failed)?;
        Ok(content)
    }

    fn title(&self) -> String {
        let Preprocessing { height, width, .. } = self.preprocessing;
        let count = self.dataset.photos.len();
        match &self.dataset.source {
            DataSource::Path(path) => format!("{count} photographs of {} at {width} x {height}", path.display()),
            DataSource::Drawings { .. } => format!("{count} built-in drawings at {width} x {height}"),
        }
    }
}

/// One photograph's pixels, or why there are none. A decoder's panic is a reason like any other.
fn pixels(dataset: &Dataset, preprocessing: &Preprocessing, index: usize) -> Result<Vec<u8>, Entry> {
    let decoded = catch_unwind(AssertUnwindSafe(|| {
        let bytes = dataset.read(index)?;
        let name = || dataset.photos[index].name.clone();
        preprocessing.pixels(&bytes).map_err(|source| DataError::Decode { name: name(), source })
    }));
    match decoded {
        Ok(Ok(pixels)) => Ok(pixels),
        Ok(Err(DataError::Decode { source, .. })) => Err(Entry::Undecodable(source.to_string())),
        Ok(Err(DataError::Read { source, .. })) => Err(Entry::Unreadable(format!("it cannot be read: {source}"))),
        Ok(Err(other)) => Err(Entry::Unreadable(other.to_string())),
        Err(_) => Err(Entry::Undecodable("its decoder failed".to_owned())),
    }
}
