//! From the list of layers, as the user wrote it, to the operations that run: what stands in the right order is fused.

use std::ops::Range;

use super::ops::batch_norm::Normalisation;
use super::ops::conv::Convolution;
use super::ops::conv_block::ConvBlock;
use super::ops::dense::Dense;
use super::ops::pooling::Pooling;
use super::shapes::LayerShape;
use crate::config::LayerConfig;

/// An operation.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// Convolution, ReLU, normalisation, max pooling and dropout together.
    ConvBlock(ConvBlock),
    /// A convolution by itself.
    Conv(Convolution),
    /// A normalisation by itself.
    Normalisation(Normalisation),
    /// A pooling by itself.
    Pooling(Pooling),
    /// Dropout by itself, with its rate.
    Dropout(f32),
    /// A change of shape alone: NHWC is Keras's order of flattening already.
    Flatten,
    /// A dense layer.
    Dense(Dense),
}

/// An operation and the layers that it does, numbers from 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// What runs.
    pub operation: Operation,
    /// The layers it stands for.
    pub layers: Range<usize>,
}

/// Plans a network whose shapes are inferred.
#[must_use]
pub fn plan(layers: &[LayerShape]) -> Vec<Planned> {
    let mut planned = Vec::new();
    let mut at = 0;
    while at < layers.len() {
        let (operation, end) = match block(layers, at) {
            Some((block, end)) => (Operation::ConvBlock(block), end),
            None => (single(&layers[at], at), at + 1),
        };
        planned.push(Planned { operation, layers: at..end });
        at = end;
    }
    planned
}

fn single(layer: &LayerShape, index: usize) -> Operation {
    let convolution = Convolution::of(layer).map(Operation::Conv);
    let pooling = || Pooling::of(layer).map(Operation::Pooling);
    let dense = || Dense::of(layer, index).map(Operation::Dense);
    let normalisation = || normalisation(layer, index).map(Operation::Normalisation);
    convolution.or_else(dense).or_else(normalisation).or_else(pooling).unwrap_or(match layer.config {
        LayerConfig::Dropout { rate } => Operation::Dropout(rate),
        _ => Operation::Flatten,
    })
}

fn normalisation(layer: &LayerShape, index: usize) -> Option<Normalisation> {
    match layer.config {
        LayerConfig::BatchNormalization { momentum, epsilon } => {
            Some(Normalisation { layer: index, momentum, epsilon })
        }
        _ => None,
    }
}

/// Conv2D, BatchNormalization and a plain MaxPooling2D from `at` on, and Dropout if it follows.
fn block(layers: &[LayerShape], at: usize) -> Option<(ConvBlock, usize)> {
    let conv = Convolution::of(&layers[at])?;
    let normalisation = normalisation(layers.get(at + 1)?, at + 1)?;
    let pooling = layers.get(at + 2)?;
    let pool = Pooling::of(pooling)?.plain_max()?;
    let (rate, end) = match layers.get(at + 3).map(|layer| &layer.config) {
        Some(LayerConfig::Dropout { rate }) => (*rate, at + 4),
        _ => (0.0, at + 3),
    };
    Some((ConvBlock { conv, layer: at, normalisation, pool, rate, output: pooling.output }, end))
}
