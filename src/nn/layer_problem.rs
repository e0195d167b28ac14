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
    #[error("it ends in {units} units, and the photos have {classes} classes; write units: classes")]
    OtherUnits {
        /// The layer's.
        units: usize,
        /// The photographs'.
        classes: usize,
    },
    /// Softmax in another layer than the last.
    #[error("softmax belongs to the last layer only; use relu or linear here")]
    SoftmaxInside,
    /// A function that only a layer of its own has.
    #[error("{0} is a layer of its own; leave it out here and put Activation(activation: {0}) after it")]
    ActivationApart(&'static str),
    /// A residual block without layers.
    #[error("there must be at least one layer inside it")]
    EmptyResidual,
    /// No 1x1 convolution makes one shape of the other.
    #[error(
        "its layers make {} of {}, which no shortcut by itself can; give it a shortcut of its own, \
         shortcut: [...], or layers that keep the shape", shapes[1], shapes[0]
    )]
    NoProjection {
        /// The block's input and its layers' result.
        shapes: Box<[Shape; 2]>,
    },
    /// The shortcut's result has another shape than the layers'.
    #[error("its layers end in {} and its shortcut in {}; both must be the same to be added", shapes[0], shapes[1])]
    OtherShortcut {
        /// The layers' result and the shortcut's.
        shapes: Box<[Shape; 2]>,
    },
    /// A layer inside is invalid in its place.
    #[error("{branch} {number} in it ({kind}): {problem}")]
    Inside {
        /// Which list.
        branch: Branch,
        /// Its place in the list, from 1.
        number: usize,
        /// Its kind.
        kind: &'static str,
        /// What is wrong.
        problem: Box<LayerProblem>,
    },
    /// A pretrained network in another place than the first.
    #[error("a pretrained network takes the photo itself; move it to the first place")]
    PretrainedInside,
    /// More blocks of a pretrained network learn than it has.
    #[error("the pretrained network has {blocks} blocks, and {found} cannot learn; write true for all of them")]
    PretrainedBlocks {
        /// How many shall learn.
        found: usize,
        /// How many it has.
        blocks: usize,
    },
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

impl LayerProblem {
    /// Whether the network is too large for this program, rather than wrong.
    pub(super) fn is_too_large(&self) -> bool {
        match self {
            Self::LargeResult(_) | Self::LargePadding { .. } | Self::LargeTensor { .. } => true,
            Self::Inside { problem, .. } => problem.is_too_large(),
            _ => false,
        }
    }
}

/// The two lists of a residual block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Branch {
    /// Its layers.
    Layers,
    /// The layers of its shortcut.
    Shortcut,
}

impl std::fmt::Display for Branch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Layers => "layer",
            Self::Shortcut => "shortcut's layer",
        })
    }
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
