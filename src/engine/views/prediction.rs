//! Photographs before the network that predicts.

use std::path::PathBuf;
use std::sync::Arc;

use crate::data::Picture;
use crate::results::NOVEL_ABOVE;
use crate::shared_error::SharedError;

/// What the window asks of the network that predicts.
#[derive(Debug, Clone)]
pub enum PredictionCommand {
    /// Open a run's best weights.
    Open {
        /// Comes back with the answer.
        number: u64,
        /// The run's folder.
        run: PathBuf,
    },
    /// Classify, in order.
    Classify {
        /// The network that answers; where its weights have been replaced meanwhile, the run's new ones.
        model: Arc<ModelView>,
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
    /// A run's best weights are open.
    ModelReady {
        /// The request's number.
        number: u64,
        /// The network.
        model: Arc<ModelView>,
    },
    /// A run's best weights cannot be used.
    ModelFailed {
        /// The request's number.
        number: u64,
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

/// A network that predicts: the best weights of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelView {
    /// The run's folder.
    pub run: PathBuf,
    /// The epoch after which the weights were written, from 1, where their file says so.
    pub epoch: Option<usize>,
    /// BLAKE3 of the weights' file, in hexadecimal digits.
    pub digest: String,
    /// Its classes.
    pub classes: Vec<String>,
    /// Whether each probability is the mean for the photograph and for its mirror image.
    pub mirror_averaging: bool,
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
