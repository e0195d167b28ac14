//! Grad-CAM (Selvaraju et al. 2017): the regions of a convolution's feature maps that increase a class's logit.

use super::Activations;
use super::backward::logit_gradient;
use crate::config::LayerConfig;
use crate::nn::network::Network;
use crate::nn::shapes::{LayerShape, Shape};

/// A grid of values over the photograph.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatMap {
    /// Rows of the grid.
    pub height: usize,
    /// Columns of the grid.
    pub width: usize,
    /// The values, row by row.
    pub values: Vec<f32>,
}

impl HeatMap {
    /// The map divided by its largest value, with negative values set to 0; all 0 without a value above 0.
    #[must_use]
    pub fn normalised(&self) -> Self {
        let largest = self.values.iter().copied().fold(0.0, f32::max);
        let scale = if largest > 0.0 { 1.0 / largest } else { 0.0 };
        Self { values: self.values.iter().map(|value| (value * scale).max(0.0)).collect(), ..*self }
    }

    /// The value at a point of the photograph, both coordinates 0 to 1, interpolated bilinearly between the centres of
    /// the grid's cells.
    #[must_use]
    pub fn at(&self, down: f32, right: f32) -> f32 {
        let along = |share: f32, count: usize| {
            let place = (share * count as f32 - 0.5).clamp(0.0, (count - 1) as f32);
            let first = place as usize;
            (first, (first + 1).min(count - 1), place - first as f32)
        };
        let (top, bottom, down) = along(down, self.height);
        let (left, right_of, right) = along(right, self.width);
        let row = |row: usize| {
            let (a, b) = (self.values[row * self.width + left], self.values[row * self.width + right_of]);
            a + (b - a) * right
        };
        row(top) + (row(bottom) - row(top)) * down
    }
}

/// The layers that make feature maps, convolutions, the sums of residual blocks and the end of a pretrained network: number,
/// from 0, and name. The convolutions of a shortcut are none of them.
#[must_use]
pub fn convolutions(network: &Network) -> Vec<(usize, String)> {
    let (layers, ..) = network.parts();
    let of_shortcut = |index: usize| {
        let mut sums = layers.iter().filter_map(|layer| layer.sum.as_ref());
        sums.any(|sum| sum.shortcut.contains(&index))
    };
    // Of a pretrained network, its last feature maps stand for all.
    let ends_pretrained = |index: usize| {
        let after = layers.get(index + 1).and_then(|layer| layer.pretrained);
        layers[index].pretrained.is_some() && after.is_none()
    };
    let is_one = |(index, layer): &(usize, &LayerShape)| match layer.config {
        _ if layer.pretrained.is_some() => ends_pretrained(*index),
        LayerConfig::Conv2D { .. } | LayerConfig::DepthwiseConv2D { .. } => !of_shortcut(*index),
        LayerConfig::Residual { .. } => matches!(layer.output, Shape::Picture { .. }),
        _ => false,
    };
    layers.iter().enumerate().filter(is_one).map(|(index, layer)| (index, layer.name.clone())).collect()
}

/// The Grad-CAM map of layer number `layer` for `class`: the sum of its feature maps, each weighted by the mean
/// gradient of the class's logit over it, with values below 0 set to 0. `None` if the layer has no feature maps or
/// there is no such class.
#[must_use]
pub fn grad_cam(network: &Network, activations: &Activations, layer: usize, class: usize) -> Option<HeatMap> {
    let Shape::Picture { height, width, channels } = activations.layers.get(layer)?.shape else { return None };
    if class >= network.classes() {
        return None;
    }
    let gradient = logit_gradient(network, activations, class, layer);
    let mut weights = vec![0.0_f64; channels];
    for pixel in gradient.chunks_exact(channels) {
        for (weight, g) in weights.iter_mut().zip(pixel) {
            *weight += f64::from(*g) / (height * width) as f64;
        }
    }
    let sum = |pixel: &[f32]| pixel.iter().zip(&weights).map(|(value, weight)| f64::from(*value) * weight).sum::<f64>();
    let maps = activations.layers[layer].values.chunks_exact(channels);
    Some(HeatMap { height, width, values: maps.map(|pixel| sum(pixel).max(0.0) as f32).collect() })
}
