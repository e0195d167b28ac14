//! What a run is, as plain data in RON: defaults, presets, validation.
//!
//! Names are Keras's wherever Keras has one. A field that is left out has Keras's default; `network` and `training`,
//! which have no default there, are the notebook's.

#[cfg(test)]
pub(crate) mod arbitrary;
mod augmentation;
mod callbacks;
mod data;
mod error;
mod fault;
mod fields;
mod learning_rate;
mod metric;
mod network;
mod optimizer;
mod parse;
mod portuguese;
mod prediction;
mod presets;
mod pretrained;
mod shorthand;
#[cfg(test)]
mod tests;
mod training;
mod units;
mod validate;

use serde::{Deserialize, Serialize};

pub use augmentation::{AugmentationConfig, ColorJitter, FillMode, Form, RandomErasing, RandomResizedCrop, Zoom};
pub use callbacks::{CallbackConfig, Mode};
pub use data::{DataConfig, DataSource, Resize};
pub use error::{ConfigError, Problem, TextProblem};
pub use fault::{Allowed, Fault};
pub use learning_rate::{LearningRate, LearningRateSchedule};
pub use metric::{Metric, UnknownMetric};
pub use network::{Activation, LayerConfig, NetworkConfig, Padding};
pub use optimizer::{Algorithm, OptimizerConfig};
pub use parse::{parse, read};
pub use prediction::PredictionConfig;
pub use presets::{LESSON_PRESETS, PRESETS, preset, preset_text};
pub use pretrained::{NotADigest, PretrainedName, PretrainedNetwork, Trainable, WeightsDigest};
pub use training::{ResizingStage, TrainingConfig};
pub use units::Units;

/// Everything that determines a run. Two runs of equal configurations on the same photographs are equal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RunConfig {
    /// The preset that it is based on; part of the run folder's name, so letters, digits, `-` and `_` only.
    pub preset: String,
    /// Seeds the weights, the order of the photographs, augmentation and dropout.
    pub seed: u64,
    /// Which photographs, and how they are split and resized.
    pub data: DataConfig,
    /// How training photographs are augmented; `rescale` is applied to all photographs.
    pub augmentation: AugmentationConfig,
    /// The layers.
    pub network: NetworkConfig,
    /// Optimiser, batch size and epochs.
    pub training: TrainingConfig,
    /// How the trained network is asked.
    #[serde(skip_serializing_if = "PredictionConfig::is_plain")]
    pub prediction: PredictionConfig,
    /// The callbacks, in the order in which they are called after each epoch.
    pub callbacks: Vec<CallbackConfig>,
}

impl RunConfig {
    /// Whether the layers of a pretrained network that stay as they are see the same pictures in each epoch: each photo, and
    /// its mirror image.
    #[must_use]
    pub fn repeats_pictures(&self) -> bool {
        let learns_all = self.network.trainable().is_none_or(|trainable| trainable == Trainable::All);
        let repeated = self.augmentation.varied().into_iter().all(|field| field == "horizontal_flip");
        !learns_all && repeated && self.training.progressive_resizing.is_empty()
    }
}

impl Default for RunConfig {
    fn default() -> Self {
        Self {
            preset: "custom".to_owned(),
            seed: 42,
            data: DataConfig::default(),
            augmentation: AugmentationConfig::default(),
            network: NetworkConfig::default(),
            training: TrainingConfig::default(),
            prediction: PredictionConfig::default(),
            callbacks: Vec::new(),
        }
    }
}
