//! Single files of the user's, and what lies below folders.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::charts::{Figure, Format};
use crate::config::RunConfig;
use crate::predict::{Photograph, Unreadable};
use crate::shared_error::SharedError;

/// What the window asks of files. Answered in order.
#[derive(Debug, Clone)]
pub enum FilesCommand {
    /// Find the photographs below folders and in zips, so that each can have its card.
    ListPhotographs {
        /// Files, folders and zips.
        paths: Vec<PathBuf>,
    },
    /// End all listings that were asked for so far.
    CancelListing,
    /// Read an experiment.
    ReadConfig {
        /// Its RON file.
        path: PathBuf,
    },
    /// Open a file, or show a folder, as the desktop does.
    Open {
        /// Its path.
        path: PathBuf,
    },
    /// Write a file: whole or not at all.
    Write {
        /// Where to.
        path: PathBuf,
        /// What.
        contents: String,
    },
    /// Draw a figure and write it: whole or not at all.
    WriteFigure {
        /// Where to.
        path: PathBuf,
        /// What.
        figure: Box<Figure>,
        /// As what.
        format: Format,
    },
}

/// What the engine reports of files.
#[derive(Debug, Clone)]
pub enum FilesEvent {
    /// What was found below dropped or chosen paths.
    PhotographsListed {
        /// Each photograph, or what cannot be read.
        photographs: Vec<Result<Arc<Photograph>, Unreadable>>,
    },
    /// An experiment was read.
    ConfigRead {
        /// Its file.
        path: PathBuf,
        /// The experiment, or what is wrong with it and where.
        config: Result<Box<RunConfig>, SharedError>,
    },
    /// A file cannot be opened, or a folder be shown, by another program.
    NotOpened {
        /// Why.
        reason: SharedError,
    },
    /// A file was written.
    Written {
        /// Its path.
        path: PathBuf,
        /// Nothing, or why it was not.
        result: Result<(), SharedError>,
    },
}

/// Why a file or folder was not opened by another program.
#[derive(Debug, thiserror::Error)]
#[error("{} cannot be opened: no program for it could be started ({reason})", path.display())]
pub struct NotOpened {
    /// Its path.
    pub path: PathBuf,
    /// The system's reason.
    pub reason: String,
}

/// Why a file of the user's was not written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// Its folder is not there.
    #[error("there is no folder {}; choose one that exists", folder.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// The system refused.
    #[error("{} cannot be written: {source}", path.display())]
    System {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}
