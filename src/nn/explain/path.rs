//! The computation of a single activation.

use super::Activations;
use super::field::{Field, first_largest, receptive_field, window_of};
use crate::config::{self, LayerConfig};
use crate::nn::network::Network;
use crate::nn::probabilities::{softmax, softmax_cross_entropy};
use crate::nn::shapes::{LayerShape, Shape};

/// An activation and the values that it is computed from.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputPath {
    /// The activation.
    pub value: f32,
    /// The part of the photograph that it depends on.
    pub receptive_field: Field,
    /// The arithmetic.
    pub step: Step,
}

/// A window on a layer's input.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// First row, negative in the padding.
    pub top: isize,
    /// First column, negative in the padding.
    pub left: isize,
    /// In pixels.
    pub height: usize,
    /// In pixels.
    pub width: usize,
    /// The first of the input's channels.
    pub first_channel: usize,
    /// Values of each pixel, from that channel on.
    pub channels: usize,
    /// Row by row; 0 in the padding of a convolution, NaN in that of a pooling.
    pub values: Vec<f32>,
}

/// A layer's arithmetic for one activation.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// The dot product of window and kernel, plus the bias; then ReLU if there is one.
    Convolution {
        /// The input under the kernel.
        window: Window,
        /// The filter's weights, in the window's order.
        kernel: Vec<f32>,
        /// The bias.
        bias: f32,
        /// The sum before the activation function.
        sum: f32,
        /// Whether ReLU follows.
        relu: bool,
    },
    /// The largest value of the window.
    MaxPooling {
        /// The window of one feature map.
        window: Window,
        /// Row and column of the largest value in the layer's input, the first of equals.
        winner: (usize, usize),
    },
    /// The mean of the window.
    AveragePooling {
        /// The window of one feature map.
        window: Window,
    },
    /// `(input - mean) / sqrt(variance + epsilon) * gamma + beta`
    Normalisation {
        /// The input.
        input: f32,
        /// Moving mean of the feature map.
        mean: f32,
        /// Moving variance of the feature map.
        variance: f32,
        /// Added to the variance.
        epsilon: f32,
        /// Trained scale.
        gamma: f32,
        /// Trained shift.
        beta: f32,
    },
    /// The dot product of inputs and weights, plus the bias; then ReLU if there is one.
    Dense {
        /// The inputs.
        inputs: Vec<f32>,
        /// The unit's weights.
        weights: Vec<f32>,
        /// The bias.
        bias: f32,
        /// The sum before the activation function; in the last layer, the logit.
        sum: f32,
        /// Whether ReLU follows.
        relu: bool,
    },
    /// A function of one value.
    Activation {
        /// The value.
        input: f32,
        /// Keras's name of the function.
        function: &'static str,
    },
    /// The sum of a residual block's branches.
    Sum {
        /// The layers' value.
        main: f32,
        /// The shortcut's.
        shortcut: f32,
    },
    /// A value of the input in its new place, or a zero around the picture.
    ZeroPadding {
        /// The index of the value in the input; `None` for a zero.
        from: Option<usize>,
    },
    /// Dropout and Flatten, which change no value at inference.
    Unchanged,
}

/// The arithmetic from logits to probabilities and the loss.
#[derive(Debug, Clone, PartialEq)]
pub struct SoftmaxNumbers {
    /// The last layer's logits.
    pub logits: Vec<f32>,
    /// `exp(logit - largest logit)`
    pub exponentials: Vec<f32>,
    /// The sum of the exponentials.
    pub sum: f32,
    /// Each exponential divided by the sum.
    pub probabilities: Vec<f32>,
}

impl SoftmaxNumbers {
    /// The softmax of a picture's logits.
    #[must_use]
    pub fn of(activations: &Activations) -> Self {
        let logits = activations.logits().to_vec();
        let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let exponentials: Vec<f32> = logits.iter().map(|logit| (logit - largest).exp()).collect();
        let sum = exponentials.iter().sum();
        Self { probabilities: softmax(&logits, logits.len().max(1)), logits, exponentials, sum }
    }

    /// The cross-entropy if `class` is the label: `ln(sum) + (largest logit - logit)`, in nats.
    ///
    /// # Panics
    /// If there is no such class.
    #[must_use]
    pub fn cross_entropy(&self, class: usize) -> f32 {
        softmax_cross_entropy(&self.logits, &[class as u32], self.logits.len())[0]
    }
}

/// The computation of activation number `index` of layer number `layer`; `None` if there is no such activation.
#[must_use]
pub fn output_path(network: &Network, activations: &Activations, layer: usize, index: usize) -> Option<OutputPath> {
    let (layers, ..) = network.parts();
    let value = *activations.layers.get(layer)?.values.get(index)?;
    let step = step(network, activations, layer, index)?;
    Some(OutputPath { value, receptive_field: receptive_field(layers, layer, index), step })
}

