//! A network: its layers and tensors, training steps and inference.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use dfdx::losses::cross_entropy_with_logits_loss;
use dfdx::tensor::{AsArray as _, TensorFromVec as _};
use dfdx::tensor_ops::Backward as _;
use rayon::prelude::*;

use super::context::Context;
use super::error::NetworkError;
use super::inference::Inference;
use super::kernels::Simd;
use super::ops::{Step, batch_norm, conv, conv_block, dense, dropout, pooling};
use super::optimizer::{Update, slots};
use super::params::{Parameter, Parameters, Sink, StepState};
use super::plan::{Operation, Planned, plan};
use super::probabilities::{argmax, softmax};
use super::shapes::{LayerShape, Shape, TensorSpec, infer};
use super::statistics::{Observation, of_channels};
use super::tape::{Traced, device};
use super::tensors::{OwnedTensor, TensorView};
use crate::config::{NetworkConfig, OptimizerConfig};
use crate::memory::caught;

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
    /// Mean cross-entropy over the batch.
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
    parameters: Parameters,
    optimizer: OptimizerConfig,
    iterations: u64,
    context: Context,
    /// Made at the first inference, dropped whenever a tensor changes.
    inference: OnceLock<Inference>,
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
        Ok(Self {
            plan: plan(&layers),
            parameters: Parameters::new(&layers, slots(optimizer).len(), seed)?,
            optimizer: optimizer.clone(),
            iterations: 0,
            context: Context::new(threads, simd)?,
            inference: OnceLock::new(),
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
        (&self.layers, &self.parameters, &self.context)
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
        let update = Update { config: self.optimizer.clone(), learning_rate, iteration: self.iterations };
        let pass = self.pass(x, labels, Some(dropout), Sink::Apply(update))?;
        self.iterations += 1;
        let classes = self.classes();
        let correct =
            pass.logits.chunks_exact(classes).zip(labels).filter(|(row, label)| argmax(row) == **label as usize);
        Ok(BatchOutcome { loss: pass.loss, correct: correct.count() })
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
        let pass = self.pass(x, labels, dropout, Sink::Collect(all))?;
        let trainable = self.parameters.all.iter().map(|parameter| parameter.spec.trainable);
        let gradients = pass.gradients.into_iter().zip(trainable).filter(|(_, trainable)| *trainable);
        Ok(GradientCheck {
            loss: pass.loss,
            probabilities: softmax(&pass.logits, self.classes()),
            gradients: gradients.map(|(gradient, _)| gradient).collect(),
        })
    }

    /// The forward pass with a tape, and the backward pass.
    fn pass(
        &mut self,
        x: &[f32],
        labels: &[u32],
        dropout: Option<DropoutKey>,
        sink: Sink,
    ) -> Result<Pass, NetworkError> {
        let count = self.check(x)?;
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
        let mut traced = Traced::input(&device, Arc::new(input), count, self.layers[0].input);
        for (i, planned) in self.plan.iter().enumerate() {
            traced = self.train_operation(step, planned, traced, i == 0);
        }
        let logits = traced.values.to_vec();
        let classes = self.classes();
        let mut targets = vec![0.0; count * classes];
        for (row, label) in targets.chunks_exact_mut(classes).zip(labels) {
            row[*label as usize] = 1.0;
        }
        let targets = device.tensor_from_vec(targets, (count, classes));
        let loss = cross_entropy_with_logits_loss(traced.into_tensor()?, targets);
        let value = loss.array();
        drop(loss.try_backward()?);
        Ok((value, logits))
    }

    fn train_operation(&self, step: &Step, planned: &Planned, x: Traced, first: bool) -> Traced {
        let layer = planned.layers.start;
        match &planned.operation {
            Operation::ConvBlock(block) => conv_block::train(step, block.clone(), x, first),
            Operation::Conv(conv) => conv::train(step, conv.clone(), layer, x, first),
            Operation::Normalisation(normalisation) => batch_norm::train(step, *normalisation, x),
            Operation::Pooling(pooling) => pooling::train(step, *pooling, x),
            Operation::Dropout(rate) => dropout::train(step, layer, *rate, x),
            Operation::Flatten => x.reshaped(self.layers[layer].output),
            Operation::Dense(dense) => dense::train(step, *dense, x, first),
        }
    }

    /// Inference: the logits, `[count, classes]`.
    ///
    /// # Errors
    /// If `x` is not a whole number of pictures.
    pub fn logits(&self, x: &[f32]) -> Result<Vec<f32>, NetworkError> {
        self.watched_logits(x, &mut |_, _| ())
    }

    fn watched_logits(
        &self,
        x: &[f32],
        watch: &mut (dyn FnMut(Shape, &[f32]) + Send),
    ) -> Result<Vec<f32>, NetworkError> {
        let count = self.check(x)?;
        let (context, parameters) = (&self.context, &self.parameters);
        Ok(caught(|| {
            let packed = || Inference::new(context, &self.plan, &self.layers, parameters);
            self.inference.get_or_init(packed).run(context, parameters, x, count, watch)
        })?)
    }

    /// Inference: each picture's probabilities with the channel statistics of its feature maps.
    ///
    /// # Errors
    /// If `x` is not a whole number of pictures, or a probability not a finite number.
    pub fn observe(&self, x: &[f32]) -> Result<Vec<Observation>, NetworkError> {
        let mut statistics: Vec<Vec<Vec<f32>>> = vec![Vec::new(); self.check(x)?];
        let logits = self.watched_logits(x, &mut |shape, values| {
            let each = statistics.par_iter_mut().zip(values.par_chunks_exact(shape.size()));
            each.for_each(|(rows, maps)| rows.extend(of_channels(shape, maps)));
        })?;
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

    /// All tensors, layer by layer, in Keras's order and with its names.
    #[must_use]
    pub fn tensors(&self) -> Vec<TensorView<'_>> {
        let all = self.parameters.all.iter();
        all.map(|Parameter { spec, data, .. }| {
            let TensorSpec { name, shape, trainable, .. } = spec;
            TensorView { name: name.clone(), shape: shape.clone(), data, trainable: *trainable }
        })
        .collect()
    }

    /// Replaces all tensors by `tensors`, matched by name.
    ///
    /// # Errors
    /// If one is missing, unknown or of another shape; the network is then unchanged.
    pub fn load_tensors(&mut self, tensors: &[OwnedTensor]) -> Result<(), NetworkError> {
        let expected: Vec<_> =
            self.parameters.all.iter().map(|p| (p.spec.name.clone(), p.spec.shape.clone())).collect();
        let found = matched(&expected, tensors)?;
        self.inference.take();
        for (parameter, data) in self.parameters.all.iter_mut().zip(found) {
            parameter.data.copy_from_slice(data);
        }
        Ok(())
    }

    /// The number of steps that the optimiser has taken.
    #[must_use]
    pub fn iterations(&self) -> u64 {
        self.iterations
    }

    /// The optimiser's state for each trainable tensor, named `optimizer/<tensor>/<slot>`.
    #[must_use]
    pub fn optimizer_tensors(&self) -> Vec<TensorView<'_>> {
        let names = slots(&self.optimizer);
        let mut views = Vec::new();
        for parameter in &self.parameters.all {
            for (slot, data) in names.iter().zip(&parameter.slots) {
                let name = slot_name(&parameter.spec.name, slot);
                views.push(TensorView { name, shape: parameter.spec.shape.clone(), data, trainable: false });
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
        let all = self.parameters.all.iter_mut().flat_map(|parameter| &mut parameter.slots);
        for (slot, data) in all.zip(found) {
            slot.copy_from_slice(data);
        }
        self.iterations = iterations;
        Ok(())
    }
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

fn slot_name(tensor: &str, slot: &str) -> String {
    format!("optimizer/{tensor}/{slot}")
}

/// Checks that `tensors` are those of a network for so many classes, in time and memory linear in both.
///
/// # Errors
/// A layer that is invalid in its place, or a tensor that is missing, unknown or of another shape.
pub fn check_tensors(config: &NetworkConfig, classes: usize, tensors: &[OwnedTensor]) -> Result<(), NetworkError> {
    let layers = infer(config, classes)?;
    let specs = layers.into_iter().flat_map(|layer| layer.tensors);
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
