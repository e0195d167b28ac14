//! `bigode report`: a run as one HTML file.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::ValueEnum;

use super::progress::Bar;
use super::{Outcome, output};
use crate::data::cache_folder;
use crate::predict::{Classifier, Weights};
use crate::results::{Judge, Set, Source, report};
use crate::train::run_folder::write_atomically;

/// The arguments of `bigode report`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The run's folder, as `bigode train` left it
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// The file [default: report.html in the run]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The report's language
    #[arg(long, value_enum, default_value_t = LanguageArg::En)]
    language: LanguageArg,
}

/// [`report::Language`] on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum LanguageArg {
    /// English.
    En,
    /// Brazilian Portuguese.
    Pt,
}

impl From<LanguageArg> for report::Language {
    fn from(language: LanguageArg) -> Self {
        match language {
            LanguageArg::En => Self::English,
            LanguageArg::Pt => Self::Portuguese,
        }
    }
}

/// Writes the report; where the run's photographs are gone, without what needs them.
pub(crate) fn run(args: &Args) -> Outcome {
    let threads = super::available_threads();
    let classifier = Classifier::open(&args.run, Weights::Best, threads)?;
    let source = Source::Run { folder: &args.run, set: Set::Validation, moved_to: None };
    let bar = Bar::new("photographs");
    let (run, cache) = (args.run.as_path(), cache_folder());
    let judge = Judge { run, weights: Weights::Best, classifier: &classifier, cache: &cache, threads };
    let judged = judge.evaluate(&source, &mut |done, all| bar.show(done, all));
    bar.clear();
    let text = match &judged {
        Ok(evaluation) => report::report(run, args.language.into(), Ok(evaluation))?,
        Err(error) => {
            output::warn(&format!("the validation photographs are not in the report: {error}"));
            report::report(run, args.language.into(), Err(&error.to_string()))?
        }
    };
    let file = args.out.clone().unwrap_or_else(|| args.run.join("report.html"));
    write_atomically(&file, text.as_bytes()).with_context(|| format!("cannot write {}", file.display()))?;
    output::line(&format!("The report is {}", file.display()))?;
    Ok(ExitCode::SUCCESS)
}
