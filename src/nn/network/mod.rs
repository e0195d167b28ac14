//! A network: its layers and tensors, training steps and inference.

mod frozen;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use dfdx::losses::cross_entropy_with_logits_loss;
use dfdx::tensor::{AsArray as _, TensorFromVec as _};
use dfdx::tensor_ops::Backward as _;
use rayon::prelude::*;

use crate::config::{NetworkConfig, OptimizerConfig};
use crate::memory::caught;
use crate::nn::context::Context;
use crate::nn::error::NetworkError;
use crate::nn::folded::Folded;
use crate::nn::inference::{Inference, Watch};
use crate::nn::kernels::Simd;
use crate::nn::loss::Loss;
use crate::nn::ops::{
    Step, activation, batch_norm, conv, conv_block, dense, depthwise, dropout, pooling, residual, zero_padding,
};
use crate::nn::optimizer::{Update, slots, update_average};
use crate::nn::params::{Parameter, Parameters, Sink, StepState};
use crate::nn::plan::{Operation, Planned, plan};
use crate::nn::probabilities::{argmax, softmax};
use crate::nn::shapes::{LayerShape, Shape, frozen_layers, infer};
use crate::nn::statistics::{ChannelStatistics, MapStatistics, Observation, direction, of_channels};
use crate::nn::tape::{Traced, device};
use crate::nn::tensors::{OwnedTensor, TensorView};

/// Identifies the dropout masks of a training step: equal keys give equal masks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DropoutKey {
    /// The run's seed.
    pub seed: u64,
    /// The step's number in the run.
    pub step: u64,
}

/// Loss and correct predictions of a training step, before its update.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BatchOutcome {
    /// Mean loss over the batch, smoothed and weighted.
    pub loss: f32,
    /// Pictures whose most probable class is their label.
    pub correct: usize,
}

