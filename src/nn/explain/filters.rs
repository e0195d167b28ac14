//! The filters of the first convolution.

use crate::config::LayerConfig;
use crate::nn::network::Network;
use crate::nn::shapes::Shape;

/// The filters of a convolution whose input is the photograph.
#[derive(Debug, Clone, PartialEq)]
pub struct Filters {
    /// In pixels.
    pub height: usize,
    /// In pixels.
    pub width: usize,
    /// The weights of each filter, `[height, width, 3]`, the channels red, green and blue.
    pub weights: Vec<Vec<f32>>,
}

/// The filters of the first layer, if it is a convolution.
#[must_use]
pub fn first_filters(network: &Network) -> Option<Filters> {
    let (layers, parameters, _) = network.parts();
    let first = layers.first()?;
    let LayerConfig::Conv2D { filters, kernel_size: (height, width), .. } = first.config else { return None };
    let Shape::Picture { channels: 3, .. } = first.input else { return None };
    let kernel = parameters.get(0, 0);
    let of = |filter| kernel.iter().skip(filter).step_by(filters).copied().collect();
    Some(Filters { height, width, weights: (0..filters).map(of).collect() })
}
