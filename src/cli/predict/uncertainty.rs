//! Calibrated probabilities, and photographs unlike the validation set.

use super::Args;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bar;
use crate::data::cache_folder;
use crate::predict::{Classifier, Observation, Prediction};
use crate::results::{Evaluator, Uncertainty};
use crate::text::{CliText, Language, Localized as _};

/// What is known of the uncertainty of a run's network.
pub(super) struct Uncertainties {
    uncertainty: Option<Uncertainty>,
    calibrated: bool,
}

/// What is printed of a photo.
pub(super) struct Labelled {
    pub(super) prediction: Prediction,
    /// Above 1 the photo is unlike the validation set; none where that is not known.
    pub(super) novelty_score: Option<f32>,
}

impl Uncertainties {
    /// As stored with the run, or estimated now from its validation photos. Where that is impossible a warning is
    /// printed; it is an error only where calibrated probabilities were asked for.
    pub(super) fn of(
        args: &Args,
        classifier: &Classifier,
        threads: usize,
        language: Language,
    ) -> Result<Self, Failure> {
        let cache = cache_folder();
        let evaluator = Evaluator { run: &args.run, weights: args.weights.into(), classifier, cache: &cache, threads };
        let bar = Bar::new(language.text(CliText::BarValidation));
        let mut is_announced = false;
        let found = evaluator.uncertainty(&mut |done, all| {
            if !std::mem::replace(&mut is_announced, true) {
                bar.warn(language.text(CliText::ValidationFirst));
            }
            bar.show(done, all)
        });
        bar.clear();
        let uncertainty = match found {
            Ok(Some(uncertainty)) => Some(uncertainty),
            Ok(None) => {
                output::warn(language.text(CliText::NoveltyOfOthers));
                None
            }
            Err(error) if args.calibrated => return Err(Failure::because(CliText::NoCalibration, &[], error)),
            Err(error) => {
                output::warn(&language.fill(CliText::NoNovelty, &[("reason", &error.localized(language))]));
                None
            }
        };
        if args.calibrated && uncertainty.is_none() {
            return Err(Failure::new(CliText::NoTemperature, &[]));
        }
        Ok(Self { uncertainty, calibrated: args.calibrated })
    }

    /// The prediction that is printed.
    pub(super) fn label(&self, observation: Observation) -> Labelled {
        let Observation { mut prediction, statistics } = observation;
        let Some(uncertainty) = &self.uncertainty else { return Labelled { prediction, novelty_score: None } };
        if self.calibrated {
            prediction.probabilities = uncertainty.temperature.apply(&prediction.probabilities);
        }
        Labelled { prediction, novelty_score: uncertainty.novelty_score(&statistics) }
    }
}
