//! Photographs before the network that predicts.

use std::path::PathBuf;
use std::sync::Arc;

use crate::data::Picture;
use crate::results::NOVEL_ABOVE;
use crate::shared_error::SharedError;

/// What the window asks of the network that predicts.
#[derive(Debug, Clone)]
pub enum PredictionCommand {
    /// Predict with a run's network from now on.
    OpenRun {
        /// The run's folder.
        folder: PathBuf,
    },
    /// Classify, in order.
    Classify {
        /// The cards to answer.
        items: Vec<ClassifyItem>,
    },
    /// Forget all that is still to be classified.
    Cancel,
}

/// Something to classify, and the card that waits for the answer.
#[derive(Debug, Clone)]
pub struct ClassifyItem {
    /// The card's number.
    pub card: u64,
    /// The photograph.
    pub photograph: Photograph,
}

/// A photograph from outside the data set.
#[derive(Debug, Clone)]
pub enum Photograph {
    /// As it was listed.
    Listed(Arc<crate::predict::Photograph>),
    /// Pasted pixels.
    Pixels(Arc<Picture>),
}

/// What the engine reports of the network that predicts.
#[derive(Debug, Clone)]
pub enum PredictionEvent {
    /// Predictions now come from this network.
    ModelReady(ModelView),
    /// A network could not be used; the one before still predicts.
    ModelFailed {
        /// Why.
        reason: SharedError,
    },
    /// A card's answer.
    Classified {
        /// The card's number.
        card: u64,
        /// The answer, or why there is none.
        answer: Result<Box<ClassificationView>, SharedError>,
    },
}

/// The network that predicts.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelView {
    /// Where its weights are from.
    pub origin: ModelOrigin,
    /// Its classes.
    pub classes: Vec<String>,
}

/// Where a network's weights are from.
#[derive(Debug, Clone, PartialEq)]
pub enum ModelOrigin {
    /// A running training, after this epoch.
    Training {
        /// From 1.
        epoch: usize,
    },
    /// The best epoch of a run on disk.
    Run {
        /// The run's folder.
        folder: PathBuf,
    },
}

/// A classified photograph.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassificationView {
    /// The network's prediction.
    pub verdict: Verdict,
    /// A small picture for the card.
    pub thumbnail: Picture,
    /// As the network sees it.
    pub seen: Picture,
}

/// The network's prediction for a photograph.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The most probable class.
    pub label: u32,
    /// A probability for each class.
    pub probabilities: Vec<f32>,
    /// The probabilities at the temperature that calibrates them; `None` where that is not known.
    pub calibrated: Option<Vec<f32>>,
    /// The distance from the run's validation photographs; above 1 the picture is novel, farther than nearly all of them
    /// are. `None` where it is not known.
    pub novelty_score: Option<f32>,
    /// The network.
    pub model: Arc<ModelView>,
    /// Time for decoding, resizing and the network, in milliseconds.
    pub milliseconds: f64,
}

impl Verdict {
    /// Whether the picture is novel.
    #[must_use]
    pub fn is_novel(&self) -> bool {
        self.novelty_score.is_some_and(|score| score > NOVEL_ABOVE)
    }
}
