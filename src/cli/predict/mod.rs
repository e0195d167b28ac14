//! `bigode predict`: labels photographs with a trained network.

mod table;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use clap::ValueEnum;

use self::table::Table;

use super::{Outcome, output};
use crate::predict::{Answer, Classifier, Prediction, Weights, list};

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
    /// Which of the run's weights: those of the lowest validation loss, or those of the last epoch
    #[arg(long, value_enum, default_value_t = WeightsArg::Best)]
    weights: WeightsArg,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum WeightsArg {
    Best,
    Last,
}

/// Labels every photograph that can be read; fails where there is none.
pub(crate) fn run(args: &Args) -> Outcome {
    let threads = super::available_threads();
    let weights = match args.weights {
        WeightsArg::Best => Weights::Best,
        WeightsArg::Last => Weights::Last,
    };
    let classifier = Classifier::open(&args.run, weights, threads)?;
    let labelled = match &args.csv {
        None => label_all(&classifier, args, threads, &mut |name, prediction| {
            let label = &classifier.classes()[prediction.label as usize];
            Ok(output::line(&format!("{name}: {label} {:.1} %", 100.0 * prediction.probability()))?)
        })?,
        Some(file) => {
            let mut table = Table::create(file, classifier.classes())?;
            let labelled =
                label_all(&classifier, args, threads, &mut |name, prediction| table.write(name, prediction))?;
            if labelled > 0 {
                table.finish()?;
            }
            labelled
        }
    };
    if labelled == 0 {
        bail!("no photograph could be read");
    }
    if let Some(file) = &args.csv {
        output::warn(&format!("{labelled} photographs labelled in {}", file.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Hands each prediction on in order and names what cannot be read; gives the number of predictions.
fn label_all(
    classifier: &Classifier,
    args: &Args,
    threads: usize,
    on_prediction: &mut dyn FnMut(&str, &Prediction) -> anyhow::Result<()>,
) -> anyhow::Result<usize> {
    let mut labelled = 0;
    let mut failure = None;
    classifier.classify_all(list(args.paths.clone()), threads, &mut |Answer { name, outcome }| {
        match outcome {
            Ok(prediction) => {
                if let Err(error) = on_prediction(&name, &prediction) {
                    failure = Some(error);
                    return ControlFlow::Break(());
                }
                labelled += 1;
            }
            Err(reason) if reason.contains(&name) => output::warn(&format!("left out: {reason}")),
            Err(reason) => output::warn(&format!("left out: {name}: {reason}")),
        }
        ControlFlow::Continue(())
    })?;
    failure.map_or(Ok(labelled), Err)
}
