//! Every layer's activations for one picture.

use crate::nn::error::NetworkError;
use crate::nn::network::Network;
use crate::nn::ops::{batch_norm, conv, dense, pooling};
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
            let x = results.last().map_or(x, |before| &before.values);
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
                Operation::Dropout(_) | Operation::Flatten => x.to_vec(),
                Operation::ConvBlock(_) => unreachable!("one layer alone is never fused"),
            };
            let (name, kind) = (layer.name.clone(), layer.config.kind());
            results.push(Activation { name, kind, shape: layer.output, values });
        }
        Ok(Self { input: x.to_vec(), layers: results })
    }

    /// The input of layer number `layer`.
    #[must_use]
    pub fn input_of(&self, layer: usize) -> &[f32] {
        if layer == 0 { &self.input } else { &self.layers[layer - 1].values }
    }

    /// The input of the last layer: the features that it classifies.
    #[must_use]
    pub fn last_features(&self) -> &[f32] {
        self.input_of(self.layers.len().saturating_sub(1))
    }

    /// The last layer's activations: a logit for each class.
    #[must_use]
    pub fn logits(&self) -> &[f32] {
        self.layers.last().map_or(&[], |layer| &layer.values)
    }
}
