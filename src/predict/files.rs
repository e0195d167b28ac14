//! The photographs in any number of files, folders and zips, found one path after the other.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::data::{DataError, Dataset, Note};
use crate::shared_error::SharedError;

/// A photograph that is read when it is needed.
#[derive(Debug, Clone)]
pub struct Photograph {
    name: String,
    dataset: Arc<Dataset>,
    index: usize,
}

impl Photograph {
    /// The path as given; in a folder or zip, that path joined with the photograph's name in it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The encoded bytes.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn read(&self) -> Result<Vec<u8>, DataError> {
        self.dataset.read(self.index)
    }
}

/// A path that was given, or something found below it, that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The path.
    pub name: String,
    /// Why it is left out.
    pub reason: SharedError,
}

/// Files that are no photographs, found beside some that are.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NotPhotographs(pub Note);

/// All photographs at or below `paths`, in the order of `paths`, within each in byte order. A path is opened when the
/// iterator reaches it.
pub fn list(paths: Vec<PathBuf>) -> impl Iterator<Item = Result<Photograph, Unreadable>> {
    paths.into_iter().flat_map(|path| list_below(&path, &mut |_| ControlFlow::Continue(())))
}

/// All photographs at or below one path, in byte order; none if `progress`, which is given the number found so far,
/// breaks.
pub fn list_below(
    path: &Path,
    progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Vec<Result<Photograph, Unreadable>> {
    let unreadable = |reason: SharedError| Err(Unreadable { name: path.display().to_string(), reason });
    let dataset = match Dataset::open_unlabelled(path, progress) {
        Ok(dataset) => Arc::new(dataset),
        Err(DataError::Cancelled) => return Vec::new(),
        Err(error) => return vec![unreadable(error.into())],
    };
    let left_out = dataset.notes.iter().filter(|note| matches!(note, Note::LeftOut { .. }));
    let mut found: Vec<_> = left_out.map(|note| unreadable(NotPhotographs(note.clone()).into())).collect();
    found.extend((0..dataset.photos.len()).map(|index| {
        let name = name(path, &dataset, index);
        Ok(Photograph { name, dataset: Arc::clone(&dataset), index })
    }));
    found
}

fn name(given: &Path, dataset: &Dataset, index: usize) -> String {
    let full = dataset.path(index).unwrap_or_else(|| given.join(dataset.photos.name(index)));
    // Equal by components: `a//b.jpg` stays as it was written.
    let shown = if full == given { given } else { &full };
    shown.display().to_string()
}
