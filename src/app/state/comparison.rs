//! Two runs beside each other.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::results::Comparison;
use crate::shared_error::SharedError;

/// Which epochs' numbers are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CurvesOf {
    /// Those of the validation photographs.
    #[default]
    Validation,
    /// Those of the training photographs.
    Training,
}

/// Two runs beside each other.
#[derive(Default)]
pub struct ComparisonState {
    /// The runs that can be chosen, the newest first; `None` until they were listed.
    pub runs: Option<Vec<PathBuf>>,
    /// Whether they are being listed.
    pub listing: bool,
    /// The chosen ones, the older first.
    pub chosen: [Option<PathBuf>; 2],
    /// The newest question's number.
    pub generation: u64,
    /// What was asked last.
    asked: Option<[PathBuf; 2]>,
    /// The answer.
    pub answer: Option<Result<Arc<Comparison>, SharedError>>,
    /// Which epochs' numbers are drawn.
    pub curves: CurvesOf,
}

impl ComparisonState {
    /// A run has ended: it is compared with the one before.
    pub fn ended(&mut self, run: &Path) {
        self.runs = None;
        self.again();
        let last = self.chosen[1].take();
        if last.as_deref() != Some(run) {
            self.chosen[0] = last.or(self.chosen[0].take());
        }
        self.chosen[1] = Some(run.to_owned());
    }

    /// A run is looked at: it is the newer one unless both are chosen.
    pub fn looked_at(&mut self, run: &Path) {
        if self.chosen[1].is_none() {
            self.chosen[1] = Some(run.to_owned());
        }
    }

    /// The same runs are read again.
    pub fn again(&mut self) {
        self.asked = None;
    }

    /// Exchanges the two.
    pub fn exchange(&mut self) {
        self.chosen.swap(0, 1);
    }

    /// Whether two different runs are chosen.
    #[must_use]
    pub fn both(&self) -> Option<[PathBuf; 2]> {
        let [first, second] = &self.chosen;
        let both = [first.clone()?, second.clone()?];
        (both[0] != both[1]).then_some(both)
    }

    /// What is to be compared, if it has not been asked for yet.
    pub fn question(&mut self) -> Option<[PathBuf; 2]> {
        let both = self.both();
        if both == self.asked {
            return None;
        }
        self.asked.clone_from(&both);
        self.generation += 1;
        self.answer = None;
        both
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_compared_with_the_one_before() {
        let path = |name: &str| PathBuf::from(name);
        let mut comparison = ComparisonState::default();
        comparison.ended(&path("a"));
        assert_eq!((comparison.both(), comparison.question()), (None, None));
        comparison.ended(&path("a"));
        assert_eq!(comparison.both(), None, "a run that went on is not compared with itself");
        comparison.ended(&path("b"));
        assert_eq!(comparison.question(), Some([path("a"), path("b")]));
        assert_eq!(comparison.question(), None, "asked once");
        comparison.ended(&path("b"));
        assert_eq!(comparison.question(), Some([path("a"), path("b")]), "it has more epochs now");
        comparison.ended(&path("c"));
        assert_eq!(comparison.both(), Some([path("b"), path("c")]));
        comparison.exchange();
        assert_eq!(comparison.both(), Some([path("c"), path("b")]));
    }
}
