//! Which photographs are shown, and which of them is chosen.

use super::{DataState, View};
use crate::app::state::ChangeFilter;
use crate::engine::Side;

/// Which photographs are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only this class.
    pub class: Option<u32>,
    /// Only this side.
    pub side: Option<Side>,
    /// Only those with a change of this kind.
    pub changed: Option<ChangeFilter>,
    /// Only names with these letters.
    pub letters: String,
}

impl DataState {
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

    /// Chooses a photograph and makes sure that it is shown, whatever the filters were.
    pub fn show(&mut self, index: usize, view: View) {
        if self.shown.binary_search(&index).is_err() {
            self.filter = Filter::default();
            self.apply_filter();
        }
        self.view = view;
        self.selected = Some(index);
        self.reveal = true;
    }

    /// Chooses a photograph by its name, if it is shown.
    pub fn select_named(&mut self, name: &str) {
        let place = self.place(name);
        if place.is_some_and(|place| self.shown.binary_search(&place).is_ok()) {
            self.selected = place;
            self.reveal = true;
        }
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
            // The choice is no longer shown: it moves on from the place that it would have.
            Some(Err(place)) => place.saturating_add_signed(by.min(0)).min(last),
        };
        self.selected = self.shown.get(next).copied();
    }
}
