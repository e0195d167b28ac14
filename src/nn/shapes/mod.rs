//! Shape inference: the shape of each layer's result, and the names and shapes of its tensors.

mod axis;
mod infer;
mod layer;

use std::fmt;
use std::ops::Range;

pub use axis::Axis;
pub use infer::infer;

use super::initializers::Initializer;
use super::layer_problem::Branch;
use crate::config::{LayerConfig, PretrainedNetwork};

/// Most values in a layer's result for one picture, or in one of its tensors: 4 GiB.
pub(super) const MAX_VALUES: usize = 1 << 30;

/// The shape of a layer's input or output for one picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Feature maps, in the order height, width, channels.
    Picture {
        /// In pixels.
        height: usize,
        /// In pixels.
        width: usize,
        /// Feature maps.
        channels: usize,
    },
    /// A row of values.
    Row(usize),
}

impl Shape {
    /// The number of values.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::Picture { height, width, channels } => height * width * channels,
            Self::Row(size) => size,
        }
    }

    /// The length of the last axis, which `BatchNormalization` and biases apply to.
    #[must_use]
    pub fn channels(self) -> usize {
        match self {
            Self::Picture { channels, .. } => channels,
            Self::Row(size) => size,
        }
    }

    /// The axes without the batch's.
    #[must_use]
    pub fn axes(self) -> Vec<usize> {
        match self {
            Self::Picture { height, width, channels } => vec![height, width, channels],
            Self::Row(size) => vec![size],
        }
    }

    /// The number of values, if it is not above the limit.
    fn checked_size(self) -> Option<usize> {
        product(&self.axes()).filter(|&size| size <= MAX_VALUES)
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Picture { height, width, channels } => write!(f, "a picture of {height}x{width}x{channels}"),
            Self::Row(size) => write!(f, "a row of {size} values"),
        }
    }
}

/// A tensor of a layer.
#[derive(Debug, Clone, PartialEq)]
pub struct TensorSpec {
    /// The layer's name and its own: `conv2d_1/kernel`.
    pub name: String,
    /// Keras's shape: convolutions `[height, width, in, out]`, dense layers `[in, out]`.
    pub shape: Vec<usize>,
    /// Whether the optimiser updates it; moving statistics are not trainable.
    pub trainable: bool,
    /// Its initial values.
    pub initializer: Initializer,
    /// Whether it is a pretrained network's and never changes, so that it is no part of a run's weights.
    pub frozen: bool,
    /// What the learning rate is multiplied by for it.
    pub learning_rate_multiplier: f32,
}

impl TensorSpec {
    /// The number of elements.
    #[must_use]
    pub fn size(&self) -> usize {
        self.shape.iter().product()
    }
}

/// A layer in its place, with inferred shapes.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerShape {
    /// The layer's configuration, with [`Units::Classes`](crate::config::Units::Classes) replaced by the number of classes.
    pub config: LayerConfig,
    /// Keras's name: `conv2d`, `conv2d_1`, `batch_normalization`.
    pub name: String,
    /// The input's shape.
    pub input: Shape,
    /// The output's shape.
    pub output: Shape,
    /// Its tensors, in Keras's order.
    pub tensors: Vec<TensorSpec>,
    /// The layer whose result goes in; `None` is the picture.
    pub source: Option<usize>,
    /// Where it ends a residual block: what it adds.
    pub sum: Option<Sum>,
    /// Its place in the configuration's list of layers, or that of the layer that it is part of.
    pub place: usize,
    /// Its place within a residual block, from the outer block to the inner one: each time the list, and the number there from 0.
    pub inside: Vec<(Branch, usize)>,
    /// The pretrained network that it is part of.
    pub pretrained: Option<PretrainedNetwork>,
}

/// How many layers a network begins with whose results training never changes: those of a frozen pretrained network, and
/// then all that have neither weights nor chance. 0 where it does not begin with such a network.
#[must_use]
pub fn frozen_layers(layers: &[LayerShape]) -> usize {
    let is_frozen = |layer: &LayerShape| {
        let is_random = matches!(layer.config, LayerConfig::Dropout { .. });
        !is_random && layer.tensors.iter().all(|tensor| tensor.frozen)
    };
    match layers.first() {
        Some(first) if first.tensors.iter().any(|tensor| tensor.frozen) => {
            // The last layer gives the classes.
            layers.iter().take(layers.len() - 1).take_while(|layer| is_frozen(layer)).count()
        }
        _ => 0,
    }
}

/// The two branches that the end of a residual block adds. Both begin with the block's input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The layers.
    pub main: Range<usize>,
    /// The shortcut's layers, right after them; empty where it is the input itself.
    pub shortcut: Range<usize>,
}

impl Sum {
    /// The layer whose result is the shortcut's; `None` is the picture.
    #[must_use]
    pub fn shortcut_source(&self, layers: &[LayerShape]) -> Option<usize> {
        if self.shortcut.is_empty() { layers[self.main.start].source } else { Some(self.shortcut.end - 1) }
    }
}

fn product(lengths: &[usize]) -> Option<usize> {
    lengths.iter().try_fold(1_usize, |product, &length| product.checked_mul(length))
}

#[cfg(test)]
mod tests;
