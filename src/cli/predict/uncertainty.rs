//! Calibrated probabilities, and photographs unlike those that the network was judged by.

use anyhow::Context as _;

use super::Args;
use crate::cli::output;
use crate::cli::progress::Bar;
use crate::data::cache_folder;
use crate::predict::{Classifier, Observation, Prediction};
use crate::results::{Evaluator, Uncertainty};

/// What is known of a run's doubt.
pub(super) struct Uncertainties {
    uncertainty: Option<Uncertainty>,
    calibrated: bool,
}

/// A photograph's answer.
pub(super) struct Labelled {
    pub(super) prediction: Prediction,
    /// Above 1 the photograph is unlike the validation set; none where that is not known.
    pub(super) novelty_score: Option<f32>,
}

impl Uncertainties {
    /// As kept with the run, or learnt now from its validation photographs. Where that cannot be, it is said, and an
    /// error only where calibrated probabilities were asked for.
    pub(super) fn of(args: &Args, classifier: &Classifier, threads: usize) -> anyhow::Result<Self> {
        let cache = cache_folder();
        let evaluate = Evaluator { run: &args.run, weights: args.weights.into(), classifier, cache: &cache, threads };
        let bar = Bar::new("validation photographs");
        let mut told = false;
        let found = evaluate.uncertainty(&mut |done, all| {
            if !std::mem::replace(&mut told, true) {
                bar.warn(
                    "the run's validation photographs are judged first, once, so that photographs unlike them can be told",
                );
            }
            bar.show(done, all)
        });
        bar.clear();
        let uncertainty = match found {
            Ok(Some(uncertainty)) => Some(uncertainty),
            Ok(None) => {
                output::warn("photographs unlike the validation set are not told: its photographs are others by now");
                None
            }
            Err(error) if args.calibrated => {
                return Err(error).context("calibrated probabilities need the run's validation photographs");
            }
            Err(error) => {
                output::warn(&format!("photographs unlike the validation set are not told: {error}"));
                None
            }
        };
        if args.calibrated && uncertainty.is_none() {
            anyhow::bail!("the run has no validation photographs to find a temperature by");
        }
        Ok(Self { uncertainty, calibrated: args.calibrated })
    }

    /// The answer that is written.
    pub(super) fn label(&self, observation: Observation) -> Labelled {
        let Observation { mut prediction, statistics } = observation;
        let Some(uncertainty) = &self.uncertainty else { return Labelled { prediction, novelty_score: None } };
        if self.calibrated {
            prediction.probabilities = uncertainty.temperature.apply(&prediction.probabilities);
        }
        Labelled { prediction, novelty_score: uncertainty.novelty_score(&statistics) }
    }
}
