//! `bigode report`: a run as one HTML file.

use std::path::PathBuf;
use std::process::ExitCode;

use super::progress::Bar;
use super::{Outcome, output};
use crate::data::cache_folder;
use crate::results::report;
use crate::text::{CliText, Language, Localized as _};
use crate::train;

/// The arguments of `bigode report`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The run's folder, as `bigode train` left it
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// Where the run's photos are now, if they have moved: a folder, CSV or zip
    #[arg(value_name = "DATA")]
    data: Option<PathBuf>,
    /// The file [default: report.html in the run]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes the report; where the run's photos are gone, without their pictures.
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    let (run, cache, moved_to) = (args.run.as_path(), cache_folder(), args.data.as_deref());
    let wanted = report::Wanted { run, moved_to, language, cache: &cache, threads: super::available_threads() };
    train::remove_leftovers(run);
    let bar = Bar::new(language.text(CliText::BarPhotographs));
    let report = report::report(&wanted, &mut |done, all| bar.show(done, all));
    bar.clear();
    let report = report?;
    if let Some(error) = &report.not_evaluated {
        let elsewhere = error.photographs_are_elsewhere();
        let text = if elsewhere { CliText::NotInReportElsewhere } else { CliText::NotInReport };
        output::warn(&language.fill(text, &[("reason", &error.localized(language))]));
    }
    let file = args.out.clone().unwrap_or_else(|| args.run.join("report.html"));
    match args.out {
        Some(_) => output::write_file(&file, report.html.as_bytes())?,
        None => output::write_into_folder(&file, report.html.as_bytes())?,
    }
    output::line(&language.fill(CliText::ReportWritten, &[("file", &file.display())]))?;
    Ok(ExitCode::SUCCESS)
}
