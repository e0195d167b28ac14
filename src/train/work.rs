//! What each epoch of a run costs, so that the time left counts each size of pictures by its own cost.

use super::features;
use crate::config::{NetworkConfig, RunConfig};
use crate::nn::NetworkError;
use crate::nn::summary::{Summary, summarize};

/// Validating a photograph costs about a third of training on it: a forward pass without the two backward ones.
const VALIDATION_COST: f64 = 1.0 / 3.0;

/// What an epoch costs. The unit is training on one photograph of the network's input size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct EpochWork {
    /// Training photographs.
    pub(super) photographs: usize,
    /// Of training on one of them, by the size that it has in this epoch.
    pub(super) training: f64,
    /// Photographs that are validated.
    pub(super) validated: usize,
    /// Of validating one of them.
    pub(super) validation: f64,
}

impl EpochWork {
    /// Of so many trained and validated photographs.
    pub(super) fn of(self, trained: usize, validated: usize) -> f64 {
        self.training * trained as f64 + self.validation * validated as f64
    }

    /// Of the whole epoch.
    pub(super) fn whole(self) -> f64 {
        self.of(self.photographs, self.validated)
    }
}

/// What each epoch of a run costs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RunWork {
    photographs: usize,
    validation: usize,
    validation_freq: usize,
    validation_cost: f64,
    /// Last epochs of stages with smaller pictures, and the cost of training on one.
    stages: Vec<(usize, f64)>,
}

impl RunWork {
    /// Of a run on so many training and validation photographs. Sizes of pictures are compared by their multiply-adds.
    ///
    /// # Errors
    /// If the network cannot be built for a size.
    pub(super) fn new(
        config: &RunConfig,
        classes: usize,
        photographs: usize,
        validation: usize,
    ) -> Result<Self, NetworkError> {
        let training = &config.training;
        let arithmetic = |input| -> Result<f64, NetworkError> {
            let network = NetworkConfig { input, layers: config.network.layers.clone() };
            Ok(summarize(&network, classes)?.multiply_adds().max(1) as f64)
        };
        let whole = arithmetic(config.network.input)?;
        let mut last = 0_usize;
        let mut stages = Vec::new();
        for stage in &training.progressive_resizing {
            last = last.saturating_add(stage.epochs);
            stages.push((last, arithmetic(stage.size)? / whole));
        }
        let passes = if config.prediction.mirror_averaging { 2.0 } else { 1.0 };
        // A value as it is being typed may be 0.
        let validation_freq = training.validation_freq.max(1);
        Ok(Self { photographs, validation, validation_freq, validation_cost: VALIDATION_COST * passes, stages })
    }

    /// Of an epoch, counted from 1.
    pub(super) fn epoch(&self, epoch: usize) -> EpochWork {
        let stage = self.stages.iter().find(|(last, _)| epoch <= *last);
        EpochWork {
            photographs: self.photographs,
            training: stage.map_or(1.0, |(_, cost)| *cost),
            validated: if epoch.is_multiple_of(self.validation_freq) { self.validation } else { 0 },
            validation: self.validation_cost,
        }
    }

    /// Of all epochs after one, up to the last of so many.
    pub(super) fn after(&self, epoch: usize, epochs: usize) -> f64 {
        let (mut from, mut training) = (epoch, 0.0);
        for (last, cost) in &self.stages {
            let until = (*last).min(epochs);
            training += until.saturating_sub(from) as f64 * cost;
            from = from.max(until);
        }
        training += epochs.saturating_sub(from) as f64;
        let validations = (epochs / self.validation_freq).saturating_sub(epoch / self.validation_freq);
        training * self.photographs as f64 + self.validation_cost * (validations * self.validation) as f64
    }
}

/// What training costs, in multiply-adds of the forward pass.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrainingCost {
    /// The mean epoch.
    pub epoch: f64,
    /// All epochs, if none of them is left out.
    pub whole: f64,
}

impl TrainingCost {
    /// Of a run on so many training and validation photographs.
    ///
    /// # Errors
    /// If the network cannot be built for one of its sizes.
    pub fn of(config: &RunConfig, classes: usize, photographs: usize, validation: usize) -> Result<Self, NetworkError> {
        let work = RunWork::new(config, classes, photographs, validation)?;
        let epochs = config.training.epochs;
        let summary = summarize(&config.network, classes)?;
        if features::are_kept(config, summary.features) {
            return Ok(Self::of_features(config, &summary, photographs, validation));
        }
        // Frozen layers cost a forward pass alone.
        let once = work.after(0, epochs) * (summary.multiply_adds() - summary.learning_multiply_adds()) as f64;
        let whole = work.after(0, epochs) * summary.learning_multiply_adds() as f64 + VALIDATION_COST * once;
        Ok(Self { epoch: whole / epochs.max(1) as f64, whole })
    }

