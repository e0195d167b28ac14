//! Errors of a network.

use std::path::PathBuf;

use thiserror::Error;

use super::kernels::UnknownSimd;
use super::layer_problem::LayerProblem;
use crate::config::WeightsDigest;
use crate::memory::OutOfMemory;

/// A network that cannot be built, or input that does not fit the network.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NetworkError {
    /// A layer is invalid in its place.
    #[error("layer {number} ({kind}): {problem}")]
    Layer {
        /// Its place in the list, from 1.
        number: usize,
        /// Keras's name of its kind.
        kind: &'static str,
        /// What is wrong, and how to correct it.
        problem: LayerProblem,
    },
    /// There are no layers.
    #[error("the network has no layers; it needs at least Flatten() and Dense(units: classes, activation: softmax)")]
    NoLayers,
    /// The input's height or width is out of range.
    #[error("the network's input is {height}x{width}; height and width must be from 1 to 8192")]
    Input {
        /// In pixels.
        height: usize,
        /// In pixels.
        width: usize,
    },
    /// A layer's result or weights are too large.
    #[error("the network is too large from layer {number} ({kind}) on: {problem}")]
    TooLarge {
        /// The layer's place in the list, from 1.
        number: usize,
        /// Keras's name of its kind.
        kind: &'static str,
        /// What is too large, and the limit.
        problem: LayerProblem,
    },
    /// The weights of a pretrained network that come with the program are not what they were.
    #[error("the pretrained weights of {name} are damaged ({problem}); install Bigode again")]
    Pretrained {
        /// The network.
        name: &'static str,
        /// What does not agree.
        problem: String,
    },
    /// Weights that a user has added are not there.
    #[error(
        "the weights {digest} of {name}, which were added once, are not in {}; add their file again with \
         `bigode pretrained add FILE`",
        folder.display()
    )]
    NoPretrained {
        /// The network.
        name: &'static str,
        /// The weights.
        digest: WeightsDigest,
        /// Where they would be.
        folder: PathBuf,
    },
    /// Weights that a user has added are damaged, or of another network.
    #[error(
        "the pretrained weights {} cannot be used ({problem}); add their file again with `bigode pretrained add FILE`",
        path.display()
    )]
    AddedPretrained {
        /// The file.
        path: PathBuf,
        /// What does not agree.
        problem: String,
    },
    /// There are fewer than two classes.
    #[error("the photos have {0} class(es); a network needs at least 2 to tell apart")]
    TooFewClasses(usize),
    /// The system provides no threads.
    #[error(
        "the network got no threads to compute on ({reason}); close other programs or ask for fewer with --threads"
    )]
    Threads {
        /// The thread library's reason.
        reason: String,
    },
    /// The requested instruction set is not available.
    #[error(transparent)]
    Simd(#[from] UnknownSimd),
    /// The system has no memory left for the network.
    #[error(transparent)]
    Memory(#[from] OutOfMemory),
    /// dfdx's tape failed.
    #[error("the network's tape failed ({reason}); close other programs or choose a smaller batch")]
    Tape {
        /// dfdx's reason.
        reason: String,
    },
    /// A batch is not a whole number of pictures of the network's input size.
    #[error(
        "the batch does not fit the network: {numbers} numbers are not whole pictures of {height}x{width}x{channels}"
    )]
    BatchPixels {
        /// The length of the batch.
        numbers: usize,
        /// The input's height, in pixels.
        height: usize,
        /// The input's width, in pixels.
        width: usize,
        /// The input's channels.
        channels: usize,
    },
    /// Numbers are not whole rows of features.
    #[error("the batch does not fit the network: {numbers} numbers are not whole rows of {len} features")]
    BatchFeatures {
        /// The length of the batch.
        numbers: usize,
        /// The features of a picture.
        len: usize,
    },
    /// A batch does not have one label below the number of classes for each picture.
    #[error("the batch does not fit the network: {count} pictures need {count} labels below {classes}")]
    BatchLabels {
        /// Pictures in the batch.
        count: usize,
        /// The network's classes.
        classes: usize,
    },
    /// The input of an explanation is not one picture of the network's input size.
    #[error("{numbers} numbers are not one picture of {height}x{width}x{channels}")]
    NotOnePicture {
        /// The length of the input.
        numbers: usize,
        /// The input's height, in pixels.
        height: usize,
        /// The input's width, in pixels.
        width: usize,
        /// The input's channels.
        channels: usize,
    },
    /// The network has no such class.
    #[error("there is no class {class}; the network has {classes} classes, numbered from 0")]
    NoSuchClass {
        /// The number of the class, from 0.
        class: usize,
        /// The network's classes.
        classes: usize,
    },
    /// The network predicts NaN or infinity.
    #[error(
        "the network's predictions are not numbers (NaN), since its training has diverged; train it anew with a lower \
         learning rate"
    )]
    NotNumbers,
    /// A tensor of the network is missing.
    #[error("the weights have no tensor \"{0}\"; they belong to another network")]
    MissingTensor(String),
    /// The network has no such tensor.
    #[error("the weights have a tensor \"{0}\" that this network does not; they belong to another network")]
    UnknownTensor(String),
    /// A tensor's shape differs from the network's.
    #[error("the weights' tensor \"{name}\" has the shape {found:?}, the network's has {expected:?}")]
    TensorShape {
        /// The tensor.
        name: String,
        /// The network's shape.
        expected: Vec<usize>,
        /// The tensor's shape.
        found: Vec<usize>,
    },
}

impl From<dfdx::tensor::CpuError> for NetworkError {
    fn from(problem: dfdx::tensor::CpuError) -> Self {
        Self::Tape { reason: problem.to_string() }
    }
}
