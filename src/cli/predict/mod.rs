//! `bigode predict`: labels photographs with a trained network.

mod submission;
mod table;
mod uncertainty;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use clap::ValueEnum;

use self::submission::Submission;
use self::table::Table;
use self::uncertainty::{Labelled, Uncertainties};

use super::progress::Bar;
use super::{Outcome, output};
use crate::predict::{Classified, Classifier, Observation, Weights, list};

/// The arguments of `bigode predict`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The run's folder, as `bigode train` left it
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// Photographs, folders of them (searched through to the bottom) or zips
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Write filename, label, probability and each class's probability to this file instead of listing labels
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write Kaggle's id,label to this file: 1 for a dog, 0 for a cat; for photographs named by numbers
    #[arg(long, value_name = "FILE", conflicts_with = "csv")]
    submission: Option<PathBuf>,
    /// At the temperature at which the network is as sure as it is right on the run's validation photographs
    #[arg(long)]
    calibrated: bool,
    /// Which of the run's weights: those of the lowest validation loss, or those of the last epoch
    #[arg(long, value_enum, default_value_t = WeightsArg::Best)]
    weights: WeightsArg,
}

/// What follows the probability of a photograph that is unlike the validation set.
const UNLIKE: &str = " (unlike the photographs that the network was judged by: doubtful)";

/// [`Weights`] on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum WeightsArg {
    /// Those of the lowest validation loss.
    Best,
    /// Those after the last whole epoch.
    Last,
}

impl From<WeightsArg> for Weights {
    fn from(weights: WeightsArg) -> Self {
        match weights {
            WeightsArg::Best => Self::Best,
            WeightsArg::Last => Self::Last,
        }
    }
}

/// Labels every photograph that can be read; fails where there is none.
pub(crate) fn run(args: &Args) -> Outcome {
    let threads = super::available_threads();
    let classifier = Classifier::open(&args.run, args.weights.into(), threads)?;
    let count = match (&args.csv, &args.submission) {
        (None, None) => {
            let uncertainties = Uncertainties::of(args, &classifier, threads)?;
            label_all(&classifier, args, threads, None, &mut |name, look| {
                let Labelled { prediction, novelty_score } = uncertainties.label(look);
                let label = &classifier.classes()[prediction.label as usize];
                let novel = if novelty_score.is_some_and(|value| value > 1.0) { UNLIKE } else { "" };
                Ok(output::line(&format!("{name}: {label} {:.1} %{novel}", 100.0 * prediction.probability()))?)
            })?
        }
        (Some(file), _) => {
            let uncertainties = Uncertainties::of(args, &classifier, threads)?;
            let mut table = Table::create(file, classifier.classes())?;
            let bar = Bar::counting("photographs labelled");
            let labelled = label_all(&classifier, args, threads, Some(&bar), &mut |name, look| {
                table.write(name, &uncertainties.label(look))
            })?;
            if labelled > 0 {
                table.finish()?;
            }
            labelled
        }
        (None, Some(file)) => {
            let mut submission = Submission::new(classifier.classes(), &args.paths)?;
            let bar = Bar::counting("photographs labelled");
            let labelled = label_all(&classifier, args, threads, Some(&bar), &mut |name, look| {
                submission.add(name, &look.prediction)
            })?;
            if labelled > 0 {
                submission.write(file)?;
            }
            labelled
        }
    };
    if count == 0 {
        bail!("no photograph could be read");
    }
    if let Some(file) = args.csv.as_ref().or(args.submission.as_ref()) {
        output::warn(&format!("{count} photographs labelled in {}", file.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Hands each prediction on in order and names what cannot be read; gives the number of predictions.
fn label_all(
    classifier: &Classifier,
    args: &Args,
    threads: usize,
    bar: Option<&Bar>,
    on_look: &mut dyn FnMut(&str, Observation) -> anyhow::Result<()>,
) -> anyhow::Result<usize> {
    let mut labelled = 0;
    let mut failure = None;
    // A bar and a list would write over each other, so only files have one.
    let warn = |line: &str| bar.map_or_else(|| output::warn(line), |bar| bar.warn(line));
    let outcome = classifier.classify_all(list(args.paths.clone()), threads, &mut |Classified { name, outcome }| {
        match outcome.map_err(|reason| reason.to_string()) {
            Ok(look) => {
                if let Err(error) = on_look(&name, look) {
                    failure = Some(error);
                    return ControlFlow::Break(());
                }
                labelled += 1;
                if let Some(bar) = bar {
                    bar.count();
                }
            }
            Err(reason) if reason.contains(&name) => warn(&format!("left out: {reason}")),
            Err(reason) => warn(&format!("left out: {name}: {reason}")),
        }
        ControlFlow::Continue(())
    });
    if let Some(bar) = bar {
        bar.clear();
    }
    outcome?;
    failure.map_or(Ok(labelled), Err)
}
