//! A network: its layers and tensors, training steps and inference.

mod frozen;
mod phases;
mod predictions;
mod tensors;
mod training;

use std::sync::OnceLock;

use crate::config::{NetworkConfig, OptimizerConfig};
use crate::nn::context::Context;
use crate::nn::error::NetworkError;
use crate::nn::folded::Folded;
use crate::nn::inference::Inference;
use crate::nn::kernels::Simd;
use crate::nn::loss::Loss;
use crate::nn::optimizer::slots;
use crate::nn::params::Parameters;
use crate::nn::plan::{Planned, plan};
use crate::nn::shapes::{LayerShape, Shape, frozen_layers, infer};

pub use phases::Phase;
pub use tensors::check_tensors;
pub use training::{BatchOutcome, DropoutKey, GradientCheck};

/// A convolutional network with its weights, its optimiser's state and its threads.
#[derive(Debug)]
pub struct Network {
    layers: Vec<LayerShape>,
    plan: Vec<Planned>,
    /// How many of the operations at the beginning are frozen layers of a pretrained network, and what follows from them.
    frozen: usize,
    parameters: Parameters,
    /// The moving averages of all tensors, moving statistics included, where the optimiser keeps them.
    averages: Option<Parameters>,
    optimizer: OptimizerConfig,
    loss: Loss,
    iterations: u64,
    context: Context,
    /// Whether predictions are means over a picture and its mirror image.
    mirror_averaging: bool,
    /// Made at the first inference, dropped whenever a tensor changes.
    inference: OnceLock<Inference>,
    /// The frozen operations, made at their first inference.
    folded: OnceLock<Folded>,
}

impl Network {
    /// A freshly initialised network. The weights depend on `seed` alone.
    ///
    /// # Errors
    /// If a layer is invalid in its place, with its number; if `BIGODE_SIMD` names no instruction set of this
    /// processor; or if the system provides no threads or no memory.
    pub fn new(
        config: &NetworkConfig,
        optimizer: &OptimizerConfig,
        classes: usize,
        seed: u64,
        threads: usize,
    ) -> Result<Self, NetworkError> {
        Self::with_simd(config, optimizer, classes, seed, threads, Simd::chosen()?)
    }

    /// As [`Network::new`], with a given instruction set.
    ///
    /// # Errors
    /// As [`Network::new`].
    pub fn with_simd(
        config: &NetworkConfig,
        optimizer: &OptimizerConfig,
        classes: usize,
        seed: u64,
        threads: usize,
        simd: Simd,
    ) -> Result<Self, NetworkError> {
        let layers = infer(config, classes)?;
        let parameters = Parameters::new(&layers, slots(optimizer).len(), seed)?;
        let plan = plan(&layers);
        Ok(Self {
            frozen: frozen_operations(&plan, &layers),
            plan,
            averages: optimizer.use_ema.then(|| parameters.without_slots()).transpose()?,
            parameters,
            optimizer: optimizer.clone(),
            loss: Loss::default(),
            mirror_averaging: false,
            iterations: 0,
            context: Context::new(threads, simd)?,
            inference: OnceLock::new(),
            folded: OnceLock::new(),
            layers,
        })
    }

    /// The number of classes.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.output.size())
    }

    /// Height, width and channels of a picture.
    #[must_use]
    pub fn input(&self) -> (usize, usize, usize) {
        match self.layers.first().map(|layer| layer.input) {
            Some(Shape::Picture { height, width, channels }) => (height, width, channels),
            _ => (0, 0, 0),
        }
    }

    /// The number of threads that it computes on.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.context.threads()
    }

    /// Its layers, tensors and threads, for explanations.
    pub(super) fn parts(&self) -> (&[LayerShape], &Parameters, &Context) {
        (&self.layers, self.predicting(), &self.context)
    }

    /// The tensors that predict: the moving averages where the optimiser keeps them.
    fn predicting(&self) -> &Parameters {
        self.averages.as_ref().unwrap_or(&self.parameters)
    }

    /// From now on training minimises this loss.
    pub fn set_loss(&mut self, loss: Loss) {
        self.loss = loss;
    }

    /// From now on [`Network::probabilities`] are the means of those of a picture and of its mirror image, and
    /// [`Network::logits`] their logarithms.
    pub fn set_mirror_averaging(&mut self, mirror_averaging: bool) {
        self.mirror_averaging = mirror_averaging;
    }

    /// Whether predictions are means over a picture and its mirror image.
    #[must_use]
    pub fn averages_mirrored(&self) -> bool {
        self.mirror_averaging
    }

    /// From now on pictures have this height and width. `config` is the network's.
    ///
    /// # Errors
    /// If a layer is invalid in its place with pictures of this size, or its weights fit only another size; the network is
    /// then unchanged.
    pub fn set_input(&mut self, config: &NetworkConfig, (height, width): (usize, usize)) -> Result<(), NetworkError> {
        if self.input() == (height, width, 3) {
            return Ok(());
        }
        let config = NetworkConfig { input: (height, width), layers: config.layers.clone() };
        let layers = infer(&config, self.classes())?;
        let specs = layers.iter().flat_map(|layer| &layer.tensors);
        for (spec, parameter) in specs.zip(&self.parameters.all) {
            if spec.shape != parameter.spec.shape {
                let (name, expected) = (spec.name.clone(), spec.shape.clone());
                return Err(NetworkError::TensorShape { name, expected, found: parameter.spec.shape.clone() });
            }
        }
        self.plan = plan(&layers);
        self.frozen = frozen_operations(&self.plan, &layers);
        self.layers = layers;
        self.inference.take();
        self.folded.take();
        Ok(())
    }

    fn check(&self, x: &[f32]) -> Result<usize, NetworkError> {
        let (height, width, channels) = self.input();
        let size = height * width * channels;
        if x.is_empty() || !x.len().is_multiple_of(size) {
            return Err(NetworkError::BatchPixels { numbers: x.len(), height, width, channels });
        }
        Ok(x.len() / size)
    }
}

/// How many of the operations at the beginning are frozen.
fn frozen_operations(plan: &[Planned], layers: &[LayerShape]) -> usize {
    let frozen = frozen_layers(layers);
    plan.iter().take_while(|planned| planned.layers.end <= frozen).count()
}
