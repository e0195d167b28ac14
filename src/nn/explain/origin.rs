//! The activation that contributes most to a given one, layer by layer back to the first.

use super::Activations;
use super::field::first_largest;
use super::path::{OutputPath, Step, Window, output_path};
use crate::nn::network::Network;
use crate::nn::shapes::Shape;

/// Traces activation number `index` of layer number `layer` back to the first layer: the result has, for each layer up
/// to that one, the index of the activation that contributes most to the traced one of the next layer. That is the
/// largest product of a convolution or a dense layer, the largest value of a pooling, and the same index for layers
/// that work element by element. `None` if there is no such activation.
#[must_use]
pub fn trace(network: &Network, activations: &Activations, layer: usize, index: usize) -> Option<Vec<usize>> {
    let mut places = vec![index; layer + 1];
    for layer in (0..=layer).rev() {
        let path = output_path(network, activations, layer, places[layer])?;
        if layer > 0 {
            places[layer - 1] = origin(&path, activations.layers[layer - 1].shape, places[layer])?;
        }
    }
    Some(places)
}

/// The index of the input, of this shape, that contributes most.
fn origin(path: &OutputPath, input: Shape, index: usize) -> Option<usize> {
    match &path.step {
        Step::Convolution { window, kernel, .. } => {
            let products = window.values.iter().zip(kernel).map(|(value, weight)| (value * weight).abs());
            inside(window, input, 0, products)
        }
        Step::MaxPooling { winner: (row, column), .. } => {
            let Shape::Picture { width, channels, .. } = input else { return None };
            Some((row * width + column) * channels + index % channels)
        }
        Step::AveragePooling { window } => {
            inside(window, input, index % input.channels(), window.values.iter().copied())
        }
        Step::Dense { inputs, weights, .. } => {
            first_largest(inputs.iter().zip(weights).map(|(value, weight)| (value * weight).abs()).enumerate())
        }
        Step::Normalisation { .. } | Step::Unchanged => Some(index),
    }
}

/// The index in the picture of the largest of a window's values, padding excluded.
fn inside(window: &Window, input: Shape, channel: usize, numbers: impl Iterator<Item = f32>) -> Option<usize> {
    let Shape::Picture { height, width, channels } = input else { return None };
    first_largest(numbers.enumerate().filter_map(|(at, number)| {
        let (place, in_place) = (at / window.channels, at % window.channels);
        let row = usize::try_from(window.top + (place / window.width) as isize).ok().filter(|row| *row < height)?;
        let column = usize::try_from(window.left + (place % window.width) as isize).ok().filter(|at| *at < width)?;
        Some(((row * width + column) * channels + channel + in_place, number))
    }))
}
