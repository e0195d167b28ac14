//! Training: the loop, the callbacks, and the checkpoint that a run is resumed from.
//!
//! [`start()`] begins or resumes a run; it prepares the photographs ([`photographs`]) and the network, and calls `fit`,
//! the loop. An [`Observer`] receives [`TrainEvent`](crate::run::TrainEvent)s; [`Control`] stops and pauses.

mod begin;
pub mod callbacks;
pub mod checkpoint;
mod control;
mod error;
mod features;
mod files;
mod fit;
mod journal;
mod leftovers;
mod listing;
mod memory;
mod meter;
mod metrics;
mod observer;
pub mod photographs;
mod portuguese;
mod resume;
pub mod schedule;
mod sides;
mod start;
mod state;
#[cfg(test)]
mod tests;
mod training;
mod work;

pub use control::{BatchProgress, CheckpointInterval, Control};
pub use error::TrainError;
pub use leftovers::remove_leftovers;
pub use listing::{Listing, ListingDifference};
pub use memory::{MemoryAdvice, Workload};
pub use metrics::{Logs, PassMetrics};
pub use observer::Observer;
pub use start::{TrainJob, TrainRequest, start};
pub use state::{KeptWeights, RunningEpoch, TrainingState};
pub use work::TrainingCost;
