//! Batches kept ready by worker threads, the same whatever their number.

mod loader;
mod order;
#[cfg(test)]
mod tests;
mod worker;

pub use loader::{Loader, Pass};
pub use order::shuffled;

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

/// What becomes of the photographs in a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Each sample varied by the random numbers of (seed, epoch, its index).
    Training {
        /// The run's seed.
        seed: u64,
        /// The epoch.
        epoch: u64,
    },
    /// Only rescaled: validation and prediction.
    Plain,
}
