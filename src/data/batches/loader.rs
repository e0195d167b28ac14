//! The loader and its passes over photographs.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded};

use super::worker::{BatchBuilder, Features, ReadPixels, Samples, Task};
use super::{Batch, BatchFailure, Mode};
use crate::data::augment::Augmenter;
use crate::data::{DataError, PixelStore};

/// Batches in flight beyond one for each worker.
const AHEAD: usize = 2;

/// Worker threads that read, augment and gather samples ahead of the network. Dropping it ends and joins them.
///
/// At most `threads` + 2 batches of a pass exist at a time beside those that the caller holds.
pub struct Loader {
    builder: Arc<BatchBuilder>,
    tasks: Option<Sender<Task>>,
    workers: Vec<JoinHandle<()>>,
}

impl Loader {
    /// A loader of the store's photographs with `threads` workers, at least one.
    ///
    /// `labels` holds each photograph's class by its index in the data set.
    ///
    /// # Errors
    /// [`DataError::Threads`] if the system has no thread left.
    pub fn new(
        store: Arc<PixelStore>,
        labels: Arc<Vec<u32>>,
        augmenter: Arc<Augmenter>,
        threads: usize,
    ) -> Result<Self, DataError> {
        Self::with_reader(Arc::new(move |index, pixels| store.read(index, pixels)), labels, augmenter, threads)
    }

    /// A loader of features in the place of pixels: of a photograph, or of its mirror image where the augmenter would
    /// mirror it.
    ///
    /// # Errors
    /// As [`Loader::new`].
    pub fn of_features(
        features: Features,
        labels: Arc<Vec<u32>>,
        augmenter: Arc<Augmenter>,
        threads: usize,
    ) -> Result<Self, DataError> {
        Self::with_samples(Samples::Features(Box::new(features)), labels, augmenter, threads)
    }

    pub(super) fn with_reader(
        read: ReadPixels,
        labels: Arc<Vec<u32>>,
        augmenter: Arc<Augmenter>,
        threads: usize,
    ) -> Result<Self, DataError> {
        Self::with_samples(Samples::Pixels(read), labels, augmenter, threads)
    }

    fn with_samples(
        samples: Samples,
        labels: Arc<Vec<u32>>,
        augmenter: Arc<Augmenter>,
        threads: usize,
    ) -> Result<Self, DataError> {
        let builder = Arc::new(BatchBuilder { samples, labels, augmenter, spare: Mutex::default() });
        let (tasks, receiver) = bounded::<Task>(threads.max(1) + AHEAD);
        let mut loader = Self { builder, tasks: Some(tasks), workers: Vec::new() };
        for number in 0..threads.max(1) {
            let (builder, receiver) = (Arc::clone(&loader.builder), receiver.clone());
            let worker = thread::Builder::new()
                .name(format!("batches-{number}"))
                .spawn(move || builder.work(&receiver))
                .map_err(|source| DataError::Threads { source })?;
            loader.workers.push(worker);
        }
        Ok(loader)
    }

    /// Batches of `batch_size` (the last may be smaller) of the photographs in `order`, in that order.
    ///
    /// The pass ends after the first error. Dropping it in the middle stops the work on it.
    ///
    /// # Panics
    /// If `batch_size` is 0.
    #[must_use]
    pub fn pass(&self, order: Vec<u32>, batch_size: usize, mode: Mode) -> Pass<'_> {
        assert!(batch_size > 0, "a batch has at least one sample");
        let (done, results) = bounded(self.most_in_flight());
        let cancelled = Arc::new(AtomicBool::new(false));
        let waiting = BTreeMap::new();
        Pass { loader: self, order, batch_size, mode, requested: 0, returned: 0, waiting, done, results, cancelled }
    }

    /// Takes a used batch back, so that its memory serves a later one.
    pub fn recycle(&self, batch: Batch) {
        let mut spare = self.builder.spare.lock().unwrap_or_else(PoisonError::into_inner);
        if spare.len() < self.most_in_flight() {
            spare.push(batch);
        }
    }

    /// Batches of a pass that exist at a time, at most, beside those that the caller holds: one for each worker, and two.
    #[must_use]
    pub fn most_in_flight(&self) -> usize {
        self.workers.len() + AHEAD
    }
}

impl Drop for Loader {
    fn drop(&mut self) {
        self.tasks = None;
        for worker in self.workers.drain(..) {
            // A worker catches its panics; one that died nevertheless has nothing left to report.
            let _ = worker.join();
        }
    }
}

/// One pass over photographs: an iterator of batches in order.
pub struct Pass<'a> {
    loader: &'a Loader,
    order: Vec<u32>,
    batch_size: usize,
    mode: Mode,
    requested: usize,
    returned: usize,
    waiting: BTreeMap<usize, Result<Batch, DataError>>,
    done: Sender<(usize, Result<Batch, DataError>)>,
    results: Receiver<(usize, Result<Batch, DataError>)>,
    cancelled: Arc<AtomicBool>,
}

impl Pass<'_> {
    /// The number of batches in the whole pass.
    #[must_use]
    pub fn batches(&self) -> usize {
        self.order.len().div_ceil(self.batch_size)
    }

    /// Keeps the workers supplied, never more than the loader's bound ahead.
    fn request(&mut self) {
        let until = self.batches().min(self.returned + self.loader.most_in_flight());
        for number in self.requested..until {
            let start = number * self.batch_size;
            let end = self.order.len().min(start + self.batch_size);
            let task = Task {
                number,
                indices: self.order[start..end].iter().map(|index| *index as usize).collect(),
                mode: self.mode,
                cancelled: Arc::clone(&self.cancelled),
                done: self.done.clone(),
            };
            // The workers live as long as the loader, so the channel has a receiver.
            let _ = self.loader.tasks.as_ref().map(|tasks| tasks.send(task));
        }
        self.requested = self.requested.max(until);
    }

    /// Ends the pass: requested batches are not made, and none is returned any more.
    fn cancel(&mut self) {
        self.cancelled.store(true, Ordering::Relaxed);
        self.order.clear();
        self.returned = 0;
    }
}

impl Iterator for Pass<'_> {
    type Item = Result<Batch, DataError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.returned == self.batches() {
            return None;
        }
        self.request();
        let result = loop {
            if let Some(result) = self.waiting.remove(&self.returned) {
                break result;
            }
            match self.results.recv() {
                Ok((number, result)) => self.waiting.insert(number, result),
                Err(_) => break Err(DataError::Worker(BatchFailure::WorkersGone)),
            };
        };
        if result.is_ok() {
            self.returned += 1;
            self.request();
        } else {
            self.cancel();
        }
        Some(result)
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        self.cancel();
    }
}
