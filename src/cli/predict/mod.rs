//! `bigode predict`: labels photographs with a trained network.

mod submission;
mod uncertainty;

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use self::submission::Submission;
use self::uncertainty::{Labelled, Uncertainties};

use super::failure::Failure;
use super::progress::Bar;
use super::{Outcome, output};
use crate::files::Output;
use crate::predict::{Classified, Classifier, Observation, PredictionRow, PredictionTable, Weights, list};
use crate::results::NOVEL_ABOVE;
use crate::text::{CliText, Language, PredictionText, printable};
use crate::train;

/// The arguments of `bigode predict`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The run's folder, as `bigode train` left it
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// Photos, folders of them (searched through to the bottom) or zips
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Write filename, label, probability and each class's probability to this file instead of listing labels
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write Kaggle's id,label to this file: 1 for a dog, 0 for a cat; for photos named by numbers
    #[arg(long, value_name = "FILE", conflicts_with = "csv")]
    submission: Option<PathBuf>,
    /// At the temperature at which the network is as sure as it is right on the run's validation photos
    #[arg(long)]
    calibrated: bool,
    /// Which of the run's weights: those of the lowest validation loss, or those of the last epoch
    #[arg(long, value_enum, default_value_t = WeightsArg::Best)]
    weights: WeightsArg,
}

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

/// Labels every photo that can be read; fails where there is none.
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    train::remove_leftovers(&args.run);
    let classifier = Classifier::open(&args.run, args.weights.into(), super::available_threads())?;
    if classifier.network().averages_mirrored() {
        output::warn(language.text(PredictionText::Mirrored));
    }
    let job = Job { args, classifier: &classifier, threads: super::available_threads(), language };
    let count = match (&args.csv, &args.submission) {
        (None, None) => job.print()?,
        (Some(file), _) => job.write_table(file)?,
        (None, Some(file)) => job.write_submission(file)?,
    };
    if count == 0 {
        return Err(Failure::new(CliText::NoPhotograph, &[]));
    }
    if let Some(file) = args.csv.as_ref().or(args.submission.as_ref()) {
        output::warn(&language.fill(CliText::Labelled, &[("n", &count), ("file", &file.display())]));
    }
    Ok(ExitCode::SUCCESS)
}

/// Photos to be labelled by a network. Each way of doing it gives the number of predictions.
struct Job<'a> {
    args: &'a Args,
    classifier: &'a Classifier,
    threads: usize,
    language: Language,
}

impl Job<'_> {
    /// A line on standard output for each photo.
    fn print(&self) -> Result<usize, Failure> {
        let uncertainties = Uncertainties::of(self.args, self.classifier, self.threads, self.language)?;
        self.label_all(None, &mut |name, look| {
            let Labelled { prediction, novelty_score } = uncertainties.label(look);
            let (name, label) = (printable(name), printable(&self.classifier.classes()[prediction.label as usize]));
            let share = self.language.percent(f64::from(prediction.probability()), 1);
            output::line(&if novelty_score.is_some_and(|score| score > NOVEL_ABOVE) {
                let text = CliText::NovelPrediction;
                self.language.fill(text, &[("name", &name), ("label", &label), ("share", &share)])
            } else {
                format!("{name}: {label} {share}")
            })
        })
    }

    /// A CSV file.
    fn write_table(&self, file: &Path) -> Result<usize, Failure> {
        let uncertainties = Uncertainties::of(self.args, self.classifier, self.threads, self.language)?;
        let cannot_write = |error: csv::Error| output::cannot_write(file, io::Error::from(error));
        let target = Output::create(file).map_err(|error| output::cannot_write(file, error))?;
        let classes = self.classifier.classes();
        let mut table = PredictionTable::new(target, classes.to_vec()).map_err(cannot_write)?;
        let bar = Bar::new(self.language.text(CliText::BarLabelled));
        let labelled = self.label_all(Some(&bar), &mut |name, look| {
            let Labelled { prediction, novelty_score } = uncertainties.label(look);
            let (label, probabilities) = (prediction.label, prediction.probabilities.as_slice());
            let row = PredictionRow { filename: name, classes, label, probabilities, novelty_score };
            table.write(&row).map_err(cannot_write)
        })?;
        if labelled > 0 {
            table.finish().and_then(Output::finish).map_err(|error| output::cannot_write(file, error))?;
        }
        Ok(labelled)
    }

    /// A submission for Kaggle.
    fn write_submission(&self, file: &Path) -> Result<usize, Failure> {
        let mut submission = Submission::new(self.classifier.classes(), &self.args.paths)?;
        let bar = Bar::new(self.language.text(CliText::BarLabelled));
        let labelled = self.label_all(Some(&bar), &mut |name, look| submission.add(name, &look.prediction))?;
        if labelled > 0 {
            submission.write(file)?;
        }
        Ok(labelled)
    }

    /// Hands each prediction on in order and names what cannot be read.
    fn label_all(
        &self,
        bar: Option<&Bar>,
        on_look: &mut dyn FnMut(&str, Observation) -> Result<(), Failure>,
    ) -> Result<usize, Failure> {
        let mut labelled = 0;
        let mut failure = None;
        // A bar and a list would write over each other, so only files have one.
        let warn = |line: &str| bar.map_or_else(|| output::warn(line), |bar| bar.warn(line));
        let photographs = list(self.args.paths.clone());
        let outcome = self.classifier.classify_all(photographs, self.threads, &mut |Classified { name, outcome }| {
            match outcome {
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
                Err(error) => {
                    let reason = error.localized(self.language);
                    let is_named = reason.contains(&name);
                    let text = if is_named { CliText::Unreadable } else { CliText::UnreadableNamed };
                    warn(&self.language.fill(text, &[("name", &printable(&name)), ("reason", &reason)]));
                }
            }
            ControlFlow::Continue(())
        });
        if let Some(bar) = bar {
            bar.clear();
        }
        outcome?;
        failure.map_or(Ok(labelled), Err)
    }
}
