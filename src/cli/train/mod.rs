//! `bigode train`: begins a run or goes on with one. Progress on standard error, results on standard output.

mod args;
mod progress;
mod words;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context as _;

pub use args::Args;

use super::{Outcome, output};
use crate::config::{DataSource, RunConfig};
use crate::data;
use crate::run::{self, RunEnd, RunOutcome};
use crate::train::{Control, TrainError, TrainJob, TrainRequest, start};

/// What the demonstration trains on.
const DEMONSTRATION: DataSource = DataSource::Drawings { count: 800, seed: 42 };

/// A command that was interrupted, as shells count it.
const INTERRUPTED: u8 = 130;

/// Trains to the end, or until Ctrl-C.
pub(crate) fn run(args: &Args) -> Outcome {
    let control = Arc::new(Control::default());
    stop_at_ctrl_c(&control)?;
    let job = job(args)?;
    let threads = args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let request = TrainRequest { job, threads, cache: data::cache_folder() };
    if args.demo {
        output::warn("This is the demonstration: it trains on drawings of cats and dogs made by this program.");
    }
    let (result, ended) = progress::shown(&control, |observer| start(&request, &control, observer));
    match result {
        Ok(outcome) => tell(&outcome),
        Err(TrainError::StoppedWhileLoading) => {
            output::warn(&format!("{}.", words::sentence(&TrainError::StoppedWhileLoading.to_string())));
            Ok(ExitCode::from(INTERRUPTED))
        }
        Err(error) => {
            let code = output::report(&error.into());
            if let Some(outcome) = ended {
                output::warn(&words::failed(&outcome));
            }
            Ok(code)
        }
    }
}

fn job(args: &Args) -> anyhow::Result<TrainJob> {
    if let Some(folder) = &args.resume {
        return Ok(TrainJob::Resume { folder: folder.clone(), data: args.data.clone(), epochs: args.epochs });
    }
    let mut config = args.experiment.read(if args.demo { "drawings" } else { "notebook" })?;
    config.data.source = match &args.data {
        Some(path) => Some(DataSource::Path(path.clone())),
        None => Some(DEMONSTRATION),
    };
    let RunConfig { seed, training, data, .. } = &mut config;
    data.overlay = args.overlay.clone().or_else(|| data.overlay.take());
    *seed = args.seed.unwrap_or(*seed);
    training.epochs = args.epochs.unwrap_or(training.epochs);
    training.batch_size = args.batch_size.unwrap_or(training.batch_size);
    let folder = args.out.clone().unwrap_or_else(|| run::new_folder(Path::new("runs"), &config.preset));
    Ok(TrainJob::New { config, folder })
}

/// The first Ctrl-C ends the training in order; the second ends the process, which no file minds either.
fn stop_at_ctrl_c(control: &Arc<Control>) -> anyhow::Result<()> {
    let (control, again) = (Arc::clone(control), AtomicBool::new(false));
    let handler = move || {
        if again.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED.into());
        }
        control.stop();
    };
    ctrlc::set_handler(handler).context("cannot listen for Ctrl-C")
}

fn tell(outcome: &RunOutcome) -> Outcome {
    let folder = words::quoted(&outcome.folder);
    if outcome.end == RunEnd::Stopped {
        output::warn(&words::stopped(outcome));
        return Ok(ExitCode::from(INTERRUPTED));
    }
    output::line(&words::ended(outcome))?;
    if let Some(best) = &outcome.best {
        output::line(&words::best(best))?;
    }
    output::line(&format!("The run is in {folder}"))?;
    if outcome.epochs_now == 0 && outcome.end == RunEnd::Completed {
        output::line(&format!("Train on: bigode train --resume {folder} --epochs {}", outcome.epochs * 2))?;
    }
    output::line(&format!("Predict: bigode predict {folder} PHOTOGRAPH..."))?;
    Ok(ExitCode::SUCCESS)
}
