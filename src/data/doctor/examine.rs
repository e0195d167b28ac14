//! An examination that decodes each photograph once: what it finds out and the pixels for training.

use std::ops::ControlFlow;
use std::path::Path;

use crate::data::{DataError, Dataset, PixelStore, Preprocessing, Unusable};

/// The photographs' pixels, and what was found out while they were decoded.
#[derive(Debug)]
pub struct Examination {
    /// The pixels. Training with the same preprocessing finds them in the cache.
    pub store: PixelStore,
    /// The photographs that cannot be used, in the data set's order.
    pub unusable: Vec<Unusable>,
    /// Groups of photographs whose files are identical, by index, in the data set's order.
    pub duplicates: Vec<Vec<usize>>,
}

/// Decodes every photograph into the cache, unless the cache has it already, and finds those that cannot be used and
/// those whose files are identical.
///
/// `progress` is called with the number of photographs done and their total, and may break.
///
/// # Errors
/// As [`PixelStore::open`]. A photograph that cannot be used is no error.
pub fn examine(
    dataset: &Dataset,
    preprocessing: &Preprocessing,
    cache: &Path,
    threads: usize,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Examination, DataError> {
    let store = PixelStore::open(dataset, preprocessing, cache, threads, progress)?;
    Ok(Examination { unusable: store.unusable().to_vec(), duplicates: store.identical_files(), store })
}
