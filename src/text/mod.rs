//! Every sentence of the program in English and Brazilian Portuguese, and numbers as each language writes them.
//!
//! Each page of the window has a list of its own, and so have the report, the doctor and the command line. Both languages
//! lie side by side; the compiler refuses a sentence that lacks one of them.

mod drawings;
mod folding;
mod language;
mod localized;
mod numbers;
mod printable;

pub mod augmentation;
pub mod cli;
pub mod comparison;
pub mod curves;
pub mod data;
pub mod doctor;
pub mod exchange;
pub mod explanation;
pub mod lessons;
pub mod matrix;
pub mod network;
pub mod notebook;
pub mod overlay;
pub mod prediction;
pub mod report;
pub mod results;
pub mod shelf;
pub mod shell;
pub mod training;

pub use augmentation::AugmentationText;
pub use cli::CliText;
pub use comparison::ComparisonText;
pub use curves::CurvesText;
pub use data::DataText;
pub use doctor::DoctorText;
pub use drawings::drawing_class;
pub use exchange::ExchangeText;
pub use explanation::ExplanationText;
pub use folding::folded;
pub use language::Language;
pub use localized::Localized;
pub use matrix::MatrixText;
pub use network::{NetworkText, preset_expectation, preset_explanation, preset_name};
pub use notebook::NotebookText;
pub use overlay::OverlayText;
pub use prediction::PredictionText;
pub use printable::{is_active, printable};
pub use report::ReportText;
pub use results::ResultsText;
pub use shelf::ShelfText;
pub use shell::ShellText;
pub use training::TrainingText;

/// A sentence that exists in every language of the program.
///
/// `{name}` marks a place for a value ([`Language::fill`]); `one|many` are two forms for a count ([`Language::count`]).
pub trait Phrase: Copy + 'static {
    /// Every phrase of this list, for tests.
    const ALL: &'static [Self];
    /// The sentence in English.
    fn english(self) -> &'static str;
    /// The sentence in Brazilian Portuguese.
    fn portuguese(self) -> &'static str;
}

/// Declares a list of phrases: `Name => "English", "Português";`.
macro_rules! phrases {
    ($(#[$meta:meta])* $list:ident { $($name:ident => $english:literal, $portuguese:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(clippy::doc_markdown, reason = "a phrase is its own documentation, as users read it")]
        pub enum $list {
            $(#[doc = $english] $name,)+
        }

        impl crate::text::Phrase for $list {
            const ALL: &'static [Self] = &[$(Self::$name,)+];

            fn english(self) -> &'static str {
                match self { $(Self::$name => $english,)+ }
            }

            fn portuguese(self) -> &'static str {
                match self { $(Self::$name => $portuguese,)+ }
            }
        }
    };
}
pub(crate) use phrases;

#[cfg(test)]
mod tests;
