//! The photographs: what is open, what is looked at, which small pictures are in memory.

use std::sync::Arc;

use eframe::egui::{Rect, TextureHandle};

use super::overlay::{ChangeFilter, Marks};
use super::thumbnails::Thumbnails;
use crate::config::DataSource;
use crate::data::Unusable;
use crate::data::overlay::Overlay;
use crate::engine::{DatasetView, PhotoView, Side};
use crate::shared_error::SharedError;

/// An opening that goes on.
#[derive(Debug, Clone, PartialEq)]
pub struct Loading {
    /// Its number, which what is opened will carry.
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
    /// What was left out.
    LeftOut,
    /// Photographs that occur twice.
    DuplicatePair,
}

/// Which photographs are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only this class.
    pub class: Option<u32>,
    /// Only this side.
    pub side: Option<Side>,
    /// Only those about which something of this kind is decided.
    pub changed: Option<ChangeFilter>,
    /// Only names with these letters.
    pub letters: String,
}

/// A photograph shown large.
pub struct PhotoDetail {
    /// Its place in the data set.
    pub index: usize,
    /// All that is known of it, or why it cannot be shown.
    pub photo: Result<PhotoTextures, SharedError>,
}

/// A photograph's facts and pictures, ready to paint.
pub struct PhotoTextures {
    /// The facts.
    pub facts: PhotoView,
    /// The photograph.
    pub large: TextureHandle,
    /// As the network sees it.
    pub seen: TextureHandle,
}

/// A small picture on its way to being the large photograph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growth {
    /// Its place in the data set.
    pub index: usize,
    /// Where the small picture is.
    pub from: Rect,
    /// When the large one was first there to be painted, in the window's seconds.
    pub since: Option<f64>,
}

/// The photographs.
#[derive(Default)]
pub struct DataState {
    /// The newest opening's number.
    pub openings: u64,
    /// The number of the opening that brought what is open.
    pub generation: u64,
    /// It, while it goes on.
    pub loading: Option<Loading>,
    /// What is open.
    pub dataset: Option<Arc<DatasetView>>,
    /// Each photograph's side, once it is known.
    pub sides: Arc<Vec<Side>>,
    /// Examined so far and in all, while that goes on.
    pub examining: Option<(usize, usize)>,
    /// What cannot be used, once all are examined.
    pub unusable: Option<Arc<Vec<Unusable>>>,
    /// What is decided about single photographs, by place.
    pub marks: Marks,
    /// Photographs in each class, after those decisions.
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
    /// It, large.
    pub detail: Option<PhotoDetail>,
    /// Small pictures.
    pub thumbnails: Thumbnails,
    /// The path typed by hand.
    pub path_field: String,
    /// Photographs in a row of the grid, as last painted.
    pub columns: usize,
    /// The chosen small picture, while it grows.
    pub growth: Option<Growth>,
    /// The last choice that has grown, so that it does so once.
    pub grown: Option<usize>,
    /// Whether the grid scrolls to the choice at the next frame.
    pub reveal: bool,
    /// Train as soon as the photographs are known.
    pub train_when_open: bool,
}

impl DataState {
    /// Begins to open something, beside what is open; gives the opening's number.
    pub fn begin_opening(&mut self, source: DataSource) -> u64 {
        self.openings += 1;
        self.loading = Some(Loading { generation: self.openings, source, found: 0 });
        // The engine examines one data set at a time.
        self.examining = None;
        self.openings
    }

    /// Whether this is the number of the opening that goes on.
    #[must_use]
    pub fn is_loading(&self, generation: u64) -> bool {
        self.loading.as_ref().is_some_and(|loading| loading.generation == generation)
    }

    /// Shows a data set that has just been opened.
    pub fn open(&mut self, generation: u64, dataset: Arc<DatasetView>) {
        *self = Self {
            openings: self.openings,
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

    /// Goes back to the three doors.
    pub fn close(&mut self) {
        *self = Self { openings: self.openings, ..Self::default() };
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

    /// Follows what is decided about single photographs.
    pub fn mark(&mut self, overlay: &Overlay) {
        let Some(dataset) = &self.dataset else { return };
        self.marks = Marks::of_sorted(overlay, &dataset.photos);
        self.counts = self.marks.counts(&dataset.photos, &dataset.classes);
        self.apply_filter();
    }

    /// Finds the photographs that the filter lets through.
    pub fn apply_filter(&mut self) {
        let Some(dataset) = &self.dataset else {
            self.shown.clear();
            return;
        };
        let filter = &self.filter;
        let letters = filter.letters.trim().to_lowercase();
        let passes = |index: usize, name: &str, label: Option<u32>| {
            filter.class.is_none_or(|class| self.marks.class(index, label, &dataset.classes) == Some(class))
                && filter.side.is_none_or(|side| self.sides.get(index) == Some(&side))
                && filter.changed.is_none_or(|kind| kind.is(self.marks.get(index)))
                && (letters.is_empty() || name.to_lowercase().contains(&letters))
        };
        let photos = dataset.photos.iter().enumerate();
        self.shown =
            photos.filter(|(index, (name, label))| passes(*index, name, *label)).map(|(index, _)| index).collect();
    }

    /// Chooses a photograph and makes sure that it is seen, whatever the filters were.
    pub fn show(&mut self, index: usize, view: View) {
        if self.shown.binary_search(&index).is_err() {
            self.filter = Filter::default();
            self.apply_filter();
        }
        self.view = view;
        self.selected = Some(index);
        self.reveal = true;
    }

    /// A photograph's place in the data set, by its name.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<usize> {
        self.dataset.as_ref()?.photos.binary_search_by(|(other, _)| other.as_str().cmp(name)).ok()
    }

    /// Chooses a photograph by its name, if it is there; gives whether it is shown.
    pub fn select_named(&mut self, name: &str) -> bool {
        let place = self.place(name);
        if place.is_some_and(|place| self.shown.binary_search(&place).is_ok()) {
            self.selected = place;
            self.reveal = true;
        }
        place.is_some()
    }

    /// Moves the choice by so many of the shown photographs.
    pub fn move_selection(&mut self, by: isize) {
        if self.shown.is_empty() {
            return;
        }
        let place = self.selected.map(|index| self.shown.binary_search(&index));
        let last = self.shown.len() - 1;
        let next = match place {
            None => 0,
            Some(Ok(place)) => place.saturating_add_signed(by).min(last),
            // What was chosen is no longer shown: its place in the order is gone on from.
            Some(Err(place)) => place.saturating_add_signed(by.min(0)).min(last),
        };
        self.selected = self.shown.get(next).copied();
    }
}
