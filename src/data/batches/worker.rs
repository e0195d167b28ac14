//! A worker thread makes one batch after another until the loader is dropped.

use std::borrow::Cow;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::{Receiver, Sender};

use super::{Batch, BatchFailure, Mode};
use crate::data::augment::{Augmenter, SampleKey};
use crate::data::{DataError, FeatureStore};
use crate::memory::{OutOfMemory, resized};
use crate::panics;

/// Fills a slice with a photograph's pixels, given its index.
pub type ReadPixels = Arc<dyn Fn(usize, &mut [u8]) -> Result<(), DataError> + Send + Sync>;

/// What a sample is made of.
pub enum Samples {
    /// Its photograph's pixels.
    Pixels(ReadPixels),
    /// What a frozen network has made of its photograph.
    Features(Box<Features>),
}

/// The features of photographs and of their mirror images.
pub struct Features {
    /// Numbers of each.
    pub len: usize,
    /// Of each photograph as it is.
    pub plain: FeatureStore,
    /// Of their mirror images, where photographs are mirrored in training.
    pub mirrored: Option<FeatureStore>,
}

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
    pub samples: Samples,
    pub labels: Arc<Vec<u32>>,
    pub augmenter: Arc<Augmenter>,
    /// Used batches, to be filled again.
    pub spare: Mutex<Vec<Batch>>,
}

impl BatchBuilder {
    /// Makes batches until the loader closes the channel.
    pub fn work(&self, tasks: &Receiver<Task>) {
        let mut pixels = Vec::new();
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

    fn make(&self, indices: Vec<usize>, mode: Mode, pixels: &mut Vec<u8>) -> Result<Batch, DataError> {
        let augmenter = match mode {
            Mode::Training { size, .. } => Cow::Owned(self.augmenter.resizing_to(size)),
            Mode::Plain | Mode::Mirrored => Cow::Borrowed(&*self.augmenter),
        };
        let sample_len = match &self.samples {
            Samples::Pixels(_) => augmenter.sample_len(),
            Samples::Features(features) => features.len,
        };
        let mut batch = self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let no_memory = |error: OutOfMemory| DataError::Worker(error.into());
        *pixels = resized(mem::take(pixels), augmenter.picture_len()).map_err(no_memory)?;
        batch.x = resized(batch.x, indices.len() * sample_len).map_err(no_memory)?;
        for (&index, x) in indices.iter().zip(batch.x.chunks_exact_mut(sample_len)) {
            let transform = match mode {
                Mode::Training { seed, epoch, .. } => {
                    Some(augmenter.draw(SampleKey { seed, epoch, index: index as u64 }))
                }
                Mode::Plain | Mode::Mirrored => None,
            };
            match (&self.samples, transform) {
                (Samples::Pixels(read), Some(transform)) => {
                    read(index, pixels)?;
                    augmenter.apply(&transform, pixels, x);
                }
                (Samples::Pixels(read), None) => {
                    read(index, pixels)?;
                    augmenter.standardize(pixels, x);
                }
                (Samples::Features(features), transform) => {
                    let is_mirrored =
                        mode == Mode::Mirrored || transform.is_some_and(|transform| transform.flip_horizontal);
                    let store = features.mirrored.as_ref().filter(|_| is_mirrored).unwrap_or(&features.plain);
                    store.read(index, x)?;
                }
            }
        }
        batch.labels.clear();
        batch.labels.extend(indices.iter().map(|&index| self.labels[index]));
        batch.indices = indices;
        Ok(batch)
    }
}