/// Loss, probabilities and gradients of a training step that leaves the weights as they are.
#[derive(Debug, Clone, PartialEq)]
pub struct GradientCheck {
    /// Mean cross-entropy over the batch.
    pub loss: f32,
    /// Training-mode probabilities, `[count, classes]`.
    pub probabilities: Vec<f32>,
    /// Gradients of the trainable tensors, in the order of [`Network::tensors`].
    pub gradients: Vec<Vec<f32>>,
}

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

    /// One training step on a batch: `x` is `[count, height, width, 3]`, a label the index of a class.
    ///
    /// # Errors
    /// If pixels or labels do not fit the network; the weights are then unchanged. If the system has no memory left; the
    /// network has then lost its weights and is of no further use.
    pub fn train_batch(
        &mut self,
        x: &[f32],
        labels: &[u32],
        learning_rate: f32,
        dropout: DropoutKey,
    ) -> Result<BatchOutcome, NetworkError> {
        let count = self.check(x)?;
        let features = self.given_features(x, count)?;
        self.train_rows(features.as_deref().unwrap_or(x), count, labels, learning_rate, dropout)
    }

    fn train_rows(
        &mut self,
        x: &[f32],
        count: usize,
        labels: &[u32],
        learning_rate: f32,
        dropout: DropoutKey,
    ) -> Result<BatchOutcome, NetworkError> {
        let update = Update { config: self.optimizer.clone(), learning_rate, iteration: self.iterations };
        let pass = self.pass(x, count, labels, Some(dropout), Sink::Apply(update))?;
        self.update_averages();
        self.iterations += 1;
        let classes = self.classes();
        let correct =
            pass.logits.chunks_exact(classes).zip(labels).filter(|(row, label)| argmax(row) == **label as usize);
        Ok(BatchOutcome { loss: pass.loss, correct: correct.count() })
    }

    /// As Keras, the averages begin with the weights after the first step. The moving statistics of batch normalisation
    /// are averaged with the weights that they belong to.
    fn update_averages(&mut self) {
        const PIECE: usize = 16 * 1024;
        let Some(averages) = &mut self.averages else { return };
        let momentum = if self.iterations == 0 { 0.0 } else { self.optimizer.ema_momentum };
        let changing = averages.all.iter_mut().zip(&self.parameters.all).filter(|(_, own)| !own.spec.frozen);
        for (average, parameter) in changing {
            self.context.run(|| {
                let pieces = average.data.par_chunks_mut(PIECE).zip(parameter.data.par_chunks(PIECE));
                pieces.for_each(|(average, weights)| update_average(average, weights, momentum));
            });
        }
    }

    /// The gradients of a training step, which updates the moving statistics of batch normalisation but not the
    /// weights.
    ///
    /// # Errors
    /// If pixels or labels do not fit the network.
    pub fn gradients(
        &mut self,
        x: &[f32],
        labels: &[u32],
        dropout: Option<DropoutKey>,
    ) -> Result<GradientCheck, NetworkError> {
        let all = vec![Vec::new(); self.parameters.all.len()];
        let count = self.check(x)?;
        let features = self.given_features(x, count)?;
        let pass = self.pass(features.as_deref().unwrap_or(x), count, labels, dropout, Sink::Collect(all))?;
        let trainable = self.parameters.all.iter().map(|parameter| parameter.spec.trainable);
        let gradients = pass.gradients.into_iter().zip(trainable).filter(|(_, trainable)| *trainable);
        Ok(GradientCheck {
            loss: pass.loss,
            probabilities: softmax(&pass.logits, self.classes()),
            gradients: gradients.map(|(gradient, _)| gradient).collect(),
        })
    }

    /// The forward pass with a tape, and the backward pass, of the operations that are not frozen.
    fn pass(
        &mut self,
        x: &[f32],
        count: usize,
        labels: &[u32],
        dropout: Option<DropoutKey>,
        sink: Sink,
    ) -> Result<Pass, NetworkError> {
        let classes = self.classes();
        if labels.len() != count || labels.iter().any(|label| *label as usize >= classes) {
            return Err(NetworkError::BatchLabels { count, classes });
        }
        self.inference.take();
        let parameters = std::mem::take(&mut self.parameters);
        let state = Rc::new(RefCell::new(StepState { parameters, sink }));
        let dropout = dropout.map(|key| dropout::step_key(key.seed, key.step));
        let step = Step { context: self.context.clone(), state: state.clone(), dropout };
        let result = caught(|| self.forward_and_backward(&step, x, labels, count))?;
        drop(step);
        // The tape has been dropped, and with it every other owner.
        let Ok(state) = Rc::try_unwrap(state).map(RefCell::into_inner) else {
            unreachable!("an operation outlived its tape");
        };
        self.parameters = state.parameters;
        let (loss, logits) = result?;
        let gradients = match state.sink {
            Sink::Collect(gradients) => gradients,
            Sink::Apply(_) => Vec::new(),
        };
        Ok(Pass { loss, logits, gradients })
    }

    fn forward_and_backward(
        &self,
        step: &Step,
        x: &[f32],
        labels: &[u32],
        count: usize,
    ) -> Result<(f32, Vec<f32>), NetworkError> {
        let device = device();
        let mut input = self.context.buffer(x.len());
        input.copy_from_slice(x);
        let traced = Traced::input(&device, Arc::new(input), count, self.trained_input());
        let traced = self.train_operations(step, &self.plan[self.frozen..], traced);
        let logits = traced.values.to_vec();
        let classes = self.classes();
        let targets = device.tensor_from_vec(self.loss.targets(labels, classes), (count, classes));
        let loss = cross_entropy_with_logits_loss(traced.into_tensor()?, targets);
        let value = loss.array();
        drop(loss.try_backward()?);
        Ok((value, logits))
    }

    fn train_operations(&self, step: &Step, plan: &[Planned], x: Traced) -> Traced {
        plan.iter().fold(x, |x, planned| self.train_operation(step, planned, x))
    }

    fn train_operation(&self, step: &Step, planned: &Planned, x: Traced) -> Traced {
        let layer = planned.layers.start;
        // Pictures and features need no gradient.
        let first = self.layers[layer].source.is_none_or(|source| source < self.first_trained());
        match &planned.operation {
            Operation::ConvBlock(block) => conv_block::train(step, block.clone(), x, first),
            Operation::Conv(conv) => conv::train(step, conv.clone(), layer, x, first),
            Operation::Normalisation(normalisation) => batch_norm::train(step, *normalisation, x),
            Operation::Pooling(pooling) => pooling::train(step, *pooling, x),
            Operation::Depthwise(depthwise) => depthwise::train(step, depthwise.clone(), layer, x, first),
            Operation::ZeroPadding(padding) => zero_padding::train(step, *padding, x),
            Operation::Activation(function) => activation::train(step, *function, x),
            Operation::Residual(block) => {
                let (fork, x) = residual::begin(step, x);
                let main = self.train_operations(step, &block.main, x);
                let values = main.values.clone();
                let shortcut = self.train_operations(step, &block.shortcut, fork.turn(main));
                fork.end(&values, shortcut)
            }
            Operation::Sum => unreachable!("a sum ends a residual block"),
            Operation::Dropout(rate) => dropout::train(step, layer, *rate, x),
            Operation::Flatten => x.reshaped(self.layers[layer].output),
            Operation::Dense(dense) => dense::train(step, *dense, x, first),
        }
    }

    /// Each picture's validation loss, from its row of logits: smoothed as in training, not weighted.
    ///
    /// # Panics
    /// If a label is no class.
    #[must_use]
    pub fn validation_losses(&self, logits: &[f32], labels: &[u32]) -> Vec<f32> {
        self.loss.of_validation(logits, labels, self.classes())
    }

    /// Inference: the logits, `[count, classes]`.
    ///
    /// # Errors
    /// If `x` is not a whole number of pictures.
    pub fn logits(&self, x: &[f32]) -> Result<Vec<f32>, NetworkError> {
        let count = self.check(x)?;
        let features = self.given_features(x, count)?;
        let logits = self.watched_logits(features.as_deref().unwrap_or(x), count, &mut |_, _, _| ())?;
        self.averaged(logits, x, count)
    }

    /// The logits from what the frozen operations make of pictures, or from the pictures where nothing is frozen.
    fn watched_logits(&self, x: &[f32], count: usize, watch: Watch<'_>) -> Result<Vec<f32>, NetworkError> {
        Ok(caught(|| self.packed().run(&self.context, self.predicting(), x, count, watch))?)
    }

    /// What the frozen operations make of pictures, where there are any.
    fn given_features(&self, x: &[f32], count: usize) -> Result<Option<Vec<f32>>, NetworkError> {
        if self.frozen > 0 { Ok(Some(self.run_frozen(x, count, false)?.0)) } else { Ok(None) }
    }

    /// The logits of the pictures `x`, averaged with those of their mirror images where predictions are.
    fn averaged(&self, logits: Vec<f32>, x: &[f32], count: usize) -> Result<Vec<f32>, NetworkError> {
        if !self.mirror_averaging {
            return Ok(logits);
        }
        let (_, width, channels) = self.input();
        let mirrored = mirrored(x, width, channels);
        let features = self.given_features(&mirrored, count)?;
        let of_mirrored = self.watched_logits(features.as_deref().unwrap_or(&mirrored), count, &mut |_, _, _| ())?;
        Ok(self.mean_of(&logits, &of_mirrored))
    }

    /// Logits whose probabilities are the means of those of two equally long rows of logits.
    #[must_use]
    pub fn mean_of(&self, one: &[f32], other: &[f32]) -> Vec<f32> {
        let [one, other] = [one, other].map(|logits| softmax(logits, self.classes()));
        one.iter().zip(&other).map(|(one, other)| log_mean(*one, *other)).collect()
    }

    fn packed(&self) -> &Inference {
        let pack = || Inference::new(&self.context, &self.plan[self.frozen..], &self.layers, self.predicting());
        self.inference.get_or_init(pack)
    }

    /// Inference: each picture's probabilities with the channel statistics of its feature maps.
    ///
    /// # Errors
    /// If `x` is not a whole number of pictures, or a probability not a finite number.
    pub fn observe(&self, x: &[f32]) -> Result<Vec<Observation>, NetworkError> {
        let count = self.check(x)?;
        let mut statistics: Vec<ChannelStatistics> = vec![Vec::new(); count];
        let last_pretrained = self.layers.iter().rposition(|layer| layer.pretrained.is_some());
        // Of a pretrained network, its last feature maps stand for all.
        let mut watch = |layer: usize, shape: Shape, values: &[f32]| {
            let of_maps: fn(Shape, &[f32]) -> Option<MapStatistics> = match last_pretrained {
                Some(last) if layer < last => return,
                Some(last) if layer == last => |shape, maps| direction(shape, maps).map(MapStatistics::Features),
                _ => |shape, maps| of_channels(shape, maps).map(MapStatistics::Moments),
            };
            let each = statistics.par_iter_mut().zip(values.par_chunks_exact(shape.size()));
            each.for_each(|(rows, maps)| rows.extend(of_maps(shape, maps)));
        };
        let logits = if self.frozen > 0 {
            let (features, maps) = self.run_frozen(x, count, true)?;
            let logits = self.watched_logits(&features, count, &mut watch)?;
            if let Some(last) = last_pretrained.filter(|last| *last < self.first_trained()) {
                watch(last, self.frozen_maps(), &maps);
            }
            logits
        } else {
            self.watched_logits(x, count, &mut watch)?
        };
        let logits = self.averaged(logits, x, count)?;
        let probabilities = finite(softmax(&logits, self.classes()))?;
        let rows = probabilities.chunks_exact(self.classes()).map(<[f32]>::to_vec);
        let observed = rows.zip(statistics);
        Ok(observed.map(|(probabilities, statistics)| Observation { probabilities, statistics }).collect())
    }

    /// Inference: the probabilities, `[count, classes]`.
    ///
    /// # Errors
    /// If `x` is not a whole number of pictures, or a probability not a finite number.
    pub fn probabilities(&self, x: &[f32]) -> Result<Vec<f32>, NetworkError> {
        finite(softmax(&self.logits(x)?, self.classes()))
    }

    fn check(&self, x: &[f32]) -> Result<usize, NetworkError> {
        let (height, width, channels) = self.input();
        let size = height * width * channels;
        if x.is_empty() || !x.len().is_multiple_of(size) {
            return Err(NetworkError::BatchPixels { numbers: x.len(), height, width, channels });
        }
        Ok(x.len() / size)
    }

    /// All tensors that predict, layer by layer, in Keras's order and with its names: the moving averages where the
    /// optimiser keeps them. Those of a frozen pretrained network are none of them.
    #[must_use]
    pub fn tensors(&self) -> Vec<TensorView<'_>> {
        self.predicting().all.iter().filter(|parameter| !parameter.spec.frozen).map(Parameter::view).collect()
    }

    /// As [`Network::tensors`], with those of a frozen pretrained network.
    #[must_use]
    pub fn all_tensors(&self) -> Vec<TensorView<'_>> {
        self.predicting().all.iter().map(Parameter::view).collect()
    }

    /// Replaces all tensors, and their moving averages, by `tensors`, matched by name.
    ///
    /// # Errors
    /// If one is missing, unknown or of another shape; the network is then unchanged.
    pub fn load_tensors(&mut self, tensors: &[OwnedTensor]) -> Result<(), NetworkError> {
        let own = self.parameters.all.iter().map(|parameter| &parameter.spec).filter(|spec| !spec.frozen);
        let expected: Vec<_> = own.map(|spec| (spec.name.clone(), spec.shape.clone())).collect();
        let found = matched(&expected, tensors)?;
        self.inference.take();
        for parameters in std::iter::once(&mut self.parameters).chain(&mut self.averages) {
            let own = parameters.all.iter_mut().filter(|parameter| !parameter.spec.frozen);
            for (parameter, data) in own.zip(&found) {
                parameter.data.copy_from_slice(data);
            }
        }
        Ok(())
    }

    /// The number of steps that the optimiser has taken.
    #[must_use]
    pub fn iterations(&self) -> u64 {
        self.iterations
    }

    /// The optimiser's state for each trainable tensor, named `optimizer/<tensor>/<slot>`. Where it keeps moving averages,
    /// the trained tensors are part of its state as `optimizer/<tensor>/trained`.
    #[must_use]
    pub fn optimizer_tensors(&self) -> Vec<TensorView<'_>> {
        let names = slots(&self.optimizer);
        let mut views = Vec::new();
        for parameter in &self.parameters.all {
            for (slot, data) in names.iter().zip(&parameter.slots) {
                let name = slot_name(&parameter.spec.name, slot);
                views.push(TensorView { name, shape: parameter.spec.shape.clone(), data, trainable: false });
            }
            if self.averages.is_some() && !parameter.spec.frozen {
                let (name, shape) = (slot_name(&parameter.spec.name, TRAINED), parameter.spec.shape.clone());
                views.push(TensorView { name, shape, data: &parameter.data, trainable: false });
            }
        }
        views
    }

    /// Restores the optimiser's state from [`Network::optimizer_tensors`] and [`Network::iterations`].
    ///
    /// # Errors
    /// If a tensor is missing, unknown or of another shape; the optimiser is then unchanged.
    pub fn load_optimizer(&mut self, tensors: &[OwnedTensor], iterations: u64) -> Result<(), NetworkError> {
        let expected: Vec<_> = self.optimizer_tensors().into_iter().map(|view| (view.name, view.shape)).collect();
        let found = matched(&expected, tensors)?;
        let averages = self.averages.is_some();
        let all = self
            .parameters
            .all
            .iter_mut()
            .flat_map(|Parameter { slots, data, .. }| slots.iter_mut().chain(averages.then_some(data)));
        for (slot, data) in all.zip(found) {
            slot.copy_from_slice(data);
        }
        self.iterations = iterations;
        Ok(())
    }
}

