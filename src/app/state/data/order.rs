//! The order in which photographs are shown.

use std::cmp::Ordering;

use super::DataState;
use crate::app::state::SortColumn;
use crate::engine::Side;

/// What photographs are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DataColumn {
    /// Their names, as the data set has them.
    #[default]
    Name,
    /// Their classes, with the overlay's changes.
    Class,
    /// Their sides of the split.
    Side,
}

impl SortColumn for DataColumn {
    fn begins_descending(self) -> bool {
        false
    }
}

impl DataState {
    /// Sorts by a column, or the other way round where they are sorted by it already.
    pub fn sort_by(&mut self, column: DataColumn) {
        self.sorting.choose(column);
        self.apply_filter();
        self.reveal = self.selected.is_some();
        self.to_top = !self.reveal;
    }

    /// The order of two photographs, by their places in the data set. Those without a class or a side come last in either
    /// direction, and equal ones stay in the order of their names.
    pub(super) fn compare(&self, a: usize, b: usize) -> Ordering {
        match self.sorting.column {
            DataColumn::Name => self.sorting.directed(a.cmp(&b)),
            DataColumn::Class => self.sorting.numbers(self.class(a), self.class(b)).then(a.cmp(&b)),
            DataColumn::Side => self.sorting.numbers(self.side_number(a), self.side_number(b)).then(a.cmp(&b)),
        }
    }

    /// A photograph's place among those that are shown, or the one that it would have.
    pub fn place_shown(&self, index: usize) -> Result<usize, usize> {
        self.shown.binary_search_by(|other| self.compare(*other, index))
    }

    fn class(&self, index: usize) -> Option<f64> {
        let dataset = self.dataset.as_ref()?;
        let label = dataset.photos.get(index).and_then(|(_, label)| *label);
        self.marks.class(index, label, &dataset.classes).map(f64::from)
    }

    fn side_number(&self, index: usize) -> Option<f64> {
        Some(match self.side(index)? {
            Side::Training => 0.0,
            Side::Validation => 1.0,
            Side::Test => 2.0,
        })
    }
}
