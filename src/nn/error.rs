//! What can be wrong with a network.

use thiserror::Error;

use super::layer_problem::LayerProblem;

/// A network that cannot be built, or something that does not fit the one that was.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NetworkError {
    /// A layer cannot stand where it stands.
    #[error("layer {number} ({kind}): {problem}")]
    Layer {
        /// Its place in the list, from 1.
        number: usize,
        /// Keras's name of its kind.
        kind: &'static str,
        /// What is wrong, and what to do.
        problem: LayerProblem,
    },
    /// There are no layers.
    #[error("the network has no layers; it needs at least Flatten() and Dense(units: classes, activation: softmax)")]
    NoLayers,
    /// The pictures have no pixels, or more than any memory holds.
    #[error("the network's input is {height}x{width}; height and width must be from 1 to 8192")]
    Input {
        /// In pixels.
        height: usize,
        /// In pixels.
        width: usize,
    },
    /// The network would not fit any memory.
    #[error("the network is too large from layer {number} ({kind}) on: {problem}")]
    TooLarge {
        /// The layer's place in the list, from 1.
        number: usize,
        /// Keras's name of its kind.
        kind: &'static str,
        /// How large, and what is allowed.
        problem: LayerProblem,
    },
    /// There is nothing to tell apart.
    #[error("the photographs have {0} class(es); a network needs at least 2 to tell apart")]
    TooFewClasses(usize),
    /// The system gave no threads.
    #[error("the network got no threads to compute on ({0}); close other programs or ask for fewer with --threads")]
    Threads(String),
    /// dfdx could not go on.
    #[error("the network's tape failed ({0}); close other programs or choose a smaller batch")]
    Tape(String),
    /// A batch's pixels or labels do not fit the network.
    #[error("the batch does not fit the network: {0}")]
    Batch(String),
    /// A tensor that the network has is not among those given.
    #[error("the weights have no tensor \"{0}\"; they belong to another network")]
    MissingTensor(String),
    /// A tensor was given that the network does not have.
    #[error("the weights have a tensor \"{0}\" that this network does not; they belong to another network")]
    UnknownTensor(String),
    /// A tensor has another shape in the network.
    #[error("the weights' tensor \"{name}\" has the shape {found:?}, the network's has {expected:?}")]
    TensorShape {
        /// The tensor.
        name: String,
        /// The network's shape.
        expected: Vec<usize>,
        /// The shape that was given.
        found: Vec<usize>,
    },
}

impl From<dfdx::tensor::CpuError> for NetworkError {
    fn from(problem: dfdx::tensor::CpuError) -> Self {
        Self::Tape(problem.to_string())
    }
}
