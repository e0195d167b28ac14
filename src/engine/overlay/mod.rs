//! Mending the data: overlays on disk, photographs that occur twice, and runs beside each other.

mod files;
mod overlay;

pub(super) use files::spawn;
pub use overlay::{Before, KeepError, OpenedOverlay};

use std::path::PathBuf;
use std::sync::Arc;

use crate::config::DataSource;
use crate::data::overlay::Overlay;
use crate::results::Comparison;
use crate::shared_error::SharedError;

/// What the window may ask of overlays and runs on disk. Each is answered by a [`OverlayEvent`], in the order asked.
#[derive(Debug, Clone)]
pub enum OverlayCommand {
    /// Read the overlay of some photographs, or find a name for a new one.
    OpenOverlay {
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
    SaveOverlay {
        /// The photographs that it is about.
        source: DataSource,
        /// Where to.
        path: PathBuf,
        /// All decisions.
        overlay: Overlay,
        /// What must be there for it to be replaced.
        before: Before,
    },
    /// Find the runs below a folder.
    ListRuns {
        /// The folder.
        folder: PathBuf,
    },
    /// Put two runs beside each other.
    Compare {
        /// Comes back with the answer.
        generation: u64,
        /// Their folders.
        runs: [PathBuf; 2],
    },
}

/// What the window is told of them.
#[derive(Debug, Clone)]
pub enum OverlayEvent {
    /// An overlay was read.
    OverlayOpened {
        /// The question's number.
        number: u64,
        /// The photographs that it is about.
        source: DataSource,
        /// What it holds.
        opened: Box<OpenedOverlay>,
    },
    /// An overlay was written.
    OverlaySaved {
        /// The photographs that it is about.
        source: DataSource,
        /// Where it lies now and what stands there, or why it was not written.
        result: Result<(PathBuf, Before), SharedError>,
    },
    /// The runs below a folder, the newest first.
    RunsListed {
        /// Their folders.
        runs: Vec<PathBuf>,
    },
    /// Two runs beside each other.
    Compared {
        /// The question's number.
        generation: u64,
        /// Them, or why they cannot be compared.
        comparison: Result<Arc<Comparison>, SharedError>,
    },
}
