//! Optimiser, batch size and epochs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::OptimizerConfig;

/// The optimiser, the batch size and the number of epochs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TrainingConfig {
    /// The optimiser and its parameters.
    pub optimizer: OptimizerConfig,
    /// Photographs in each step.
    pub batch_size: usize,
    /// Passes over all training photographs.
    pub epochs: usize,
    /// The share of each label that is spread evenly over all classes, in the loss of training and validation.
    #[serde(skip_serializing_if = "is_zero")]
    pub label_smoothing: f32,
    /// What a photograph's training loss is multiplied by, by its class's name; 1 for classes that are not named.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub class_weight: BTreeMap<String, f32>,
    /// Validates after each so many epochs.
    #[serde(skip_serializing_if = "is_one")]
    pub validation_freq: usize,
    /// The sizes of training pictures in the first epochs, one stage after the other. After them, and in validation and
    /// prediction, it is the network's input.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub progressive_resizing: Vec<ResizingStage>,
}

/// Some epochs with smaller pictures. In RON: `(epochs: 40, size: (96, 96))`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResizingStage {
    /// How many epochs.
    pub epochs: usize,
    /// Height and width of their pictures, in pixels, at most the network's input.
    pub size: (usize, usize),
}

impl Default for TrainingConfig {
    /// The notebook's: SGD, 15 photographs a step, 50 epochs.
    fn default() -> Self {
        Self {
            optimizer: OptimizerConfig::sgd(0.01, 0.0, false),
            batch_size: 15,
            epochs: 50,
            label_smoothing: 0.0,
            class_weight: BTreeMap::new(),
            validation_freq: 1,
            progressive_resizing: Vec::new(),
        }
    }
}

impl TrainingConfig {
    /// Whether an epoch, counted from 1, ends with a validation where there are photographs for it.
    #[must_use]
    pub fn validates(&self, epoch: usize) -> bool {
        epoch.is_multiple_of(self.validation_freq)
    }

    /// Height and width of the training pictures of an epoch, counted from 1, of a network with this input.
    #[must_use]
    pub fn picture_size(&self, epoch: usize, input: (usize, usize)) -> (usize, usize) {
        let mut end = 0_usize;
        let stage = self.progressive_resizing.iter().find(|stage| {
            end = end.saturating_add(stage.epochs);
            epoch <= end
        });
        stage.map_or(input, |stage| stage.size)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(value: &f32) -> bool {
    *value == 0.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_one(value: &usize) -> bool {
    *value == 1
}
