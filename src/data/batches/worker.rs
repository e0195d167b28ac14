//! A worker thread makes one batch after another until the loader is dropped.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::{Receiver, Sender};

use super::{Batch, BatchFailure, Mode};
use crate::data::DataError;
use crate::data::augment::{Augmenter, SampleKey};
use crate::memory::resized;
use crate::panics;

/// Fills a slice with a photograph's pixels, given its index.
pub type ReadPixels = Arc<dyn Fn(usize, &mut [u8]) -> Result<(), DataError> + Send + Sync>;

/// One batch to make.
pub struct Task {
    /// Its place in the pass.
    pub number: usize,
    pub indices: Vec<usize>,
    pub mode: Mode,
    /// Set when the pass has been dropped.
    pub cancelled: Arc<AtomicBool>,
    pub done: Sender<(usize, Result<Batch, DataError>)>,
}

/// What the workers share.
pub struct BatchBuilder {
    pub read: ReadPixels,
    pub labels: Arc<Vec<u32>>,
    pub augmenter: Arc<Augmenter>,
    /// Used batches, to be filled again.
    pub spare: Mutex<Vec<Batch>>,
}

impl BatchBuilder {
    /// Makes batches until the loader closes the channel.
    pub fn work(&self, tasks: &Receiver<Task>) {
        let mut pixels = vec![0; self.augmenter.sample_len()];
        for task in tasks {
            if task.cancelled.load(Ordering::Relaxed) {
                continue;
            }
            let made = catch_unwind(AssertUnwindSafe(|| self.make(task.indices, task.mode, &mut pixels)));
            let result = made.unwrap_or_else(|panic| {
                Err(DataError::Worker(BatchFailure::Panicked { message: panics::message(panic.as_ref()).to_owned() }))
            });
            // If the pass has been dropped, the result is not needed.
            let _ = task.done.send((task.number, result));
        }
    }

    fn make(&self, indices: Vec<usize>, mode: Mode, pixels: &mut [u8]) -> Result<Batch, DataError> {
        let sample_len = self.augmenter.sample_len();
        let mut batch = self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let memory = resized(batch.x, indices.len() * sample_len);
        batch.x = memory.map_err(|error| DataError::Worker(error.into()))?;
        for (&index, x) in indices.iter().zip(batch.x.chunks_exact_mut(sample_len)) {
            (self.read)(index, pixels)?;
            match mode {
                Mode::Training { seed, epoch } => {
                    let transform = self.augmenter.draw(SampleKey { seed, epoch, index: index as u64 });
                    self.augmenter.apply(&transform, pixels, x);
                }
                Mode::Plain => self.augmenter.standardize(pixels, x),
            }
        }
        batch.labels.clear();
        batch.labels.extend(indices.iter().map(|&index| self.labels[index]));
        batch.indices = indices;
        Ok(batch)
    }
}
