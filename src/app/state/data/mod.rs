//! The data page: the open photographs, which of them are shown, and the pictures in memory.

mod photo;
mod selection;

use std::sync::Arc;

pub use photo::{Growth, PhotoDetail, PhotoTextures};
pub use selection::Filter;

use super::number::next_number;
use super::overlay::Marks;
use super::thumbnails::Thumbnails;
use crate::config::DataSource;
use crate::data::Unusable;
use crate::data::overlay::Overlay;
use crate::engine::{DatasetView, Side};
use crate::shared_error::SharedError;

/// An opening that is under way.
#[derive(Debug, Clone, PartialEq)]
pub struct Loading {
    /// The opening's number, which its events carry.
    pub generation: u64,
    /// What is being opened.
    pub source: DataSource,
    /// Photographs found so far.
    pub found: usize,
}

/// How the photographs are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// Small pictures.
    #[default]
    Grid,
    /// Rows of a table.
    Table,
    /// Files that cannot be used.
    LeftOut,
    /// Pairs of near-duplicates.
    Duplicates,
}

/// The photographs.
#[derive(Default)]
pub struct DataState {
    /// The number of the opening that brought the open photographs.
    pub generation: u64,
    /// The newest opening, while it is under way.
    pub loading: Option<Loading>,
    /// The open photographs.
    pub dataset: Option<Arc<DatasetView>>,
    /// Each photograph's side, once it is known.
    pub sides: Arc<Vec<Side>>,
    /// Examined so far and in all, while that is under way.
    pub examining: Option<(usize, usize)>,
    /// Files that cannot be used, once all are examined.
    pub unusable: Option<Arc<Vec<Unusable>>>,
    /// The overlay's changes, by place.
    pub marks: Marks,
    /// Photographs in each class, with the overlay's changes.
    pub counts: Vec<usize>,
    /// Names of equal files, once all are examined.
    pub duplicates: Arc<Vec<Vec<String>>>,
    /// Which photographs are shown.
    pub filter: Filter,
    /// Their places in the data set.
    pub shown: Vec<usize>,
    /// How they are shown.
    pub view: View,
    /// The chosen photograph.
    pub selected: Option<usize>,
    /// The chosen photograph, large.
    pub detail: Option<PhotoDetail>,
    /// Small pictures.
    pub thumbnails: Thumbnails,
    /// The path typed by hand.
    pub path_field: String,
    /// Photographs in a row of the grid, as last painted.
    pub columns: usize,
    /// The movement of the chosen small picture, while it lasts.
    pub growth: Option<Growth>,
    /// The last choice that has moved, so that it does so once.
    pub grown: Option<usize>,
    /// Whether the grid scrolls to the choice at the next frame.
    pub reveal: bool,
    /// Whether training begins as soon as the photographs are open.
    pub train_when_open: bool,
    /// Whether others are being chosen, while these stay open.
    pub choosing_others: bool,
    /// Why the photographs could not be opened.
    pub problem: Option<SharedError>,
}

impl DataState {
    /// Begins to open photographs, while the open ones stay; gives the opening's number.
    pub fn begin_opening(&mut self, source: DataSource) -> u64 {
        let generation = next_number();
        self.loading = Some(Loading { generation, source, found: 0 });
        // The engine examines one data set at a time.
        self.examining = None;
        generation
    }

    /// Whether this is the number of the opening that is under way.
    #[must_use]
    pub fn is_loading(&self, generation: u64) -> bool {
        self.loading.as_ref().is_some_and(|loading| loading.generation == generation)
    }

    /// Shows photographs that have just been opened.
    pub fn open(&mut self, generation: u64, dataset: Arc<DatasetView>) {
        *self = Self {
            generation,
            counts: dataset.counts.clone(),
            examining: Some((0, dataset.photos.len())),
            dataset: Some(dataset),
            view: if self.view == View::Table { View::Table } else { View::Grid },
            train_when_open: self.train_when_open,
            columns: self.columns,
            ..Self::default()
        };
        self.apply_filter();
    }

    /// The same photographs for another subject.
    #[must_use]
    pub fn share(&self) -> Self {
        let mut shared = Self {
            generation: self.generation,
            dataset: self.dataset.clone(),
            sides: Arc::clone(&self.sides),
            examining: self.examining,
            unusable: self.unusable.clone(),
            marks: self.marks.clone(),
            counts: self.counts.clone(),
            duplicates: Arc::clone(&self.duplicates),
            columns: self.columns,
            ..Self::default()
        };
        shared.apply_filter();
        shared
    }

    /// What is to be opened again, where an opening or an examination was ended by that of another subject, which has
    /// the number `newest`.
    #[must_use]
    pub fn cut_off(&self, newest: u64) -> Option<DataSource> {
        match (&self.loading, &self.dataset) {
            (Some(loading), _) => (loading.generation != newest).then(|| loading.source.clone()),
            (None, Some(dataset)) if self.examining.is_some() && self.generation != newest => {
                Some(dataset.source.clone())
            }
            _ => None,
        }
    }

    /// A photograph's side, once it is known.
    #[must_use]
    pub fn side(&self, index: usize) -> Option<Side> {
        self.sides.get(index).copied()
    }

    /// How many photographs are used on a side.
    #[must_use]
    pub fn count(&self, side: Side) -> usize {
        self.sides.iter().enumerate().filter(|(index, its)| **its == side && !self.marks.excludes(*index)).count()
    }

    /// A photograph's place in the data set, by its name.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<usize> {
        self.dataset.as_ref()?.photos.binary_search_by(|(other, _)| other.as_str().cmp(name)).ok()
    }

    /// Takes the changes from the overlay of the open photographs.
    pub fn mark(&mut self, overlay: &Overlay) {
        let Some(dataset) = &self.dataset else { return };
        self.marks = Marks::of_sorted(overlay, &dataset.photos);
        self.counts = self.marks.counts(&dataset.photos, &dataset.classes);
        self.apply_filter();
    }
}
