//! What the pages show: the experiment that is being prepared, or a run with the experiment that it was.

use super::{
    AugmentationState, DataState, DuplicatesState, ExplanationState, NetworkState, PredictionState, ResultsState,
    RunView,
};
use crate::config::RunConfig;

/// All that the six pages show. It is replaced as a whole, so that no page shows anything of another subject.
pub struct Subject {
    /// The experiment: what the next run will be, or what the shown run was.
    pub config: RunConfig,
    /// The experiment before the drawings were opened.
    pub before_drawings: Option<RunConfig>,
    /// Photographs.
    pub data: DataState,
    /// Near-duplicates among the open photographs.
    pub duplicates: DuplicatesState,
    /// Augmentation.
    pub augmentation: AugmentationState,
    /// The network.
    pub network: NetworkState,
    /// The run.
    pub run: Option<RunView>,
    /// The evaluation of the network.
    pub results: ResultsState,
    /// Photographs that the network classifies.
    pub prediction: PredictionState,
    /// The explanation of one prediction.
    pub explanation: ExplanationState,
}

impl Subject {
    /// An experiment without photographs.
    #[must_use]
    pub fn experiment(config: RunConfig) -> Self {
        Self {
            config,
            before_drawings: None,
            data: DataState::default(),
            duplicates: DuplicatesState::default(),
            augmentation: AugmentationState::default(),
            network: NetworkState::default(),
            run: None,
            results: ResultsState::default(),
            prediction: PredictionState::default(),
            explanation: ExplanationState::default(),
        }
    }
}
