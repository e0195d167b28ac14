//! Near-duplicates among the open photographs.

use std::collections::BTreeSet;
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
    pub fn shown(&self, sides: &[Option<Side>]) -> Vec<DuplicatePair> {
        let DuplicateSearch::Found(found) = &self.search else { return Vec::new() };
        let mut shown: Vec<DuplicatePair> = found.iter().filter(|pair| self.shows(pair, sides)).copied().collect();
        shown.sort_by_key(|pair| (!straddles(pair, sides), !pair.is_exact));
        shown
    }

    fn shows(&self, pair: &DuplicatePair, sides: &[Option<Side>]) -> bool {
        match self.pairs {
            Pairs::All => true,
            Pairs::Straddling => straddles(pair, sides),
            Pairs::Exact => pair.is_exact,
        }
    }

    /// The chosen photograph's place in the data set, while its pair is shown.
    #[must_use]
    pub fn chosen(&self, sides: &[Option<Side>]) -> Option<usize> {
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
pub fn straddles(pair: &DuplicatePair, sides: &[Option<Side>]) -> bool {
    let side = |place: usize| sides.get(place).copied().flatten();
    side(pair.first).zip(side(pair.second)).is_some_and(|(a, b)| a != b)
}

/// Groups of photographs that are connected by pairs, each in order.
#[must_use]
pub fn connected(pairs: &[DuplicatePair]) -> Vec<Vec<usize>> {
    let mut groups: Vec<BTreeSet<usize>> = Vec::new();
    for pair in pairs {
        let mut joined = BTreeSet::from([pair.first, pair.second]);
        groups.retain(|group| {
            let meets = group.contains(&pair.first) || group.contains(&pair.second);
            if meets {
                joined.extend(group);
            }
            !meets
        });
        groups.push(joined);
    }
    groups.into_iter().map(|group| group.into_iter().collect()).collect()
}

/// What is left of each group but one photograph, by place: that which trains is kept, or else the first. Groups with
/// several labels are left as they are, since one of the labels is wrong; gives how many there are, too.
#[must_use]
pub fn surplus(
    groups: &[Vec<usize>],
    side: impl Fn(usize) -> Option<Side>,
    class: impl Fn(usize) -> Option<u32>,
) -> (Vec<usize>, usize) {
    let (mut surplus, mut differing) = (Vec::new(), 0);
    for group in groups {
        let Some(first) = group.first() else { continue };
        if group.iter().any(|place| class(*place) != class(*first)) {
            differing += 1;
            continue;
        }
        let kept = group.iter().find(|place| side(**place) == Some(Side::Training)).unwrap_or(first);
        surplus.extend(group.iter().filter(|place| *place != kept));
    }
    (surplus, differing)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn one_photograph_of_each_group_is_kept_and_a_training_one_if_there_is_one(
            pairs in proptest::collection::vec((0_usize..12, 0_usize..12), 0..12),
            sides in proptest::collection::vec(any::<bool>(), 12),
        ) {
            let pairs: Vec<DuplicatePair> = pairs
                .into_iter()
                .filter(|(first, second)| first < second)
                .map(|(first, second)| DuplicatePair { first, second, is_exact: true })
                .collect();
            let groups = connected(&pairs);
            let side = |place: usize| Some(if sides[place] { Side::Training } else { Side::Validation });
            let (surplus, differing) = surplus(&groups, side, |_| Some(0));
            prop_assert_eq!(differing, 0);
            for pair in &pairs {
                let of_pair = |group: &&Vec<usize>| group.contains(&pair.first) && group.contains(&pair.second);
                prop_assert_eq!(groups.iter().filter(of_pair).count(), 1, "both are in one group");
            }
            for group in &groups {
                let kept: Vec<&usize> = group.iter().filter(|place| !surplus.contains(place)).collect();
                prop_assert_eq!(kept.len(), 1);
                let trains = |place: &usize| sides[*place];
                prop_assert_eq!(trains(kept[0]), group.iter().any(trains));
            }
        }
    }

    #[test]
    fn duplicates_with_different_labels_are_left_to_the_user() {
        let class = |place: usize| Some(u32::from(place == 2));
        let groups = [vec![0, 1], vec![2, 3]];
        assert_eq!(surplus(&groups, |_| None, class), (vec![1], 1));
    }
}
