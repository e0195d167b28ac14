//! The command line: one file a subcommand. Results go to standard output, progress and warnings to standard error.
//!
//! All that is printed as sentences exists in each [`Language`]; JSON, CSV and the table of `summary` have one form.
//!
//! Exit codes: 0 done, 1 a failure reported in a sentence, 2 wrong usage, 130 interrupted by Ctrl-C.

mod bench;
mod cache;
mod decode;
mod demo_data;
mod doctor;
mod evaluate;
mod experiment;
mod explain;
mod export;
mod failure;
mod import;
mod language;
mod left_out;
mod log;
mod output;
mod predict;
mod pretrained;
mod progress;
mod report;
mod runs;
mod summary;
mod train;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, Subcommand};

use self::failure::Failure;
use self::language::LanguageArg;
use crate::config::PRESETS;
use crate::memory::caught;
use crate::nn;
use crate::text::{CliText, Language};

/// What a subcommand returns: its exit code, or the failure that [`run`] reports in a sentence with exit code 1.
pub(crate) type Outcome = Result<ExitCode, Failure>;

/// A workbench in which a person trains a convolutional network, sees each step of it, and understands it.
///
/// Without a command the window opens.
#[derive(Debug, Parser)]
#[command(name = "bigode", version, max_term_width = 100)]
pub struct Arguments {
    /// Append what the program does, and how long it takes, to this file; the variable `BIGODE_LOG` names the level
    #[arg(long, global = true, value_name = "FILE")]
    log: Option<PathBuf>,
    /// The subcommand; the window where there is none.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The language of what is printed and of reports [default: that of the environment]
    #[arg(long, global = true, value_enum)]
    language: Option<LanguageArg>,
}

impl Arguments {
    /// The language that was chosen, or else that of the environment.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language.map_or_else(|| Language::of_environment(|name| std::env::var(name).ok()), Language::from)
    }
}

/// A subcommand with its arguments.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Train a network on a folder, CSV or zip of labelled photos
    Train(train::Args),
    /// Label photos with a trained network
    Predict(predict::Args),
    /// Evaluate a trained network on labelled photos: loss, accuracy, each class, confusion
    Evaluate(evaluate::Args),
    /// Show why a trained network answers as it does: Grad-CAM, occlusion, feature maps and filters as pictures
    Explain(explain::Args),
    /// Write a run as one HTML file that needs nothing else
    Report(report::Args),
    /// Write a run in a format of other programs
    Export(export::Args),
    /// Make a run of a network that another program has written
    Import(import::Args),
    /// Add pretrained networks of other programs, or list them
    Pretrained(pretrained::Args),
    /// List the runs of a folder: state, epochs, best validation loss and accuracy, date
    Runs(runs::Args),
    /// Show a network layer by layer: shapes, parameters, multiply-adds, memory
    Summary(experiment::Experiment),
    /// Examine photos: classes, sizes, unusable files, duplicates
    Doctor(doctor::Args),
    /// Write photos as PNG files just as the network sees them
    Decode(decode::Args),
    /// Replay reference numbers computed with Keras and compare
    Verify(verify::Args),
    /// Measure the speed of training and inference on this machine
    Bench(bench::Args),
    /// Draw a data set of cats' and dogs' faces
    DemoData(demo_data::Args),
    /// Show or clear the cache of decoded photos
    Cache(cache::Args),
}

/// Reads the process's arguments and opens the log. Wrong usage and `--help` end the process.
///
/// # Errors
/// The exit code where the log cannot be opened, which is reported on standard error.
pub fn parse() -> Result<Arguments, ExitCode> {
    let arguments = Arguments::parse();
    if let Some(file) = &arguments.log {
        log::to_file(file).map_err(|failure| output::fail(&failure, arguments.language()))?;
    }
    Ok(arguments)
}

/// Runs a subcommand to its exit code. Failures are reported on standard error.
#[must_use]
pub fn run(command: &Command, language: Language) -> ExitCode {
    ::log::info!("began: {command:?}");
    let began = Instant::now();
    let outcome = nn::check_simd().map_err(Failure::from).and_then(|()| caught(|| run_command(command, language))?);
    match &outcome {
        Ok(_) => ::log::info!("ended after {} ms", began.elapsed().as_millis()),
        Err(failure) => ::log::error!("failed after {} ms: {failure}", began.elapsed().as_millis()),
    }
    outcome.unwrap_or_else(|failure| output::fail(&failure, language))
}

fn run_command(command: &Command, language: Language) -> Outcome {
    match command {
        Command::Train(args) => train::run(args, language),
        Command::Predict(args) => predict::run(args, language),
        Command::Evaluate(args) => evaluate::run(args, language),
        Command::Explain(args) => explain::run(args, language),
        Command::Report(args) => report::run(args, language),
        Command::Export(args) => export::run(args, language),
        Command::Import(args) => import::run(args, language),
        Command::Pretrained(args) => pretrained::run(args, language),
        Command::Runs(args) => runs::run(args, language),
        Command::Summary(experiment) => show_summary(experiment),
        Command::Doctor(args) => doctor::run(args, language),
        Command::Decode(args) => decode::run(args, language),
        Command::Verify(args) => verify::run(args, language),
        Command::Bench(args) => bench::run(args, language),
        Command::DemoData(args) => demo_data::run(args, language),
        Command::Cache(args) => cache::run(args, language),
    }
}

/// Prints why there is no window and runs the built-in demonstration in the terminal (`bigode train --demo`).
#[must_use]
pub fn run_without_window(reason: &str, language: Language) -> ExitCode {
    output::warn(&language.fill(CliText::NoWindow, &[("reason", &reason)]));
    match Arguments::try_parse_from(["bigode", "train", "--demo"]) {
        Ok(Arguments { command: Some(command), .. }) => run(&command, language),
        Ok(Arguments { command: None, .. }) | Err(_) => ExitCode::FAILURE,
    }
}

fn show_summary(experiment: &experiment::Experiment) -> Outcome {
    summary::run(&experiment.read(PRESETS[0])?)?;
    Ok(ExitCode::SUCCESS)
}

/// Threads for each processor, at most: more only wait for each other.
const THREADS_FOR_EACH_PROCESSOR: usize = 4;

/// Reads `--threads`.
pub(crate) fn number_of_threads(text: &str) -> Result<usize, String> {
    let most = THREADS_FOR_EACH_PROCESSOR * available_threads();
    text.parse().ok().filter(|number| (1..=most).contains(number)).ok_or_else(|| {
        format!(
            "it must be a whole number from 1 to {most}: {THREADS_FOR_EACH_PROCESSOR} for each of this machine's {} \
             processors",
            available_threads()
        )
    })
}

/// As many threads as the machine runs at once: what is used where `--threads` is not given.
pub(crate) fn available_threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_demonstration_is_a_valid_command() {
        assert!(matches!(
            Arguments::try_parse_from(["bigode", "train", "--demo"]),
            Ok(Arguments { command: Some(Command::Train(_)), .. })
        ));
    }

    #[test]
    fn the_language_can_be_chosen_before_and_after_the_command() {
        for arguments in [["bigode", "--language", "pt", "cache"], ["bigode", "cache", "--language", "pt"]] {
            let parsed = Arguments::try_parse_from(arguments).expect("they are valid");
            assert_eq!(parsed.language(), Language::Portuguese);
        }
    }
}
