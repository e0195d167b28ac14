//! Training: one loop, what watches it, and what it leaves on disk.
//!
//! [`start()`] begins a run or goes on with one; it prepares the photographs ([`photographs`]) and the network, and calls
//! `fit`, the loop. An [`Observer`] is given [`TrainEvent`](crate::run::TrainEvent)s; [`Control`] stops and pauses.

pub mod callbacks;
pub mod checkpoint;
mod control;
mod error;
mod files;
mod fit;
mod journal;
mod meter;
mod metrics;
mod observer;
pub mod photographs;
mod portuguese;
mod start;
mod state;
#[cfg(test)]
mod tests;
mod training;

pub use control::{BatchProgress, Control};
pub use error::TrainError;
pub use metrics::{Logs, PassMetrics};
pub use observer::Observer;
pub use start::{TrainJob, TrainRequest, start};
pub use state::{KeptWeights, TrainingState};
