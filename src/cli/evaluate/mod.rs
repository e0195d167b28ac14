//! `bigode evaluate`: what a trained network is worth on labelled photographs.

mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::failure::Failure;
use super::predict::WeightsArg;
use super::progress::Bar;
use super::{Outcome, left_out, output};
use crate::data::cache_folder;
use crate::predict::Classifier;
use crate::results::{self, Evaluator, Reliability, Scores, Source};
use crate::text::{CliText, Language, PredictionText};
use crate::train;

/// The arguments of `bigode evaluate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The run's folder, as `bigode train` left it
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// Labelled photos: a folder, CSV or zip; with --set: where the run's photos are now [default: the run's
    /// validation photos]
    #[arg(value_name = "DATA")]
    data: Option<PathBuf>,
    /// Evaluate by the run's own split
    #[arg(long, value_enum)]
    set: Option<SetArg>,
    /// Print count, loss, accuracy, classes and confusion as one line of JSON
    #[arg(long)]
    json: bool,
    /// Write filename, label, predicted, loss and each class's probability of every photo to this file
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// At the temperature at which the network is as sure as it is right on the run's validation photos
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
    /// The photos that were held back, to be evaluated once, at the end
    Test,
}

impl Args {
    fn source(&self) -> Source<'_> {
        let set = match self.set {
            Some(SetArg::Training) => results::Set::Training,
            Some(SetArg::Test) => results::Set::Test,
            Some(SetArg::Validation) | None => results::Set::Validation,
        };
        match (&self.data, self.set) {
            (Some(data), None) => Source::Labelled(data),
            (moved_to, _) => Source::Run { folder: &self.run, set, moved_to: moved_to.as_deref() },
        }
    }
}

/// Evaluates the photos and prints the figures.
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    let threads = super::available_threads();
    train::remove_leftovers(&args.run);
    let classifier = Classifier::open(&args.run, args.weights.into(), threads)?;
    if classifier.network().averages_mirrored() {
        output::warn(language.text(PredictionText::Mirrored));
    }
    let bar = Bar::new(language.text(CliText::BarPhotographs));
    let (run, cache) = (args.run.as_path(), cache_folder());
    let evaluator = Evaluator { run, weights: args.weights.into(), classifier: &classifier, cache: &cache, threads };
    let evaluation = evaluator.evaluate(&args.source(), &mut |done, all| bar.show(done, all));
    bar.clear();
    let results::Evaluation { mut predictions, left_out, notes, uncertainty, .. } = evaluation?;
    if args.calibrated {
        let uncertainty = match uncertainty {
            Some(uncertainty) => Some(uncertainty),
            None => evaluator.uncertainty(&mut |done, all| bar.show(done, all))?,
        };
        bar.clear();
        let uncertainty = uncertainty.ok_or_else(|| Failure::new(CliText::NoTemperature, &[]))?;
        let temperature = uncertainty.temperature;
        output::warn(&language.fill(CliText::AtTemperature, &[("t", &language.decimal(temperature.value, 3))]));
        predictions = temperature.applied(&predictions);
    }
    for note in notes {
        output::warn(&note.text(language));
    }
    let left_out = left_out.iter().map(|photograph| (photograph.name.as_str(), photograph.reason.text(language)));
    for line in left_out::lines(left_out, [CliText::UnreadableNamed, CliText::UnreadableMany], language) {
        output::warn(&line);
    }
    if let Some(file) = &args.csv {
        let text = predictions.to_csv().map_err(|error| output::cannot_write(file, error.into()))?;
        output::write_file(file, text.as_bytes())?;
    }
    let scores = Scores::of(&predictions);
    if args.json {
        output::json(&scores)?;
    } else {
        output::lines(&table::table(&scores, &Reliability::of(&predictions), language))?;
    }
    Ok(ExitCode::SUCCESS)
}
