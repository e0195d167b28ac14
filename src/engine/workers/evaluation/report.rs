//! A run written as one HTML file.

use std::path::PathBuf;

use crate::engine::EngineOptions;
use crate::engine::threads::Generation;
use crate::engine::workers::files;
use crate::results::report::{self, ReportError};
use crate::shared_error::SharedError;
use crate::text::Language;

/// A report to write.
pub(super) struct Report {
    pub run: PathBuf,
    pub moved_to: Option<PathBuf>,
    pub path: PathBuf,
    pub language: Language,
}

impl Report {
    /// Writes it; where the run's photographs are gone, without their pictures. `None` where the session ends before.
    pub(super) fn write(&self, options: &EngineOptions, session: &Generation) -> Option<Result<(), SharedError>> {
        let Self { run, moved_to, path, language } = self;
        let EngineOptions { cache, threads, .. } = options;
        let (moved_to, language, threads) = (moved_to.as_deref(), *language, *threads);
        let wanted = report::Wanted { run, moved_to, language, cache, threads };
        match report::report(&wanted, &mut |_, _| session.flow(0)) {
            Ok(report) => Some(files::write(path, report.html.as_bytes()).map_err(SharedError::from)),
            Err(ReportError::Cancelled) => None,
            Err(error) => Some(Err(error.into())),
        }
    }
}
