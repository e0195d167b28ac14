//! A few of the network's own layers, run on one picture with given weights.

use crate::config::{Activation, AugmentationConfig, LayerConfig, NetworkConfig, OptimizerConfig, Padding, Units};
use crate::data::Picture;
use crate::data::augment::Augmenter;
use crate::nn::explain::Activations;
use crate::nn::{Network, NetworkError, OwnedTensor};

/// Height and width of a filter.
pub const SIDE: usize = 3;
const CHANNELS: usize = 3;
/// Weights of a sheet.
pub const SHEET: usize = SIDE * SIDE;

/// A filter of a convolution whose input is a photo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Filter {
    /// A kernel for each channel: red, green and blue, row by row.
    pub sheets: [[f32; SHEET]; CHANNELS],
    /// Added to the sum.
    pub bias: f32,
}

impl Filter {
    /// The same kernel for all channels.
    #[must_use]
    pub const fn alike(kernel: [f32; SHEET]) -> Self {
        Self { sheets: [kernel; CHANNELS], bias: 0.0 }
    }

    /// The weights in the network's order: each pixel's channels beside each other.
    #[must_use]
    pub fn weights(&self) -> Vec<f32> {
        (0..SHEET).flat_map(|place| self.sheets.iter().map(move |sheet| sheet[place])).collect()
    }
}

/// Numbers in rows and columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Map {
    /// Rows.
    pub height: usize,
    /// Columns.
    pub width: usize,
    /// Row by row.
    pub values: Vec<f32>,
}

impl Map {
    /// The least and the greatest value.
    #[must_use]
    pub fn range(&self) -> (f32, f32) {
        self.values
            .iter()
            .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)))
    }

    /// The share of zeros.
    #[must_use]
    pub fn zeros(&self) -> f64 {
        self.values.iter().filter(|value| **value == 0.0).count() as f64 / self.values.len().max(1) as f64
    }
}

/// A convolution of one filter.
#[must_use]
pub fn convolution(activation: Activation) -> LayerConfig {
    LayerConfig::Conv2D {
        filters: 1,
        kernel_size: (SIDE, SIDE),
        strides: (1, 1),
        padding: Padding::Valid,
        activation,
        use_bias: true,
    }
}

/// A picture as a network sees it: a number from 0 to 1 for each channel of each pixel.
#[must_use]
pub fn input(picture: &Picture) -> Vec<f32> {
    let augmenter = Augmenter::new(&AugmentationConfig::default(), picture.height, picture.width);
    let mut numbers = vec![0.0; augmenter.sample_len()];
    augmenter.standardize(&picture.rgb, &mut numbers);
    numbers
}

/// A network of these layers, with an end that makes them one, and with this filter in its first convolution.
///
/// # Errors
/// If a layer is invalid in its place, or the system has no memory or threads.
pub fn network(size: (usize, usize), layers: &[LayerConfig], filter: &Filter) -> Result<Network, NetworkError> {
    loaded(size, layers, &[("conv2d/kernel", filter.weights()), ("conv2d/bias", vec![filter.bias])])
}

/// The same with these tensors, each by its name.
///
/// # Errors
/// As [`network`].
pub fn loaded(
    size: (usize, usize),
    layers: &[LayerConfig],
    weights: &[(&str, Vec<f32>)],
) -> Result<Network, NetworkError> {
    let end = [
        LayerConfig::GlobalAveragePooling2D {},
        LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true },
    ];
    let config = NetworkConfig { input: size, layers: layers.iter().cloned().chain(end).collect() };
    let mut network = Network::new(&config, &OptimizerConfig::sgd(0.0, 0.0, false), 2, 0, 1)?;
    let mut tensors = owned(&network);
    for (name, _, data) in &mut tensors {
        if let Some((_, given)) = weights.iter().find(|(known, _)| known == name) {
            data.clone_from(given);
        }
    }
    network.load_tensors(&tensors)?;
    Ok(network)
}

/// A network's tensors.
#[must_use]
pub fn owned(network: &Network) -> Vec<OwnedTensor> {
    network.tensors().into_iter().map(|tensor| (tensor.name, tensor.shape, tensor.data.to_vec())).collect()
}

/// What each layer makes of a picture.
///
/// # Errors
/// As [`network`].
pub fn maps(picture: &Picture, layers: &[LayerConfig], filter: &Filter) -> Result<Vec<Map>, NetworkError> {
    maps_of(&network((picture.height, picture.width), layers, filter)?, picture, layers.len())
}

/// What a network's first layers make of a picture.
///
/// # Errors
/// As [`network`].
pub fn maps_of(network: &Network, picture: &Picture, layers: usize) -> Result<Vec<Map>, NetworkError> {
    let activations = Activations::of(network, &input(picture))?;
    let of_layers = activations.layers.iter().take(layers);
    let maps = of_layers.map(|layer| match layer.shape.axes()[..] {
        [height, width, _] => Map { height, width, values: layer.values.clone() },
        _ => Map::default(),
    });
    Ok(maps.collect())
}
