//! The command line: one file a subcommand. Results go to standard output, progress and warnings to standard error.
//!
//! Exit codes: 0 done, 1 a failure told in a sentence, 2 wrong usage, 130 interrupted by Ctrl-C.

mod bench;
mod cache;
mod decode;
mod demo_data;
mod doctor;
mod evaluate;
mod experiment;
mod explain;
mod output;
mod predict;
mod progress;
mod report;
mod summary;
mod train;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::PRESETS;

/// What a subcommand returns: its exit code, or the failure that `run` tells in a sentence with exit code 1.
pub(crate) type Outcome = anyhow::Result<ExitCode>;

/// A workbench in which a person trains a convolutional network, sees each step of it, and understands it.
///
/// Without a command the window opens.
#[derive(Debug, Parser)]
#[command(name = "bigode", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

/// A subcommand with its arguments.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Train a network on a folder, CSV or zip of labelled photographs
    Train(train::Args),
    /// Label photographs with a trained network
    Predict(predict::Args),
    /// Judge a trained network by labelled photographs: loss, accuracy, each class, confusion
    Evaluate(evaluate::Args),
    /// Show why a trained network answers as it does: Grad-CAM, occlusion, feature maps and filters as pictures
    Explain(explain::Args),
    /// Write a run as one HTML file that needs nothing else
    Report(report::Args),
    /// Show a network layer by layer: shapes, parameters, multiply-adds, memory
    Summary(experiment::Experiment),
    /// Examine photographs: classes, sizes, unusable files, duplicates
    Doctor(doctor::Args),
    /// Write photographs as PNG files just as the network sees them
    Decode(decode::Args),
    /// Replay reference numbers computed with Keras and compare
    Verify(verify::Args),
    /// Measure the speed of training and inference on this machine
    Bench(bench::Args),
    /// Draw a data set of cats' and dogs' faces
    DemoData(demo_data::Args),
    /// Show or clear the cache of decoded photographs
    Cache(cache::Args),
}

/// Reads the process's arguments; `None` where there is no subcommand. Wrong usage and `--help` end the process.
#[must_use]
pub fn parse() -> Option<Command> {
    Cli::parse().command
}

/// Runs a subcommand to its exit code. Failures are told on standard error.
#[must_use]
pub fn run(command: Command) -> ExitCode {
    let outcome = match command {
        Command::Train(args) => train::run(&args),
        Command::Predict(args) => predict::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Summary(experiment) => show_summary(&experiment),
        Command::Doctor(args) => doctor::run(&args),
        Command::Decode(args) => decode::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::DemoData(args) => demo_data::run(&args),
        Command::Cache(args) => cache::run(&args),
    };
    outcome.unwrap_or_else(|failure| output::report(&failure))
}

/// Says why there is no window and runs the built-in demonstration in the terminal (`bigode train --demo`).
#[must_use]
pub fn run_without_window(reason: &str) -> ExitCode {
    output::warn(&format!("No window: {reason}. The built-in demonstration runs in the terminal instead."));
    match Cli::try_parse_from(["bigode", "train", "--demo"]) {
        Ok(Cli { command: Some(command) }) => run(command),
        Ok(Cli { command: None }) | Err(_) => ExitCode::FAILURE,
    }
}

fn show_summary(experiment: &experiment::Experiment) -> Outcome {
    summary::run(&experiment.read(PRESETS[0])?)?;
    Ok(ExitCode::SUCCESS)
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
        Cli::command().debug_assert();
    }

    #[test]
    fn the_demonstration_is_a_valid_command() {
        assert!(matches!(
            Cli::try_parse_from(["bigode", "train", "--demo"]),
            Ok(Cli { command: Some(Command::Train(_)) })
        ));
    }
}
