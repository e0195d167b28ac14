//! What can be wrong with a configuration.

use std::{io, path::PathBuf};

use thiserror::Error;

use super::Fault;

/// A value that a run cannot have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{field}: {fault}")]
pub struct Problem {
    /// Where it is: `callbacks[1].factor`, counted from 0 as in programs.
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
        /// Why.
        source: io::Error,
    },
    /// The text is not RON, has unknown fields, wrong types or impossible values.
    #[error("{origin}, line {line}, column {column}: {}{problem}", field_prefix(.field))]
    Text {
        /// The file, or what else the text came from.
        origin: String,
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
        /// The field, such as `callbacks[1].factor`; empty outside of any.
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

/// What is wrong with a place of a text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TextProblem {
    /// It does not read as a configuration.
    #[error("{0}")]
    Unreadable(String),
    /// It reads as a value that a run cannot have.
    #[error(transparent)]
    Value(#[from] Fault),
}

fn field_prefix(field: &str) -> String {
    if field.is_empty() { String::new() } else { format!("{field}: ") }
}
