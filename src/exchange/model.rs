//! A run's network as the formats take it.

use std::path::{Path, PathBuf};

use super::ExchangeError;
use super::description::Description;
use crate::config::RunConfig;
use crate::nn::shapes::{LayerShape, TensorSpec, infer};
use crate::nn::tensors::TensorView;
use crate::predict::{Classifier, Weights};
use crate::run::{self, CHECKPOINT, ModelCard, Tensors, TrainEvent, folder_name};
use crate::train::checkpoint;

/// A run's network that is about to leave.
pub struct Model {
    run: PathBuf,
    config: RunConfig,
    classifier: Classifier,
    layers: Vec<LayerShape>,
}

/// The optimiser's state that belongs to a model's weights.
#[derive(Debug, Clone, PartialEq)]
pub struct OptimizerState {
    /// The slots, named `optimizer/<tensor>/<slot>`.
    pub slots: Tensors,
    /// Steps that were taken.
    pub iterations: u64,
    /// The learning rate of the next step.
    pub learning_rate: f32,
}

impl Model {
    /// Opens weights of a run, checked against the network that they describe.
    ///
    /// # Errors
    /// A folder without a run, or weights or a configuration that are missing or damaged.
    pub fn open(run: &Path, weights: Weights, threads: usize) -> Result<Self, ExchangeError> {
        let classifier = Classifier::open(run, weights, threads)?;
        let config = run::read_config(run)?;
        let card = classifier.card();
        let layers = infer(&card.network, card.classes.len())?;
        Ok(Self { run: run.to_owned(), config, classifier, layers })
    }

    /// The run's folder.
    #[must_use]
    pub fn run(&self) -> &Path {
        &self.run
    }

    /// The run's configuration.
    #[must_use]
    pub fn config(&self) -> &RunConfig {
        &self.config
    }

    /// The network at work.
    #[must_use]
    pub fn classifier(&self) -> &Classifier {
        &self.classifier
    }

    /// Classes, layers and preprocessing of the weights.
    #[must_use]
    pub fn card(&self) -> &ModelCard {
        self.classifier.card()
    }

    /// The layers with their shapes, residual blocks as a list of layers and sums, a separable convolution as two.
    #[must_use]
    pub fn layers(&self) -> &[LayerShape] {
        &self.layers
    }

    /// All tensors, in the order of [`Self::layers`].
    #[must_use]
    pub fn tensors(&self) -> Vec<TensorView<'_>> {
        self.classifier.network().all_tensors()
    }

    /// What the files say besides the network.
    #[must_use]
    pub fn description(&self) -> Description {
        Description::of(self.card(), &folder_name(&self.run), self.classifier.epoch())
    }

    /// The training's steps, over which a schedule of the learning rate without a number of its own is stretched.
    #[must_use]
    pub fn steps(&self) -> u64 {
        let training = &self.config.training;
        let photos = match run::read_events(&self.run) {
            Ok(events) => events.iter().find_map(|event| match event {
                TrainEvent::RunStarted(info) => Some(info.training),
                _ => None,
            }),
            Err(_) => None,
        };
        photos.unwrap_or(0).div_ceil(training.batch_size.max(1)) as u64 * training.epochs as u64
    }

    /// All tensors' names and shapes.
    pub fn specs(&self) -> impl Iterator<Item = &TensorSpec> {
        self.layers.iter().flat_map(|layer| &layer.tensors)
    }

    /// The optimiser's state after the very weights that are exported. There is none where the checkpoint holds those of
    /// another epoch, or within one; where the optimiser keeps averages, which are then what predicts; and where the run
    /// has no checkpoint.
    ///
    /// # Errors
    /// A checkpoint that is damaged.
    pub fn optimizer_state(&self) -> Result<Option<OptimizerState>, ExchangeError> {
        let file = self.run.join(CHECKPOINT);
        if self.config.training.optimizer.use_ema || !file.exists() {
            return Ok(None);
        }
        let checkpoint = checkpoint::read(&file)?;
        let own = self.tensors();
        let same = own.len() == checkpoint.weights.len()
            && own.iter().all(|own| {
                let mut found = checkpoint.weights.iter();
                found.any(|(name, _, data)| *name == own.name && equal(own.data, data))
            });
        let (slots, iterations) = (checkpoint.optimizer, checkpoint.iterations);
        let learning_rate = checkpoint.state.learning_rate;
        Ok(same.then_some(OptimizerState { slots, iterations, learning_rate }))
    }
}

/// Whether all numbers have the same bits.
fn equal(a: &[f32], b: &[f32]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.to_bits() == b.to_bits())
}
