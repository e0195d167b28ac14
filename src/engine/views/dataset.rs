//! The open data set.

use std::sync::Arc;

use crate::config::DataSource;
use crate::data::{Dataset, Note, Preprocessing, Unusable};
use crate::shared_error::SharedError;

/// What the window asks of data sets.
#[derive(Debug, Clone)]
pub enum DatasetCommand {
    /// List the photographs, then examine each. A newer request ends an older one.
    Open {
        /// Comes back with every event.
        generation: u64,
        /// Where the photographs are.
        source: DataSource,
        /// How the experiment's network sees them.
        preprocessing: Preprocessing,
    },
    /// End listing and examining.
    Close,
}

/// What the engine reports of data sets.
#[derive(Debug, Clone)]
pub enum DatasetEvent {
    /// Files are being found.
    Progress {
        /// The request's number.
        generation: u64,
        /// Photographs found so far.
        found: usize,
    },
    /// The photographs are listed.
    Opened {
        /// The request's number.
        generation: u64,
        /// The photographs.
        dataset: Arc<DatasetView>,
    },
    /// The photographs cannot be read.
    Failed {
        /// The request's number.
        generation: u64,
        /// Why.
        reason: SharedError,
    },
    /// Photographs are being examined.
    ExamineProgress {
        /// The request's number.
        generation: u64,
        /// Examined so far.
        done: usize,
        /// In all.
        total: usize,
    },
    /// All photographs have been examined.
    Examined {
        /// The request's number.
        generation: u64,
        /// Those that cannot be used.
        unusable: Arc<Vec<Unusable>>,
        /// Groups of files that are equal byte for byte, by name.
        duplicates: Arc<Vec<Vec<String>>>,
    },
}

/// The photographs of a data set, without their pixels.
#[derive(Debug, Clone)]
pub struct DatasetView {
    /// Where they are.
    pub source: DataSource,
    /// The classes, sorted; empty where there are no labels.
    pub classes: Vec<String>,
    /// Name and label of each, in byte order of the names.
    pub photos: Vec<(String, Option<u32>)>,
    /// Photographs in each class.
    pub counts: Vec<usize>,
    /// What was decided while opening.
    pub notes: Vec<Note>,
    /// Why this cannot be trained on, if it cannot.
    pub untrainable: Option<SharedError>,
    /// Open for all workers as long as this view is held.
    pub(in crate::engine) _open: Arc<Dataset>,
}
