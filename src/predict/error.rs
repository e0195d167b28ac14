//! Why a network cannot classify.

use std::path::PathBuf;

use thiserror::Error;

use crate::data::DecodeError;
use crate::nn::NetworkError;
use crate::nn::weights_file::FileError;

/// Why a network cannot be opened or run.
#[derive(Debug, Error)]
pub enum PredictError {
    /// The folder holds no run.
    #[error("{} is no run: give a folder that `bigode train` has left (its --out)", .0.display())]
    NotARun(PathBuf),
    /// The weights' file is damaged or missing.
    #[error(transparent)]
    File(#[from] FileError),
    /// The weights' file is intact, but its metadata is not that of a run.
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
    /// The run has no best weights, since no epoch had a loss that is a finite number.
    #[error(
        "{}: the network's predictions are not numbers (NaN), since no epoch had a loss that is a number; train it anew \
         with a lower learning rate", .0.display()
    )]
    NoBest(PathBuf),
    /// The photographs' size in the weights' metadata is not that of the network's input.
    #[error(
        "{}: its metadata disagree: photos of {}x{} do not fit a network for {}x{}; use the run's other weights, or resume the run",
        file.display(), pictures.0, pictures.1, input.0, input.1
    )]
    InputSize {
        /// The weights' file.
        file: PathBuf,
        /// Height and width of the preprocessed photographs, in pixels.
        pictures: (usize, usize),
        /// Height and width of the network's input, in pixels.
        input: (usize, usize),
    },
    /// The photograph cannot be decoded.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The network cannot be built or run.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// A worker thread could not be started.
    #[error("cannot start a thread for decoding: {0}")]
    Thread(std::io::Error),
    /// The decoder panicked; the panic's own message.
    #[error("the decoder failed: {0}")]
    DecoderPanicked(String),
    /// The worker threads ended before their work was done.
    #[error("the decoding threads ended early")]
    WorkersGone,
}
