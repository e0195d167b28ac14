//! The formats that a run can be written in.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A format of files that other programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A network of Keras 3, with optimiser and loss.
    Keras,
    /// The numbers of a network of Keras 3.
    KerasWeights,
    /// A network in the old format of Keras 1 to 3.
    KerasLegacy,
    /// A folder with a project for PyTorch on many machines.
    Cluster,
    /// A Jupyter notebook in Keras that does the run.
    Notebook,
    /// The network as an ONNX graph.
    Onnx,
    /// A folder with the network as ONNX and a script that classifies photos with it.
    Python,
    /// Tensors in one file, by Keras's or PyTorch's names and orders.
    Safetensors,
    /// A folder of event files.
    Tensorboard,
    /// A folder of tar files with the photos of a run, or of a data set.
    Webdataset,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 10] = [
        Self::Keras,
        Self::KerasWeights,
        Self::KerasLegacy,
        Self::Onnx,
        Self::Safetensors,
        Self::Python,
        Self::Notebook,
        Self::Tensorboard,
        Self::Cluster,
        Self::Webdataset,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Keras => "keras",
            Self::KerasWeights => "weights.h5",
            Self::KerasLegacy => "h5",
            Self::Cluster => "cluster",
            Self::Notebook => "notebook",
            Self::Onnx => "onnx",
            Self::Python => "python",
            Self::Safetensors => "safetensors",
            Self::Tensorboard => "tensorboard",
            Self::Webdataset => "webdataset",
        }
    }

    /// The name that is offered for its file or folder.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Keras => "network.keras",
            Self::KerasWeights => "network.weights.h5",
            Self::KerasLegacy => "network.h5",
            Self::Onnx => "network.onnx",
            Self::Safetensors => "network.safetensors",
            Self::Python => "classify",
            Self::Notebook => "run.ipynb",
            Self::Tensorboard => "tensorboard",
            Self::Cluster => "cluster",
            Self::Webdataset => "shards",
        }
    }

    /// Whether it holds weights that the run was trained to, so that it matters which.
    #[must_use]
    pub const fn has_weights(self) -> bool {
        match self {
            Self::Keras | Self::KerasWeights | Self::KerasLegacy | Self::Onnx | Self::Safetensors | Self::Python => {
                true
            }
            Self::Notebook | Self::Tensorboard | Self::Cluster | Self::Webdataset => false,
        }
    }

    /// The end of the name that its files usually have, without the dot; none for a folder.
    #[must_use]
    pub fn extension(self) -> Option<&'static str> {
        match self {
            Self::Keras | Self::KerasWeights | Self::KerasLegacy | Self::Onnx | Self::Safetensors => Some(self.name()),
            Self::Notebook => Some("ipynb"),
            Self::Cluster | Self::Python | Self::Tensorboard | Self::Webdataset => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no format has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("no format is named \"{0}\"; the formats are {formats}", formats = Format::ALL.map(Format::name).join(", "))]
pub struct UnknownFormat(pub String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}
