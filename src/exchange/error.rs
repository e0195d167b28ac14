//! Why a network cannot leave or come in.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::config::ConfigError;
use crate::data::DataError;
use crate::data::split::SplitError;
use crate::files;
use crate::nn::NetworkError;
use crate::nn::pretrained::AddError;
use crate::nn::weights_file::FileError;
use crate::predict::PredictError;
use crate::run::RunFolderError;
use crate::train::checkpoint::CheckpointError;

/// Why an export or an import failed.
#[derive(Debug, Error)]
pub enum ExchangeError {
    /// The run's weights cannot be opened.
    #[error(transparent)]
    Run(#[from] PredictError),
    /// The run's configuration cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The run's checkpoint cannot be read.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The run's folder cannot be used.
    #[error(transparent)]
    Folder(#[from] RunFolderError),
    /// A file of tensors cannot be read or written.
    #[error(transparent)]
    Tensors(#[from] FileError),
    /// Photos cannot be opened.
    #[error(transparent)]
    Data(#[from] DataError),
    /// Photos cannot be split.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// The run's photos are not where they were.
    #[error("the photos of {} are no longer where they were, or have changed", run.display())]
    PhotosGone {
        /// The run's folder.
        run: PathBuf,
    },
    /// The weights are no pretrained network's.
    #[error(transparent)]
    Pretrained(#[from] AddError),
    /// The format cannot hold a pretrained network.
    #[error("notebooks hold no pretrained network, and this one begins with {0}; export it as onnx, keras or cluster")]
    NoPretrained(&'static str),
    /// The network is not one of this program.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The output cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file that is to be imported is not what it should be.
    #[error("{} cannot be imported: {problem}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: Box<Unreadable>,
    },
    /// The file has no names of classes, and none were given.
    #[error("{} names no classes; name its {outputs} with --classes, in the order of the network's outputs", path.display())]
    NoClasses {
        /// The file.
        path: PathBuf,
        /// How many classes the network tells apart.
        outputs: usize,
    },
    /// Neither the file nor the network beside it has names of classes, and none were given.
    #[error("{} names no classes; name them with --classes, in the order of the network's outputs", path.display())]
    UnknownClasses {
        /// The file.
        path: PathBuf,
    },
    /// The number of names is not that of the network's outputs.
    #[error("{given} classes are named, and the network in {} puts out {outputs} values", path.display())]
    ClassCount {
        /// The file.
        path: PathBuf,
        /// How many are named.
        given: usize,
        /// How many values the network puts out.
        outputs: usize,
    },
    /// The network is too large for a format.
    #[error("cannot write {}: this network is too large for the format: {problem}", path.display())]
    TooLargeForFormat {
        /// The output.
        path: PathBuf,
        /// The library's reason.
        problem: String,
    },
    /// A name of a class is empty or occurs twice.
    #[error("the class \"{0}\" is named twice or has no letters; each class needs a name of its own")]
    ClassName(String),
}

/// What is wrong with a file that is to be imported.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// No reader knows files of this kind.
    #[error("only files that end in {known} can be imported")]
    Kind {
        /// The ends of the names that are known.
        known: String,
    },
    /// The file does not hold to its format; what the library that reads it says.
    #[error("it is damaged or no file of this kind ({0})")]
    Damaged(String),
    /// Something is missing.
    #[error("it is damaged or no file of this kind: it has no {0}")]
    Missing(String),
    /// A tensor has another shape than the network's.
    #[error("its tensor {name} has the shape {found:?}, and the network needs {expected:?}")]
    TensorShape {
        /// The tensor's name in the file.
        name: String,
        /// Its shape.
        found: Vec<u64>,
        /// The network's.
        expected: Vec<usize>,
    },
    /// A tensor's numbers are of a kind that is not known.
    #[error("its tensor {name} holds {kind}, and only floating-point numbers are known")]
    TensorKind {
        /// The tensor's name in the file.
        name: String,
        /// The kind of its numbers.
        kind: String,
    },
    /// A part of the file is larger than anything that belongs there.
    #[error("its part {part} has {mebibytes} MiB, more than belongs there")]
    TooLarge {
        /// The part's name.
        part: String,
        /// Its size.
        mebibytes: u64,
    },
    /// It holds weights without the network.
    #[error("it holds weights alone; name a run or a configuration with the same network with --network")]
    NoNetwork,
    /// The network's input is no picture of three channels.
    #[error("its input has the shape {0}, and only photos of height, width and 3 channels are known")]
    Input(String),
    /// A layer of a kind that the program does not have, or in a form that it does not have.
    #[error("the layer \"{layer}\" ({kind}): {problem}")]
    Layer {
        /// The layer's name in the file.
        layer: String,
        /// Its kind in the file.
        kind: String,
        /// What is not supported.
        problem: ForeignLayer,
    },
}

/// Why a layer of another program cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ForeignLayer {
    /// The program has no such layers.
    #[error("layers of this kind are not supported")]
    Kind,
    /// The file brings code.
    #[error("it runs code from the file, and no file's code is run")]
    Code,
    /// A class of the file's author.
    #[error("it is no layer of Keras but a class of its author's")]
    Custom,
    /// A model as a layer.
    #[error("a network within a network is not supported; save it as one network")]
    Nested,
    /// An argument that the program's layers do not have.
    #[error("{argument}: {value} is not supported, only {known}")]
    Argument {
        /// Its name.
        argument: String,
        /// Its value in the file.
        value: String,
        /// What is supported.
        known: String,
    },
    /// An argument is missing or no value of its kind.
    #[error("its {argument} is missing or cannot be read")]
    NoArgument {
        /// Its name.
        argument: String,
    },
    /// The axes of its input are in another order, or more or fewer, than it takes here.
    #[error("the axes of its input are in an order or number that no layer here takes")]
    Axes,
    /// Weights do not fit what goes in.
    #[error("its weights of the shape {shape:?} do not fit its input")]
    Misfit {
        /// Their shape.
        shape: Vec<usize>,
    },
    /// What it pads with, or how it counts that, is not the padding of a layer.
    #[error("its padding is neither that of such a layer nor zeros around height and width")]
    Padding,
    /// An operation that is no layer by itself.
    #[error("it is supported only as the bias of a layer before it, or as a part of SiLU or GELU")]
    PartOfActivation,
    /// The layers are no chain.
    #[error("what goes in or comes out branches; only chains of layers and residual sums of two are supported")]
    Branch,
}

impl ExchangeError {
    pub(super) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }

    /// A file within a folder that has not got its name yet, named as it would be in `out`: its folder's own name is one that
    /// nobody has given.
    pub(super) fn in_place(self, out: &Path) -> Self {
        match self {
            Self::Write { path, source }
            | Self::Folder(RunFolderError::Write { path, source })
            | Self::Tensors(FileError::Write { path, source }) => {
                let mut parts = path.iter().skip_while(|part| !files::is_leftover(part));
                let path = if parts.next().is_some() { out.join(parts.collect::<PathBuf>()) } else { path };
                Self::Write { path, source }
            }
            other => other,
        }
    }

    pub(super) fn damaged(path: &Path, problem: &str) -> Self {
        Self::unreadable(path, Unreadable::Damaged(problem.to_owned()))
    }

    pub(super) fn unreadable(path: &Path, problem: Unreadable) -> Self {
        Self::Unreadable { path: path.to_owned(), problem: Box::new(problem) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_a_folder_without_its_name_is_named_as_in_its_place() {
        let named = |path: &str| {
            let (path, source) = (PathBuf::from(path), io::Error::from(io::ErrorKind::StorageFull));
            match ExchangeError::from(RunFolderError::Write { path, source }).in_place(Path::new("out/run")) {
                ExchangeError::Write { path, .. } => path,
                other => panic!("{other}"),
            }
        };
        assert_eq!(named("/home/out/.bigode-a1B2c3/train/events"), Path::new("out/run/train/events"));
        assert_eq!(named("/home/out/run/config.ron"), Path::new("/home/out/run/config.ron"));
    }
}
