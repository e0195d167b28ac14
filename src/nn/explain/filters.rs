//! What the first convolution looks for.

use crate::config::LayerConfig;
use crate::nn::network::Network;
use crate::nn::shapes::Shape;

/// The filters of the convolution that sees the photograph itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Filters {
    /// In pixels.
    pub height: usize,
    /// In pixels.
    pub width: usize,
    /// The weights of each filter, `height * width * 3`, red, green and blue.
    pub weights: Vec<Vec<f32>>,
}

/// The filters of the first layer, if it is a convolution of the photograph.
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
