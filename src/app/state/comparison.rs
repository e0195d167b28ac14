//! Two runs side by side.

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

/// Two runs side by side.
#[derive(Default)]
pub struct ComparisonState {
    /// The runs that can be chosen, the newest first; `None` until they were listed.
    pub runs: Option<Vec<PathBuf>>,
    /// Whether they are being listed.
    pub listing: bool,
    /// The chosen ones, the older first.
    pub chosen: [Option<PathBuf>; 2],
    /// The newest comparison's number.
    pub generation: u64,
    /// The runs whose comparison was requested last.
    requested: Option<[PathBuf; 2]>,
    /// The comparison, or why there is none.
    pub result: Option<Result<Arc<Comparison>, SharedError>>,
    /// Which epochs' numbers are drawn.
    pub curves: CurvesOf,
}

impl ComparisonState {
    /// Compares a run that has ended with the one before it.
    pub fn run_ended(&mut self, run: &Path) {
        self.runs = None;
        self.requested = None;
        let last = self.chosen[1].take();
        if last.as_deref() != Some(run) {
            self.chosen[0] = last.or(self.chosen[0].take());
        }
        self.chosen[1] = Some(run.to_owned());
    }

    /// Chooses a run that was opened as the second one, unless one is chosen.
    pub fn run_opened(&mut self, run: &Path) {
        if self.chosen[1].is_none() {
            self.chosen[1] = Some(run.to_owned());
        }
    }

    /// Exchanges the two.
    pub fn exchange(&mut self) {
        self.chosen.swap(0, 1);
    }

    /// The chosen runs, if they are two different ones.
    #[must_use]
    pub fn both(&self) -> Option<[PathBuf; 2]> {
        let [first, second] = &self.chosen;
        let both = [first.clone()?, second.clone()?];
        (both[0] != both[1]).then_some(both)
    }

    /// The runs to compare, if their comparison has not been requested yet.
    pub fn next_request(&mut self) -> Option<[PathBuf; 2]> {
        let both = self.both();
        if both == self.requested {
            return None;
        }
        self.requested.clone_from(&both);
        self.generation += 1;
        self.result = None;
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
        comparison.run_ended(&path("a"));
        assert_eq!((comparison.both(), comparison.next_request()), (None, None));
        comparison.run_ended(&path("a"));
        assert_eq!(comparison.both(), None, "a resumed run is not compared with itself");
        comparison.run_ended(&path("b"));
        assert_eq!(comparison.next_request(), Some([path("a"), path("b")]));
        assert_eq!(comparison.next_request(), None, "requested once");
        comparison.run_ended(&path("b"));
        assert_eq!(comparison.next_request(), Some([path("a"), path("b")]), "it has more epochs now");
        comparison.run_ended(&path("c"));
        assert_eq!(comparison.both(), Some([path("b"), path("c")]));
        comparison.exchange();
        assert_eq!(comparison.both(), Some([path("c"), path("b")]));
    }
}
