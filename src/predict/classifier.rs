//! A network with all that it needs to classify a photograph: class names and the preprocessing of its training.

use std::io::ErrorKind;
use std::path::Path;

use super::{Observation, PredictError, Prediction};
use crate::config::{AugmentationConfig, OptimizerConfig};
use crate::data::Preprocessing;
use crate::data::augment::Augmenter;
use crate::nn::weights_file::{self, FileError};
use crate::nn::{self, Network, NetworkError};
use crate::run::history::best_epoch;
use crate::run::{self, ModelCard, Tensors};

/// Which weights of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weights {
    /// Those of the lowest validation loss.
    #[default]
    Best,
    /// Those after the last completed epoch.
    Last,
}

impl Weights {
    /// The file's name in a run's folder.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Best => run::BEST,
            Self::Last => run::LAST,
        }
    }
}

/// A trained network with the preprocessing of its training.
pub struct Classifier {
    network: Network,
    card: ModelCard,
    augmenter: Augmenter,
    digest: String,
    epoch: Option<usize>,
}

impl Classifier {
    /// Opens weights of a run; the network runs on `threads` threads.
    ///
    /// # Errors
    /// A folder without a run, or weights that are missing, damaged or of another network; a run that has no best weights,
    /// since its loss was never a finite number.
    pub fn open(run: &Path, weights: Weights, threads: usize) -> Result<Self, PredictError> {
        if !run.join(run::CONFIG).exists() {
            return Err(PredictError::NotARun(run.to_owned()));
        }
        let file = run.join(weights.file_name());
        let (content, digest) = weights_file::read_digested(&file).map_err(|error| match error {
            FileError::Read { source, .. } if source.kind() == ErrorKind::NotFound && has_diverged(run) => {
                PredictError::NoBest(run.to_owned())
            }
            error => error.into(),
        })?;
        let card = ModelCard::from_metadata(&content.metadata)
            .map_err(|key| PredictError::Metadata { file: file.clone(), key })?;
        let Preprocessing { height, width, .. } = card.preprocessing;
        if (height, width) != card.network.input {
            return Err(PredictError::InputSize { file, pictures: (height, width), input: card.network.input });
        }
        // Checked before memory is taken for a network of which the file has no more than a description.
        let classifier = nn::check_tensors(&card.network, card.classes.len(), &content.tensors)
            .and_then(|()| Self::new(&card, &content.tensors, threads));
        let classifier = classifier.map_err(|source| PredictError::Unfit { file, source })?;
        let epoch = content.metadata.get("epoch").and_then(|epoch| epoch.parse().ok());
        Ok(Self { digest, epoch, ..classifier })
    }

    fn new(card: &ModelCard, tensors: &Tensors, threads: usize) -> Result<Self, NetworkError> {
        // Nothing is trained here: no optimiser has less state than plain SGD.
        let optimizer = OptimizerConfig::sgd(0.0, 0.0, false);
        let mut network = Network::new(&card.network, &optimizer, card.classes.len(), 0, threads)?;
        network.load_tensors(tensors)?;
        network.set_mirror_averaging(card.prediction.mirror_averaging);
        let rescaling = AugmentationConfig { rescale: card.rescale, ..AugmentationConfig::default() };
        let Preprocessing { height, width, .. } = card.preprocessing;
        Ok(Self {
            network,
            card: card.clone(),
            augmenter: Augmenter::new(&rescaling, height, width),
            digest: String::new(),
            epoch: None,
        })
    }

    /// BLAKE3 of the weights' file as it was read, in hexadecimal digits; empty for a training that is still running.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The epoch after which the weights were written, from 1, where their file says so.
    #[must_use]
    pub fn epoch(&self) -> Option<usize> {
        self.epoch
    }

    /// The classes' names, sorted.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.card.classes
    }

    /// Classes, layers and preprocessing.
    #[must_use]
    pub fn card(&self) -> &ModelCard {
        &self.card
    }

    /// How a photograph becomes the pixels that the network is given.
    #[must_use]
    pub fn preprocessing(&self) -> &Preprocessing {
        &self.card.preprocessing
    }

    /// The network itself.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The network's input for a picture that went through [`Classifier::preprocessing`].
    #[must_use]
    pub fn input(&self, pixels: &[u8]) -> Vec<f32> {
        let mut x = vec![0.0; self.augmenter.sample_len()];
        self.augmenter.standardize(pixels, &mut x);
        x
    }

    /// Classifies a photograph given as its file's bytes.
    ///
    /// # Errors
    /// Bytes that cannot be decoded, or a network that cannot run.
    pub fn classify_bytes(&self, bytes: &[u8]) -> Result<Prediction, PredictError> {
        self.classify_pixels(&self.card.preprocessing.pixels(bytes)?)
    }

    /// Classifies a picture that went through [`Classifier::preprocessing`].
    ///
    /// # Errors
    /// A network that cannot run.
    pub fn classify_pixels(&self, pixels: &[u8]) -> Result<Prediction, PredictError> {
        Ok(Prediction::of(&self.network.probabilities(&self.input(pixels))?))
    }

    /// Classifies pictures that went through [`Classifier::preprocessing`] in one pass of the network.
    ///
    /// # Errors
    /// A network that cannot run.
    pub fn classify_batch(&self, pictures: &[&[u8]]) -> Result<Vec<Prediction>, PredictError> {
        if pictures.is_empty() {
            return Ok(Vec::new());
        }
        let probabilities = self.network.probabilities(&self.inputs(pictures))?;
        Ok(probabilities.chunks_exact(self.card.classes.len()).map(Prediction::of).collect())
    }

    /// As [`Classifier::classify_batch`], with the statistics of the feature maps.
    ///
    /// # Errors
    /// A network that cannot run.
    pub fn observe_batch(&self, pictures: &[&[u8]]) -> Result<Vec<Observation>, PredictError> {
        if pictures.is_empty() {
            return Ok(Vec::new());
        }
        let observed = self.network.observe(&self.inputs(pictures))?.into_iter();
        let observation = |nn::Observation { probabilities, statistics }: nn::Observation| Observation {
            prediction: Prediction::of(&probabilities),
            statistics,
        };
        Ok(observed.map(observation).collect())
    }

    fn inputs(&self, pictures: &[&[u8]]) -> Vec<f32> {
        let sample = self.augmenter.sample_len();
        let mut x = vec![0.0; pictures.len() * sample];
        for (picture, numbers) in pictures.iter().zip(x.chunks_exact_mut(sample)) {
            self.augmenter.standardize(picture, numbers);
        }
        x
    }
}

/// Whether a run has epochs, and none of them is the best.
fn has_diverged(run: &Path) -> bool {
    run::read_history(run).is_ok_and(|epochs| !epochs.is_empty() && best_epoch(&epochs).is_none())
}
