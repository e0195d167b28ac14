//! What the user should know about an evaluation, in words of each language.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::EvaluationError;
use crate::data::Note;
use crate::nn::weights_file::FileError;
use crate::run::RunFolderError;
use crate::text::{Language, Localized as _, ResultsText};

/// Something that the user should know about an evaluation.
#[derive(Debug)]
pub enum EvaluationNote {
    /// What was decided while the data set was opened.
    Dataset(Note),
    /// What the cache of decoded photographs reports, in English.
    Cache(String),
    /// Other photographs lie under the names of the run's validation photographs.
    OtherPhotographs,
    /// The photographs cannot be read, and these are the predictions that the run keeps.
    WithoutPhotographs {
        /// Why.
        error: Box<EvaluationError>,
    },
    /// The predictions cannot be stored for the next time.
    NotStored {
        /// Their file.
        path: PathBuf,
        /// Why.
        error: FileError,
    },
    /// The figures of the test set cannot be kept with the run.
    TestNotKept {
        /// Why.
        error: RunFolderError,
    },
}

impl EvaluationNote {
    /// The sentence in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Dataset(note) => note.sentence(language),
            Self::Cache(warning) => warning.clone(),
            Self::OtherPhotographs => language.text(ResultsText::NoteOtherPhotographs).to_owned(),
            Self::WithoutPhotographs { error } => {
                language.fill(ResultsText::NoteWithoutPhotographs, &[("reason", &error.localized(language))])
            }
            Self::TestNotKept { error } => {
                language.fill(ResultsText::NoteTestNotKept, &[("reason", &error.localized(language))])
            }
            Self::NotStored { path, error } => {
                let reason = match error {
                    FileError::Read { source, .. } | FileError::Write { source, .. } => source.localized(language),
                    FileError::Damaged { problem, .. } => problem.clone(),
                    changed @ FileError::Changed { .. } => changed.localized(language),
                };
                language.fill(ResultsText::NoteNotStored, &[("path", &path.display()), ("reason", &reason)])
            }
        }
    }
}

/// A photograph that is left out of an evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its name in its data.
    pub name: String,
    /// Why.
    pub reason: LeftOutReason,
}

/// Why a photograph is left out of an evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeftOutReason {
    /// It has no label.
    NoLabel,
    /// It is no longer where it was.
    NotThere,
    /// As the run's `split.csv` or the cache of decoded photographs records it, in English.
    Recorded(String),
}

impl LeftOutReason {
    /// The reason in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match self {
            Self::NoLabel => language.text(ResultsText::LeftOutNoLabel),
            Self::NotThere => language.text(ResultsText::LeftOutNotThere),
            Self::Recorded(reason) => reason,
        }
    }
}

impl LeftOut {
    /// Name and reason in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        format!("{}: {}", self.name, self.reason.text(language))
    }
}
