//! Photographs that occur twice.

use std::sync::Arc;

use crate::data::duplicates::DuplicatePair;
use crate::engine::Side;
use crate::shared_error::SharedError;

/// How far looking for them is.
#[derive(Debug, Clone, Default)]
pub enum Look {
    /// Nobody has asked.
    #[default]
    Not,
    /// It goes on.
    Running {
        /// Photographs done.
        done: usize,
        /// In all.
        total: usize,
    },
    /// It is done.
    Found(Arc<Vec<DuplicatePair>>),
    /// It could not be done.
    Failed(SharedError),
    /// The person has ended it.
    Cancelled,
}

/// Which pairs are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pairs {
    /// All.
    #[default]
    All,
    /// Those of which one trains and the other validates.
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

/// Photographs that occur twice.
#[derive(Debug, Default)]
pub struct DuplicatesState {
    /// The newest wish's number.
    pub generation: u64,
    /// How far it is.
    pub look: Look,
    /// Which pairs are shown.
    pub pairs: Pairs,
    /// The photograph that was chosen last.
    pub choice: Option<ChosenDuplicate>,
    /// Whether the gallery scrolls to the choice at the next frame.
    pub reveal: bool,
}

impl DuplicatesState {
    /// Forgets the pairs of photographs that are no longer open.
    pub fn forget(&mut self) {
        self.generation += 1;
        self.look = Look::Not;
        self.choice = None;
    }

    /// Ends a look that cannot be answered any more, since a thread had to give it up.
    pub fn end_by_panic(&mut self) {
        if matches!(self.look, Look::Running { .. }) {
            self.look = Look::Cancelled;
        }
    }

    /// The pairs to show, those that straddle the split first.
    #[must_use]
    pub fn shown(&self, sides: &[Side]) -> Vec<DuplicatePair> {
        let Look::Found(found) = &self.look else { return Vec::new() };
        let mut shown: Vec<DuplicatePair> =
            found.iter().filter(|duplicates| self.shows(duplicates, sides)).copied().collect();
        shown.sort_by_key(|duplicates| (!straddles(duplicates, sides), !duplicates.is_exact));
        shown
    }

    fn shows(&self, duplicates: &DuplicatePair, sides: &[Side]) -> bool {
        match self.pairs {
            Pairs::All => true,
            Pairs::Straddling => straddles(duplicates, sides),
            Pairs::Exact => duplicates.is_exact,
        }
    }

    /// The chosen photograph's place in the data set, while its pair is shown.
    #[must_use]
    pub fn chosen(&self, sides: &[Side]) -> Option<usize> {
        let Look::Found(found) = &self.look else { return None };
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

/// Whether one of a pair trains and the other validates.
#[must_use]
pub fn straddles(duplicates: &DuplicatePair, sides: &[Side]) -> bool {
    sides.get(duplicates.first).zip(sides.get(duplicates.second)).is_some_and(|(a, b)| a != b)
}
