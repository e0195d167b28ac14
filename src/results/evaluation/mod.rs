//! Evaluation: a run's network on labelled photographs, those of the run or any others.

mod error;
mod evaluator;
mod note;
mod own;
mod source;
mod stored;
#[cfg(test)]
mod tests;

pub use error::{EvaluationError, Place};
pub use evaluator::{Evaluator, Progress};
pub use note::{EvaluationNote, LeftOut, LeftOutReason};
pub use source::{Set, Source};
pub use stored::uncertainty as stored_uncertainty;

use super::{Predictions, Scores, Uncertainty};
use crate::data::Dataset;
use crate::run::TestFigures;

/// An evaluated set of photographs.
#[derive(Debug)]
pub struct Evaluation {
    /// The photographs and the network's predictions.
    pub predictions: Predictions,
    /// Photographs that cannot be used.
    pub left_out: Vec<LeftOut>,
    /// What else the user should know.
    pub notes: Vec<EvaluationNote>,
    /// Where the photographs come from.
    pub dataset: Dataset,
    /// Each evaluated photograph's index in it.
    pub places: Vec<usize>,
    /// What was fitted to the run's validation photographs; `None` where they are not there.
    pub uncertainty: Option<Uncertainty>,
}

impl Evaluation {
    /// The figures of a test set, with the weights of this epoch.
    #[must_use]
    pub fn test_figures(&self, epoch: usize) -> TestFigures {
        let Scores { count, accuracy, loss, .. } = Scores::of(&self.predictions);
        TestFigures { epoch, count, accuracy, loss }
    }
}
