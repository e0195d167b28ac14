//! How much memory training a network takes, from its plan and the batch size, before anything is allocated.

use super::error::NetworkError;
use super::ops::conv::Convolution;
use super::optimizer::slots;
use super::plan::{Operation, Planned, plan};
use super::shapes::{LayerShape, TensorSpec, infer};
use crate::config::{NetworkConfig, OptimizerConfig};

/// Bytes of an `f32`.
const FLOAT: u64 = size_of::<f32>() as u64;

/// Bytes that training takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrainingMemory {
    /// All tensors.
    pub weights: u64,
    /// The optimiser's slots.
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
    let tensors = |layer: &LayerShape| layer.tensors.iter().map(|tensor| tensor.size() as u64).sum::<u64>();
    let is_trainable = |tensor: &&TensorSpec| tensor.trainable;
    let trainable = layers.iter().flat_map(|layer| &layer.tensors).filter(is_trainable);
    let mut memory = TrainingMemory {
        weights: layers.iter().map(tensors).sum(),
        slots: trainable.map(|tensor| tensor.size() as u64).sum::<u64>() * slots(optimizer).len() as u64,
        largest_layer: (0..layers.len()).rev().max_by_key(|layer| tensors(&layers[*layer])).unwrap_or(0),
        activations_per_picture: layers.first().map_or(0, |layer| layer.input.size() as u64),
        gradients_per_picture: 0,
        inference_per_picture: 0,
        work: 0,
        per_thread: 0,
    };
    for (place, planned) in plan(&layers).iter().enumerate() {
        add(&mut memory, &layers, planned, place == 0);
    }
    Ok(memory.in_bytes())
}

/// Adds what an operation takes, in floats. The first one computes no gradient of its input.
fn add(memory: &mut TrainingMemory, layers: &[LayerShape], planned: &Planned, first: bool) {
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
        Operation::Normalisation(_) | Operation::Pooling(_) | Operation::Dropout(_) => (output, dx),
        Operation::Flatten => (0, 0),
    };
    memory.activations_per_picture += activations;
    memory.gradients_per_picture += gradients;
    if !matches!(planned.operation, Operation::Flatten | Operation::Dropout(_)) {
        memory.inference_per_picture += output;
    }
}

fn convolution(memory: &mut TrainingMemory, conv: &Convolution, tensors: u64) {
    // The weights, packed and flipped; their gradient, summed in groups.
    memory.work += 4 * tensors + conv.gradient_groups() as u64;
    memory.per_thread = memory.per_thread.max(conv.scratch() as u64);
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
        }
    }
}
