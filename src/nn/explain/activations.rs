//! Every layer's activations for one picture.

use crate::nn::error::NetworkError;
use crate::nn::network::Network;
use crate::nn::ops::{activation, batch_norm, conv, dense, depthwise, pooling, zero_padding};
use crate::nn::plan::{Operation, unfused};
use crate::nn::shapes::Shape;

/// A layer's activations.
#[derive(Debug, Clone, PartialEq)]
pub struct Activation {
    /// Keras's name of the layer: `conv2d_1`.
    pub name: String,
    /// Keras's name of its kind: `Conv2D`.
    pub kind: &'static str,
    /// The shape for one picture.
    pub shape: Shape,
    /// Row-major. Those of the last layer are logits.
    pub values: Vec<f32>,
    /// The layer whose activations come in, by its number; `None` is the picture.
    pub source: Option<usize>,
}

/// The activations of all layers, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Activations {
    /// The picture, as the network's input.
    pub input: Vec<f32>,
    /// One for each layer.
    pub layers: Vec<Activation>,
}

impl Activations {
    /// Runs one picture, `[height, width, 3]`, through the network layer by layer.
    ///
    /// # Errors
    /// If `x` is not one picture.
    pub fn of(network: &Network, x: &[f32]) -> Result<Self, NetworkError> {
        let (layers, parameters, context) = network.parts();
        let (height, width, channels) = network.input();
        if x.len() != height * width * channels {
            return Err(NetworkError::NotOnePicture { numbers: x.len(), height, width, channels });
        }
        let mut results: Vec<Activation> = Vec::with_capacity(layers.len());
        for (index, layer) in layers.iter().enumerate() {
            let result_of = |layer: Option<usize>| layer.map_or(x, |layer| &results[layer].values);
            let x = result_of(layer.source);
            let values = match unfused(layer, index) {
                Operation::Conv(conv) => {
                    conv::PackedConvolution::new(context, &conv, index, parameters).run(context, x, 1).into_vec()
                }
                Operation::Dense(dense) => dense::infer(context, &dense, x, 1, parameters).into_vec(),
                Operation::Normalisation(normalisation) => {
                    let statistics = batch_norm::Statistics::moving(&normalisation, parameters);
                    batch_norm::apply(context, &statistics, x).into_vec()
                }
                Operation::Pooling(pooling) => pooling::infer(context, &pooling, x, 1).into_vec(),
                Operation::Depthwise(depthwise) => {
                    depthwise::infer(context, &depthwise, index, x, 1, parameters).into_vec()
                }
                Operation::ZeroPadding(padding) => zero_padding::infer(context, &padding, x, 1).into_vec(),
                Operation::Activation(function) => activation::infer(context, function, x).into_vec(),
                Operation::Sum => {
                    let shortcut = layer.sum.as_ref().map_or(x, |sum| result_of(sum.shortcut_source(layers)));
                    x.iter().zip(shortcut).map(|(main, shortcut)| main + shortcut).collect()
                }
                Operation::Dropout(_) | Operation::Flatten => x.to_vec(),
                Operation::ConvBlock(_) | Operation::Residual(_) => unreachable!("one layer alone is never fused"),
            };
            let (name, kind, source) = (layer.name.clone(), layer.config.kind(), layer.source);
            results.push(Activation { name, kind, shape: layer.output, values, source });
        }
        Ok(Self { input: x.to_vec(), layers: results })
    }

    /// The input of layer number `layer`.
    #[must_use]
    pub fn input_of(&self, layer: usize) -> &[f32] {
        self.result_of(self.layers[layer].source)
    }

    /// The activations of a layer, or the picture.
    #[must_use]
    pub fn result_of(&self, layer: Option<usize>) -> &[f32] {
        layer.map_or(&self.input, |layer| &self.layers[layer].values)
    }

    /// The input of the last layer: the features that it classifies.
    #[must_use]
    pub fn last_features(&self) -> &[f32] {
        if self.layers.is_empty() { &self.input } else { self.input_of(self.layers.len() - 1) }
    }

    /// The last layer's activations: a logit for each class.
    #[must_use]
    pub fn logits(&self) -> &[f32] {
        self.layers.last().map_or(&[], |layer| &layer.values)
    }
}
