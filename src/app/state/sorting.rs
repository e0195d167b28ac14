//! The column that a table is sorted by, and the direction.

use std::cmp::Ordering;

/// A column that rows can be sorted by.
pub trait SortColumn: Copy + PartialEq {
    /// Whether the largest comes first when the column is chosen.
    fn begins_descending(self) -> bool;
}

/// How a table is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sorting<C> {
    /// The column.
    pub column: C,
    /// Whether it is sorted the other way round than the column is at first.
    pub is_reversed: bool,
}

impl<C: SortColumn> Sorting<C> {
    /// Sorts by a column, or the other way round where it is sorted by it already.
    pub fn choose(&mut self, column: C) {
        self.is_reversed = self.column == column && !self.is_reversed;
        self.column = column;
    }

    /// Whether the largest comes first.
    #[must_use]
    pub fn is_descending(&self) -> bool {
        self.column.begins_descending() != self.is_reversed
    }

    /// Whether the largest comes first, where the table is sorted by this column.
    #[must_use]
    pub fn direction(&self, column: C) -> Option<bool> {
        (self.column == column).then(|| self.is_descending())
    }

    /// An order in this direction.
    #[must_use]
    pub fn directed(&self, order: Ordering) -> Ordering {
        if self.is_descending() { order.reverse() } else { order }
    }

    /// The order of two numbers; those that are none come last in either direction.
    #[must_use]
    pub fn numbers(&self, a: Option<f64>, b: Option<f64>) -> Ordering {
        let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
        match (finite(a), finite(b)) {
            (Some(a), Some(b)) => self.directed(a.total_cmp(&b)),
            (a, b) => b.is_some().cmp(&a.is_some()),
        }
    }
}
