//! Runs on their way to other programs, and networks of other programs on their way to runs.

use std::path::PathBuf;

use crate::exchange::{Exported, Format, Imported, Layout, Naming};
use crate::nn::pretrained::Added;
use crate::predict::Weights;
use crate::shared_error::SharedError;
use crate::text::Language;

/// What the window asks of exchange. Carried out in order.
#[derive(Debug, Clone)]
pub enum ExchangeCommand {
    /// Write a run in a format.
    Export {
        /// The run's folder.
        run: PathBuf,
        /// The format.
        format: Format,
        /// Which of its weights.
        weights: Weights,
        /// The order of a photo's axes.
        layout: Layout,
        /// The tensors' names.
        naming: Naming,
        /// Where to.
        out: PathBuf,
        /// The language of texts in what is written.
        language: Language,
    },
    /// Make a run of a file.
    Import {
        /// The file.
        file: PathBuf,
        /// The folder of runs that the new one's is made in.
        runs: PathBuf,
        /// The classes' names; empty where the file's are taken.
        classes: Vec<String>,
    },
    /// Add the weights in a file to the pretrained networks.
    AddPretrained {
        /// The file.
        file: PathBuf,
    },
}

/// What the engine reports of exchange.
#[derive(Debug, Clone)]
pub enum ExchangeEvent {
    /// A run was written, or was not.
    Exported {
        /// Where to.
        out: PathBuf,
        /// How far the answers of what was written lie from the run's, or why nothing was written.
        result: Result<Exported, SharedError>,
    },
    /// A file has become a run, or has not.
    Imported {
        /// The file.
        file: PathBuf,
        /// The run's folder with what is known of it, or why there is none.
        result: Result<(PathBuf, Imported), NotImported>,
    },
    /// Weights were added to the pretrained networks, or were not.
    PretrainedAdded {
        /// What they are, or why there are none.
        result: Result<Added, SharedError>,
    },
}

/// Why a file has not become a run.
#[derive(Debug, Clone)]
pub enum NotImported {
    /// The file names no classes; it is taken with so many names.
    NeedsClasses(usize),
    /// It cannot be taken.
    Failed(SharedError),
}
