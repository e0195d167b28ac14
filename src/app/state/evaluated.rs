//! What can be judged and looked at on the results page.

use std::sync::Arc;

use crate::engine::{EvaluationProblem, ResultsView};

/// How far judging is.
#[derive(Default)]
pub enum Evaluated {
    /// Nothing has been asked for.
    #[default]
    Not,
    /// It goes on.
    Running {
        /// Photographs done, first decoded, then judged.
        done: usize,
        /// In all.
        total: usize,
    },
    /// It is done.
    Done(Arc<ResultsView>),
    /// It could not be done.
    Failed(EvaluationProblem),
    /// The person has ended it.
    Cancelled,
}

/// Which half of the page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ResultsTab {
    /// The confusion matrix and the photographs.
    #[default]
    Photographs,
    /// ROC, precision-recall, reliability.
    Curves,
    /// Two runs beside each other.
    Comparison,
}

/// Which judged photographs are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    /// All.
    #[default]
    All,
    /// Those whose answer is not their label.
    Wrong,
    /// A cell of the confusion matrix.
    Cell {
        /// What they are.
        label: u32,
        /// What they were taken for.
        predicted: u32,
    },
}
