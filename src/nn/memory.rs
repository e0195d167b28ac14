//! How much memory training a network takes, from its plan and the batch size, before anything is allocated.

use super::error::NetworkError;
use super::ops::conv::Convolution;
use super::optimizer::slots;
use super::plan::{Operation, Planned, plan};
use super::shapes::{LayerShape, TensorSpec, frozen_layers, infer};
use crate::config::{NetworkConfig, OptimizerConfig};

/// Bytes of an `f32`.
const FLOAT: u64 = size_of::<f32>() as u64;

/// Bytes that training takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrainingMemory {
    /// All tensors.
    pub weights: u64,
    /// The optimiser's slots and moving averages.
    pub slots: u64,
    /// The layer with the largest tensors, from 0.
    pub largest_layer: usize,
    /// Operations' results that wait for the backward pass, for each picture of a batch.
    pub activations_per_picture: u64,
    /// Their gradients, for each picture of a batch.
    pub gradients_per_picture: u64,
    /// Results of a forward pass alone, for each picture of a batch.
    pub inference_per_picture: u64,
    /// The weights' gradients and packed copies.
    pub work: u64,
    /// What each thread works in.
    pub per_thread: u64,
    /// What a convolution works in for each picture of a batch, where it is computed for the whole batch at once.
    pub work_per_picture: u64,
}

/// The memory that training takes.
///
/// # Errors
/// As [`infer`].
pub fn training_memory(
    network: &NetworkConfig,
    optimizer: &OptimizerConfig,
    classes: usize,
) -> Result<TrainingMemory, NetworkError> {
    let layers = infer(network, classes)?;
    let frozen = frozen_layers(&layers);
    let tensors = |layer: &LayerShape| layer.tensors.iter().map(|tensor| tensor.size() as u64).sum::<u64>();
    let is_trainable = |tensor: &&TensorSpec| tensor.trainable;
    let trainable = layers.iter().flat_map(|layer| &layer.tensors).filter(is_trainable);
    let mut memory = TrainingMemory {
        weights: layers.iter().map(tensors).sum(),
        slots: trainable.map(|tensor| tensor.size() as u64).sum::<u64>() * slots(optimizer).len() as u64
            + if optimizer.use_ema { layers.iter().map(tensors).sum() } else { 0 },
        largest_layer: (0..layers.len()).rev().max_by_key(|layer| tensors(&layers[*layer])).unwrap_or(0),
        activations_per_picture: layers.get(frozen).map_or(0, |layer| layer.input.size() as u64),
        gradients_per_picture: 0,
        inference_per_picture: 0,
        work: 0,
        per_thread: 0,
        work_per_picture: 0,
    };
    for planned in &plan(&layers) {
        if planned.layers.end <= frozen {
            add_frozen(&mut memory, &layers, planned);
        } else {
            add(&mut memory, &layers, planned, frozen);
        }
    }
    Ok(memory.in_bytes())
}

/// Adds what a frozen operation takes, in floats: packed weights, and what each thread hands on for the picture that it is at.
fn add_frozen(memory: &mut TrainingMemory, layers: &[LayerShape], planned: &Planned) {
    for planned in planned.leaves() {
        let all = &layers[planned.layers.clone()];
        memory.work += all.iter().flat_map(|layer| &layer.tensors).map(|tensor| tensor.size() as u64).sum::<u64>();
        let largest = all.iter().map(|layer| layer.input.size() + layer.output.size()).max().unwrap_or(0);
        memory.per_thread = memory.per_thread.max(2 * largest as u64);
    }
}

/// Adds what an operation takes, in floats. The first one after those that are frozen computes no gradient of its input.
fn add(memory: &mut TrainingMemory, layers: &[LayerShape], planned: &Planned, frozen: usize) {
    let first = layers[planned.layers.start].source.is_none_or(|source| source < frozen);
    let (input, output) = (layers[planned.layers.start].input.size(), layers[planned.layers.end - 1].output.size());
    let (input, output) = (input as u64, output as u64);
    let tensors = layers[planned.layers.start].tensors.iter().map(|tensor| tensor.size() as u64).sum::<u64>();
    let dx = if first { 0 } else { input };
    let (activations, gradients) = match &planned.operation {
        // The convolution's result, the pooled values, and these normalised.
        Operation::ConvBlock(block) => {
            convolution(memory, &block.conv, tensors);
            (block.conv.output_len() as u64 + 2 * output, dx)
        }
        Operation::Conv(conv) => {
            convolution(memory, conv, tensors);
            (output, dx)
        }
        // The sums over pieces of the inputs; the input's gradient is computed transposed first.
        Operation::Dense(dense) => (output + dense.partial_sums() as u64, 2 * dx + 2 * output),
        Operation::Depthwise(depthwise) => {
            memory.per_thread = memory.per_thread.max(depthwise.scratch() as u64);
            (output, dx)
        }
        // The sum, and copies of its gradient that wait for the other branch.
        Operation::Residual(block) => {
            for planned in block.main.iter().chain(&block.shortcut) {
                add(memory, layers, planned, frozen);
            }
            (output, output + dx)
        }
        Operation::Normalisation(_)
        | Operation::Pooling(_)
        | Operation::Dropout(_)
        | Operation::ZeroPadding(_)
        | Operation::Activation(_) => (output, dx),
        Operation::Flatten | Operation::Sum => (0, 0),
    };
    memory.activations_per_picture += activations;
    memory.gradients_per_picture += gradients;
    if !matches!(planned.operation, Operation::Flatten | Operation::Dropout(_)) {
        memory.inference_per_picture += output;
    }
}

fn convolution(memory: &mut TrainingMemory, conv: &Convolution, tensors: u64) {
    // The weights, packed and flipped; their gradient, summed in groups.
    memory.work += 2 * tensors + (conv.packed_len() + conv.gradient_groups()) as u64;
    memory.per_thread = memory.per_thread.max(conv.scratch() as u64);
    memory.work_per_picture = memory.work_per_picture.max(conv.tiles_len() as u64);
}

impl TrainingMemory {
    fn in_bytes(self) -> Self {
        Self {
            weights: self.weights * FLOAT,
            slots: self.slots * FLOAT,
            largest_layer: self.largest_layer,
            activations_per_picture: self.activations_per_picture * FLOAT,
            gradients_per_picture: self.gradients_per_picture * FLOAT,
            inference_per_picture: self.inference_per_picture * FLOAT,
            work: self.work * FLOAT,
            per_thread: self.per_thread * FLOAT,
            work_per_picture: self.work_per_picture * FLOAT,
        }
    }
}
