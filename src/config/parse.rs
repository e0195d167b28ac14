//! RON in and out.

use std::path::Path;

use ron::{Error, Options, error::SpannedError, extensions::Extensions, ser::PrettyConfig};

use super::{
    ConfigError, RunConfig, TextProblem,
    fields::{Fields, position},
};

/// Optional values are written without `Some(..)`.
fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Reads a configuration from its text; `origin` names the text in errors.
///
/// # Errors
/// With line, column and field: a text that is not RON, an unknown field, a wrong type, or a value that a run cannot
/// have.
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

/// ron's error with the field that it lies in.
fn refused(text: &str, origin: &str, error: &SpannedError) -> ConfigError {
    let fields = Fields::of(text);
    let end = position(text, error.span.end.line, error.span.end.col);
    let (field, (line, column)) = match &error.code {
        // It is noticed at the closing bracket, where the field before it may still seem to go on.
        Error::MissingStructField { .. } => (fields.path_at(end + 1), (error.span.start.line, error.span.start.col)),
        // They are noticed before or after the value, or in its midst.
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
        problem: TextProblem::Unreadable(sentence(&error.code)),
    }
}

/// What ron says, in words for somebody who knows Keras rather than Rust.
fn sentence(error: &Error) -> String {
    match error {
        Error::ExpectedInteger => "expected a whole number".to_owned(),
        Error::ExpectedFloat => "expected a number".to_owned(),
        Error::ExpectedBoolean => "expected true or false".to_owned(),
        Error::ExpectedString => "expected a text in quotation marks".to_owned(),
        Error::IntegerOutOfBounds => {
            "this whole number is negative, which is not allowed here, or too large".to_owned()
        }
        Error::ExpectedStructLike => {
            "expected an opening `(`; every layer and callback has brackets, as in Flatten()".to_owned()
        }
        Error::ExpectedNamedStructLike(_) => "expected an opening `(`".to_owned(),
        Error::Eof => "the text ends too early; a closing bracket is missing".to_owned(),
        _ => {
            let said = error.to_string();
            let mut letters = said.chars();
            letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
        }
    }
}

/// Reads a configuration from a file.
///
/// # Errors
/// As [`parse`], and if the file cannot be read.
pub fn read(path: &Path) -> Result<RunConfig, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
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
