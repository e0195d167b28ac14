//! A run written as one HTML file.

use std::path::PathBuf;

use crate::engine::generation::Generation;
use crate::engine::{EngineOptions, files};
use crate::results::report::{self, ReportError};
use crate::shared_error::SharedError;
use crate::text::Language;

/// A report to write.
pub(in crate::engine) struct Report {
    pub run: PathBuf,
    pub moved_to: Option<PathBuf>,
    pub path: PathBuf,
    pub language: Language,
}

/// Writes it; where the run's photographs are gone, without their pictures. `None` where the window closes before.
pub(super) fn write(wanted: &Report, options: &EngineOptions, open: &Generation) -> Option<Result<(), SharedError>> {
    let Report { run, moved_to, path, language } = wanted;
    let EngineOptions { cache, threads } = options;
    let (moved_to, language, threads) = (moved_to.as_deref(), *language, *threads);
    let wanted = report::Wanted { run, moved_to, language, cache, threads };
    match report::report(&wanted, &mut |_, _| open.flow(0)) {
        Ok(report) => Some(files::write(path, report.html.as_bytes()).map_err(SharedError::from)),
        Err(ReportError::Cancelled) => None,
        Err(error) => Some(Err(error.into())),
    }
}
