//! The photographs: what is open, what is looked at, which small pictures are in memory.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use eframe::egui::{Rect, TextureHandle};

use crate::config::DataSource;
use crate::engine::{DatasetView, PhotoView, Side, Unusable};
use crate::reason::Reason;

/// An opening that goes on.
#[derive(Debug, Clone, PartialEq)]
pub struct Loading {
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
}

/// Which photographs are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only this class.
    pub class: Option<u32>,
    /// Only this side.
    pub side: Option<Side>,
    /// Only names with these letters.
    pub letters: String,
}

impl Filter {
    fn matches(&self, photo: &(String, Option<u32>), side: Option<Side>, letters: &str) -> bool {
        self.class.is_none_or(|class| photo.1 == Some(class))
            && self.side.is_none_or(|wanted| side == Some(wanted))
            && (letters.is_empty() || photo.0.to_lowercase().contains(letters))
    }
}

/// A photograph shown large.
pub struct PhotoDetail {
    /// Its place in the data set.
    pub index: usize,
    /// All that is known of it, or why it cannot be shown.
    pub photo: Result<PhotoTextures, Reason>,
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
    /// Shows a data set that has just been opened.
    pub fn open(&mut self, dataset: Arc<DatasetView>) {
        *self = Self {
            generation: self.generation,
            dataset: Some(dataset),
            view: if self.view == View::LeftOut { View::Grid } else { self.view },
            train_when_open: self.train_when_open,
            columns: self.columns,
            ..Self::default()
        };
        self.apply_filter();
    }

    /// Goes back to the three doors.
    pub fn close(&mut self) {
        *self = Self { generation: self.generation + 1, ..Self::default() };
    }

    /// A photograph's side, once it is known.
    #[must_use]
    pub fn side(&self, index: usize) -> Option<Side> {
        self.sides.get(index).copied()
    }

    /// How many photographs of each class fall on a side.
    #[must_use]
    pub fn count(&self, side: Side) -> usize {
        self.sides.iter().filter(|its| **its == side).count()
    }

    /// Finds the photographs that the filter lets through.
    pub fn apply_filter(&mut self) {
        let Some(dataset) = &self.dataset else {
            self.shown.clear();
            return;
        };
        let letters = self.filter.letters.trim().to_lowercase();
        let photos = dataset.photos.iter().enumerate();
        self.shown = photos
            .filter(|(index, photo)| self.filter.matches(photo, self.sides.get(*index).copied(), &letters))
            .map(|(index, _)| index)
            .collect();
    }

    /// Moves the choice by so many of the shown photographs.
    pub fn move_selection(&mut self, by: isize) {
        if self.shown.is_empty() {
            return;
        }
        let place = self.selected.and_then(|index| self.shown.binary_search(&index).ok());
        let last = self.shown.len() - 1;
        let next = place.map_or(0, |place| place.saturating_add_signed(by).min(last));
        self.selected = self.shown.get(next).copied();
    }
}

/// A small picture's state.
pub enum Cell {
    /// It can be painted.
    Ready {
        /// The picture.
        texture: TextureHandle,
        /// When it was last painted.
        used: u64,
    },
    /// It cannot be shown.
    Failed(Reason),
}

/// Small pictures within a budget of memory; those longest unseen go first.
#[derive(Default)]
pub struct Thumbnails {
    cells: HashMap<usize, Cell>,
    bytes: usize,
    /// Counts frames.
    pub frame: u64,
    asked: Vec<usize>,
}

/// Pictures kept, in bytes.
const BUDGET: usize = 96 << 20;

impl Thumbnails {
    /// The picture to paint, if it is there.
    pub fn get(&mut self, index: usize) -> Option<&Cell> {
        let cell = self.cells.get_mut(&index)?;
        if let Cell::Ready { used, .. } = cell {
            *used = self.frame;
        }
        Some(cell)
    }

    /// Keeps a new picture.
    pub fn insert(&mut self, index: usize, picture: Result<TextureHandle, Reason>) {
        let cell = match picture {
            Ok(texture) => {
                self.bytes += texture.byte_size();
                Cell::Ready { texture, used: self.frame }
            }
            Err(reason) => Cell::Failed(reason),
        };
        if let Some(Cell::Ready { texture, .. }) = self.cells.insert(index, cell) {
            self.bytes -= texture.byte_size();
        }
        if self.bytes > BUDGET {
            self.evict();
        }
    }

    /// What to ask for so that these can be painted, unless it has been asked for already.
    pub fn missing(&mut self, wanted: &[usize]) -> Option<Vec<usize>> {
        let missing: Vec<usize> = wanted.iter().copied().filter(|index| !self.cells.contains_key(index)).collect();
        let asked: HashSet<usize> = self.asked.iter().copied().collect();
        if missing.iter().all(|index| asked.contains(index)) {
            return None;
        }
        self.asked.clone_from(&missing);
        Some(missing)
    }

    /// Whether all that was asked for last is there.
    #[cfg(test)]
    pub fn is_complete(&self) -> bool {
        self.asked.iter().all(|index| self.cells.contains_key(index))
    }

    /// Lets the longest unseen fifth go.
    fn evict(&mut self) {
        let used = |cell: &Cell| match cell {
            Cell::Ready { used, .. } => Some(*used),
            Cell::Failed(_) => None,
        };
        let mut ages: Vec<(u64, usize)> =
            self.cells.iter().filter_map(|(index, cell)| used(cell).map(|used| (used, *index))).collect();
        ages.sort_unstable();
        for (last_used, index) in ages {
            if self.bytes <= BUDGET / 5 * 4 || last_used == self.frame {
                break;
            }
            if let Some(Cell::Ready { texture, .. }) = self.cells.remove(&index) {
                self.bytes -= texture.byte_size();
            }
        }
    }
}
