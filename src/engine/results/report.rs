//! A run written as one HTML file.

use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::engine::{EngineOptions, files};
use crate::predict::{Classifier, Weights};
use crate::reason::Reason;
use crate::results::report::{self, Language};
use crate::results::{Judge, Set, Source};

/// A report to write.
pub(in crate::engine) struct Report {
    pub run: PathBuf,
    pub moved_to: Option<PathBuf>,
    pub path: PathBuf,
    pub language: Language,
}

/// Writes it; where the run's photographs are gone, without what needs them.
pub(super) fn write(wanted: &Report, options: &EngineOptions) -> Result<(), Reason> {
    let Report { run, moved_to, path, language } = wanted;
    let classifier = Classifier::open(run, Weights::Best, options.threads)?;
    let judge =
        Judge { run, weights: Weights::Best, classifier: &classifier, cache: &options.cache, threads: options.threads };
    let source = Source::Run { folder: run, set: Set::Validation, moved_to: moved_to.as_deref() };
    let judged = judge.evaluate(&source, &mut |_, _| ControlFlow::Continue(()));
    let judged = judged.as_ref().map_err(ToString::to_string);
    let judged = judged.as_ref().map(|evaluation| *evaluation).map_err(String::as_str);
    let text = report::report(run, *language, judged)?;
    Ok(files::write(path, text.as_bytes())?)
}
