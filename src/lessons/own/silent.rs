//! How much `ReLU` has silenced, layer by layer.

use super::Trained;
use crate::nn::NetworkError;
use crate::nn::explain::{Activation, Activations};

/// Zeros after each layer that lets nothing below zero through.
#[derive(Debug, Clone, PartialEq)]
pub struct Silent {
    /// The layers in their order.
    pub layers: Vec<SilentLayer>,
    /// Photos that were looked at.
    pub photos: usize,
}

/// A layer's zeros.
#[derive(Debug, Clone, PartialEq)]
pub struct SilentLayer {
    /// Keras's name.
    pub name: String,
    /// The share of zeros in all photos.
    pub zeros: f64,
    /// Filters or units.
    pub filters: usize,
    /// Those that are zero everywhere in all photos, by their numbers from 0.
    pub dead: Vec<usize>,
}

/// What is added up of a layer.
struct Counted {
    name: String,
    numbers: usize,
    zeros: usize,
    has_negative: bool,
    /// Whether each filter has ever been above zero.
    is_alive: Vec<bool>,
}

impl Counted {
    fn of(layer: &Activation) -> Option<Self> {
        // Pooling and dropout only pass the zeros on.
        let is_asked = matches!(layer.kind, "Conv2D" | "SeparableConv2D" | "DepthwiseConv2D" | "Dense" | "Activation");
        let is_alive = vec![false; layer.shape.channels()];
        is_asked.then(|| Self { name: layer.name.clone(), numbers: 0, zeros: 0, has_negative: false, is_alive })
    }

    fn add(&mut self, layer: &Activation) {
        let channels = self.is_alive.len().max(1);
        self.numbers += layer.values.len();
        for (place, value) in layer.values.iter().enumerate() {
            self.has_negative |= *value < 0.0;
            if *value == 0.0 {
                self.zeros += 1;
            } else {
                self.is_alive[place % channels] = true;
            }
        }
    }

    fn found(self) -> Option<SilentLayer> {
        let dead = self.is_alive.iter().enumerate().filter(|(_, is_alive)| !**is_alive).map(|(place, _)| place);
        let zeros = self.zeros as f64 / self.numbers.max(1) as f64;
        let found = SilentLayer { dead: dead.collect(), name: self.name, zeros, filters: self.is_alive.len() };
        (self.zeros > 0 && !self.has_negative).then_some(found)
    }
}

impl Trained {
    /// The zeros of the batch's photos after each layer with `ReLU`.
    pub(super) fn silent(&self) -> Result<Silent, NetworkError> {
        let mut layers: Vec<Option<Counted>> = Vec::new();
        for photo in &self.batch {
            let activations = Activations::of(&self.network, &photo.input)?;
            // The last layer's numbers are logits.
            let last = activations.layers.len().saturating_sub(1);
            if layers.is_empty() {
                layers = activations.layers[..last].iter().map(Counted::of).collect();
            }
            for (counted, layer) in layers.iter_mut().zip(&activations.layers) {
                if let Some(counted) = counted {
                    counted.add(layer);
                }
            }
        }
        let layers = layers.into_iter().flatten().filter_map(Counted::found).collect();
        Ok(Silent { layers, photos: self.batch.len() })
    }
}
