//! A network as a list of layers, in Keras's words and with Keras's defaults.

use serde::{Deserialize, Serialize};

use super::Units;
use super::pretrained::{PretrainedName, PretrainedNetwork, Trainable, WeightsDigest};
use super::shorthand::{one_or_two, one_or_two_or_none, sides};

/// The input's size and the layers in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NetworkConfig {
    /// Height and width of the input, in pixels; it always has three channels.
    pub input: (usize, usize),
    /// The layers, from the input to the classes.
    pub layers: Vec<LayerConfig>,
}

impl NetworkConfig {
    /// The pretrained network that it begins with, if it does.
    #[must_use]
    pub fn pretrained(&self) -> Option<PretrainedNetwork> {
        match self.layers.first()? {
            LayerConfig::Pretrained { name, weights, .. } => Some(PretrainedNetwork { name: *name, weights: *weights }),
            _ => None,
        }
    }

    /// Which layers of the pretrained network that it begins with training changes, if it begins with one.
    #[must_use]
    pub fn trainable(&self) -> Option<Trainable> {
        match self.layers.first()? {
            LayerConfig::Pretrained { trainable, .. } => Some(*trainable),
            _ => None,
        }
    }

    /// Whether it begins with a pretrained network whose weights stay as they are.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.trainable() == Some(Trainable::None)
    }
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
    /// A function of each value.
    Activation {
        /// The function.
        activation: Activation,
    },
    /// The largest value of each feature map.
    GlobalMaxPooling2D {},
    /// Pixels of zeros around the picture.
    ZeroPadding2D {
        /// Rows above and below, then columns left and right; RON takes `1` for `((1, 1), (1, 1))` and `(1, 2)` for
        /// `((1, 1), (2, 2))`.
        #[serde(default = "default_zero_padding", deserialize_with = "sides")]
        padding: ((usize, usize), (usize, usize)),
    },
    /// Convolution of each feature map by itself.
    DepthwiseConv2D {
        /// Height and width of the window; RON takes `3` for `(3, 3)`.
        #[serde(deserialize_with = "one_or_two")]
        kernel_size: (usize, usize),
        /// Steps down and to the right; RON takes `2` for `(2, 2)`.
        #[serde(default = "default_strides", deserialize_with = "one_or_two")]
        strides: (usize, usize),
        /// What happens at the edge.
        #[serde(default)]
        padding: Padding,
        /// How many feature maps come out for each that goes in.
        #[serde(default = "default_depth_multiplier")]
        depth_multiplier: usize,
        /// What is applied to its result.
        #[serde(default)]
        activation: Activation,
        /// Whether each feature map has a bias.
        #[serde(default = "default_true")]
        use_bias: bool,
    },
    /// A depthwise convolution without bias, then a 1x1 convolution.
    SeparableConv2D {
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
        /// Feature maps of the depthwise convolution for each that goes in.
        #[serde(default = "default_depth_multiplier")]
        depth_multiplier: usize,
        /// What is applied to its result.
        #[serde(default)]
        activation: Activation,
        /// Whether each feature map has a bias.
        #[serde(default = "default_true")]
        use_bias: bool,
    },
    /// The sum of what layers make of the input and of the input itself, or what the shortcut's layers make of it.
    Residual {
        /// The layers.
        layers: Vec<LayerConfig>,
        /// Left out, the input itself; where its shape is not the layers' result's, a 1x1 convolution of it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        shortcut: Vec<LayerConfig>,
    },
    /// A network that was trained on other photos before, without its classes; only as the first layer. It takes pixels from
    /// 0 to 255 and brings its own preprocessing.
    Pretrained {
        /// Which one.
        name: PretrainedName,
        /// Weights that the user has added (`bigode pretrained add`); left out, those that come with the program.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        weights: Option<WeightsDigest>,
        /// Which of its layers training changes. What stays as it is sees each photo once, if augmentation allows it.
        #[serde(default)]
        trainable: Trainable,
        /// What the learning rate is multiplied by for its weights.
        #[serde(default = "default_multiplier", skip_serializing_if = "is_default_multiplier")]
        learning_rate_multiplier: f32,
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
            Self::Activation { .. } => "Activation",
            Self::GlobalMaxPooling2D {} => "GlobalMaxPooling2D",
            Self::ZeroPadding2D { .. } => "ZeroPadding2D",
            Self::DepthwiseConv2D { .. } => "DepthwiseConv2D",
            Self::SeparableConv2D { .. } => "SeparableConv2D",
            Self::Residual { .. } => "Residual",
            Self::Pretrained { .. } => "Pretrained",
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
    /// Negative values become 0, values above 6 become 6.
    Relu6,
    /// Negative values are multiplied by 0.2.
    LeakyRelu,
    /// `x Phi(x)`, with the distribution function of the normal distribution.
    Gelu,
    /// `x / (1 + exp(-x))`
    Silu,
    /// Probabilities that sum to 1; only at the end of the network.
    Softmax,
}

impl Activation {
    /// All functions.
    pub const ALL: [Self; 7] =
        [Self::Linear, Self::Relu, Self::Relu6, Self::LeakyRelu, Self::Gelu, Self::Silu, Self::Softmax];

    /// Keras's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Relu => "relu",
            Self::Relu6 => "relu6",
            Self::LeakyRelu => "leaky_relu",
            Self::Gelu => "gelu",
            Self::Silu => "silu",
            Self::Softmax => "softmax",
        }
    }
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

fn default_multiplier() -> f32 {
    1.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_default_multiplier(value: &f32) -> bool {
    value.to_bits() == default_multiplier().to_bits()
}

fn default_true() -> bool {
    true
}

fn default_depth_multiplier() -> usize {
    1
}

fn default_zero_padding() -> ((usize, usize), (usize, usize)) {
    ((1, 1), (1, 1))
}
