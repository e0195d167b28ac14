//! Why a subcommand failed, as a sentence in the user's language.

use std::error::Error;
use std::fmt::{self, Display};
use std::io;

use crate::shared_error::SharedError;
use crate::text::{CliText, Language, Localized};

/// Why a subcommand failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Standard output cannot be written.
    Output(io::Error),
    /// An error of a floor below, reported by its own sentence.
    Error(SharedError),
    /// What the subcommand itself found.
    Sentence {
        /// Its phrase.
        text: CliText,
        /// What stands in the phrase's places.
        values: Vec<(&'static str, String)>,
        /// The error in the place `{reason}`, where there is one.
        reason: Option<SharedError>,
    },
}

impl Failure {
    /// A phrase with its values.
    pub(crate) fn new(text: CliText, values: &[(&'static str, &dyn Display)]) -> Self {
        let values = values.iter().map(|(name, value)| (*name, value.to_string())).collect();
        Self::Sentence { text, values, reason: None }
    }

    /// A phrase with its values, and an error in the place `{reason}`.
    pub(crate) fn because(
        text: CliText,
        values: &[(&'static str, &dyn Display)],
        reason: impl Into<SharedError>,
    ) -> Self {
        let values = values.iter().map(|(name, value)| (*name, value.to_string())).collect();
        Self::Sentence { text, values, reason: Some(reason.into()) }
    }

    /// Whether only the reader of the results has gone, as in `bigode ... | head`.
    pub(crate) fn is_reader_gone(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The sentence in a language.
    pub(crate) fn localized(&self, language: Language) -> String {
        match self {
            Self::Output(error) => language.fill(CliText::CannotPrint, &[("reason", &error.localized(language))]),
            Self::Error(error) => error.localized(language),
            Self::Sentence { text, values, reason } => {
                let reason = reason.as_ref().map(|error| error.localized(language));
                let values = values.iter().map(|(name, value)| (*name, value as &dyn Display));
                let all: Vec<_> = values.chain(reason.iter().map(|text| ("reason", text as &dyn Display))).collect();
                language.fill(*text, &all)
            }
        }
    }
}

impl<E: Localized + Send + Sync + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

impl From<SharedError> for Failure {
    fn from(error: SharedError) -> Self {
        Self::Error(error)
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.localized(Language::English))
    }
}

impl Error for Failure {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_one_sentence_in_each_language() {
        let gone = io::Error::from(io::ErrorKind::NotFound);
        let failure = Failure::because(CliText::CannotRead, &[("file", &"a.png")], gone);
        assert!(failure.localized(Language::English).starts_with("cannot read a.png: "));
        assert_eq!(failure.localized(Language::Portuguese), "a.png não pode ser lido: o arquivo ou a pasta não existe");
        let error = Failure::from(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(error.localized(Language::Portuguese), "o disco está cheio");
    }

    #[test]
    fn a_reader_that_has_gone_is_known_apart() {
        let written = |kind: io::ErrorKind| Failure::Output(kind.into());
        assert!(written(io::ErrorKind::BrokenPipe).is_reader_gone());
        assert!(!written(io::ErrorKind::StorageFull).is_reader_gone());
        assert!(!Failure::from(io::Error::from(io::ErrorKind::BrokenPipe)).is_reader_gone());
        assert!(!Failure::new(CliText::NoPhotograph, &[]).is_reader_gone());
    }
}
