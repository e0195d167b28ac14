//! How far an evaluation is, and which of its photographs the results page shows.

use std::sync::Arc;

use crate::engine::{EvaluationProblem, ResultsView};

/// How far an evaluation is.
#[derive(Default)]
pub enum Evaluation {
    /// It has not been requested.
    #[default]
    NotStarted,
    /// It is running.
    Running {
        /// Photographs done, first decoded, then evaluated.
        done: usize,
        /// In all.
        total: usize,
    },
    /// It is done.
    Done(Arc<ResultsView>),
    /// It failed.
    Failed(EvaluationProblem),
    /// The user has cancelled it.
    Cancelled,
}

/// Which part of the results page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ResultsTab {
    /// The confusion matrix and the photographs.
    #[default]
    Photographs,
    /// ROC, precision-recall, reliability.
    Curves,
    /// Two runs side by side.
    Comparison,
}

/// The classes whose probabilities are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListedClasses {
    /// The most probable ones, and the label.
    #[default]
    MostProbable,
    /// All.
    All,
}

/// Which evaluated photographs are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    /// All.
    #[default]
    All,
    /// Those with a wrong prediction.
    Wrong,
    /// Those of one label.
    Label(u32),
    /// A cell of the confusion matrix.
    Cell {
        /// Their label.
        label: u32,
        /// Their predicted class.
        predicted: u32,
    },
}
