//! The answers that a report shows: judged anew, or as the training kept them.

use std::io::Cursor;

use image::{ImageFormat, RgbImage, imageops};

use super::Wanted;
use crate::data::Picture;
use crate::predict::{Classifier, Weights};
use crate::results::evaluation::Progress;
use crate::results::{
    Evaluation, EvaluationError, Evaluator, Order, Predictions, Set, Source, Uncertainty, epochs, kept_uncertainty,
};
use crate::run;
use crate::run::history::best_epoch;

/// Wrong photographs that are shown, at most.
const WORST: usize = 24;
/// The longer side of a small picture, in pixels.
const SIDE: usize = 192;

/// The network's answers to the validation photographs.
pub(super) enum Answers {
    /// Judged from the photographs.
    Evaluated(Box<Evaluation>),
    /// As the training kept them in the best epoch: there are no photographs to show.
    Kept(Predictions, Option<Uncertainty>),
}

impl Answers {
    pub(super) fn predictions(&self) -> &Predictions {
        match self {
            Self::Evaluated(evaluation) => &evaluation.predictions,
            Self::Kept(predictions, _) => predictions,
        }
    }

    pub(super) fn uncertainty(&self) -> Option<&Uncertainty> {
        match self {
            Self::Evaluated(evaluation) => evaluation.uncertainty.as_ref(),
            Self::Kept(_, uncertainty) => uncertainty.as_ref(),
        }
    }
}

/// Judges the validation photographs; where that cannot be, why, and what the training kept of its answers.
pub(super) fn evaluate(wanted: &Wanted<'_>, progress: &mut Progress<'_>) -> (Option<Answers>, Option<EvaluationError>) {
    let Wanted { run, moved_to, cache, threads, .. } = *wanted;
    let weights = Weights::Best;
    let classifier = match Classifier::open(run, weights, threads) {
        Ok(classifier) => classifier,
        Err(error) => return (kept(run, None), Some(error.into())),
    };
    let source = Source::Run { folder: run, set: Set::Validation, moved_to };
    match (Evaluator { run, weights, classifier: &classifier, cache, threads }).evaluate(&source, progress) {
        Ok(evaluation) => (Some(Answers::Evaluated(Box::new(evaluation))), None),
        Err(error) => (kept(run, kept_uncertainty(run, weights, &classifier)), Some(error)),
    }
}

fn kept(run: &std::path::Path, uncertainty: Option<Uncertainty>) -> Option<Answers> {
    let history = run::read_history(run).ok()?;
    let best = best_epoch(&history)?.epoch;
    Some(Answers::Kept(epochs(run).ok()?.remove(&best)?, uncertainty))
}

/// A photograph that the network is wrong about.
pub(super) struct Worst {
    pub(super) name: String,
    pub(super) label: String,
    /// What it was taken for, and how surely, 0 to 1.
    pub(super) predicted: (String, f32),
    /// A small picture as a PNG; none where it could not be read again.
    pub(super) png: Option<Vec<u8>>,
}

/// The photographs of the highest loss that are taken for another class.
pub(super) fn worst(answers: &Answers) -> Vec<Worst> {
    let predictions = answers.predictions();
    let wrong = Order::Loss.of(predictions).into_iter().filter(|photograph| !predictions.is_right(*photograph));
    let class = |label: u32| predictions.classes()[label as usize].clone();
    let worst = wrong.take(WORST).map(|photograph| Worst {
        name: predictions.names()[photograph].clone(),
        label: class(predictions.labels()[photograph]),
        predicted: (class(predictions.predicted(photograph)), predictions.confidence(photograph)),
        png: match answers {
            Answers::Evaluated(evaluation) => small(evaluation, evaluation.places[photograph]),
            Answers::Kept(..) => None,
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
