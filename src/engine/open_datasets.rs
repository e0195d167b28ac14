//! The open data sets, for all workers that read their photographs.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use crate::data::Dataset;

/// The data sets that the window shows or may show again, each with its number: one is open as long as the window holds
/// its view.
#[derive(Clone, Default)]
pub struct OpenDatasets(Arc<Mutex<Vec<Numbered>>>);

type Numbered = (u64, Weak<Dataset>);

impl OpenDatasets {
    /// The data set with this number, if it is open.
    pub fn get(&self, generation: u64) -> Option<Arc<Dataset>> {
        let open = self.lock();
        open.iter().find(|(number, _)| *number == generation).and_then(|(_, dataset)| dataset.upgrade())
    }

    /// Takes in a data set that has just been opened.
    pub fn put(&self, generation: u64, dataset: &Arc<Dataset>) {
        let mut open = self.lock();
        open.retain(|(_, dataset)| dataset.strong_count() > 0);
        open.push((generation, Arc::downgrade(dataset)));
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Numbered>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
