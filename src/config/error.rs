//! What can be wrong with a configuration.

use std::{io, path::PathBuf};

use thiserror::Error;

use super::Fault;

/// A value that a run cannot have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{field}: {fault}")]
pub struct Problem {
    /// Where it is, such as `callbacks[1].factor`; list items count from 0.
    pub field: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// A configuration that cannot be read or used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file could not be read.
    #[error("the configuration {path} cannot be read: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The file of a run is not what the run wrote.
    #[error(
        "the configuration {path} has changed since the run wrote it; change nothing in it: more epochs are asked for with \
         --epochs, and everything else needs a new run"
    )]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The text is not RON, or has unknown fields, wrong types or values that a run cannot have.
    #[error("{origin}, line {line}, column {column}: {}{problem}", field_prefix(.field))]
    Text {
        /// The file, or another name of the text.
        origin: String,
        /// Counts from 1.
        line: usize,
        /// In characters, counts from 1.
        column: usize,
        /// The field, such as `callbacks[1].factor`; empty outside any field.
        field: String,
        /// What is wrong.
        problem: TextProblem,
    },
    /// A value that a run cannot have, in a configuration that was not read from a text.
    #[error("the configuration cannot be used: {0}")]
    Value(#[from] Problem),
    /// There is no preset of this name.
    #[error("there is no preset \"{0}\"; there are {list}", list = super::PRESETS.join(", "))]
    UnknownPreset(String),
}

/// What is wrong at a place in a text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TextProblem {
    /// Something else where a whole number should be.
    #[error("expected a whole number")]
    WholeNumber,
    /// Something else where a number should be.
    #[error("expected a number")]
    Number,
    /// Something else where a truth value should be.
    #[error("expected true or false")]
    Boolean,
    /// Something else where a text should be.
    #[error("expected a text in quotation marks")]
    QuotedText,
    /// A whole number outside the field's range.
    #[error("this whole number is negative, which is not allowed here, or too large")]
    OutOfBounds,
    /// A layer or callback without brackets.
    #[error("expected an opening `(`; every layer and callback has brackets, as in Flatten()")]
    LayerBracket,
    /// Something else where a bracket should be.
    #[error("expected an opening `(`")]
    Bracket,
    /// A missing bracket at the end.
    #[error("the text ends too early; a closing bracket is missing")]
    EndsTooEarly,
    /// Anything else, in the words of the library that reads RON.
    #[error("{0}")]
    Unreadable(String),
    /// A value that a run cannot have.
    #[error(transparent)]
    Value(#[from] Fault),
}

fn field_prefix(field: &str) -> String {
    if field.is_empty() { String::new() } else { format!("{field}: ") }
}
