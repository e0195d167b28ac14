//! `bigode doctor`: what is in a data set, and what is wrong with it.

use std::{ops::ControlFlow, path::PathBuf, process::ExitCode};

use indicatif::{ProgressBar, ProgressStyle};

use super::output;
use crate::data::{Dataset, doctor};

/// The command's arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A folder, a .csv, a .zip or one photograph
    data: PathBuf,
    /// Print the report as one line of JSON
    #[arg(long)]
    json: bool,
}

/// Prints counts by class, sizes, unusable files with reasons, and exact duplicates. Whatever it finds, the exit code
/// is 0; a data set that cannot be opened is a finding too.
///
/// # Errors
/// If standard output is closed.
pub(crate) fn run(args: &Args) -> super::Outcome {
    let bar = if output::warnings_reach_a_terminal() { ProgressBar::no_length() } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("examining {pos} of {len} {wide_bar} {eta}") {
        bar.set_style(style);
    }
    let mut progress = |done: usize, total: usize| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
        ControlFlow::Continue(())
    };
    let report = Dataset::open_path(&args.data)
        .and_then(|dataset| Ok((doctor::report(&dataset, &mut progress)?, dataset.require_classes().err())));
    bar.finish_and_clear();
    let text = match (report, args.json) {
        (Ok((report, _)), true) => serde_json::to_string(&report)?,
        (Ok((report, untrainable)), false) => {
            let untrainable = untrainable.map(|error| format!("\nnot ready for training: {error}")).unwrap_or_default();
            format!("{}{untrainable}", report.to_string().trim_end())
        }
        (Err(error), true) => serde_json::json!({ "error": error.to_string() }).to_string(),
        (Err(error), false) => error.to_string(),
    };
    output::line(&text)?;
    Ok(ExitCode::SUCCESS)
}
