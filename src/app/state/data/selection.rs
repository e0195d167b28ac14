//! Which photographs are shown, and which of them is chosen.

use super::{DataState, View};
use crate::app::state::{ChangeFilter, Sorting};
use crate::engine::Side;

/// Photographs of which class are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClassFilter {
    /// All.
    #[default]
    All,
    /// Those without a class.
    None,
    /// Those of this class.
    Of(u32),
}

impl ClassFilter {
    fn passes(self, class: Option<u32>) -> bool {
        match self {
            Self::All => true,
            Self::None => class.is_none(),
            Self::Of(wanted) => class == Some(wanted),
        }
    }
}

/// Which photographs are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only these classes.
    pub class: ClassFilter,
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
            filter.class.passes(self.marks.class(index, label, &dataset.classes))
                && filter.side.is_none_or(|side| self.side(index) == Some(side))
                && filter.changed.is_none_or(|kind| kind.is(self.marks.get(index)))
                && (letters.is_empty() || name.to_lowercase().contains(&letters))
        };
        let photos = dataset.photos.iter().enumerate();
        let mut shown: Vec<usize> =
            photos.filter(|(index, (name, label))| passes(*index, name, *label)).map(|(index, _)| index).collect();
        if self.sorting != Sorting::default() {
            shown.sort_by(|a, b| self.compare(*a, *b));
        }
        self.shown = shown;
    }

    /// Chooses a photograph and makes sure that it is shown, whatever the filters were.
    pub fn show(&mut self, index: usize, view: View) {
        if self.place_shown(index).is_err() {
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
        if place.is_some_and(|place| self.place_shown(place).is_ok()) {
            self.selected = place;
            self.reveal = true;
        }
    }

    /// Moves the choice by so many of the shown photographs.
    pub fn move_selection(&mut self, by: isize) {
        if self.shown.is_empty() {
            return;
        }
        let place = self.selected.map(|index| self.place_shown(index));
        let last = self.shown.len() - 1;
        let next = match place {
            None => 0,
            Some(Ok(place)) => place.saturating_add_signed(by).min(last),
            // The choice is no longer shown: it moves on from the place that it would have.
            Some(Err(place)) => place.saturating_add_signed(by.min(0)).min(last),
        };
        self.selected = self.shown.get(next).copied();
    }

    /// All chosen photographs, in order.
    #[must_use]
    pub fn choice(&self) -> Vec<usize> {
        match self.selected {
            Some(selected) if self.several.contains(&selected) => self.several.iter().copied().collect(),
            selected => selected.into_iter().collect(),
        }
    }

    /// Chooses one photograph alone.
    pub fn choose(&mut self, index: usize) {
        (self.selected, self.anchor) = (Some(index), Some(index));
        self.several.clear();
    }

    /// Adds a photograph to the choice, or takes it out.
    pub fn toggle(&mut self, index: usize) {
        self.several = self.choice().into_iter().collect();
        self.anchor = Some(index);
        if self.several.remove(&index) {
            self.selected = self.several.last().copied();
        } else {
            self.several.insert(index);
            self.selected = Some(index);
        }
    }

    /// Chooses all that are shown between where the choice began and this photograph.
    pub fn extend_to(&mut self, index: usize) {
        let anchor = self.anchor.or(self.selected).unwrap_or(index);
        let (first, last) = if self.compare(anchor, index).is_le() { (anchor, index) } else { (index, anchor) };
        let between = |place: &usize| self.compare(first, *place).is_le() && self.compare(*place, last).is_le();
        self.several = self.shown.iter().copied().filter(between).collect();
        (self.selected, self.anchor) = (Some(index), Some(anchor));
    }

    /// Moves the end of the choice by so many of the shown photographs.
    pub fn extend_by(&mut self, by: isize) {
        let anchor = self.anchor.or(self.selected);
        self.move_selection(by);
        if let Some(end) = self.selected {
            self.anchor = anchor.or(Some(end));
            self.extend_to(end);
        }
    }

    /// Chooses the next photograph without a class among those that are shown, if there is one.
    pub fn choose_next_unlabelled(&mut self) {
        let Some(dataset) = &self.dataset else { return };
        let is_next = |place: &usize| dataset.photos.get(*place).is_some_and(|(_, label)| label.is_none());
        let last = self.choice().into_iter().max_by(|a, b| self.compare(*a, *b));
        let after = last.map_or(0, |last| self.shown.partition_point(|place| self.compare(*place, last).is_le()));
        let (before, after) = self.shown.split_at(after);
        if let Some(next) = after.iter().chain(before).copied().find(|place| is_next(place)) {
            self.choose(next);
            self.reveal = true;
        }
    }
}
