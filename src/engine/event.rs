//! What the window is told.

use std::path::PathBuf;
use std::sync::Arc;

use super::explain::{ExplanationAnswer, ExplanationView};
use super::overlay::OverlayEvent;
use super::results::{EvaluationProblem, GradCamView, ResultsView};
use super::worker::Panicked;
use crate::config::{DataSource, RunConfig};
use crate::data::augment::Transform;
use crate::data::duplicates::DuplicatePair;
use crate::data::{Note, Picture};
use crate::nn::summary::Summary;
use crate::predict::{Photograph, Unreadable};
use crate::results::NOVEL_ABOVE;
use crate::run::{CallbackEvent, EpochStats, TrainEvent};
use crate::shared_error::SharedError;

/// Something that happened on a thread.
#[derive(Debug, Clone)]
pub enum EngineEvent {
    /// Files are being found.
    DatasetProgress {
        /// The wish's number.
        generation: u64,
        /// Photographs found so far.
        found: usize,
    },
    /// The photographs are known.
    DatasetOpened {
        /// The wish's number.
        generation: u64,
        /// The photographs.
        dataset: Arc<DatasetView>,
    },
    /// The photographs could not be read.
    DatasetFailed {
        /// The wish's number.
        generation: u64,
        /// Why.
        reason: SharedError,
    },
    /// Photographs are being examined.
    ExamineProgress {
        /// The wish's number.
        generation: u64,
        /// Examined so far.
        done: usize,
        /// In all.
        total: usize,
    },
    /// All photographs have been examined.
    Examined {
        /// The wish's number.
        generation: u64,
        /// Those that cannot be used.
        unusable: Arc<Vec<Unusable>>,
        /// Groups of files that are equal byte for byte, by name.
        duplicates: Arc<Vec<Vec<String>>>,
    },
    /// A small picture.
    Thumbnail {
        /// The data set's number.
        generation: u64,
        /// The photograph's place.
        index: usize,
        /// The picture, or why there is none.
        picture: Result<Picture, SharedError>,
    },
    /// The answer to [`super::Preview::Split`].
    Split {
        /// The question's number.
        generation: u64,
        /// Each photograph's side.
        sides: Arc<Vec<Side>>,
    },
    /// The answer to [`super::Preview::Photo`].
    Photo {
        /// The question's number.
        generation: u64,
        /// The photograph, or why it cannot be shown.
        photo: Result<Box<PhotoView>, SharedError>,
    },
    /// The answer to [`super::Preview::Augmentation`].
    Augmentation {
        /// The question's number.
        generation: u64,
        /// The versions, or why there are none.
        versions: Result<Box<AugmentationView>, SharedError>,
    },
    /// The answer to [`super::Preview::Summary`].
    Summary {
        /// The question's number.
        generation: u64,
        /// The table, or what cannot be built.
        summary: Result<Box<Summary>, NetworkProblem>,
    },
    /// The answer to [`super::Preview::Speed`].
    Speed {
        /// Multiply-adds of the forward pass a second.
        multiply_adds: f64,
    },
    /// A run's data are being prepared.
    TrainingLoading {
        /// The window's number for the run.
        run: u64,
        /// Photographs ready.
        done: usize,
        /// In all.
        total: usize,
    },
    /// Something happened in a run.
    Train {
        /// The window's number for the run.
        run: u64,
        /// What.
        event: TrainEvent,
    },
    /// What a run that is gone on with has done so far.
    TrainingSoFar {
        /// The window's number for the run.
        run: u64,
        /// What it trains.
        config: Box<RunConfig>,
        /// Its whole epochs.
        epochs: Vec<EpochStats>,
        /// What its callbacks told.
        callbacks: Vec<CallbackEvent>,
    },
    /// A run could not begin, or could not go on; in the latter case `RunEnded` came before.
    TrainingFailed {
        /// The window's number for the run.
        run: u64,
        /// Why.
        reason: SharedError,
    },
    /// Predictions now come from this network.
    ModelReady(ModelView),
    /// A run's network could not be used.
    ModelFailed {
        /// The run's folder.
        folder: PathBuf,
        /// Why.
        reason: SharedError,
    },
    /// Photographs are being decoded, then judged.
    EvaluationProgress {
        /// The wish's number.
        generation: u64,
        /// Done so far.
        done: usize,
        /// In all.
        total: usize,
    },
    /// Photographs are judged.
    Evaluated {
        /// The wish's number.
        generation: u64,
        /// What follows.
        results: Arc<ResultsView>,
    },
    /// Photographs could not be judged.
    EvaluationFailed {
        /// The wish's number.
        generation: u64,
        /// Why.
        problem: EvaluationProblem,
    },
    /// A small picture of a judged photograph.
    EvaluatedThumbnail {
        /// The wish's number.
        generation: u64,
        /// Which.
        photograph: usize,
        /// The picture, or why there is none.
        picture: Result<Picture, SharedError>,
    },
    /// What an answer rests on.
    Explained {
        /// The question's number.
        generation: u64,
        /// The explanation, or why there is none.
        explanation: Result<Box<GradCamView>, SharedError>,
    },
    /// An overlay or a run on disk was read, or written.
    Overlay(OverlayEvent),
    /// Photographs are being looked through for twins.
    DuplicatesProgress {
        /// The wish's number.
        generation: u64,
        /// Done so far, first decoded, then looked at.
        done: usize,
        /// In all.
        total: usize,
    },
    /// A photograph can be asked about.
    ExplanationOpened {
        /// The wish's number.
        generation: u64,
        /// The photograph before the network, or why it is not.
        view: Result<Arc<ExplanationView>, SharedError>,
    },
    /// How far an occlusion map is.
    ExplanationProgress {
        /// The question's number.
        generation: u64,
        /// Places covered so far.
        done: usize,
        /// In all.
        total: usize,
    },
    /// Which photographs occur twice.
    DuplicatesFound {
        /// The wish's number.
        generation: u64,
        /// The pairs, by places in the data set, or why they cannot be found.
        duplicates: Result<Arc<Vec<DuplicatePair>>, SharedError>,
    },
    /// The answer to a [`super::ExplanationRequest`].
    ExplanationAnswered {
        /// The question's number.
        generation: u64,
        /// The answer, or why there is none.
        answer: Result<ExplanationAnswer, SharedError>,
    },
    /// What was found below dropped or chosen paths.
    PhotographsListed {
        /// Each photograph, or what cannot be read.
        photographs: Vec<Result<Arc<Photograph>, Unreadable>>,
    },
    /// A card's answer.
    Classified {
        /// The card's number.
        card: u64,
        /// The answer, or why there is none.
        answer: Result<Box<ClassificationView>, SharedError>,
    },
    /// An experiment was read.
    ConfigRead {
        /// Its file.
        path: PathBuf,
        /// The experiment, or what is wrong with it and where.
        config: Result<Box<RunConfig>, SharedError>,
    },
    /// A file was written.
    FileWritten {
        /// Its path.
        path: PathBuf,
        /// Nothing, or why it was not.
        result: Result<(), SharedError>,
    },
    /// A job ended by a panic. Its thread lives on.
    Panicked(Panicked),
}

