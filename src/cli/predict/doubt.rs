//! Calibrated probabilities, and photographs unlike those that the network was judged by.

use anyhow::Context as _;

use super::Args;
use crate::cli::output;
use crate::cli::progress::Bar;
use crate::data::cache_folder;
use crate::predict::{Classifier, Look, Prediction};
use crate::results::{Doubt, Judge};

/// What is known of a run's doubt.
pub(super) struct Doubts {
    doubt: Option<Doubt>,
    calibrated: bool,
}

/// A photograph's answer.
pub(super) struct Labelled {
    pub(super) prediction: Prediction,
    /// Above 1 the photograph is unlike the validation set; none where that is not known.
    pub(super) unlikeness: Option<f32>,
}

impl Doubts {
    /// As kept with the run, or learnt now from its validation photographs. Where that cannot be, it is said, and an
    /// error only where calibrated probabilities were asked for.
    pub(super) fn of(args: &Args, classifier: &Classifier, threads: usize) -> anyhow::Result<Self> {
        let cache = cache_folder();
        let judge = Judge { run: &args.run, weights: args.weights.into(), classifier, cache: &cache, threads };
        let bar = Bar::new("validation photographs");
        let mut told = false;
        let found = judge.doubt(&mut |done, all| {
            if !std::mem::replace(&mut told, true) {
                bar.warn(
                    "the run's validation photographs are judged first, once, so that photographs unlike them can be told",
                );
            }
            bar.show(done, all)
        });
        bar.clear();
        let doubt = match found {
            Ok(Some(doubt)) => Some(doubt),
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
        if args.calibrated && doubt.is_none() {
            anyhow::bail!("the run has no validation photographs to find a temperature by");
        }
        Ok(Self { doubt, calibrated: args.calibrated })
    }

    /// The answer that is written.
    pub(super) fn label(&self, look: Look) -> Labelled {
        let Look { mut prediction, statistics } = look;
        let Some(doubt) = &self.doubt else { return Labelled { prediction, unlikeness: None } };
        if self.calibrated {
            prediction.probabilities = doubt.temperature.apply(&prediction.probabilities);
        }
        Labelled { prediction, unlikeness: doubt.unlikeness(&statistics) }
    }
}
