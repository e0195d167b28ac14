//! A network as a list of layers, in Keras's words and with Keras's defaults.

use serde::{Deserialize, Serialize};

use super::Units;
use super::shorthand::{one_or_two, one_or_two_or_none};

/// The input's size and the layers in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NetworkConfig {
    /// Height and width of the input, in pixels; it always has three channels.
    pub input: (usize, usize),
    /// The layers, from the input to the classes.
    pub layers: Vec<LayerConfig>,
}

impl Default for NetworkConfig {
    /// The notebook's network.
    fn default() -> Self {
        let convolution = |filters| {
            [
                LayerConfig::Conv2D {
                    filters,
                    kernel_size: (3, 3),
                    strides: default_strides(),
                    padding: Padding::Valid,
                    activation: Activation::Relu,
                    use_bias: true,
                },
                LayerConfig::BatchNormalization { momentum: default_momentum(), epsilon: default_epsilon() },
                LayerConfig::MaxPooling2D { pool_size: default_pool_size(), strides: None, padding: Padding::Valid },
                LayerConfig::Dropout { rate: 0.25 },
            ]
        };
        let dense = |units, activation| LayerConfig::Dense { units, activation, use_bias: true };
        let mut layers: Vec<_> = [32, 64, 128].into_iter().flat_map(convolution).collect();
        layers.extend([
            LayerConfig::Flatten {},
            dense(Units::Count(512), Activation::Relu),
            LayerConfig::BatchNormalization { momentum: default_momentum(), epsilon: default_epsilon() },
            LayerConfig::Dropout { rate: 0.5 },
            dense(Units::Classes, Activation::Softmax),
        ]);
        Self { input: (128, 128), layers }
    }
}

/// One layer. In RON: `Conv2D(filters: 32, kernel_size: (3, 3), activation: relu)`, `Flatten()`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum LayerConfig {
    /// Convolution.
    Conv2D {
        /// How many feature maps come out.
        filters: usize,
        /// Height and width of the window; RON takes `3` for `(3, 3)`.
        #[serde(deserialize_with = "one_or_two")]
        kernel_size: (usize, usize),
        /// Steps down and to the right; RON takes `2` for `(2, 2)`.
        #[serde(default = "default_strides", deserialize_with = "one_or_two")]
        strides: (usize, usize),
        /// What happens at the edge.
        #[serde(default)]
        padding: Padding,
        /// What is applied to its result.
        #[serde(default)]
        activation: Activation,
        /// Whether each feature map has a bias.
        #[serde(default = "default_true")]
        use_bias: bool,
    },
    /// Normalisation of each channel over the batch.
    BatchNormalization {
        /// How much of the moving statistics stays at each step.
        #[serde(default = "default_momentum")]
        momentum: f64,
        /// Added to the variance.
        #[serde(default = "default_epsilon")]
        epsilon: f32,
    },
    /// The largest value of each window.
    MaxPooling2D {
        /// Height and width of the window.
        #[serde(default = "default_pool_size", deserialize_with = "one_or_two")]
        pool_size: (usize, usize),
        /// Steps down and to the right; the window's size if left out.
        #[serde(default, deserialize_with = "one_or_two_or_none")]
        strides: Option<(usize, usize)>,
        /// What happens at the edge.
        #[serde(default)]
        padding: Padding,
    },
    /// The mean of each window.
    AveragePooling2D {
        /// Height and width of the window.
        #[serde(default = "default_pool_size", deserialize_with = "one_or_two")]
        pool_size: (usize, usize),
        /// Steps down and to the right; the window's size if left out.
        #[serde(default, deserialize_with = "one_or_two_or_none")]
        strides: Option<(usize, usize)>,
        /// What happens at the edge.
        #[serde(default)]
        padding: Padding,
    },
    /// The mean of each feature map.
    GlobalAveragePooling2D {},
    /// Drops values at random in training.
    Dropout {
        /// The share that is dropped, from 0 to less than 1.
        rate: f32,
    },
    /// Feature maps become a row of numbers, in the order height, width, channels.
    Flatten {},
    /// Every unit has a weight for every input.
    Dense {
        /// How many values come out.
        units: Units,
        /// What is applied to its result.
        #[serde(default)]
        activation: Activation,
        /// Whether each unit has a bias.
        #[serde(default = "default_true")]
        use_bias: bool,
    },
}

impl LayerConfig {
    /// Keras's name of the layer's kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Conv2D { .. } => "Conv2D",
            Self::BatchNormalization { .. } => "BatchNormalization",
            Self::MaxPooling2D { .. } => "MaxPooling2D",
            Self::AveragePooling2D { .. } => "AveragePooling2D",
            Self::GlobalAveragePooling2D {} => "GlobalAveragePooling2D",
            Self::Dropout { .. } => "Dropout",
            Self::Flatten {} => "Flatten",
            Self::Dense { .. } => "Dense",
        }
    }
}

/// What a layer applies to its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activation {
    /// Nothing.
    #[default]
    Linear,
    /// Negative values become 0.
    Relu,
    /// Probabilities that sum to 1; only on the last `Dense`.
    Softmax,
}

/// What happens at a picture's edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Padding {
    /// Windows stay inside.
    #[default]
    Valid,
    /// Zeros around, as many as TensorFlow adds; with strides of 1 the size stays.
    Same,
}

fn default_strides() -> (usize, usize) {
    (1, 1)
}

fn default_pool_size() -> (usize, usize) {
    (2, 2)
}

fn default_momentum() -> f64 {
    0.99
}

fn default_epsilon() -> f32 {
    1e-3
}

fn default_true() -> bool {
    true
}