/// Pictures mirrored left to right.
fn mirrored(x: &[f32], width: usize, channels: usize) -> Vec<f32> {
    let mut x = x.to_vec();
    for row in x.chunks_exact_mut(width * channels) {
        row.reverse();
        row.chunks_exact_mut(channels).for_each(<[f32]>::reverse);
    }
    x
}

/// The logarithm of the mean of two probabilities; of 0, that of the smallest number.
fn log_mean(one: f32, other: f32) -> f32 {
    let mean = f32::midpoint(one, other);
    if mean < f32::MIN_POSITIVE { f32::MIN_POSITIVE.ln() } else { mean.ln() }
}

/// How many of the operations at the beginning are frozen.
fn frozen_operations(plan: &[Planned], layers: &[LayerShape]) -> usize {
    let frozen = frozen_layers(layers);
    plan.iter().take_while(|planned| planned.layers.end <= frozen).count()
}

/// The probabilities, if all of them are finite numbers.
fn finite(probabilities: Vec<f32>) -> Result<Vec<f32>, NetworkError> {
    let all = probabilities.iter().all(|probability| probability.is_finite());
    if all { Ok(probabilities) } else { Err(NetworkError::NotNumbers) }
}

struct Pass {
    loss: f32,
    logits: Vec<f32>,
    gradients: Vec<Vec<f32>>,
}