/// The photographs of a data set, without their pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct DatasetView {
    /// Where they are.
    pub source: DataSource,
    /// The classes, sorted; empty where there are no labels.
    pub classes: Vec<String>,
    /// Name and label of each.
    pub photos: Vec<(String, Option<u32>)>,
    /// Photographs in each class.
    pub counts: Vec<usize>,
    /// What was decided while opening.
    pub notes: Vec<Note>,
    /// Why this cannot be trained on, if it cannot.
    pub untrainable: Option<SharedError>,
}

/// The side of the split that a photograph falls on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Trains.
    Training,
    /// Validates.
    Validation,
}

/// A file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// The photograph's place in the data set.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: SharedError,
}

/// A photograph with all that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoView {
    /// Its pixels, made smaller where they are more than a screen shows.
    pub picture: Picture,
    /// Height and width in the file, in pixels.
    pub size: (usize, usize),
    /// The file's size.
    pub bytes: u64,
    /// The file's format, such as JPEG.
    pub format: String,
    /// EXIF's fields, as name and value.
    pub exif: Vec<(String, String)>,
    /// As the network sees it.
    pub seen: Picture,
}

/// A photograph and its augmented versions.
#[derive(Debug, Clone, PartialEq)]
pub struct AugmentationView {
    /// As the network sees it without augmentation.
    pub original: Picture,
    /// The versions.
    pub versions: Vec<VersionView>,
}

/// An augmented version.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionView {
    /// What was drawn.
    pub transform: Transform,
    /// From the version's (row, column, 1) to the original's.
    pub matrix: [[f64; 3]; 3],
    /// Its pixels.
    pub picture: Picture,
}

/// What cannot be built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkProblem {
    /// The layer at fault, from 0, where one is.
    pub layer: Option<usize>,
    /// What is wrong.
    pub reason: SharedError,
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
    /// What the network says.
    pub verdict: Verdict,
    /// A small picture for the card.
    pub thumbnail: Picture,
    /// As the network sees it.
    pub seen: Picture,
}

/// What the network says about a photograph.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The most probable class.
    pub label: u32,
    /// A probability for each class.
    pub probabilities: Vec<f32>,
    /// The same at the temperature at which the network is as sure as it is right; none where it is not known.
    pub calibrated: Option<Vec<f32>>,
    /// How unlike the run's validation photographs the picture is; above 1 it counts as unlike them. `None` where it is
    /// not known.
    pub novelty_score: Option<f32>,
    /// The network that said so.
    pub model: Arc<ModelView>,
    /// Time for decoding, resizing and the network, in milliseconds.
    pub milliseconds: f64,
}

impl Verdict {
    /// Whether the picture is unlike the run's validation photographs.
    #[must_use]
    pub fn is_novel(&self) -> bool {
        self.novelty_score.is_some_and(|score| score > NOVEL_ABOVE)
    }
}