fn step(network: &Network, activations: &Activations, layer: usize, index: usize) -> Option<Step> {
    let (layers, parameters, _) = network.parts();
    let shape = &layers[layer];
    let input = activations.input_of(layer);
    let channels = shape.output.channels();
    let channel = index % channels;
    Some(match &shape.config {
        LayerConfig::Conv2D { activation, use_bias, .. } => {
            let window = window(activations, shape, layer, index / channels, None, 0.0)?;
            let kernel: Vec<f32> = parameters.get(layer, 0).iter().skip(channel).step_by(channels).copied().collect();
            let bias = if *use_bias { parameters.get(layer, 1)[channel] } else { 0.0 };
            let sum = dot(&window.values, &kernel) + bias;
            Step::Convolution { window, kernel, bias, sum, relu: *activation == config::Activation::Relu }
        }
        LayerConfig::DepthwiseConv2D { depth_multiplier, activation, use_bias, .. } => {
            let from = channel / depth_multiplier;
            let window = window(activations, shape, layer, index / channels, Some(from), 0.0)?;
            let kernel: Vec<f32> = parameters.get(layer, 0).iter().skip(channel).step_by(channels).copied().collect();
            let bias = if *use_bias { parameters.get(layer, 1)[channel] } else { 0.0 };
            let sum = dot(&window.values, &kernel) + bias;
            Step::Convolution { window, kernel, bias, sum, relu: *activation == config::Activation::Relu }
        }
        LayerConfig::MaxPooling2D { .. } | LayerConfig::GlobalMaxPooling2D {} => {
            let window = window(activations, shape, layer, index / channels, Some(channel), f32::NAN)?;
            let Shape::Picture { width, channels, .. } = shape.input else { return None };
            let sliding = window_of(shape)?;
            let place = index / channels;
            let pixels = sliding.pixels_of(place / sliding.columns.output, place % sliding.columns.output);
            let winner = first_largest(pixels.map(|(y, x)| ((y, x), input[(y * width + x) * channels + channel])))?;
            Step::MaxPooling { window, winner }
        }
        LayerConfig::AveragePooling2D { .. } | LayerConfig::GlobalAveragePooling2D {} => {
            let window = window(activations, shape, layer, index / channels, Some(channel), f32::NAN)?;
            Step::AveragePooling { window }
        }
        LayerConfig::BatchNormalization { epsilon, .. } => {
            let tensor = |which| parameters.get(layer, which)[channel];
            let (gamma, beta, mean, variance) = (tensor(0), tensor(1), tensor(2), tensor(3));
            Step::Normalisation { input: input[index], mean, variance, epsilon: *epsilon, gamma, beta }
        }
        LayerConfig::Dense { activation, use_bias, .. } => {
            let weights: Vec<f32> = parameters.get(layer, 0).iter().skip(index).step_by(channels).copied().collect();
            let bias = if *use_bias { parameters.get(layer, 1)[index] } else { 0.0 };
            let sum = dot(input, &weights) + bias;
            Step::Dense { inputs: input.to_vec(), weights, bias, sum, relu: *activation == config::Activation::Relu }
        }
        LayerConfig::Activation { activation } => Step::Activation { input: input[index], function: activation.name() },
        LayerConfig::Residual { .. } => {
            let source = shape.sum.as_ref()?.shortcut_source(layers);
            Step::Sum { main: input[index], shortcut: activations.result_of(source)[index] }
        }
        LayerConfig::ZeroPadding2D { padding: ((above, _), (left, _)) } => {
            let (Shape::Picture { height, width, channels }, Shape::Picture { width: columns, .. }) =
                (shape.input, shape.output)
            else {
                return None;
            };
            let place = index / channels;
            let row = (place / columns).checked_sub(*above).filter(|row| *row < height);
            let column = (place % columns).checked_sub(*left).filter(|column| *column < width);
            let from = row.zip(column).map(|(row, column)| (row * width + column) * channels + channel);
            Step::ZeroPadding { from }
        }
        // What they consist of are layers of their own.
        LayerConfig::SeparableConv2D { .. } | LayerConfig::Pretrained { .. } => return None,
        LayerConfig::Dropout { .. } | LayerConfig::Flatten {} => Step::Unchanged,
    })
}

/// The window of the output pixel number `place`, of one channel or of all, with `outside` in the padding.
fn window(
    activations: &Activations,
    shape: &LayerShape,
    layer: usize,
    place: usize,
    only: Option<usize>,
    outside: f32,
) -> Option<Window> {
    let sliding = window_of(shape)?;
    let Shape::Picture { width, channels, .. } = shape.input else { return None };
    let (row, column) = (place / sliding.columns.output, place % sliding.columns.output);
    let (top, left) = sliding.start(row, column);
    let taken = only.map_or(0..channels, |channel| channel..channel + 1);
    let (height, window_width) = sliding.size;
    let mut values = vec![outside; height * window_width * taken.len()];
    let input = activations.input_of(layer);
    for (y, in_row) in sliding.rows_of(row) {
        for (x, in_column) in sliding.columns_of(column) {
            let from = &input[(y * width + x) * channels..][taken.clone()];
            values[(in_row * window_width + in_column) * taken.len()..][..taken.len()].copy_from_slice(from);
        }
    }
    let (first_channel, channels) = (taken.start, taken.len());
    Some(Window { top, left, height, width: window_width, first_channel, channels, values })
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>() as f32
}
