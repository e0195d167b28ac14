//! Near-duplicates among the open photographs.

use std::sync::Arc;

use crate::app::state::number::next_number;
use crate::data::duplicates::DuplicatePair;
use crate::engine::Side;
use crate::shared_error::SharedError;

/// How far the search for them is.
#[derive(Debug, Clone, Default)]
pub enum DuplicateSearch {
    /// It has not been started.
    #[default]
    NotStarted,
    /// It is running.
    Running {
        /// Photographs done.
        done: usize,
        /// In all.
        total: usize,
    },
    /// It is done.
    Found(Arc<Vec<DuplicatePair>>),
    /// It failed.
    Failed(SharedError),
    /// The user has cancelled it.
    Cancelled,
}

/// Which pairs are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pairs {
    /// All.
    #[default]
    All,
    /// Those with one photograph on each side of the split.
    Straddling,
    /// Those that are equal in every pixel.
    Exact,
}

/// A photograph that is chosen as one of a pair; it may be one of others, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChosenDuplicate {
    /// The pair.
    pub pair: DuplicatePair,
    /// Its photograph's place in the data set.
    pub photograph: usize,
}

/// Near-duplicates.
#[derive(Debug, Default)]
pub struct DuplicatesState {
    /// The newest search's number.
    pub generation: u64,
    /// How far it is.
    pub search: DuplicateSearch,
    /// Which pairs are shown.
    pub pairs: Pairs,
    /// The photograph that was chosen last.
    pub choice: Option<ChosenDuplicate>,
    /// Whether the gallery scrolls to the choice at the next frame.
    pub reveal: bool,
}

impl DuplicatesState {
    /// Ends a search that is under way.
    pub fn park(&mut self) {
        if matches!(self.search, DuplicateSearch::Running { .. }) {
            self.cancel();
        }
    }

    /// Forgets the pairs of photographs that are no longer open.
    pub fn forget(&mut self) {
        self.generation = next_number();
        self.search = DuplicateSearch::NotStarted;
        self.choice = None;
    }

    /// Ends the search; an event of it that is on its way changes nothing.
    pub fn cancel(&mut self) {
        self.generation = next_number();
        self.search = DuplicateSearch::Cancelled;
    }

    /// Ends a search that was lost in a panic.
    pub fn end_by_panic(&mut self) {
        if matches!(self.search, DuplicateSearch::Running { .. }) {
            self.search = DuplicateSearch::Cancelled;
        }
    }

    /// The pairs to show, those that straddle the split first.
    #[must_use]
    pub fn shown(&self, sides: &[Side]) -> Vec<DuplicatePair> {
        let DuplicateSearch::Found(found) = &self.search else { return Vec::new() };
        let mut shown: Vec<DuplicatePair> = found.iter().filter(|pair| self.shows(pair, sides)).copied().collect();
        shown.sort_by_key(|pair| (!straddles(pair, sides), !pair.is_exact));
        shown
    }

    fn shows(&self, pair: &DuplicatePair, sides: &[Side]) -> bool {
        match self.pairs {
            Pairs::All => true,
            Pairs::Straddling => straddles(pair, sides),
            Pairs::Exact => pair.is_exact,
        }
    }

    /// The chosen photograph's place in the data set, while its pair is shown.
    #[must_use]
    pub fn chosen(&self, sides: &[Side]) -> Option<usize> {
        let DuplicateSearch::Found(found) = &self.search else { return None };
        let choice = self.choice.filter(|choice| self.shows(&choice.pair, sides) && found.contains(&choice.pair))?;
        Some(choice.photograph)
    }

    /// Moves the choice by so many of the photographs of the `shown` pairs.
    pub fn move_choice(&mut self, shown: &[DuplicatePair], by: isize) {
        let Some(last) = (2 * shown.len()).checked_sub(1) else { return };
        let place = self.place(shown).map_or(0, |place| place.saturating_add_signed(by).min(last));
        let pair = shown[place / 2];
        let photograph = if place.is_multiple_of(2) { pair.first } else { pair.second };
        self.choice = Some(ChosenDuplicate { pair, photograph });
        self.reveal = true;
    }

    /// The choice's place among the photographs of the `shown` pairs.
    #[must_use]
    pub fn place(&self, shown: &[DuplicatePair]) -> Option<usize> {
        let choice = self.choice?;
        let row = shown.iter().position(|pair| *pair == choice.pair)?;
        Some(2 * row + usize::from(choice.photograph != choice.pair.first))
    }
}

/// Whether a pair has one photograph on each side of the split.
#[must_use]
pub fn straddles(pair: &DuplicatePair, sides: &[Side]) -> bool {
    sides.get(pair.first).zip(sides.get(pair.second)).is_some_and(|(a, b)| a != b)
}
