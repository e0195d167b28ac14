//! Overlays on disk: what the user decided about single photographs.

use std::io;
use std::path::PathBuf;

use crate::config::DataSource;
use crate::data::overlay::Overlay;
use crate::shared_error::SharedError;

/// What the window asks of overlays. Answered in order.
#[derive(Debug, Clone)]
pub enum OverlayCommand {
    /// Read the overlay of some photographs, or find a name for a new one.
    Open {
        /// Comes back with the answer.
        number: u64,
        /// The photographs that it is about.
        source: DataSource,
        /// Its file, if one is known; a file that is not there yet is an overlay without decisions.
        path: Option<PathBuf>,
        /// A run's own copy, which is read where that file is gone.
        copy: Option<PathBuf>,
        /// Where a new one would lie.
        folder: PathBuf,
    },
    /// Write an overlay: whole or not at all.
    Save {
        /// The photographs that it is about.
        source: DataSource,
        /// Where to.
        path: PathBuf,
        /// All decisions.
        overlay: Overlay,
        /// What must be there for it to be replaced.
        before: Before,
    },
}

/// What the engine reports of overlays.
#[derive(Debug, Clone)]
pub enum OverlayEvent {
    /// An overlay was read.
    Opened {
        /// The request's number.
        number: u64,
        /// The photographs that it is about.
        source: DataSource,
        /// What it holds.
        opened: Box<OpenedOverlay>,
    },
    /// An overlay was written.
    Saved {
        /// The photographs that it is about.
        source: DataSource,
        /// Where it lies now and what that file holds, or why it was not written.
        result: Result<(PathBuf, Before), SharedError>,
    },
}

/// What a file must hold to be replaced: what another program has written meanwhile is never lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Before {
    /// Anything: the user has agreed that it is replaced.
    Anything,
    /// There is no file; where there is one, a new name is found.
    Nothing,
    /// This text.
    Text(String),
}

/// Why an overlay was not written.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// The system does not write it.
    #[error("the overlay {} cannot be written: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Another program has written it.
    #[error(
        "the overlay {} has been changed by another program since it was read; keep your changes in another file, or \
         open it again", path.display()
    )]
    Changed {
        /// The file.
        path: PathBuf,
    },
}

/// An overlay as it was found.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedOverlay {
    /// Where it lies, or will.
    pub path: PathBuf,
    /// What is decided.
    pub overlay: Overlay,
    /// What the file holds now.
    pub before: Before,
    /// Why the file that was asked for cannot be used; then this is a new one, and that file stays as it is.
    pub problem: Option<SharedError>,
    /// The file that was asked for, if it is gone and a run's copy was read; then this is a new one that is not
    /// written yet.
    pub gone: Option<PathBuf>,
    /// Where no file was asked for: those beside it that may be about the same photographs by their names, the newest
    /// first.
    pub untied: Vec<PathBuf>,
}
