//! The activation that contributes most to a given one, layer by layer back to the first.

use std::collections::HashSet;

use super::Activations;
use super::field::first_largest;
use super::path::{OutputPath, Step, Window, output_path};
use crate::nn::network::Network;
use crate::nn::shapes::Shape;

/// Traces activation number `index` of layer number `layer` back to the first layer: the result has, for each layer up
/// to that one, the index of the activation that contributes most to the traced one of the layer that it goes into. That
/// is the largest product of a convolution or a dense layer, the largest value of a pooling, and the same index for layers
/// that work element by element. Both branches of a residual block are traced to its input, and the larger one decides
/// there; a layer that the activation does not depend on has the index 0. `None` if there is no such activation.
#[must_use]
pub fn trace(network: &Network, activations: &Activations, layer: usize, index: usize) -> Option<Vec<usize>> {
    let (layers, ..) = network.parts();
    let mut places: Vec<Option<usize>> = vec![None; layer + 1];
    places[layer] = Some(index);
    // The first layers of the branches that do not decide.
    let mut lesser = HashSet::new();
    for layer in (0..=layer).rev() {
        let Some(index) = places[layer] else { continue };
        let path = output_path(network, activations, layer, index)?;
        if let (Some(sum), Step::Sum { main, shortcut }) = (&layers[layer].sum, &path.step) {
            let main_decides = main.abs() >= shortcut.abs();
            let other = sum.shortcut_source(layers);
            if !sum.shortcut.is_empty() {
                places[sum.shortcut.end - 1] = Some(index);
                lesser.insert(if main_decides { sum.shortcut.start } else { sum.main.start });
            } else if !main_decides {
                lesser.insert(sum.main.start);
                if let Some(other) = other {
                    places[other] = Some(index);
                }
            }
        }
        let Some(source) = layers[layer].source.filter(|_| !lesser.contains(&layer)) else { continue };
        places[source] = Some(origin(&path, activations.layers[source].shape, index)?);
    }
    Some(places.into_iter().map(|place| place.unwrap_or(0)).collect())
}

/// The layer that an activation is traced back to: that which its own layer takes, or the larger branch of a sum. `None`
/// is the picture.
#[must_use]
pub fn source(network: &Network, layer: usize, step: &Step) -> Option<usize> {
    let (layers, ..) = network.parts();
    let layer = layers.get(layer)?;
    match (&layer.sum, step) {
        (Some(sum), Step::Sum { main, shortcut }) if shortcut.abs() > main.abs() => sum.shortcut_source(layers),
        _ => layer.source,
    }
}

/// The index of the input, of this shape, that contributes most.
fn origin(path: &OutputPath, input: Shape, index: usize) -> Option<usize> {
    match &path.step {
        Step::Convolution { window, kernel, .. } => {
            let products = window.values.iter().zip(kernel).map(|(value, weight)| (value * weight).abs());
            inside(window, input, window.first_channel, products)
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
        Step::ZeroPadding { from } => Some(from.unwrap_or(0)),
        Step::Normalisation { .. } | Step::Activation { .. } | Step::Sum { .. } | Step::Unchanged => Some(index),
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
