//! `bigode report`: a run as one HTML file.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::ValueEnum;

use super::progress::Bar;
use super::{Outcome, output};
use crate::data::cache_folder;
use crate::files::write_output;
use crate::results::report;
use crate::text::Language;

/// The arguments of `bigode report`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The run's folder, as `bigode train` left it
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// Where the run's photographs are now, if they have moved: a folder, CSV or zip
    #[arg(value_name = "DATA")]
    data: Option<PathBuf>,
    /// The file [default: report.html in the run]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The report's language
    #[arg(long, value_enum, default_value_t = LanguageArg::En)]
    language: LanguageArg,
}

/// [`Language`] on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum LanguageArg {
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

/// Writes the report; where the run's photographs are gone, without their pictures.
pub(crate) fn run(args: &Args) -> Outcome {
    let (run, cache) = (args.run.as_path(), cache_folder());
    let (moved_to, language) = (args.data.as_deref(), args.language.into());
    let wanted = report::Wanted { run, moved_to, language, cache: &cache, threads: super::available_threads() };
    let bar = Bar::new("photographs");
    let report = report::report(&wanted, &mut |done, all| bar.show(done, all));
    bar.clear();
    let report = report?;
    if let Some(error) = &report.not_evaluated {
        output::warn(&format!(
            "the validation photographs are not in the report: {error} (or in the report itself: bigode report RUN_DIR \
             DATA)"
        ));
    }
    let file = args.out.clone().unwrap_or_else(|| args.run.join("report.html"));
    write_output(&file, report.html.as_bytes()).with_context(|| format!("cannot write {}", file.display()))?;
    output::line(&format!("The report is {}", file.display()))?;
    Ok(ExitCode::SUCCESS)
}
