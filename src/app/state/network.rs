//! The network as it is being edited.

use super::State;
use crate::config::{DataSource, NetworkConfig};
use crate::engine::NetworkProblem;
use crate::nn::Branch;
use crate::nn::summary::Summary;
use crate::train::{MemoryAdvice, TrainingCost};

/// From about so many photographs on, a network learns well from them alone.
const ENOUGH_FOR_STRONG: usize = 500;

/// How fast this machine trains, in multiply-adds of the forward pass a second, however many threads do them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Speed {
    /// As in the last run.
    Measured(f64),
    /// Estimated from the processor's peak.
    Likely(f64),
}

impl Speed {
    /// The number alone.
    #[must_use]
    pub const fn multiply_adds(self) -> f64 {
        match self {
            Self::Measured(speed) | Self::Likely(speed) => speed,
        }
    }
}

impl State {
    /// How fast this machine trains, as far as is known.
    #[must_use]
    pub fn training_speed(&self) -> Option<Speed> {
        let measured = self.settings.training_speed.map(Speed::Measured);
        measured.or_else(|| self.likely_speed.map(Speed::Likely))
    }

    /// The preset that suits the open photographs.
    #[must_use]
    pub fn suggested_preset(&self) -> Option<&'static str> {
        let data = &self.subject.data;
        let real = matches!(data.dataset.as_ref()?.source, DataSource::Path(_));
        let suited = if data.sides.len() >= ENOUGH_FOR_STRONG { "strong" } else { "transfer" };
        real.then_some(suited)
    }

    /// Whether the network can be built as it stands; `None` until that has been computed.
    #[must_use]
    pub fn network_can_be_built(&self) -> Option<bool> {
        let (network, classes) = self.subject.network.summarized.as_ref()?;
        let is_current = *network == self.subject.config.network && *classes == self.classes();
        is_current.then(|| self.subject.network.can_be_built())
    }
}

/// The network page.
#[derive(Default)]
pub struct NetworkState {
    /// How the memory that a run of the experiment needs compares with the machine's.
    pub memory: Option<MemoryAdvice>,
    /// The summary of the layers as they are, or why they cannot be built.
    pub summary: Option<Result<Box<Summary>, NetworkProblem>>,
    /// The last summary of layers that could be built: shown dimmed while they cannot be.
    pub last_good: Option<Box<Summary>>,
    /// The layers and the number of classes that the table or the problem is of.
    pub summarized: Option<(NetworkConfig, usize)>,
    /// What training the experiment costs; none until that is known.
    pub cost: Option<TrainingCost>,
    /// What training each preset costs, by its name.
    pub preset_costs: Vec<(&'static str, TrainingCost)>,
    /// Whether the cards of the presets are shown.
    pub presets_open: bool,
    /// The layer whose fields are open.
    pub open_layer: Option<usize>,
    /// Within the residual block that is open, the layer whose fields are open: its place there, and in blocks within it.
    pub open_inside: Vec<(Branch, usize)>,
    /// The number of epochs before `FAST_RUN` was switched on.
    pub epochs_before_fast: Option<usize>,
}

impl NetworkState {
    /// Opens the fields of a layer, and nothing within it.
    pub fn open(&mut self, layer: Option<usize>) {
        self.open_layer = layer;
        self.open_inside.clear();
    }

    /// Whether the newest summary is one: the layers that it is of can be built.
    #[must_use]
    pub fn can_be_built(&self) -> bool {
        matches!(self.summary, Some(Ok(_)))
    }
}
