//! What can be wrong with an overlay.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::data::TableProblem;

/// An overlay that cannot be used.
#[derive(Debug, Error)]
pub enum OverlayError {
    /// The file cannot be read.
    #[error("the overlay {} cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A line is wrong.
    #[error("{}, line {line}: {problem}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Counts from 1.
        line: u64,
        /// What is wrong, and what is expected.
        problem: LineProblem,
    },
    /// A new label is none of the classes.
    #[error(
        "{}: {file} is given the label {label:?}, and the classes are {classes}; correct the label", path.display()
    )]
    UnknownLabel {
        /// The overlay.
        path: PathBuf,
        /// The photograph.
        file: String,
        /// The label.
        label: String,
        /// The classes.
        classes: String,
    },
}

/// What is wrong with a line of an overlay.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LineProblem {
    /// It is no table.
    #[error(transparent)]
    Table(#[from] TableProblem),
    /// The first line has other columns.
    #[error("the columns must be file,action,new_label, with lines such as cat.92.jpg,relabel,dog; found {found}")]
    Columns {
        /// The columns that are there.
        found: String,
    },
    /// A row without a photograph.
    #[error("there is no file")]
    NoFile,
    /// A row without a known action.
    #[error("{file}: the action is {action:?}; it must be relabel, exclude or doubtful")]
    UnknownAction {
        /// The photograph.
        file: String,
        /// What the row has in the place of the action.
        action: String,
    },
    /// A new label is missing.
    #[error("{file} is relabelled and has no new label")]
    NoNewLabel {
        /// The photograph.
        file: String,
    },
    /// A new label where the action takes none.
    #[error("{file}: only relabel takes a new label, and here is {label:?}")]
    UnexpectedLabel {
        /// The photograph.
        file: String,
        /// The label.
        label: String,
    },
    /// A photograph has a row already.
    #[error("{file} is named a second time; keep one of its lines")]
    Repeated {
        /// The photograph.
        file: String,
    },
}
