//! `bigode verify`: replays reference numbers that were computed with numpy, scikit-learn, Pillow and Keras.
//!
//! There are two forms of files: `keras_semantics.json`, a section a subject, and `network_*.json`, a small network
//! with what inference and training make of it.

mod callbacks;
mod keras_layers;
mod network;
mod numbers;
mod pictures;
mod report;
mod semantics;
mod split;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use serde_json::Value;

use self::report::Report;
use super::{Outcome, output};

/// The arguments of `bigode verify`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files of reference numbers, of the form of `keras_semantics.json` or of `network_sgd.json`
    #[arg(value_name = "FILE.json", required = true)]
    files: Vec<PathBuf>,
}

/// Checks every file; exit code 0 only if all checks pass.
pub(crate) fn run(args: &Args) -> Outcome {
    let mut report = Report::default();
    for path in &args.files {
        output::line(&format!("{}:", path.display()))?;
        check_file(path, &mut report).with_context(|| path.display().to_string())?;
    }
    let Report { passed, failed } = report;
    let checks = passed + failed;
    if failed > 0 {
        output::line(&format!("{failed} of {checks} checks failed"))?;
        return Ok(ExitCode::FAILURE);
    }
    output::line(&format!("all {checks} checks passed"))?;
    Ok(ExitCode::SUCCESS)
}

fn check_file(path: &Path, report: &mut Report) -> anyhow::Result<()> {
    let text = fs::read(path).context("cannot be read")?;
    let content: Value = serde_json::from_slice(&text).context("is not JSON")?;
    if content.get("layers").is_some() && content.get("weights").is_some() {
        network::check(content, super::available_threads(), report)
    } else if semantics::is_of_this_form(&content) {
        semantics::check(&content, report)
    } else {
        bail!("is JSON, but neither of the form of keras_semantics.json nor of network_*.json")
    }
}
