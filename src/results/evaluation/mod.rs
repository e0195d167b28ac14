//! Judging labelled photographs with a run's network: those of the run, or any others.

mod error;
mod evaluator;
mod kept;
mod own;
mod source;
#[cfg(test)]
mod tests;

pub use error::EvaluationError;
pub use evaluator::{Evaluator, Progress};
pub use kept::uncertainty as kept_uncertainty;
pub use source::{Set, Source};

use super::{Predictions, Uncertainty};
use crate::data::Dataset;

/// A set of photographs judged.
#[derive(Debug)]
pub struct Evaluation {
    /// The photographs and the network's answers.
    pub predictions: Predictions,
    /// Photographs that cannot be used, with reasons.
    pub left_out: Vec<String>,
    /// What else the person should know.
    pub notes: Vec<String>,
    /// Where the photographs come from.
    pub dataset: Dataset,
    /// Each judged photograph's index in it.
    pub places: Vec<usize>,
    /// What the run's validation photographs say about the network's doubt; `None` where they are not there.
    pub uncertainty: Option<Uncertainty>,
}
