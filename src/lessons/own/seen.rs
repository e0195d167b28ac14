//! One photo on its way through all layers of a network.

use super::Trained;
use crate::data::Picture;
use crate::lessons::bench::Map;
use crate::nn::explain::{Activation, Activations};
use crate::nn::{self, NetworkError};

/// Layers that are shown, at most.
const STAGES: usize = 12;
/// Feature maps of each.
const MAPS: usize = 4;
/// Numbers of a row, as parts of a ribbon.
const RIBBON: usize = 64;

/// A photo on its way through a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The photo at the network's size.
    pub picture: Picture,
    /// The layers that look, put together or decide.
    pub stages: Vec<Stage>,
    /// How many layers there are.
    pub layers: usize,
    /// A logit for each class.
    pub logits: Vec<f32>,
    /// A share for each class.
    pub shares: Vec<f32>,
    /// The names of the classes.
    pub classes: Vec<String>,
    /// Whether they are the built-in drawings'.
    pub is_of_drawings: bool,
    /// The photo's class with its loss, where it is known.
    pub truth: Option<(usize, f32)>,
}

/// A layer with what it makes of the photo.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Keras's name of the layer.
    pub name: String,
    /// Height, width and maps, or how many numbers.
    pub shape: Vec<usize>,
    /// Its weights.
    pub weights: usize,
    /// Whether it has maps: it extracts features. Otherwise it classifies.
    pub has_maps: bool,
    /// The maps that differ most from 0, or the numbers as a ribbon.
    pub pictures: Vec<Picture>,
}

impl Trained {
    /// The kept photo, or the batch's first where there is none.
    pub(super) fn seen(&self, kept: Option<(&Picture, Option<u32>)>) -> Result<Seen, NetworkError> {
        let (shown, label) = match kept {
            Some((picture, label)) => (self.photos.shown(picture, label.unwrap_or(0)), label),
            None => (self.batch[0].clone(), Some(self.batch[0].label)),
        };
        let activations = Activations::of(&self.network, &shown.input)?;
        let (logits, classes) = (activations.logits().to_vec(), self.network.classes());
        let tensors = self.network.tensors();
        let weights = |name: &str| {
            let of_layer =
                tensors.iter().filter(|tensor| tensor.name.rsplit_once('/').is_some_and(|(of, _)| of == name));
            of_layer.map(|tensor| tensor.data.len()).sum()
        };
        let told: Vec<&Activation> = activations.layers.iter().filter(|layer| is_told(layer.kind)).collect();
        let stages = evenly(&told).into_iter().map(|layer| Stage {
            name: layer.name.clone(),
            shape: layer.shape.axes(),
            weights: weights(&layer.name),
            has_maps: layer.shape.axes().len() == 3,
            pictures: pictures(layer),
        });
        let truth = label.filter(|label| (*label as usize) < classes).map(|label| {
            let loss = nn::softmax_cross_entropy(&logits, &[label], classes)[0];
            (label as usize, loss)
        });
        Ok(Seen {
            stages: stages.collect(),
            layers: activations.layers.len(),
            shares: nn::softmax(&logits, classes),
            logits,
            classes: self.photos.classes(),
            is_of_drawings: self.photos.are_drawings(),
            truth,
            picture: shown.picture,
        })
    }
}

/// Layers that change the numbers' arrangement or have most weights; normalisation, dropout and activation do neither.
fn is_told(kind: &str) -> bool {
    !matches!(kind, "BatchNormalization" | "Dropout" | "Activation" | "ZeroPadding2D")
}

/// The layers, or as many of them as are shown, spread evenly, with the last one.
fn evenly<'a>(layers: &[&'a Activation]) -> Vec<&'a Activation> {
    if layers.len() <= STAGES {
        return layers.to_vec();
    }
    (1..=STAGES).map(|number| layers[number * layers.len() / STAGES - 1]).collect()
}

fn pictures(layer: &Activation) -> Vec<Picture> {
    let [height, width, channels] = layer.shape.axes()[..] else { return vec![ribbon(&layer.values)] };
    let mut strength: Vec<(usize, f32)> = (0..channels).map(|channel| (channel, 0.0)).collect();
    for pixel in layer.values.chunks_exact(channels) {
        strength.iter_mut().zip(pixel).for_each(|((_, sum), value)| *sum += value.abs());
    }
    strength.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let map = |(channel, _): &(usize, f32)| {
        let values = layer.values.iter().skip(*channel).step_by(channels).copied().collect();
        let map = Map { height, width, values };
        map.picture(map.largest())
    };
    strength.iter().take(MAPS).map(map).collect()
}

/// Numbers in a row: of each part of them the one that differs most from 0.
fn ribbon(values: &[f32]) -> Picture {
    let part = values.len().div_ceil(RIBBON).max(1);
    let largest = |part: &[f32]| part.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(0.0);
    let values: Vec<f32> = values.chunks(part).map(largest).collect();
    let map = Map { height: 1, width: values.len(), values };
    map.picture(map.largest())
}
