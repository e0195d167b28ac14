//! What each layer makes of a picture.

use crate::config::LayerConfig;
use crate::nn::error::NetworkError;
use crate::nn::network::Network;
use crate::nn::ops::{batch_norm, conv, dense, pooling};
use crate::nn::shapes::Shape;

/// One layer's result.
#[derive(Debug, Clone, PartialEq)]
pub struct Activation {
    /// Keras's name of the layer: `conv2d_1`.
    pub name: String,
    /// Keras's name of its kind: `Conv2D`.
    pub kind: &'static str,
    /// Of the numbers, for one picture.
    pub shape: Shape,
    /// Height x width x channels, or a row. The last layer's are logits.
    pub values: Vec<f32>,
}

/// The results of all layers, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Activations {
    /// The picture, as the network takes it.
    pub input: Vec<f32>,
    /// One a layer.
    pub layers: Vec<Activation>,
}

impl Activations {
    /// Runs one picture, `height * width * 3` numbers, through the network layer by layer.
    ///
    /// # Errors
    /// If `x` is not one picture.
    pub fn of(network: &Network, x: &[f32]) -> Result<Self, NetworkError> {
        let (layers, parameters, context) = network.parts();
        let (height, width, channels) = network.input();
        if x.len() != height * width * channels {
            let problem = format!("{} numbers are not one picture of {height}x{width}x{channels}", x.len());
            return Err(NetworkError::Batch(problem));
        }
        let mut results: Vec<Activation> = Vec::with_capacity(layers.len());
        for (index, layer) in layers.iter().enumerate() {
            let x = results.last().map_or(x, |before| &before.values);
            let values = if let Some(conv) = conv::Convolution::of(layer) {
                conv::Ready::new(context, &conv, index, parameters).run(context, x, 1).into_vec()
            } else if let Some(dense) = dense::Dense::of(layer, index) {
                dense::infer(context, &dense, x, 1, parameters).into_vec()
            } else if let LayerConfig::BatchNormalization { momentum, epsilon } = layer.config {
                let normalisation = batch_norm::Normalisation { layer: index, momentum, epsilon };
                let statistics = batch_norm::Statistics::moving(&normalisation, parameters);
                batch_norm::apply(context, &statistics, x).into_vec()
            } else if let Some(pooling) = pooling::Pooling::of(layer) {
                pooling::infer(context, &pooling, x, 1).into_vec()
            } else {
                // Dropout and Flatten change nothing at inference.
                x.to_vec()
            };
            let (name, kind) = (layer.name.clone(), layer.config.kind());
            results.push(Activation { name, kind, shape: layer.output, values });
        }
        Ok(Self { input: x.to_vec(), layers: results })
    }

    /// What layer number `layer` took in.
    #[must_use]
    pub fn input_of(&self, layer: usize) -> &[f32] {
        if layer == 0 { &self.input } else { &self.layers[layer - 1].values }
    }

    /// What the last layer took in: the last features, from which the classes are told apart.
    #[must_use]
    pub fn last_features(&self) -> &[f32] {
        self.input_of(self.layers.len().saturating_sub(1))
    }

    /// The last layer's result: a logit for each class.
    #[must_use]
    pub fn logits(&self) -> &[f32] {
        self.layers.last().map_or(&[], |layer| &layer.values)
    }
}
