//! Why photographs cannot be evaluated.

use std::fmt;
use std::path::PathBuf;

use thiserror::Error;

use super::note::LeftOut;
use super::source::Set;
use crate::config::{ConfigError, DataSource};
use crate::data::DataError;
use crate::data::overlay::OverlayError;
use crate::memory::OutOfMemory;
use crate::nn::weights_file::FileError;
use crate::predict::PredictError;
use crate::run::RunFolderError;
use crate::text::Language;

/// Why photographs cannot be evaluated, as a sentence for the user.
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
        "the photos of this run were at {path}, and nothing is there; say where they are now: \
         bigode evaluate RUN_DIR DATA --set {set}", path = .path.display()
    )]
    Gone {
        /// Where they were.
        path: PathBuf,
        /// The set that was asked for, as `--set` names it.
        set: &'static str,
    },
    /// Something lies where the run's photographs were or were said to be, and it cannot be opened.
    #[error(
        "the photos of this run cannot be opened: {source}; say where they are now: bigode evaluate RUN_DIR DATA \
         --set {set}"
    )]
    Unopened {
        /// Why.
        source: DataError,
        /// The set that was asked for, as `--set` names it.
        set: &'static str,
    },
    /// Photographs of the run are not among those that were found.
    #[error(
        "{missing} of the run's {count} photos are not in {place}, {example} among them; give the folder, CSV or \
         zip that the run was trained on"
    )]
    Missing {
        /// How many.
        missing: usize,
        /// Of how many.
        count: usize,
        /// Where they were looked for.
        place: Place,
        /// One of them.
        example: String,
    },
    /// The run's configuration does not say where its photographs are.
    #[error("the run's config.ron does not say where its photos are (data.source); give DATA")]
    NoSource,
    /// The photographs have a class that the network does not know.
    #[error("{place} has the classes {found}, and the network tells {known} apart; rename or remove what differs")]
    OtherClasses {
        /// Where the labels are from.
        place: Place,
        /// Their classes.
        found: String,
        /// The network's.
        known: String,
    },
    /// The run has no photographs on that side.
    #[error("the run has no {} photos", .0.name())]
    EmptySet(Set),
    /// No photograph can be used.
    #[error("no photo can be used{}", .example.as_ref().map(example_in_english).unwrap_or_default())]
    Nothing {
        /// One that cannot, and why.
        example: Option<LeftOut>,
    },
    /// A file of numbers of the run is damaged.
    #[error(transparent)]
    Numbers(#[from] FileError),
    /// The predictions of an epoch belong to other photographs.
    #[error("the run's validation.safetensors does not fit its split.csv in epoch {0}; resume the run to rewrite both")]
    Epochs(usize),
    /// The system has no memory left.
    #[error(transparent)]
    Memory(#[from] OutOfMemory),
    /// A mistake in the program.
    #[error("the network's answers do not fit the photos")]
    Unfit,
}

impl EvaluationError {
    /// Whether another place of the run's photographs would help.
    #[must_use]
    pub fn photographs_are_elsewhere(&self) -> bool {
        matches!(self, Self::Gone { .. } | Self::Unopened { .. } | Self::Missing { .. } | Self::NoSource)
    }
}

fn example_in_english(example: &LeftOut) -> String {
    format!(": {}", example.text(Language::English))
}

/// Where photographs or their labels were looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A folder, CSV or zip.
    Path(PathBuf),
    /// The built-in drawings.
    Drawings,
    /// The list of the run's photographs.
    Split,
}

impl Place {
    /// As a sentence names it.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match (self, language) {
            (Self::Path(path), _) => path.display().to_string(),
            (Self::Drawings, Language::English) => "the built-in drawings".to_owned(),
            (Self::Drawings, Language::Portuguese) => "desenhos embutidos".to_owned(),
            (Self::Split, Language::English) => "the run's split.csv".to_owned(),
            (Self::Split, Language::Portuguese) => "split.csv do treino".to_owned(),
        }
    }
}

impl From<&DataSource> for Place {
    fn from(source: &DataSource) -> Self {
        match source {
            DataSource::Path(path) => Self::Path(path.clone()),
            DataSource::Drawings { .. } => Self::Drawings,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}
