//! Why a layer cannot stand where it stands.

use thiserror::Error;

use super::shapes::{MAX_VALUES, Shape};

/// Why a layer cannot stand where it stands, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LayerProblem {
    /// The last layer is not what tells classes apart.
    #[error("the last layer must be Dense(units: classes, activation: softmax)")]
    NotTheEnd,
    /// The last layer tells another number of classes apart.
    #[error("it ends in {units} units, and the photographs have {classes} classes; write units: classes")]
    OtherUnits {
        /// The layer's.
        units: usize,
        /// The photographs'.
        classes: usize,
    },
    /// Softmax before the end.
    #[error("softmax belongs to the last layer only; use relu or linear here")]
    SoftmaxInside,
    /// No channels.
    #[error("filters must be at least 1")]
    NoFilters,
    /// No units.
    #[error("units must be at least 1")]
    NoUnits,
    /// A layer of rows got a picture.
    #[error("it needs a row of numbers, and {0} comes in; put Flatten() or GlobalAveragePooling2D() before it")]
    NeedsRow(Shape),
    /// A layer of pictures got a row.
    #[error("it needs a picture, and {0} comes in; put it before Flatten()")]
    NeedsPicture(Shape),
    /// A window or step of no pixels.
    #[error(
        "a {window} of {}x{} with strides of {}x{} has no size; each must be at least 1",
        size.0, size.1, strides.0, strides.1
    )]
    NoSize {
        /// What moves over the picture.
        window: Window,
        /// Height and width, in pixels.
        size: (usize, usize),
        /// Down and across, in pixels.
        strides: (usize, usize),
    },
    /// The window is larger than the picture.
    #[error("the picture is {}x{} here, too small for a {window} of {}x{}", picture.0, picture.1, size.0, size.1)]
    TooSmall {
        /// Height and width, in pixels.
        picture: (usize, usize),
        /// What moves over the picture.
        window: Window,
        /// Height and width, in pixels.
        size: (usize, usize),
    },
    /// The result would fit no memory.
    #[error("its result {0} has more than {MAX_VALUES} values")]
    LargeResult(Shape),
    /// A tensor would fit no memory.
    #[error("{name} of shape {shape:?} has more than {MAX_VALUES} values")]
    LargeTensor {
        /// The tensor.
        name: String,
        /// Its shape.
        shape: Vec<usize>,
    },
}

/// What moves over a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// A convolution's.
    Kernel,
    /// A pooling's.
    Pool,
}

impl std::fmt::Display for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Kernel => "kernel",
            Self::Pool => "pool",
        })
    }
}
