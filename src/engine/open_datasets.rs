//! The open data set, for all workers that read its photographs.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::data::Dataset;

/// The data set that was opened last and the one before it, each with its number. The window still shows the one before
/// if it has cancelled the newer one a moment too late.
#[derive(Clone, Default)]
pub struct OpenDatasets(Arc<Mutex<[Option<Numbered>; 2]>>);

type Numbered = (u64, Arc<Dataset>);

impl OpenDatasets {
    /// The data set with this number, if it is one of the two.
    pub fn get(&self, generation: u64) -> Option<Arc<Dataset>> {
        let open = self.lock();
        open.iter().flatten().find(|(number, _)| *number == generation).map(|(_, dataset)| Arc::clone(dataset))
    }

    /// Keeps a data set that has just been opened.
    pub fn put(&self, generation: u64, dataset: Arc<Dataset>) {
        let mut open = self.lock();
        open.swap(0, 1);
        open[0] = Some((generation, dataset));
    }

    fn lock(&self) -> MutexGuard<'_, [Option<Numbered>; 2]> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
