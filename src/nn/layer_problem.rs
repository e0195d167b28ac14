//! Reasons why a layer is invalid in its place.

use thiserror::Error;

use super::shapes::{MAX_VALUES, Shape};

/// Why a layer is invalid in its place, and how to correct it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LayerProblem {
    /// The last layer is not a dense layer with softmax.
    #[error("the last layer must be Dense(units: classes, activation: softmax)")]
    NotTheEnd,
    /// The last layer has another number of units than there are classes.
    #[error("it ends in {units} units, and the photographs have {classes} classes; write units: classes")]
    OtherUnits {
        /// The layer's.
        units: usize,
        /// The photographs'.
        classes: usize,
    },
    /// Softmax in another layer than the last.
    #[error("softmax belongs to the last layer only; use relu or linear here")]
    SoftmaxInside,
    /// A convolution without filters.
    #[error("filters must be at least 1")]
    NoFilters,
    /// A dense layer without units.
    #[error("units must be at least 1")]
    NoUnits,
    /// A layer that needs a row gets a picture.
    #[error("it needs a row of numbers, and {0} comes in; put Flatten() or GlobalAveragePooling2D() before it")]
    NeedsRow(Shape),
    /// A layer that needs a picture gets a row.
    #[error("it needs a picture, and {0} comes in; put it before Flatten()")]
    NeedsPicture(Shape),
    /// A window or stride of 0 pixels.
    #[error(
        "a {window} of {}x{} with strides of {}x{} has no size; each must be at least 1",
        size.0, size.1, strides.0, strides.1
    )]
    NoSize {
        /// The kind of window.
        window: Window,
        /// Height and width, in pixels.
        size: (usize, usize),
        /// Vertical and horizontal, in pixels.
        strides: (usize, usize),
    },
    /// The window is larger than the picture.
    #[error("the picture is {}x{} here, too small for a {window} of {}x{}", picture.0, picture.1, size.0, size.1)]
    TooSmall {
        /// Height and width, in pixels.
        picture: (usize, usize),
        /// The kind of window.
        window: Window,
        /// Height and width, in pixels.
        size: (usize, usize),
    },
    /// The result has too many values.
    #[error("its result {0} has more than {MAX_VALUES} values")]
    LargeResult(Shape),
    /// The padded input of a convolution has too many values.
    #[error("its padded input of {height}x{width}x{channels} has more than {MAX_VALUES} values")]
    LargePadding {
        /// In pixels.
        height: usize,
        /// In pixels.
        width: usize,
        /// Feature maps.
        channels: usize,
    },
    /// A tensor has too many values.
    #[error("{name} of shape {shape:?} has more than {MAX_VALUES} values")]
    LargeTensor {
        /// The tensor.
        name: String,
        /// Its shape.
        shape: Vec<usize>,
    },
}

/// A window that slides over a picture.
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
