//! `bigode runs`: the runs of a folder in a table.

mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::failure::Failure;
use super::{Outcome, output};
use crate::config::DataSource;
use crate::run::{RunState, RunSummary, date_text, runs_below};
use crate::text::{CliText, Language};

/// The arguments of `bigode runs`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder in which runs lie, or one run's
    #[arg(value_name = "FOLDER", default_value = "runs")]
    folder: PathBuf,
    /// Print all that is known of each run as one line of JSON
    #[arg(long)]
    json: bool,
}

/// A run as JSON.
#[derive(Serialize)]
struct Row<'a> {
    folder: &'a PathBuf,
    name: String,
    note: &'a str,
    /// `training`, `interrupted`, `stopped`, `done`, `failed` or `unreadable`.
    state: &'static str,
    /// Why it failed or cannot be read.
    reason: Option<String>,
    started: Option<String>,
    preset: Option<&'a str>,
    /// The pretrained network that it began with; null for a training from scratch.
    pretrained: Option<String>,
    data: Option<&'a DataSource>,
    classes: Option<usize>,
    training: Option<usize>,
    validation: Option<usize>,
    epochs: usize,
    epochs_wanted: Option<usize>,
    best_epoch: Option<usize>,
    val_loss: Option<f64>,
    val_accuracy: Option<f64>,
    test_photos: Option<usize>,
    test_loss: Option<f64>,
    test_accuracy: Option<f64>,
}

/// Lists the runs.
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    let folder = &args.folder;
    let found = runs_below(folder)
        .map_err(|error| Failure::because(CliText::CannotRead, &[("file", &folder.display())], error))?;
    let runs: Vec<RunSummary> = found.iter().map(|run| RunSummary::read(run)).collect();
    if args.json {
        output::json(&runs.iter().map(Row::of).collect::<Vec<_>>())?;
    } else if runs.is_empty() {
        output::line(&language.fill(CliText::NoRuns, &[("folder", &folder.display())]))?;
    } else {
        for line in table::table(&runs, language).trim_end().lines() {
            output::line(line)?;
        }
    }
    for run in &runs {
        let reason = reason(run, language);
        if let Some(reason) = reason.filter(|_| !args.json) {
            output::warn(&format!("{}: {reason}", run.name()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Why a run failed or cannot be read, or its name cannot.
fn reason(run: &RunSummary, language: Language) -> Option<String> {
    match &run.state {
        RunState::Failed { message } => Some(message.clone()),
        RunState::Unreadable(error) => Some(error.localized(language)),
        _ => run.notes_problem.as_ref().map(|error| error.localized(language)),
    }
}

impl<'a> Row<'a> {
    fn of(run: &'a RunSummary) -> Self {
        let state = match run.state {
            RunState::Training => "training",
            RunState::Interrupted => "interrupted",
            RunState::Stopped => "stopped",
            RunState::Imported => "imported",
            RunState::Done => "done",
            RunState::Failed { .. } => "failed",
            RunState::Unreadable(_) => "unreadable",
        };
        Self {
            folder: &run.folder,
            name: run.name(),
            note: &run.notes.note,
            state,
            reason: reason(run, Language::English),
            started: run.started.map(date_text),
            preset: run.preset.as_deref(),
            pretrained: run.pretrained.map(|network| network.to_string()),
            data: run.source.as_ref(),
            classes: run.counts.map(|counts| counts.classes),
            training: run.counts.map(|counts| counts.training),
            validation: run.counts.map(|counts| counts.validation),
            epochs: run.epochs,
            epochs_wanted: run.epochs_wanted,
            best_epoch: run.best.map(|best| best.epoch),
            val_loss: run.best.and_then(|best| best.val_loss),
            val_accuracy: run.best.and_then(|best| best.val_accuracy),
            test_photos: run.test.map(|test| test.count),
            test_loss: run.test.map(|test| test.loss),
            test_accuracy: run.test.map(|test| test.accuracy),
        }
    }
}
