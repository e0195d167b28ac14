//! `bigode report`: a run as one HTML file.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use super::progress::Bar;
use super::{Outcome, output};
use crate::data::{Dataset, cache_folder};
use crate::predict::{Classifier, Weights};
use crate::results::{self, Set, Source, report};
use crate::train::run_folder::{self, write_atomically};

/// The arguments of `bigode report`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The run's folder, as `bigode train` left it
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// The file [default: report.html in the run]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes the report; where the run's photographs are gone, without what needs them.
pub(crate) fn run(args: &Args) -> Outcome {
    let threads = super::available_threads();
    let classifier = Classifier::open(&args.run, Weights::Best, threads)?;
    let source = Source::Run { folder: &args.run, set: Set::Validation, moved_to: None };
    let bar = Bar::new("photographs");
    let judged =
        results::evaluate(&classifier, &source, &cache_folder(), threads, &mut |done, all| bar.show(done, all));
    bar.clear();
    let text = match &judged {
        Ok(evaluation) => {
            let dataset = run_folder::read_config(&args.run)?.data.source.map(|source| Dataset::open(&source));
            let dataset = dataset.transpose()?;
            let by_name: HashMap<&str, usize> =
                dataset.iter().flat_map(|dataset| &dataset.photos).map(|photo| photo.name.as_str()).zip(0..).collect();
            let pixels = |name: &str| {
                let bytes = dataset.as_ref()?.read(*by_name.get(name)?).ok()?;
                classifier.preprocessing().pixels(&bytes).ok()
            };
            let worst = report::worst(evaluation, &classifier, &pixels);
            report::report(&args.run, Ok((evaluation, &worst)))?
        }
        Err(error) => {
            output::warn(&format!("the validation photographs are not in the report: {error}"));
            report::report(&args.run, Err(&error.to_string()))?
        }
    };
    let file = args.out.clone().unwrap_or_else(|| args.run.join("report.html"));
    write_atomically(&file, text.as_bytes()).with_context(|| format!("cannot write {}", file.display()))?;
    output::line(&format!("The report is {}", file.display()))?;
    Ok(ExitCode::SUCCESS)
}
