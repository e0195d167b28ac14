//! A training step: the forward pass with a tape, the backward pass, the update.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use dfdx::losses::cross_entropy_with_logits_loss;
use dfdx::tensor::{AsArray as _, TensorFromVec as _};
use dfdx::tensor_ops::Backward as _;
use rayon::prelude::*;

use super::Network;
use super::phases::Clock;
use crate::memory::caught;
use crate::nn::error::NetworkError;
use crate::nn::ops::{
    Step, activation, batch_norm, conv, conv_block, dense, depthwise, dropout, pooling, residual, zero_padding,
};
use crate::nn::optimizer::{Update, update_average};
use crate::nn::params::{Sink, StepState};
use crate::nn::plan::{Operation, Planned};
use crate::nn::probabilities::{argmax, softmax};
use crate::nn::tape::{Traced, device};

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

/// Floats in a piece of work.
const PIECE: usize = 16 * 1024;

struct Pass {
    loss: f32,
    logits: Vec<f32>,
    gradients: Vec<Vec<f32>>,
}

impl Network {
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
        self.train_rows(features.as_deref().unwrap_or(x), count, labels, learning_rate, dropout, None)
    }

    pub(super) fn train_rows(
        &mut self,
        x: &[f32],
        count: usize,
        labels: &[u32],
        learning_rate: f32,
        dropout: DropoutKey,
        clock: Option<&Clock>,
    ) -> Result<BatchOutcome, NetworkError> {
        let update = Update { config: self.optimizer.clone(), learning_rate, iteration: self.iterations };
        // All on a thread of the pool: waking it for each operation would take longer than many of them.
        let context = self.context.clone();
        let pass = context.run(|| self.pass(x, count, labels, Some(dropout), Sink::Apply(update), clock))?;
        context.run(|| self.update_averages());
        self.iterations += 1;
        let classes = self.classes();
        let correct =
            pass.logits.chunks_exact(classes).zip(labels).filter(|(row, label)| argmax(row) == **label as usize);
        Ok(BatchOutcome { loss: pass.loss, correct: correct.count() })
    }

    /// As Keras, the averages begin with the weights after the first step. The moving statistics of batch normalisation
    /// are averaged with the weights that they belong to.
    fn update_averages(&mut self) {
        let Some(averages) = &mut self.averages else { return };
        let momentum = if self.iterations == 0 { 0.0 } else { self.optimizer.ema_momentum };
        let changing = averages.all.iter_mut().zip(&self.parameters.all).filter(|(_, own)| !own.spec.frozen);
        for (average, parameter) in changing {
            let pieces = average.data.par_chunks_mut(PIECE).zip(parameter.data.par_chunks(PIECE));
            pieces.for_each(|(average, weights)| update_average(average, weights, momentum));
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
        let pass = self.pass(features.as_deref().unwrap_or(x), count, labels, dropout, Sink::Collect(all), None)?;
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
        clock: Option<&Clock>,
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
        let result = caught(|| self.forward_and_backward(&step, x, labels, count, clock))?;
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
        clock: Option<&Clock>,
    ) -> Result<(f32, Vec<f32>), NetworkError> {
        let device = device();
        let mut input = self.context.buffer(x.len());
        let copied = input.par_chunks_mut(PIECE).zip(x.par_chunks(PIECE));
        self.context.run(|| copied.for_each(|(to, from)| to.copy_from_slice(from)));
        let traced = Traced::input(&device, Arc::new(input), count, self.trained_input());
        let plan = &self.plan[self.frozen..];
        let traced = match clock {
            None => self.train_operations(step, plan, traced),
            Some(clock) => {
                let operation = |x, planned| clock.marked(self.train_operation(step, planned, x));
                plan.iter().fold(clock.marked(traced), operation)
            }
        };
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
}