    /// Of a run on what frozen layers make of each photograph, and of its mirror image, once.
    fn of_features(config: &RunConfig, summary: &Summary, photographs: usize, validation: usize) -> Self {
        let is_mirrored = config.augmentation.horizontal_flip || config.prediction.mirror_averaging;
        let passes = if is_mirrored { 2.0 } else { 1.0 };
        let in_epochs = summary.learning_multiply_adds();
        let once = (summary.multiply_adds() - in_epochs) as f64 * passes * (photographs + validation) as f64;
        let validations = validation as f64 * VALIDATION_COST / config.training.validation_freq.max(1) as f64;
        let epoch = in_epochs as f64 * (photographs as f64 + validations);
        Self { epoch, whole: VALIDATION_COST * once + epoch * config.training.epochs as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Activation, LayerConfig, Padding, ResizingStage, TrainingConfig, Units, preset};

    fn config() -> RunConfig {
        let layers = vec![
            LayerConfig::Conv2D {
                filters: 4,
                kernel_size: (1, 1),
                strides: (1, 1),
                padding: Padding::Valid,
                activation: Activation::Relu,
                use_bias: true,
            },
            LayerConfig::GlobalAveragePooling2D {},
            LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true },
        ];
        let stage = |epochs, size| ResizingStage { epochs, size };
        RunConfig {
            network: NetworkConfig { input: (40, 40), layers },
            training: TrainingConfig {
                epochs: 9,
                validation_freq: 4,
                progressive_resizing: vec![stage(3, (20, 20)), stage(2, (20, 40))],
                ..TrainingConfig::default()
            },
            ..RunConfig::default()
        }
    }

    #[test]
    fn each_size_costs_what_its_arithmetic_does() {
        let work = RunWork::new(&config(), 2, 100, 30).unwrap();
        // A 1x1 convolution: four times the pixels are four times the arithmetic, but for the last layer's 8.
        for (epoch, cost, validated) in
            [(1, 0.25, 0), (3, 0.25, 0), (4, 0.5, 30), (5, 0.5, 0), (6, 1.0, 0), (8, 1.0, 30)]
        {
            let found = work.epoch(epoch);
            assert!((found.training - cost).abs() < 1e-3, "epoch {epoch}: {found:?}");
            assert_eq!(found.validated, validated, "epoch {epoch}");
        }
    }

    #[test]
    fn values_as_they_are_typed_have_a_cost() {
        let mut config = config();
        (config.training.validation_freq, config.training.epochs) = (0, 0);
        let cost = TrainingCost::of(&config, 2, 100, 30).unwrap();
        assert_eq!((cost.epoch.to_bits(), cost.whole.to_bits()), (0, 0));
    }

    #[test]
    fn a_run_costs_the_sum_of_its_epochs() {
        let config = config();
        // 40 x 40 x 3 x 4 of the convolution, and 4 x 2 of the last layer, for 4.75 epochs' worth of 100 and a third of 30 twice.
        let whole = TrainingCost::of(&config, 2, 100, 30).unwrap().whole;
        let expected = (40.0 * 40.0 * 12.0 + 8.0) * (100.0 * (3.0 * 0.25 + 2.0 * 0.5 + 4.0) + 20.0);
        assert!((whole / expected - 1.0).abs() < 1e-3, "{whole} instead of {expected}");
    }

    #[test]
    fn a_frozen_network_costs_a_pass_of_each_photo_and_of_its_mirror_image() {
        let config = preset("transfer").unwrap();
        let cost = TrainingCost::of(&config, 2, 80, 20).unwrap();
        let features = summarize(&config.network, 2).unwrap().multiply_adds() as f64 - 2.0 * 1280.0;
        assert!((cost.epoch - 2.0 * 1280.0 * (80.0 + 20.0 / 3.0)).abs() < 1.0, "{cost:?}");
        let whole = features * 2.0 * 100.0 / 3.0 + cost.epoch * config.training.epochs as f64;
        assert!((cost.whole / whole - 1.0).abs() < 1e-9, "{cost:?}");
    }

    #[test]
    fn the_work_to_come_is_the_sum_of_the_epochs_to_come() {
        for mirror_averaging in [false, true] {
            let mut config = config();
            config.prediction.mirror_averaging = mirror_averaging;
            let work = RunWork::new(&config, 2, 100, 30).unwrap();
            for epochs in [2, 4, 9] {
                for epoch in 0..=epochs {
                    let sum: f64 = (epoch + 1..=epochs).map(|epoch| work.epoch(epoch).whole()).sum();
                    assert!((work.after(epoch, epochs) - sum).abs() < 1e-9, "after {epoch} of {epochs}");
                }
            }
        }
    }
}
