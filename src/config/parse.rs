//! Reading and writing a configuration as RON.

use std::path::Path;

use ron::error::SpannedError;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use ron::{Error, Options};

use super::fields::{Fields, position};
use super::{ConfigError, RunConfig, TextProblem};
use crate::files;

/// Optional values are written without `Some(..)`.
pub(super) fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Reads a configuration from its text; `origin` names the text in errors.
///
/// # Errors
/// If the text is not RON, or has an unknown field, a wrong type, or a value that a run cannot have; with line, column and
/// field.
pub fn parse(text: &str, origin: &str) -> Result<RunConfig, ConfigError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let config: RunConfig = options().from_str(text).map_err(|error| refused(text, origin, &error))?;
    match config.problems().into_iter().next() {
        None => Ok(config),
        Some(problem) => {
            let (line, column) = Fields::of(text).position_of(&problem.field);
            Err(ConfigError::Text {
                origin: origin.to_owned(),
                line,
                column,
                field: problem.field,
                problem: problem.fault.into(),
            })
        }
    }
}

/// ron's error with the field in which it is.
fn refused(text: &str, origin: &str, error: &SpannedError) -> ConfigError {
    let fields = Fields::of(text);
    let end = position(text, error.span.end.line, error.span.end.col);
    let (field, (line, column)) = match &error.code {
        // Reported at the closing bracket, up to which the field before it seems to extend.
        Error::MissingStructField { .. } => (fields.path_at(end + 1), (error.span.start.line, error.span.start.col)),
        // Reported before, inside or after the value.
        Error::Message(_)
        | Error::ExpectedInteger
        | Error::ExpectedFloat
        | Error::ExpectedBoolean
        | Error::ExpectedString
        | Error::IntegerOutOfBounds
        | Error::NoSuchEnumVariant { .. } => {
            let field = fields.path_at(end);
            (field, fields.position_of(field))
        }
        _ => (fields.path_at(end), (error.span.start.line, error.span.start.col)),
    };
    ConfigError::Text {
        origin: origin.to_owned(),
        line,
        column,
        field: field.to_owned(),
        problem: problem_of(&error.code),
    }
}

/// ron's error; the most frequent ones in words that need no knowledge of Rust.
fn problem_of(error: &Error) -> TextProblem {
    match error {
        Error::ExpectedInteger => TextProblem::WholeNumber,
        Error::ExpectedFloat => TextProblem::Number,
        Error::ExpectedBoolean => TextProblem::Boolean,
        Error::ExpectedString => TextProblem::QuotedText,
        Error::IntegerOutOfBounds => TextProblem::OutOfBounds,
        Error::ExpectedStructLike => TextProblem::LayerBracket,
        Error::ExpectedNamedStructLike(_) => TextProblem::Bracket,
        Error::Eof => TextProblem::EndsTooEarly,
        _ => {
            let message = error.to_string();
            let mut letters = message.chars();
            let lower_case =
                letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect());
            TextProblem::Unreadable(lower_case)
        }
    }
}

/// Reads a configuration from a file.
///
/// # Errors
/// As [`parse`], and if the file cannot be read.
pub fn read(path: &Path) -> Result<RunConfig, ConfigError> {
    let text = files::read_to_string(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
    parse(&text, &path.display().to_string())
}

impl RunConfig {
    /// The configuration as RON; [`parse`] gives an equal one back.
    ///
    /// # Panics
    /// Never: plain data can always be written.
    #[must_use]
    pub fn to_ron(&self) -> String {
        let mut text = options()
            .to_string_pretty(self, PrettyConfig::new().depth_limit(3))
            .expect("plain data, with paths written as text, can always be written");
        text.push('\n');
        text
    }
}
