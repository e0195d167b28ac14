//! The layers that pretrained networks are made of.

use crate::config::{Activation, LayerConfig, Padding};

/// How a picture is padded before a window that moves by more than one pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pad {
    /// As `TensorFlow`'s "same": where an odd number of zeros is needed, one more below and to the right.
    TensorFlow,
    /// As torchvision: equally on all sides.
    Pytorch,
}

/// Batch normalisation, by what it adds to the variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Norm(pub f32);

impl Norm {
    /// The layer, with Keras's momentum.
    pub fn layer(self) -> LayerConfig {
        LayerConfig::BatchNormalization { momentum: 0.99, epsilon: self.0 }
    }
}

/// A convolution without bias, after its padding.
pub fn convolution(filters: usize, kernel: usize, stride: usize, pad: Pad) -> Vec<LayerConfig> {
    padded(kernel, stride, pad, |padding| LayerConfig::Conv2D {
        filters,
        kernel_size: (kernel, kernel),
        strides: (stride, stride),
        padding,
        activation: Activation::Linear,
        use_bias: false,
    })
}

/// A depthwise convolution without bias, after its padding.
pub fn depthwise(kernel: usize, stride: usize, pad: Pad) -> Vec<LayerConfig> {
    padded(kernel, stride, pad, |padding| LayerConfig::DepthwiseConv2D {
        kernel_size: (kernel, kernel),
        strides: (stride, stride),
        padding,
        depth_multiplier: 1,
        activation: Activation::Linear,
        use_bias: false,
    })
}

/// A function of each value.
pub fn activation(activation: Activation) -> LayerConfig {
    LayerConfig::Activation { activation }
}

/// Zeros on all sides, so many each.
pub fn zeros(each: usize) -> LayerConfig {
    LayerConfig::ZeroPadding2D { padding: ((each, each), (each, each)) }
}

/// With strides of 1 both ways of padding are the same.
fn padded(kernel: usize, stride: usize, pad: Pad, layer: impl Fn(Padding) -> LayerConfig) -> Vec<LayerConfig> {
    match pad {
        Pad::Pytorch if stride > 1 && kernel > 1 => vec![zeros(kernel / 2), layer(Padding::Valid)],
        Pad::Pytorch | Pad::TensorFlow => vec![layer(Padding::Same)],
    }
}
