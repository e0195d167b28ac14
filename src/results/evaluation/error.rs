//! Why photographs cannot be judged.

use std::path::PathBuf;

use thiserror::Error;

use crate::config::ConfigError;
use crate::data::DataError;
use crate::data::overlay::OverlayError;
use crate::nn::weights_file::FileError;
use crate::predict::PredictError;
use crate::run::RunFolderError;

/// Why photographs cannot be judged, as a sentence for the person.
#[derive(Debug, Error)]
pub enum EvaluationError {
    /// The run's configuration cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A file of the run cannot be read.
    #[error(transparent)]
    Run(#[from] RunFolderError),
    /// The photographs cannot be used.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The run's own overlay cannot be read.
    #[error(transparent)]
    Overlay(#[from] OverlayError),
    /// The network cannot be used.
    #[error(transparent)]
    Predict(#[from] PredictError),
    /// The run's photographs are no longer where they were.
    #[error(
        "the photographs of this run were at {path}, and nothing is there; say where they are now: \
         bigode evaluate RUN_DIR DATA --set {set}", path = .path.display()
    )]
    Gone {
        /// Where they were.
        path: PathBuf,
        /// The set that was asked for.
        set: &'static str,
    },
    /// The run's photographs are there, or where they were said to be, and cannot be opened.
    #[error(
        "the photographs of this run cannot be opened: {source}; say where they are now: bigode evaluate RUN_DIR DATA \
         --set {set}"
    )]
    Unopened {
        /// Why.
        source: DataError,
        /// The set that was asked for.
        set: &'static str,
    },
    /// Photographs of the run are not among those that were found.
    #[error(
        "{missing} of the run's {count} photographs are not in {place}, {example} among them; give the folder, CSV or \
         zip that the run was trained on"
    )]
    Missing {
        /// How many.
        missing: usize,
        /// Of how many.
        count: usize,
        /// Where they were looked for.
        place: String,
        /// One of them.
        example: String,
    },
    /// The run's configuration does not say where its photographs are.
    #[error("the run's config.ron does not say where its photographs are (data.source); give DATA")]
    NoSource,
    /// The photographs have a class that the network does not know.
    #[error("{place} has the classes {found}, and the network tells {known} apart; rename or remove what differs")]
    OtherClasses {
        /// The photographs.
        place: String,
        /// Their classes.
        found: String,
        /// The network's.
        known: String,
    },
    /// The run has no photographs on that side.
    #[error("the run has no {0} photographs")]
    EmptySet(&'static str),
    /// No photograph can be used.
    #[error("no photograph can be used{}", .example.as_ref().map(|text| format!(": {text}")).unwrap_or_default())]
    Nothing {
        /// One that cannot, and why.
        example: Option<String>,
    },
    /// A file of numbers of the run is damaged.
    #[error(transparent)]
    Numbers(#[from] FileError),
    /// The answers of an epoch belong to other photographs.
    #[error("the run's validation.safetensors does not fit its split.csv in epoch {0}; resume the run to rewrite both")]
    Epochs(usize),
    /// A mistake in the program.
    #[error("the network's answers do not fit the photographs")]
    Unfit,
}
