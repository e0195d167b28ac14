//! `bigode train`: begins or resumes a run. Progress on standard error, results on standard output.

mod args;
mod progress;
mod tensorboard;
mod test_set;
mod words;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use args::Args;

use super::failure::Failure;
use super::{Outcome, output};
use crate::config::{ConfigError, DataSource, RunConfig};
use crate::data;
use crate::run::{self, RunEnd, RunOutcome};
use crate::text::{CliText, Language, Localized as _};
use crate::train::{Control, TrainError, TrainJob, TrainRequest, start};

/// What the demonstration trains on.
const DEMONSTRATION: DataSource = DataSource::drawings(800, 42);

/// A command that was interrupted, as shells count it.
const INTERRUPTED: u8 = 130;

/// Trains to the end, or until Ctrl-C.
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    let control = Arc::new(Control::default());
    stop_at_ctrl_c(&control)?;
    let job = job(args)?;
    let threads = args.threads.unwrap_or_else(super::available_threads);
    let request = TrainRequest { job, threads, cache: data::cache_folder() };
    if args.demo {
        output::warn(language.text(CliText::Demonstration));
    }
    let (result, ended) = progress::shown(&control, language, |observer| {
        let mut logged = tensorboard::Logged::new(observer, args.tensorboard.clone(), language);
        start(&request, &control, &mut logged)
    });
    match result {
        Ok(outcome) => {
            let test_set = || {
                let moved_to = args.resume.as_ref().and(args.data.as_deref());
                test_set::line(&outcome.folder, moved_to, threads, &control, language)
            };
            report(&outcome, test_set, language)
        }
        Err(error @ TrainError::StoppedWhileLoading) => {
            output::warn(&format!("{}.", words::sentence(&error.localized(language))));
            Ok(ExitCode::from(INTERRUPTED))
        }
        Err(error) => {
            let code = output::fail(&error.into(), language);
            if let Some(outcome) = ended {
                output::warn(&words::failed(&outcome, language));
            }
            Ok(code)
        }
    }
}

fn job(args: &Args) -> Result<TrainJob, ConfigError> {
    if let Some(folder) = &args.resume {
        return Ok(TrainJob::Resume { folder: folder.clone(), data: args.data.clone(), epochs: args.epochs });
    }
    let mut config = args.experiment.read(if args.demo { "drawings" } else { "notebook" })?;
    config.data.source = Some(match (&args.data, config.data.source.take()) {
        (Some(path), _) => DataSource::Path(path.clone()),
        (None, Some(drawings @ DataSource::Drawings { .. })) => drawings,
        (None, _) => DEMONSTRATION,
    });
    let RunConfig { seed, training, data, .. } = &mut config;
    data.overlay = args.overlay.clone().or_else(|| data.overlay.take());
    data.test_share = args.test_fraction.unwrap_or(data.test_share);
    data.test_source = args.test_data.clone().or_else(|| data.test_source.take());
    data.leave_out_unlabelled |= args.leave_out_unlabelled;
    *seed = args.seed.unwrap_or(*seed);
    training.epochs = args.epochs.unwrap_or(training.epochs);
    training.batch_size = args.batch_size.unwrap_or(training.batch_size);
    let folder = args.out.clone().unwrap_or_else(|| run::new_folder(Path::new("runs"), &config.preset));
    Ok(TrainJob::New { config, folder })
}

/// The first Ctrl-C ends the training in order; the second ends the process, which leaves every file whole, too.
fn stop_at_ctrl_c(control: &Arc<Control>) -> Result<(), Failure> {
    let (control, again) = (Arc::clone(control), AtomicBool::new(false));
    let handler = move || {
        if again.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED.into());
        }
        control.stop();
    };
    ctrlc::set_handler(handler).map_err(|error| Failure::new(CliText::NoInterrupt, &[("reason", &error)]))
}

fn report(outcome: &RunOutcome, test_set: impl FnOnce() -> Option<String>, language: Language) -> Outcome {
    if outcome.end == RunEnd::Stopped {
        output::warn(&words::stopped(outcome, language));
        return Ok(ExitCode::from(INTERRUPTED));
    }
    output::line(&words::ended(outcome, language))?;
    if let Some(epoch) = outcome.invalid_loss {
        output::warn(&language.fill(CliText::LossWasInvalid, &[("epoch", &epoch)]));
    }
    output::line(&match &outcome.best {
        Some(best) => words::best(best, language),
        None => language.text(CliText::NoBestEpoch).to_owned(),
    })?;
    if outcome.best.is_some()
        && let Some(line) = test_set()
    {
        output::line(&line)?;
    }
    output::line(&words::run_folder(&outcome.folder, language))?;
    let folder = words::quoted(&outcome.folder);
    if outcome.epochs_now == 0 && outcome.end == RunEnd::Completed {
        let epochs = outcome.epochs * 2;
        output::line(&language.fill(CliText::TrainMore, &[("folder", &folder), ("epochs", &epochs)]))?;
    }
    if outcome.best.is_some() {
        output::line(&language.fill(CliText::PredictNext, &[("folder", &folder)]))?;
    }
    Ok(ExitCode::SUCCESS)
}