/// The name of a trained tensor beside its moving average.
const TRAINED: &str = "trained";

fn slot_name(tensor: &str, slot: &str) -> String {
    format!("optimizer/{tensor}/{slot}")
}

/// Checks that `tensors` are those of a network for so many classes, in time and memory linear in both.
///
/// # Errors
/// A layer that is invalid in its place, or a tensor that is missing, unknown or of another shape.
pub fn check_tensors(config: &NetworkConfig, classes: usize, tensors: &[OwnedTensor]) -> Result<(), NetworkError> {
    let layers = infer(config, classes)?;
    let specs = layers.into_iter().flat_map(|layer| layer.tensors).filter(|spec| !spec.frozen);
    let expected: Vec<_> = specs.map(|spec| (spec.name, spec.shape)).collect();
    matched(&expected, tensors).map(drop)
}

/// The elements of the `expected` tensors, in their order.
fn matched<'a>(expected: &[(String, Vec<usize>)], tensors: &'a [OwnedTensor]) -> Result<Vec<&'a [f32]>, NetworkError> {
    let known: HashSet<&str> = expected.iter().map(|(name, _)| name.as_str()).collect();
    if let Some((name, ..)) = tensors.iter().find(|(name, ..)| !known.contains(name.as_str())) {
        return Err(NetworkError::UnknownTensor(name.clone()));
    }
    let by_name: HashMap<&str, &OwnedTensor> = tensors.iter().map(|tensor| (tensor.0.as_str(), tensor)).collect();
    let elements = |(name, shape): &(String, Vec<usize>)| {
        let (_, found, data) = by_name.get(name.as_str()).ok_or_else(|| NetworkError::MissingTensor(name.clone()))?;
        if found != shape || data.len() != shape.iter().product::<usize>() {
            let (name, expected, found) = (name.clone(), shape.clone(), found.clone());
            return Err(NetworkError::TensorShape { name, expected, found });
        }
        Ok(data.as_slice())
    };
    expected.iter().map(elements).collect()
}
