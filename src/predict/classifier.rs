//! A network with all that it needs to label a photograph: class names and the preprocessing of its training.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use crate::config::{ConfigError, RunConfig};
use crate::data::augment::Augmenter;
use crate::data::{DecodeError, Preprocessing};
use crate::nn::weights_file::{self, FileError};
use crate::nn::{Network, NetworkError};

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
            Self::Best => "best.safetensors",
            Self::Last => "last.safetensors",
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

/// Why a network cannot be opened or run.
#[derive(Debug, Error)]
pub enum PredictError {
    /// The folder holds no run.
    #[error("{0} is not a run folder: it has no config.ron (a run folder is what `bigode train` leaves, see --out)")]
    NotARun(PathBuf),
    /// The run's configuration is damaged.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The weights' file is damaged or missing.
    #[error(transparent)]
    Weights(#[from] FileError),
    /// The weights' file is whole but its metadata is not that of a run.
    #[error("{file}: the metadata has no usable \"{key}\"; it was not written by this program, or is damaged")]
    Metadata {
        /// The weights' file.
        file: PathBuf,
        /// The entry that is missing or wrong.
        key: &'static str,
    },
    /// The network cannot be built, or the weights do not fit it.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// No worker thread could be started.
    #[error("cannot start a thread for decoding: {0}")]
    Thread(std::io::Error),
    /// The worker threads ended before their work.
    #[error("the decoding threads ended early")]
    WorkersGone,
}

/// The way from a photograph's bytes to the network's numbers, shared by threads.
#[derive(Debug, Clone)]
pub(super) struct Input {
    preprocessing: Preprocessing,
    augmenter: Arc<Augmenter>,
}

impl Input {
    /// Decodes and resizes: height x width x 3 bytes.
    pub(super) fn pixels(&self, photograph: &[u8]) -> Result<Vec<u8>, DecodeError> {
        self.preprocessing.pixels(photograph)
    }
}

/// A trained network at work.
pub struct Classifier {
    network: Network,
    classes: Vec<String>,
    input: Input,
}
