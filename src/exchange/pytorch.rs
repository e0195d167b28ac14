//! PyTorch's names and orders of tensors, there and back.
//!
//! Kernels are out, in, height, width; dense ones out, in. A dense layer after `Flatten` keeps Keras's order of its inputs
//! (height, width, channels), so a PyTorch network flattens by `x.permute(0, 2, 3, 1).flatten(1)`.

use super::axes::permuted;
use crate::config::LayerConfig;
use crate::nn::shapes::{LayerShape, TensorSpec};
use crate::nn::tensors::{OwnedTensor, TensorView};

/// A tensor of this program with PyTorch's name, shape and order of elements.
#[must_use]
pub fn to_pytorch(layer: &LayerShape, tensor: &TensorView<'_>) -> OwnedTensor {
    let (data, mut shape) = permuted(tensor.data, &tensor.shape, axes(layer, &tensor.shape));
    if is_depthwise(layer) && shape.len() == 4 {
        shape = vec![shape[0] * shape[1], 1, shape[2], shape[3]];
    }
    (name(&tensor.name), shape, data)
}

/// The name and shape that a tensor has in PyTorch.
#[must_use]
pub fn name_and_shape(layer: &LayerShape, spec: &TensorSpec) -> (String, Vec<usize>) {
    let shape: Vec<usize> = axes(layer, &spec.shape).iter().map(|axis| spec.shape[*axis]).collect();
    let shape =
        if is_depthwise(layer) && shape.len() == 4 { vec![shape[0] * shape[1], 1, shape[2], shape[3]] } else { shape };
    (name(&spec.name), shape)
}

/// The elements of a tensor of [`name_and_shape`] in the order of this program.
///
/// # Panics
/// If the elements are not as many as the tensor has.
#[must_use]
pub fn from_pytorch(layer: &LayerShape, spec: &TensorSpec, data: &[f32]) -> Vec<f32> {
    let axes = axes(layer, &spec.shape);
    let shape: Vec<usize> = axes.iter().map(|axis| spec.shape[*axis]).collect();
    let mut back = vec![0; axes.len()];
    for (place, axis) in axes.iter().enumerate() {
        back[*axis] = place;
    }
    permuted(data, &shape, &back).0
}

fn is_depthwise(layer: &LayerShape) -> bool {
    matches!(layer.config, LayerConfig::DepthwiseConv2D { .. })
}

/// The order of a tensor's axes in PyTorch.
fn axes(layer: &LayerShape, shape: &[usize]) -> &'static [usize] {
    match shape.len() {
        4 if is_depthwise(layer) => &[2, 3, 0, 1],
        4 => &[3, 2, 0, 1],
        2 => &[1, 0],
        _ => &[0],
    }
}

/// The name of a tensor in PyTorch: `conv2d/kernel` is `conv2d.weight`, and `separable_conv2d/bias` is
/// `separable_conv2d.pointwise.bias`.
fn name(own: &str) -> String {
    let (layer, tensor) = own.split_once('/').unwrap_or((own, ""));
    let separable = layer.starts_with("separable_conv2d");
    let tensor = match tensor {
        "kernel" | "gamma" => "weight",
        "beta" => "bias",
        "bias" if separable => "pointwise.bias",
        "moving_mean" => "running_mean",
        "moving_variance" => "running_var",
        "depthwise_kernel" => "depthwise.weight",
        "pointwise_kernel" => "pointwise.weight",
        other => other,
    };
    format!("{layer}.{tensor}")
}
