//! `bigode doctor`: what is in a data set, and what is wrong with it.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use super::progress::Bar;
use super::{Outcome, output};
use crate::config::DataSource;
use crate::data::{Dataset, doctor};
use crate::text::{CliText, Language, Localized as _};

/// The command's arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A folder, a .csv, a .zip or one photo
    data: PathBuf,
    /// Print the report as one line of JSON
    #[arg(long)]
    json: bool,
}

/// Prints counts by class, sizes, unusable files with reasons, and exact duplicates. Whatever it finds, the exit code
/// is 0; a data set that cannot be opened is a finding too, missing memory is none.
///
/// # Errors
/// If standard output cannot be written, or memory is missing.
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    let bar = Bar::new(language.text(CliText::BarExamined));
    let mut progress = |done: usize, total: usize| bar.show(done, total);
    let source = DataSource::Path(args.data.clone());
    let report = Dataset::open_for_training(&source, &mut |_| ControlFlow::Continue(()))
        .and_then(|dataset| Ok((doctor::report(&dataset, &mut progress)?, dataset.require_classes().err())));
    bar.clear();
    match (report, args.json) {
        (Err(error), _) if error.is_out_of_memory() => return Err(error.into()),
        (Ok((report, _)), true) => output::json(&report)?,
        (Err(error), true) => output::json(&serde_json::json!({ "error": error.to_string() }))?,
        (Ok((report, untrainable)), false) => {
            output::lines(report.text(language).trim_end())?;
            if let Some(error) = untrainable {
                output::line(&language.fill(CliText::NotTrainable, &[("reason", &error.localized(language))]))?;
            }
        }
        (Err(error), false) => output::line(&error.localized(language))?,
    }
    Ok(ExitCode::SUCCESS)
}
