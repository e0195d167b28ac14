//! The network as it is being edited.

use crate::engine::NetworkProblem;
use crate::nn::summary::Summary;

/// The network page.
#[derive(Default)]
pub struct NetworkState {
    /// The table of the layers as they stand, or what cannot be built.
    pub summary: Option<Result<Box<Summary>, NetworkProblem>>,
    /// The last table that could be built: shown dimmed while the layers cannot be.
    pub last_good: Option<Box<Summary>>,
    /// The layer whose fields are open.
    pub open_layer: Option<usize>,
    /// The epochs that `FAST_RUN` has put aside.
    pub epochs_before_fast: Option<usize>,
}

impl NetworkState {
    /// Whether the layers as they stand can be trained.
    #[must_use]
    pub fn can_be_built(&self) -> bool {
        matches!(self.summary, Some(Ok(_)))
    }
}
