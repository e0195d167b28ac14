//! Batches prepared ahead by worker threads, the same for any number of them.

mod loader;
mod order;
#[cfg(test)]
mod tests;
mod worker;

pub use loader::{Loader, Pass};
pub use order::shuffled;
pub use worker::Features;

use crate::memory::OutOfMemory;

/// Why a worker thread has no batch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BatchFailure {
    /// It panicked.
    #[error("{message}")]
    Panicked {
        /// The panic's message.
        message: String,
    },
    /// There is no memory for the batch.
    #[error(transparent)]
    Memory(#[from] OutOfMemory),
    /// All workers have ended.
    #[error("the workers are gone")]
    WorkersGone,
}

/// Samples for one step of the network.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// The inputs, n x height x width x 3.
    pub x: Vec<f32>,
    /// Each sample's class.
    pub labels: Vec<u32>,
    /// Each sample's index in its data set.
    pub indices: Vec<usize>,
}

impl Batch {
    /// The number of samples.
    #[must_use]
    pub fn len(&self) -> usize {
        self.indices.len()
    }

    /// Whether there is no sample in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }
}

/// What is done with the photographs in a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Each sample is augmented with the random numbers of (seed, epoch, its index).
    Training {
        /// The run's seed.
        seed: u64,
        /// The epoch.
        epoch: u64,
        /// Height and width of the inputs, in pixels.
        size: (usize, usize),
    },
    /// Only rescaled, for validation and prediction.
    Plain,
    /// As [`Mode::Plain`], of mirror images; of features alone.
    Mirrored,
}
