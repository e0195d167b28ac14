//! `--language en|pt`: the language of all that a subcommand prints, and of a report.

use clap::ValueEnum;

use crate::text::Language;

/// [`Language`] on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LanguageArg {
    /// English.
    En,
    /// Brazilian Portuguese.
    Pt,
}

impl From<LanguageArg> for Language {
    fn from(language: LanguageArg) -> Self {
        match language {
            LanguageArg::En => Self::English,
            LanguageArg::Pt => Self::Portuguese,
        }
    }
}
