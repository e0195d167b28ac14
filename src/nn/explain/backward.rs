//! The gradient of a logit with respect to the activations of a layer, at inference and for one picture.

use super::Activations;
use super::field::{first_largest, window_of};
use crate::config::{Activation, LayerConfig};
use crate::nn::network::Network;
use crate::nn::ops::activation::slope;
use crate::nn::ops::zero_padding::ZeroPadding;
use crate::nn::shapes::{LayerShape, Shape};

/// The gradient of the logit of `class` with respect to the activations of layer number `until`.
pub(super) fn logit_gradient(network: &Network, activations: &Activations, class: usize, until: usize) -> Vec<f32> {
    let (layers, ..) = network.parts();
    let mut gradient = vec![0.0; network.classes()];
    gradient[class] = 1.0;
    let mut of_result: Vec<Option<Vec<f32>>> = vec![None; layers.len()];
    if let Some(last) = of_result.last_mut() {
        *last = Some(gradient);
    }
    for index in (until + 1..layers.len()).rev() {
        let Some(gradient) = of_result[index].take() else { continue };
        let mut add = |source: Option<usize>, gradient: Vec<f32>| {
            let Some(source) = source.filter(|source| *source >= until) else { return };
            match &mut of_result[source] {
                Some(sum) => sum.iter_mut().zip(gradient).for_each(|(sum, more)| *sum += more),
                none => *none = Some(gradient),
            }
        };
        if let Some(sum) = &layers[index].sum {
            add(sum.shortcut_source(layers), gradient.clone());
            add(layers[index].source, gradient);
        } else {
            add(layers[index].source, through(network, index, activations, gradient));
        }
    }
    of_result[until].take().unwrap_or_else(|| vec![0.0; layers[until].output.size()])
}

/// From the gradient of a layer's output to that of its input.
fn through(network: &Network, index: usize, activations: &Activations, mut gradient: Vec<f32>) -> Vec<f32> {
    let (layers, parameters, _) = network.parts();
    let layer = &layers[index];
    let (x, y) = (activations.input_of(index), &activations.layers[index].values);
    if has_relu(&layer.config) {
        gradient.iter_mut().zip(y).filter(|(_, y)| **y <= 0.0).for_each(|(g, _)| *g = 0.0);
    }
    match &layer.config {
        LayerConfig::Dense { .. } => {
            parameters.get(index, 0).chunks_exact(gradient.len()).map(|weights| dot(weights, &gradient)).collect()
        }
        LayerConfig::BatchNormalization { epsilon, .. } => {
            let (gamma, variance) = (parameters.get(index, 0), parameters.get(index, 3));
            let slope: Vec<f32> = gamma.iter().zip(variance).map(|(gamma, v)| gamma / (v + epsilon).sqrt()).collect();
            gradient.iter_mut().enumerate().for_each(|(i, g)| *g *= slope[i % slope.len()]);
            gradient
        }
        LayerConfig::Conv2D { .. } => convolution(layer, parameters.get(index, 0), &gradient),
        LayerConfig::DepthwiseConv2D { depth_multiplier, .. } => {
            depthwise(layer, parameters.get(index, 0), *depth_multiplier, &gradient)
        }
        LayerConfig::MaxPooling2D { .. }
        | LayerConfig::AveragePooling2D { .. }
        | LayerConfig::GlobalMaxPooling2D {}
        | LayerConfig::GlobalAveragePooling2D {} => pooling(layer, x, &gradient),
        LayerConfig::ZeroPadding2D { .. } => {
            let mut dx = vec![0.0; x.len()];
            if let Some(padding) = ZeroPadding::of(layer) {
                padding.cropped(&gradient, &mut dx);
            }
            dx
        }
        LayerConfig::Activation { activation } => {
            gradient.iter_mut().zip(x).for_each(|(g, x)| *g *= slope(*activation, *x));
            gradient
        }
        // A separable convolution's halves and a pretrained network's layers are layers of their own; a sum is taken apart by the caller.
        LayerConfig::SeparableConv2D { .. }
        | LayerConfig::Pretrained { .. }
        | LayerConfig::Residual { .. }
        | LayerConfig::Dropout { .. }
        | LayerConfig::Flatten {} => gradient,
    }
}

