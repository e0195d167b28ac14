//! A network with all that it needs to label a photograph: class names and the preprocessing of its training.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::config::{AugmentationConfig, OptimizerConfig};
use crate::data::augment::Augmenter;
use crate::data::{DecodeError, Preprocessing};
use crate::nn::weights_file::{self, FileError};
use crate::nn::{Network, NetworkError, Observation};
use crate::run;
use crate::run::{ModelCard, Snapshot, Tensors};

/// Which of a run's weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weights {
    /// Those of the lowest validation loss.
    #[default]
    Best,
    /// Those after the last whole epoch.
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

/// What a network says about a photograph.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// The most probable class: an index into [`Classifier::classes`].
    pub label: u32,
    /// A probability for each class, in the order of [`Classifier::classes`]; they sum to 1.
    pub probabilities: Vec<f32>,
}

impl Prediction {
    /// The most probable class's probability.
    #[must_use]
    pub fn probability(&self) -> f32 {
        self.probabilities[self.label as usize]
    }
}

/// A photograph that the network has looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// What it says about it.
    pub prediction: Prediction,
    /// A row of means and deviations of the channels for each operation that leaves feature maps.
    pub statistics: Vec<Vec<f32>>,
}

/// Why a network cannot be opened or run.
#[derive(Debug, Error)]
pub enum PredictError {
    /// The folder holds no run.
    #[error("{} is no run: give a folder that `bigode train` has left (its --out)", .0.display())]
    NotARun(PathBuf),
    /// The weights' file is damaged or missing.
    #[error(transparent)]
    File(#[from] FileError),
    /// The weights' file is whole but its metadata is not that of a run.
    #[error("{}: its metadata has no usable \"{key}\"; use the run's other weights, or resume the run", file.display())]
    Metadata {
        /// The weights' file.
        file: PathBuf,
        /// The entry that is missing or wrong.
        key: &'static str,
    },
    /// The weights do not fit the network that their file describes.
    #[error("{}: {source}", file.display())]
    Unfit {
        /// The weights' file.
        file: PathBuf,
        /// What does not fit.
        source: NetworkError,
    },
    /// The photograph cannot be decoded.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The decoder panicked; the panic's own message.
    #[error("the decoder failed: {0}")]
    DecoderPanicked(String),
    /// The network cannot be built or run.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// No worker thread could be started.
    #[error("cannot start a thread for decoding: {0}")]
    Thread(std::io::Error),
    /// The worker threads ended before their work.
    #[error("the decoding threads ended early")]
    WorkersGone,
}

/// A trained network at work.
pub struct Classifier {
    network: Network,
    classes: Vec<String>,
    preprocessing: Preprocessing,
    augmenter: Augmenter,
    digest: String,
}

impl Classifier {
    /// Opens one of a run's weights; the network runs on `threads` threads.
    ///
    /// # Errors
    /// A folder without a run, or weights that are missing, damaged or of another network.
    pub fn open(run: &Path, weights: Weights, threads: usize) -> Result<Self, PredictError> {
        if !run.join(run::CONFIG).exists() {
            return Err(PredictError::NotARun(run.to_owned()));
        }
        let file = run.join(weights.file_name());
        let (content, digest) = weights_file::read_digested(&file)?;
        let card = ModelCard::from_metadata(&content.metadata)
            .map_err(|key| PredictError::Metadata { file: file.clone(), key })?;
        let classifier = Self::new(&card, &content.tensors, threads);
        let classifier = classifier.map_err(|source| PredictError::Unfit { file, source })?;
        Ok(Self { digest, ..classifier })
    }

    /// Uses the weights of a training that is still running.
    ///
    /// # Errors
    /// A network that cannot be built.
    pub fn from_snapshot(snapshot: &Snapshot, threads: usize) -> Result<Self, PredictError> {
        Ok(Self::new(&snapshot.model, &snapshot.tensors, threads)?)
    }

    fn new(card: &ModelCard, tensors: &Tensors, threads: usize) -> Result<Self, NetworkError> {
        // Nothing is trained here: no optimiser has less state than plain SGD.
        let optimizer = OptimizerConfig::SGD { learning_rate: 0.0, momentum: 0.0, nesterov: false };
        let mut network = Network::new(&card.network, &optimizer, card.classes.len(), 0, threads)?;
        network.load_tensors(tensors)?;
        let rescaling = AugmentationConfig { rescale: card.rescale, ..AugmentationConfig::default() };
        let Preprocessing { height, width, .. } = card.preprocessing;
        Ok(Self {
            network,
            classes: card.classes.clone(),
            preprocessing: card.preprocessing,
            augmenter: Augmenter::new(&rescaling, height, width),
            digest: String::new(),
        })
    }

    /// BLAKE3 of the weights' file as it was read, in hexadecimal digits; empty for a training that is still running.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The classes' names, sorted.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// From a photograph to the pixels that the network sees.
    #[must_use]
    pub fn preprocessing(&self) -> &Preprocessing {
        &self.preprocessing
    }

    /// The network itself, for whoever looks inside.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The numbers that the network takes, from a picture that went through [`Classifier::preprocessing`].
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
        self.classify_pixels(&self.preprocessing.pixels(bytes)?)
    }

    /// Classifies a picture that went through [`Classifier::preprocessing`].
    ///
    /// # Errors
    /// A network that cannot run.
    pub fn classify_pixels(&self, pixels: &[u8]) -> Result<Prediction, PredictError> {
        Ok(prediction(&self.network.probabilities(&self.input(pixels))?))
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
        Ok(probabilities.chunks_exact(self.classes.len()).map(prediction).collect())
    }

    /// As [`Classifier::classify_batch`], and what the pictures become on their way through the network.
    ///
    /// # Errors
    /// A network that cannot run.
    pub fn look_batch(&self, pictures: &[&[u8]]) -> Result<Vec<Look>, PredictError> {
        if pictures.is_empty() {
            return Ok(Vec::new());
        }
        let observed = self.network.observe(&self.inputs(pictures))?.into_iter();
        let look =
            |seen: Observation| Look { prediction: prediction(&seen.probabilities), statistics: seen.statistics };
        Ok(observed.map(look).collect())
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

/// The earliest of the most probable classes, as `argmax`.
fn prediction(probabilities: &[f32]) -> Prediction {
    let label = (1..probabilities.len()).fold(
        0,
        |best, class| {
            if probabilities[class] > probabilities[best] { class } else { best }
        },
    );
    Prediction { label: label as u32, probabilities: probabilities.to_vec() }
}
