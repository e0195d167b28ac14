//! A small network that is trained on the built-in drawings in an instant.

use super::strongest::Means;
use super::{BATCH, Photos, Shown, Trained, joined, spread};
use crate::config::{Activation, LayerConfig, NetworkConfig, OptimizerConfig, Padding, Units};
use crate::data::{Picture, drawings};
use crate::lessons::bench::input;
use crate::lessons::picture::sized;
use crate::nn::{self, DropoutKey, Network, NetworkError};

/// Height and width of the drawings, how many there are, and the steps of training on them.
pub(super) const SIDE: usize = 32;
pub(super) const DRAWINGS: usize = 48;
const STEPS: u64 = 60;

/// The drawings that it has learnt.
struct Drawings;

impl Photos for Drawings {
    fn count(&self) -> usize {
        DRAWINGS
    }

    fn read(&self, place: usize) -> Option<Shown> {
        let label = (place % 2) as u32;
        Some(self.shown(&drawings::draw(label, 42, (place / 2) as u64), label))
    }

    fn shown(&self, picture: &Picture, label: u32) -> Shown {
        let picture = sized(picture, SIDE);
        Shown { input: input(&picture), picture, label }
    }

    fn classes(&self) -> Vec<String> {
        drawings::CLASSES.map(str::to_owned).to_vec()
    }

    fn are_drawings(&self) -> bool {
        true
    }
}

impl Trained {
    /// Whether the drawings' network predicts each drawing right that it has learnt.
    pub(in crate::lessons) fn known_drawings(&self) -> Result<Vec<bool>, NetworkError> {
        self.predicts_right(0)
    }

    /// The same of as many drawings that it has never seen.
    pub(in crate::lessons) fn unseen_drawings(&self) -> Result<Vec<bool>, NetworkError> {
        self.predicts_right(DRAWINGS)
    }

    /// Whether the network predicts each drawing right from this one on.
    fn predicts_right(&self, first: usize) -> Result<Vec<bool>, NetworkError> {
        let photos: Vec<Shown> = (first..first + DRAWINGS).filter_map(|place| Drawings.read(place)).collect();
        let (x, labels) = joined(&photos);
        let classes = self.network.classes();
        let shares = self.network.probabilities(&x)?;
        let is_right = |(row, label): (&[f32], u32)| nn::argmax(row) == label as usize;
        Ok(shares.chunks_exact(classes).zip(labels).map(is_right).collect())
    }
}

/// The network that has learnt the drawings.
///
/// # Errors
/// If the system has no memory or threads.
pub fn of_drawings() -> Result<Trained, NetworkError> {
    let convolution = |filters| LayerConfig::Conv2D {
        filters,
        kernel_size: (3, 3),
        strides: (1, 1),
        padding: Padding::Valid,
        activation: Activation::Relu,
        use_bias: true,
    };
    let pooling = || LayerConfig::MaxPooling2D { pool_size: (2, 2), strides: None, padding: Padding::Valid };
    let layers = vec![
        convolution(8),
        LayerConfig::BatchNormalization { momentum: 0.9, epsilon: 1e-3 },
        pooling(),
        convolution(12),
        pooling(),
        LayerConfig::Flatten {},
        LayerConfig::Dropout { rate: 0.25 },
        LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true },
    ];
    let config = NetworkConfig { input: (SIDE, SIDE), layers };
    let mut network = Network::new(&config, &OptimizerConfig::sgd(0.0, 0.9, false), 2, 7, 1)?;
    let photos: Vec<Shown> = (0..DRAWINGS).filter_map(|place| Drawings.read(place)).collect();
    let (x, labels) = joined(&photos);
    for step in 0..STEPS {
        network.train_batch(&x, &labels, 0.01, DropoutKey { seed: 7, step })?;
    }
    let batch = spread(DRAWINGS).filter_map(|place| Drawings.read(place)).take(BATCH).collect();
    Ok(Trained { network, photos: Box::new(Drawings), batch, means: Means::default() })
}