fn has_relu(layer: &LayerConfig) -> bool {
    matches!(
        layer,
        LayerConfig::Conv2D { activation: Activation::Relu, .. }
            | LayerConfig::DepthwiseConv2D { activation: Activation::Relu, .. }
            | LayerConfig::Dense { activation: Activation::Relu, .. }
    )
}

/// The dot product, in eight partial sums that the compiler vectorises.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, b) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut sums = [0.0; 8];
    for (a, b) in a.0.iter().zip(b.0) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f32>() + a.1.iter().zip(b.1).map(|(a, b)| a * b).sum::<f32>()
}

fn convolution(layer: &LayerShape, weights: &[f32], gradient: &[f32]) -> Vec<f32> {
    let (Shape::Picture { height, width, channels }, Some(window)) = (layer.input, window_of(layer)) else {
        return Vec::new();
    };
    let filters = layer.output.channels();
    // [row][column][filter][channel], so that the innermost loop runs over contiguous channels.
    let mut transposed = vec![0.0; weights.len()];
    for (place, weights) in weights.chunks_exact(channels * filters).enumerate() {
        let transposed = &mut transposed[place * channels * filters..][..channels * filters];
        for (i, weight) in weights.iter().enumerate() {
            transposed[i % filters * channels + i / filters] = *weight;
        }
    }
    let mut dx = vec![0.0; height * width * channels];
    for (at, gradient) in gradient.chunks_exact(filters).enumerate() {
        let (row, column) = (at / window.columns.output, at % window.columns.output);
        for (y, in_row) in window.rows_of(row) {
            for (x, in_column) in window.columns_of(column) {
                let dx = &mut dx[(y * width + x) * channels..][..channels];
                let transposed = &transposed[(in_row * window.size.1 + in_column) * filters * channels..];
                // Most are 0, behind a ReLU or a max pooling.
                for (filter, g) in gradient.iter().enumerate().filter(|(_, g)| **g != 0.0) {
                    for (dx, weight) in dx.iter_mut().zip(&transposed[filter * channels..]) {
                        *dx += g * weight;
                    }
                }
            }
        }
    }
    dx
}

fn depthwise(layer: &LayerShape, weights: &[f32], multiplier: usize, gradient: &[f32]) -> Vec<f32> {
    let (Shape::Picture { height, width, channels }, Some(window)) = (layer.input, window_of(layer)) else {
        return Vec::new();
    };
    let filters = channels * multiplier;
    let mut dx = vec![0.0; height * width * channels];
    for (at, gradient) in gradient.chunks_exact(filters).enumerate() {
        let (row, column) = (at / window.columns.output, at % window.columns.output);
        for (y, in_row) in window.rows_of(row) {
            for (x, in_column) in window.columns_of(column) {
                let dx = &mut dx[(y * width + x) * channels..][..channels];
                let weights = &weights[(in_row * window.size.1 + in_column) * filters..][..filters];
                for (filter, (g, weight)) in gradient.iter().zip(weights).enumerate() {
                    dx[filter / multiplier] += g * weight;
                }
            }
        }
    }
    dx
}

fn pooling(layer: &LayerShape, x: &[f32], gradient: &[f32]) -> Vec<f32> {
    let (Shape::Picture { width, channels, .. }, Some(window)) = (layer.input, window_of(layer)) else {
        return Vec::new();
    };
    let mut dx = vec![0.0; x.len()];
    for (at, gradient) in gradient.chunks_exact(channels).enumerate() {
        let (row, column) = (at / window.columns.output, at % window.columns.output);
        let pixels: Vec<(usize, usize)> = window.pixels_of(row, column).collect();
        for (channel, g) in gradient.iter().enumerate().filter(|(_, g)| **g != 0.0) {
            let at = |(y, x): (usize, usize)| (y * width + x) * channels + channel;
            if matches!(layer.config, LayerConfig::MaxPooling2D { .. } | LayerConfig::GlobalMaxPooling2D {}) {
                if let Some(winner) = first_largest(pixels.iter().map(|pixel| (at(*pixel), x[at(*pixel)]))) {
                    dx[winner] += g;
                }
            } else {
                for pixel in &pixels {
                    dx[at(*pixel)] += g / pixels.len() as f32;
                }
            }
        }
    }
    dx
}
