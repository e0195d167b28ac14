//! Training: one loop, what watches it, and what it leaves on disk.
//!
//! [`start()`] begins a run or goes on with one; it prepares the photographs ([`photographs`]) and the network, and calls
//! `fit`, the loop. Listeners hear [`TrainEvent`]s; [`Control`] stops and pauses.

pub mod answers;
pub mod callbacks;
pub mod checkpoint;
mod control;
mod error;
mod events;
mod files;
mod fit;
pub mod history;
mod journal;
mod meter;
mod metrics;
pub mod photographs;
pub mod run_folder;
mod snapshot;
mod start;
mod state;
#[cfg(test)]
mod tests;
mod training;

pub use callbacks::{CallbackEvent, RateChange, Verdict};
pub use control::{BatchProgress, Control};
pub use error::TrainError;
pub use events::{LeftOut, Observer, RunEnd, RunInfo, RunOutcome, TrainEvent};
pub use history::EpochStats;
pub use metrics::{Logs, PassMetrics};
pub use snapshot::{ModelCard, Snapshot, Tensors};
pub use start::{TrainJob, TrainRequest, start};
pub use state::{KeptWeights, TrainingState};
