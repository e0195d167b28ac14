//! Why a training cannot start or continue.

use std::path::PathBuf;

use thiserror::Error;

use super::callbacks::CallbackError;
use super::checkpoint::CheckpointError;
use super::listing::ListingDifference;
use crate::config::{ConfigError, DataSource};
use crate::data::DataError;
use crate::data::overlay::OverlayError;
use crate::data::split::SplitError;
use crate::memory::OutOfMemory;
use crate::nn::NetworkError;
use crate::nn::weights_file::FileError;
use crate::run::RunFolderError;

/// Why a training cannot start or continue, as a sentence for the user.
#[derive(Debug, Error)]
pub enum TrainError {
    /// The configuration cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The photographs cannot be used.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The photographs cannot be split as the configuration asks.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// The network cannot be built or run.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// A callback cannot be used.
    #[error(transparent)]
    Callback(#[from] CallbackError),
    /// The run's folder cannot be used.
    #[error(transparent)]
    RunFolder(#[from] RunFolderError),
    /// The checkpoint is damaged or missing.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Weights cannot be written.
    #[error(transparent)]
    Weights(#[from] FileError),
    /// No photograph is left to train with.
    #[error("no photo is left to train with: all that fell on the training side are unusable")]
    NothingToTrainOn,
    /// The configuration does not say where the photographs are.
    #[error("the configuration does not say where the photos are (data.source)")]
    NoSource,
    /// The overlay cannot be used.
    #[error(transparent)]
    Overlay(#[from] OverlayError),
    /// Fewer epochs are asked for than the run was started with.
    #[error("the run was started for {configured} epochs, and {asked} were asked for; their number can only grow")]
    FewerEpochs {
        /// The epochs of the run's configuration.
        configured: usize,
        /// The epochs that were asked for.
        asked: usize,
    },
    /// The photographs are no longer where they were.
    #[error("the photos of this run were at {path}, and nothing is there; say where they are now", path = .0.display())]
    PhotographsGone(PathBuf),
    /// The photographs are not those of the run.
    #[error("{} does not hold the photos of this run: {difference}", name_of(data))]
    OtherPhotographs {
        /// Where the photographs were looked for.
        data: DataSource,
        /// The first difference.
        difference: ListingDifference,
    },
    /// The configuration in the run's folder was edited.
    #[error("{file} no longer says what this run was started with; a changed configuration needs a new run", file = .0.display())]
    ConfigChanged(PathBuf),
    /// A weight for a class that the photographs do not have.
    #[error(
        "training.class_weight: there is no class {class:?} among the photos; there are {}", classes.join(", ")
    )]
    UnknownClass {
        /// The class that the configuration names.
        class: String,
        /// The photographs' classes.
        classes: Vec<String>,
    },
    /// Stopped while photographs were being read, before the run began.
    #[error("stopped before the run began; nothing was written")]
    StoppedWhileLoading,
    /// The system has no memory left.
    #[error(transparent)]
    Memory(#[from] OutOfMemory),
    /// An error in the program; the panic's own message.
    #[error("the training failed unexpectedly: {0}")]
    Panicked(String),
}

fn name_of(data: &DataSource) -> String {
    match data {
        DataSource::Path(path) => path.display().to_string(),
        DataSource::Drawings { .. } => "this version's set of drawings".to_owned(),
    }
}
