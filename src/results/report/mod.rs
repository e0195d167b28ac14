//! A run as one HTML file that needs nothing else: no network, no scripts, no other file.

mod evaluated;
mod events;
mod figure;
mod html;
mod page;
mod predictions;
mod test_set;
#[cfg(test)]
mod tests;

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::EvaluationError;
use super::evaluation::Progress;
use crate::config::ConfigError;
use crate::data::DataError;
use crate::files;
use crate::run::{self, CONFIG};
use crate::text::Language;
use predictions::evaluate;

/// What a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The run's folder.
    pub run: &'a Path,
    /// Where its photographs are now, if they have moved.
    pub moved_to: Option<&'a Path>,
    /// The language.
    pub language: Language,
    /// The folder of decoded photographs.
    pub cache: &'a Path,
    /// Threads that decode and evaluate.
    pub threads: usize,
}

/// A report.
#[derive(Debug)]
pub struct Report {
    /// The whole file.
    pub html: String,
    /// Why the validation photographs were not evaluated for it; then it has the predictions that the training stored, if
    /// any, and no pictures.
    pub not_evaluated: Option<EvaluationError>,
}

/// Why there is no report.
#[derive(Debug, Error)]
pub enum ReportError {
    /// The configuration cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// It was cancelled.
    #[error("the report was broken off")]
    Cancelled,
}

/// The report of a run. In place of a part that cannot be made the reason is given; `progress` is that of the evaluation.
///
/// # Errors
/// A folder without a configuration, or `progress` breaking.
pub fn report(wanted: &Wanted<'_>, progress: &mut Progress<'_>) -> Result<Report, ReportError> {
    let folder = wanted.run;
    let path = folder.join(CONFIG);
    let config = run::read_config(folder)?;
    let config_text = files::read_to_string(&path).map_err(|source| ReportError::Read { path, source })?;
    let (validation, not_evaluated) = evaluate(wanted, progress);
    if matches!(not_evaluated, Some(EvaluationError::Data(DataError::Cancelled))) {
        return Err(ReportError::Cancelled);
    }
    let has_test = config.data.holds_back();
    let test = has_test.then(|| test_set::test_set(wanted, progress)).transpose();
    let test = test.map_err(|_| ReportError::Cancelled)?;
    let html = page::page(&page::Contents {
        folder,
        language: wanted.language,
        config: &config,
        config_text: &config_text,
        history: run::read_history(folder).ok(),
        events: run::read_whole_events(folder).ok(),
        validation: validation.as_ref(),
        not_evaluated: not_evaluated.as_ref(),
        test: test.as_ref(),
    });
    Ok(Report { html, not_evaluated })
}
