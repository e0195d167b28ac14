//! The open data set.

use std::sync::Arc;

use crate::config::DataSource;
use crate::data::list::List;
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
    /// Why this cannot be trained on, if it cannot: with all photographs, and without those that have no label.
    pub(in crate::engine) untrainable: [Option<SharedError>; 2],
    /// Open for all workers as long as this view is held.
    pub(in crate::engine) _open: Arc<Dataset>,
}

impl DatasetView {
    /// Why this cannot be trained on, if it cannot; whether photographs without a label are left out.
    #[must_use]
    pub fn untrainable(&self, leave_out_unlabelled: bool) -> Option<&SharedError> {
        self.untrainable[usize::from(leave_out_unlabelled)].as_ref()
    }

    /// How many of these photographs each class has.
    pub(in crate::engine) fn count(photos: &[(String, Option<u32>)], classes: usize) -> Vec<usize> {
        let mut counts = vec![0; classes];
        for label in photos.iter().filter_map(|(_, label)| *label) {
            if let Some(count) = counts.get_mut(label as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// The same photographs with the classes of a list that is being edited.
    #[must_use]
    pub fn labelled(&self, list: &List) -> Self {
        let classes: Vec<String> = list.classes().map(str::to_owned).collect();
        let label = |name: &str| {
            let class = list.class_of(name)?;
            classes.binary_search_by(|other| other.as_str().cmp(class)).ok().map(|label| label as u32)
        };
        let photos: Vec<_> = self.photos.iter().map(|(name, _)| (name.clone(), label(name))).collect();
        Self { counts: Self::count(&photos, classes.len()), photos, classes, ..self.clone() }
    }
}
