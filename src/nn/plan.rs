//! The operations that run for the list of layers in the configuration: layers in the right order are fused.

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
    /// Convolution, ReLU, normalisation, max pooling and dropout, fused.
    ConvBlock(ConvBlock),
    /// A convolution.
    Conv(Convolution),
    /// A batch normalisation.
    Normalisation(Normalisation),
    /// A pooling.
    Pooling(Pooling),
    /// Dropout with its rate.
    Dropout(f32),
    /// A change of shape only: NHWC already is Keras's order of flattening.
    Flatten,
    /// A dense layer.
    Dense(Dense),
}

/// An operation and the layers that it computes.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// The operation.
    pub operation: Operation,
    /// The range of its layers, numbers from 0.
    pub layers: Range<usize>,
}

/// The operations of a network whose shapes are inferred.
#[must_use]
pub fn plan(layers: &[LayerShape]) -> Vec<Planned> {
    let mut planned = Vec::new();
    let mut at = 0;
    while at < layers.len() {
        let (operation, end) = match block(layers, at) {
            Some((block, end)) => (Operation::ConvBlock(block), end),
            None => (unfused(&layers[at], at), at + 1),
        };
        planned.push(Planned { operation, layers: at..end });
        at = end;
    }
    planned
}

/// The operation that computes `layer`, number `index` from 0, alone.
#[must_use]
pub fn unfused(layer: &LayerShape, index: usize) -> Operation {
    let convolution = Convolution::of(layer).map(Operation::Conv);
    let pooling = || Pooling::of(layer).map(Operation::Pooling);
    let dense = || Dense::of(layer, index).map(Operation::Dense);
    let normalisation = || Normalisation::of(layer, index).map(Operation::Normalisation);
    convolution.or_else(dense).or_else(normalisation).or_else(pooling).unwrap_or(match layer.config {
        LayerConfig::Dropout { rate } => Operation::Dropout(rate),
        _ => Operation::Flatten,
    })
}

/// The block that begins with layer `at`, and the layer after it: Conv2D, BatchNormalization, a MaxPooling2D without
/// padding or overlap, and Dropout if it follows.
fn block(layers: &[LayerShape], at: usize) -> Option<(ConvBlock, usize)> {
    let conv = Convolution::of(&layers[at])?;
    let normalisation = Normalisation::of(layers.get(at + 1)?, at + 1)?;
    let pooling = layers.get(at + 2)?;
    let pool = Pooling::of(pooling)?.plain_max()?;
    let (rate, end) = match layers.get(at + 3).map(|layer| &layer.config) {
        Some(LayerConfig::Dropout { rate }) => (*rate, at + 4),
        _ => (0.0, at + 3),
    };
    Some((ConvBlock { conv, layer: at, normalisation, pool, rate, output: pooling.output }, end))
}
