//! The predictions that a report shows: of an evaluation now, or as the training stored them.

use std::io::Cursor;
use std::path::Path;

use image::{ImageFormat, RgbImage, imageops};

use super::Wanted;
use crate::data::Picture;
use crate::predict::{Classifier, Weights};
use crate::results::evaluation::Progress;
use crate::results::{
    Evaluation, EvaluationError, Evaluator, Order, Predictions, Set, Source, Uncertainty, epochs, stored_uncertainty,
};
use crate::run;
use crate::run::history::best_epoch;

/// Wrong photographs that are shown, at most.
const WORST: usize = 24;
/// The longer side of a small picture, in pixels.
const SIDE: usize = 192;

/// The network's predictions for the validation photographs.
pub(super) enum Validation {
    /// Of an evaluation of the photographs.
    Evaluated(Box<Evaluation>),
    /// As the training stored them in the best epoch: there are no photographs to show.
    Stored(Predictions, Option<Uncertainty>),
}

impl Validation {
    pub(super) fn predictions(&self) -> &Predictions {
        match self {
            Self::Evaluated(evaluation) => &evaluation.predictions,
            Self::Stored(predictions, _) => predictions,
        }
    }

    pub(super) fn uncertainty(&self) -> Option<&Uncertainty> {
        match self {
            Self::Evaluated(evaluation) => evaluation.uncertainty.as_ref(),
            Self::Stored(_, uncertainty) => uncertainty.as_ref(),
        }
    }
}

/// Evaluates the validation photographs. Where that fails: why, and the predictions that the training stored.
pub(super) fn evaluate(
    wanted: &Wanted<'_>,
    progress: &mut Progress<'_>,
) -> (Option<Validation>, Option<EvaluationError>) {
    let Wanted { run, moved_to, cache, threads, .. } = *wanted;
    let weights = Weights::Best;
    let classifier = match Classifier::open(run, weights, threads) {
        Ok(classifier) => classifier,
        Err(error) => return (stored(run, None), Some(error.into())),
    };
    let source = Source::Run { folder: run, set: Set::Validation, moved_to };
    match (Evaluator { run, weights, classifier: &classifier, cache, threads }).evaluate(&source, progress) {
        Ok(evaluation) => (Some(Validation::Evaluated(Box::new(evaluation))), None),
        Err(error) => (stored(run, stored_uncertainty(run, weights, &classifier)), Some(error)),
    }
}

fn stored(run: &Path, uncertainty: Option<Uncertainty>) -> Option<Validation> {
    let history = run::read_history(run).ok()?;
    let best = best_epoch(&history)?.epoch;
    Some(Validation::Stored(epochs(run).ok()?.remove(&best)?, uncertainty))
}

/// A photograph that the network is wrong about.
pub(super) struct Worst {
    pub(super) name: String,
    pub(super) label: String,
    /// The predicted class, and its probability, 0 to 1.
    pub(super) predicted: (String, f32),
    /// A small picture as a PNG; none where it could not be read again.
    pub(super) png: Option<Vec<u8>>,
}

/// The photographs of the highest loss among those that are predicted as another class.
pub(super) fn worst(validation: &Validation) -> Vec<Worst> {
    let predictions = validation.predictions();
    let wrong = Order::Loss.of(predictions).into_iter().filter(|photograph| !predictions.is_right(*photograph));
    let class = |label: u32| predictions.classes()[label as usize].clone();
    let worst = wrong.take(WORST).map(|photograph| Worst {
        name: predictions.names()[photograph].clone(),
        label: class(predictions.labels()[photograph]),
        predicted: (class(predictions.predicted(photograph)), predictions.confidence(photograph)),
        png: match validation {
            Validation::Evaluated(evaluation) => small(evaluation, evaluation.places[photograph]),
            Validation::Stored(..) => None,
        },
    });
    worst.collect()
}

/// A photograph with its proportions, its longer side at most [`SIDE`] pixels.
fn small(evaluation: &Evaluation, place: usize) -> Option<Vec<u8>> {
    let Picture { height, width, rgb } = evaluation.dataset.decode(place, true).ok()?;
    let picture = RgbImage::from_raw(width as u32, height as u32, rgb)?;
    let longer = width.max(height).max(1);
    let side = |pixels: usize| (pixels * SIDE / longer).max(1) as u32;
    let picture = if longer > SIDE { imageops::thumbnail(&picture, side(width), side(height)) } else { picture };
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).ok()?;
    Some(png.into_inner())
}
