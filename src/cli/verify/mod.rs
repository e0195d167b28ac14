//! `bigode verify`: replays reference numbers that were computed with numpy, scikit-learn, Pillow and Keras.
//!
//! There are five forms of files: `keras_semantics.json`, a section a subject; `network_*.json`, a small network with what
//! inference and training make of it; `layers.json`, small networks of many kinds of layers; `training.json`, learning-rate
//! schedules and steps of training; `efficientnet_lite0.json`, what PyTorch makes of pictures with a pretrained network.

mod callbacks;
mod keras_layers;
mod network;
mod numbers;
mod pictures;
mod pretrained;
mod recorded;
mod report;
mod semantics;
mod split;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;

use self::report::Report;
use super::failure::Failure;
use super::{Outcome, output};
use crate::files;
use crate::text::{CliText, Language};

/// The arguments of `bigode verify`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files of reference numbers, of the form of `keras_semantics.json` or of `network_sgd.json`
    #[arg(value_name = "FILE.json", required = true)]
    files: Vec<PathBuf>,
}

/// Checks every file; exit code 0 only if all checks pass. The checks' lines are English, as the names in the files.
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    let mut report = Report::default();
    for path in &args.files {
        output::line(&format!("{}:", path.display()))?;
        check_file(path, &mut report)?;
    }
    let Report { passed, failed } = report;
    let checks = passed + failed;
    if failed > 0 {
        output::line(&language.fill(CliText::ChecksFailed, &[("failed", &failed), ("n", &checks)]))?;
        return Ok(ExitCode::FAILURE);
    }
    output::line(&language.fill(CliText::ChecksPassed, &[("n", &checks)]))?;
    Ok(ExitCode::SUCCESS)
}

fn check_file(path: &Path, report: &mut Report) -> Result<(), Failure> {
    let file = path.display();
    let text = files::read(path).map_err(|error| Failure::because(CliText::CannotVerify, &[("file", &file)], error))?;
    let content: Value = serde_json::from_slice(&text)
        .map_err(|error| Failure::new(CliText::NotJson, &[("file", &file), ("reason", &error)]))?;
    let checked = if content.get("layers").is_some() && content.get("weights").is_some() {
        network::check(content, super::available_threads(), report)
    } else if recorded::has_networks(&content) {
        recorded::check_networks(&content, super::available_threads(), report)
    } else if recorded::has_training(&content) {
        recorded::check_training(&content, super::available_threads(), report)
    } else if pretrained::is_of_this_form(&content) {
        pretrained::check(content, super::available_threads(), report)
    } else if semantics::is_of_this_form(&content) {
        semantics::check(&content, report)
    } else {
        return Err(Failure::new(CliText::OtherForm, &[("file", &file)]));
    };
    checked.map_err(|error| match error.downcast::<Failure>() {
        Ok(failure) => failure,
        Err(error) => Failure::new(CliText::Unverified, &[("file", &file), ("reason", &format!("{error:#}"))]),
    })
}
