//! Photographs that occur twice.

use std::sync::Arc;

use crate::data::twins::Twins;
use crate::engine::Side;
use crate::reason::Reason;

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
    Found(Arc<Vec<Twins>>),
    /// It could not be done.
    Failed(Reason),
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

/// Photographs that occur twice.
#[derive(Debug, Default)]
pub struct TwinsState {
    /// The newest wish's number.
    pub generation: u64,
    /// How far it is.
    pub look: Look,
    /// Which pairs are shown.
    pub pairs: Pairs,
}

impl TwinsState {
    /// Forgets the pairs of photographs that are no longer open.
    pub fn forget(&mut self) {
        self.generation += 1;
        self.look = Look::Not;
    }

    /// Ends a look that cannot be answered any more, since a thread had to give it up.
    pub fn end_by_panic(&mut self) {
        if matches!(self.look, Look::Running { .. }) {
            self.look = Look::Cancelled;
        }
    }

    /// The pairs to show, those that straddle the split first.
    #[must_use]
    pub fn shown(&self, sides: &[Side]) -> Vec<Twins> {
        let Look::Found(found) = &self.look else { return Vec::new() };
        let fits = |twins: &&Twins| match self.pairs {
            Pairs::All => true,
            Pairs::Straddling => straddles(twins, sides),
            Pairs::Exact => twins.is_exact,
        };
        let mut shown: Vec<Twins> = found.iter().filter(fits).copied().collect();
        shown.sort_by_key(|twins| (!straddles(twins, sides), !twins.is_exact));
        shown
    }
}

/// Whether one of a pair trains and the other validates.
#[must_use]
pub fn straddles(twins: &Twins, sides: &[Side]) -> bool {
    sides.get(twins.first).zip(sides.get(twins.second)).is_some_and(|(a, b)| a != b)
}
