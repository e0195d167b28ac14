//! The layers as data for `network.py`.

use serde_json::{Value, json};

use crate::config::{LayerConfig, Padding};
use crate::nn::shapes::{Axis, LayerShape, Shape};

/// Each layer: its kind and arguments, where its input comes from, what it pads, and its tensors.
pub fn described(layers: &[LayerShape]) -> Vec<Value> {
    layers.iter().map(|layer| describe(layer, layers)).collect()
}

fn describe(layer: &LayerShape, layers: &[LayerShape]) -> Value {
    let kind = layer.config.kind();
    let written = serde_json::to_value(&layer.config).unwrap_or_default();
    let tensors: Vec<Value> = layer
        .tensors
        .iter()
        .map(|tensor| json!({ "name": tensor.name, "shape": tensor.shape, "trainable": tensor.trainable }))
        .collect();
    let (pads, strides) = window(layer);
    json!({
        "kind": kind,
        "name": layer.name,
        "config": written.get(kind),
        "source": layer.source,
        "shortcut": layer.sum.as_ref().and_then(|sum| sum.shortcut_source(layers)),
        "pads": pads,
        "strides": strides,
        "frozen": layer.tensors.iter().any(|tensor| tensor.frozen),
        "tensors": tensors,
    })
}

/// Zeros above, below, left and right of the input, and the steps of a layer's window.
fn window(layer: &LayerShape) -> ([usize; 4], Option<(usize, usize)>) {
    let (size, strides, padding) = match layer.config {
        LayerConfig::Conv2D { kernel_size, strides, padding, .. }
        | LayerConfig::DepthwiseConv2D { kernel_size, strides, padding, .. } => (kernel_size, strides, padding),
        LayerConfig::MaxPooling2D { pool_size, strides, padding }
        | LayerConfig::AveragePooling2D { pool_size, strides, padding } => {
            (pool_size, strides.unwrap_or(pool_size), padding)
        }
        _ => return ([0; 4], None),
    };
    let Shape::Picture { height, width, .. } = layer.input else { return ([0; 4], Some(strides)) };
    let sides = |length, size, stride, padding: Padding| {
        Axis::of(length, size, stride, padding).map_or((0, 0), |axis| (axis.before, axis.after))
    };
    let (rows, columns) = (sides(height, size.0, strides.0, padding), sides(width, size.1, strides.1, padding));
    ([rows.0, rows.1, columns.0, columns.1], Some(strides))
}
