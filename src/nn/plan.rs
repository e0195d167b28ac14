//! The operations that run for the list of layers in the configuration: layers in the right order are fused.

use std::collections::BTreeMap;
use std::ops::Range;

use super::ops::batch_norm::Normalisation;
use super::ops::conv::Convolution;
use super::ops::conv_block::ConvBlock;
use super::ops::dense::Dense;
use super::ops::depthwise::Depthwise;
use super::ops::pooling::Pooling;
use super::ops::zero_padding::ZeroPadding;
use super::shapes::LayerShape;
use crate::config::{Activation, LayerConfig};

/// An operation.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// Convolution, ReLU, normalisation, max pooling and dropout, fused.
    ConvBlock(ConvBlock),
    /// A convolution.
    Conv(Convolution),
    /// A depthwise convolution.
    Depthwise(Depthwise),
    /// A batch normalisation.
    Normalisation(Normalisation),
    /// A pooling.
    Pooling(Pooling),
    /// A padding with zeros.
    ZeroPadding(ZeroPadding),
    /// A function of each value.
    Activation(Activation),
    /// Dropout with its rate.
    Dropout(f32),
    /// A change of shape only: NHWC already is Keras's order of flattening.
    Flatten,
    /// A dense layer.
    Dense(Dense),
    /// A residual block.
    Residual(Residual),
    /// The sum that ends a residual block, where its branches are computed apart.
    Sum,
}

/// A residual block: the sum of what its branches make of the same input.
#[derive(Debug, Clone, PartialEq)]
pub struct Residual {
    /// The layers' operations.
    pub main: Vec<Planned>,
    /// The shortcut's operations; none where it is the input itself.
    pub shortcut: Vec<Planned>,
}

/// An operation and the layers that it computes.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// The operation.
    pub operation: Operation,
    /// The range of its layers, numbers from 0.
    pub layers: Range<usize>,
}

impl Planned {
    /// The operation itself, or those of a residual block's branches, and of blocks in these.
    #[must_use]
    pub fn leaves(&self) -> Vec<&Self> {
        match &self.operation {
            Operation::Residual(block) => block.main.iter().chain(&block.shortcut).flat_map(Self::leaves).collect(),
            _ => vec![self],
        }
    }
}

/// The operations of a network whose shapes are inferred.
#[must_use]
pub fn plan(layers: &[LayerShape]) -> Vec<Planned> {
    let mut blocks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (end, layer) in layers.iter().enumerate() {
        if let Some(sum) = &layer.sum {
            blocks.entry(sum.main.start).or_default().push(end);
        }
    }
    plan_range(layers, 0..layers.len(), &blocks)
}

/// `blocks` has the ends of the residual blocks by their first layers, the innermost first.
fn plan_range(layers: &[LayerShape], range: Range<usize>, blocks: &BTreeMap<usize, Vec<usize>>) -> Vec<Planned> {
    let mut planned = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let outermost = blocks.get(&at).and_then(|ends| ends.iter().rev().find(|end| **end < range.end));
        let (operation, end) = match outermost.and_then(|end| Some((layers[*end].sum.as_ref()?, *end))) {
            Some((sum, end)) => {
                let branch = |range: &Range<usize>| plan_range(layers, range.clone(), blocks);
                let block = Residual { main: branch(&sum.main), shortcut: branch(&sum.shortcut) };
                (Operation::Residual(block), end + 1)
            }
            None => match block(&layers[..range.end], at) {
                Some((block, end)) => (Operation::ConvBlock(block), end),
                None => (unfused(&layers[at], at), at + 1),
            },
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
    let depthwise = || Depthwise::of(layer).map(Operation::Depthwise);
    let pooling = || Pooling::of(layer).map(Operation::Pooling);
    let dense = || Dense::of(layer, index).map(Operation::Dense);
    let normalisation = || Normalisation::of(layer, index).map(Operation::Normalisation);
    let padding = || ZeroPadding::of(layer).map(Operation::ZeroPadding);
    let others = convolution.or_else(dense).or_else(normalisation).or_else(pooling).or_else(depthwise).or_else(padding);
    others.unwrap_or(match layer.config {
        LayerConfig::Dropout { rate } => Operation::Dropout(rate),
        LayerConfig::Activation { activation } => Operation::Activation(activation),
        LayerConfig::Residual { .. } => Operation::Sum,
        _ => Operation::Flatten,
    })
}

/// The block that begins with layer `at`, and the layer after it: Conv2D, BatchNormalization, a MaxPooling2D without
/// padding or overlap, and Dropout if it follows. Each takes the result of the one before.
fn block(layers: &[LayerShape], at: usize) -> Option<(ConvBlock, usize)> {
    let next = |index: usize| layers.get(index).filter(|layer| layer.source == Some(index - 1));
    let conv = Convolution::of(&layers[at])?;
    let normalisation = Normalisation::of(next(at + 1)?, at + 1)?;
    if normalisation.is_frozen {
        return None;
    }
    let pooling = next(at + 2)?;
    let pool = Pooling::of(pooling)?.plain_max()?;
    let (rate, end) = match next(at + 3).map(|layer| &layer.config) {
        Some(LayerConfig::Dropout { rate }) => (*rate, at + 4),
        _ => (0.0, at + 3),
    };
    Some((ConvBlock { conv, layer: at, normalisation, pool, rate, output: pooling.output }, end))
}
