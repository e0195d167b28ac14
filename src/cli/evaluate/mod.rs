//! `bigode evaluate`: what a trained network is worth on labelled photographs.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::ValueEnum;

use super::predict::WeightsArg;
use super::progress::Bar;
use super::{Outcome, output};
use crate::data::cache_folder;
use crate::files::write_output;
use crate::predict::Classifier;
use crate::results::{self, Evaluator, Reliability, Scores, Source};

/// The arguments of `bigode evaluate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The run's folder, as `bigode train` left it
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// Labelled photographs: a folder, CSV or zip; with --set: where the run's photographs are now [default: the run's
    /// validation photographs]
    #[arg(value_name = "DATA")]
    data: Option<PathBuf>,
    /// Judge by the run's own split
    #[arg(long, value_enum)]
    set: Option<SetArg>,
    /// Print count, loss, accuracy, classes and confusion as one line of JSON
    #[arg(long)]
    json: bool,
    /// Write filename, label, predicted, loss and each class's probability of every photograph to this file
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// At the temperature at which the network is as sure as it is right on the run's validation photographs
    #[arg(long)]
    calibrated: bool,
    /// Which of the run's weights: those of the lowest validation loss, or those of the last epoch
    #[arg(long, value_enum, default_value_t = WeightsArg::Best)]
    weights: WeightsArg,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SetArg {
    Validation,
    Training,
}

impl Args {
    fn source(&self) -> Source<'_> {
        let set = match self.set {
            Some(SetArg::Training) => results::Set::Training,
            Some(SetArg::Validation) | None => results::Set::Validation,
        };
        match (&self.data, self.set) {
            (Some(data), None) => Source::Labelled(data),
            (moved_to, _) => Source::Run { folder: &self.run, set, moved_to: moved_to.as_deref() },
        }
    }
}

/// Judges the photographs and prints the figures.
pub(crate) fn run(args: &Args) -> Outcome {
    let threads = super::available_threads();
    let classifier = Classifier::open(&args.run, args.weights.into(), threads)?;
    let bar = Bar::new("photographs");
    let (run, cache) = (args.run.as_path(), cache_folder());
    let evaluate = Evaluator { run, weights: args.weights.into(), classifier: &classifier, cache: &cache, threads };
    let evaluation = evaluate.evaluate(&args.source(), &mut |done, all| bar.show(done, all));
    bar.clear();
    let results::Evaluation { mut predictions, left_out, notes, uncertainty, .. } = evaluation?;
    if args.calibrated {
        let uncertainty = match uncertainty {
            Some(uncertainty) => Some(uncertainty),
            None => evaluate.uncertainty(&mut |done, all| bar.show(done, all))?,
        };
        bar.clear();
        let temperature =
            uncertainty.context("the run has no validation photographs to find a temperature by")?.temperature;
        output::warn(&format!("at a temperature of {:.3}", temperature.value));
        predictions = temperature.applied(&predictions);
    }
    for note in notes {
        output::warn(&note);
    }
    for photograph in left_out {
        output::warn(&format!("left out: {photograph}"));
    }
    if let Some(file) = &args.csv {
        let text = predictions.to_csv()?;
        write_output(file, text.as_bytes()).with_context(|| format!("cannot write {}", file.display()))?;
    }
    let scores = Scores::of(&predictions);
    let text = if args.json { serde_json::to_string(&scores)? } else { table(&scores, &Reliability::of(&predictions)) };
    output::line(text.trim_end())?;
    Ok(ExitCode::SUCCESS)
}

/// The figures, aligned.
fn table(scores: &Scores, reliability: &Reliability) -> String {
    let Scores { count, loss, accuracy, classes, confusion } = scores;
    let width = classes.iter().map(|class| class.name.chars().count()).max().unwrap_or(0).max(8);
    let mut text = format!("{count} photographs: loss {loss:.4}, accuracy {accuracy:.4}");
    let _ = writeln!(text, ", expected calibration error {:.4}\n", reliability.error);
    let _ = writeln!(text, "{:width$}  precision  recall      f1  support", "class");
    for class in classes {
        let results::ClassScore { name, precision, recall, f1, support } = class;
        let _ = writeln!(text, "{name:width$}  {precision:9.4}  {recall:6.4}  {f1:6.4}  {support:7}");
    }
    text += "\nlabel (row) and what it was taken for (column)\n";
    let columns: Vec<usize> = classes.iter().map(|class| class.name.chars().count().max(6)).collect();
    let _ = write!(text, "{:width$}", "");
    for (class, column) in classes.iter().zip(&columns) {
        let _ = write!(text, "  {:>column$}", class.name);
    }
    for (class, row) in classes.iter().zip(confusion) {
        let _ = write!(text, "\n{:width$}", class.name);
        for (count, column) in row.iter().zip(&columns) {
            let _ = write!(text, "  {count:>column$}");
        }
    }
    text
}
