//! What the window may ask for.

use std::path::PathBuf;
use std::sync::Arc;

use super::explain::{ExplanationRequest, ExplanationSubject};
use super::overlay::OverlayCommand;
use super::results::ResultsView;
use crate::charts::{Figure, Format};
use crate::config::{AugmentationConfig, DataConfig, DataSource, NetworkConfig, RunConfig};
use crate::data::{Picture, Preprocessing};
use crate::text::Language;

/// A wish of the window; answered by events, never by waiting.
#[derive(Debug, Clone)]
pub enum EngineCommand {
    /// Read what photographs there are, then examine each; a newer wish ends an older one.
    OpenDataset {
        /// Comes back with every answer.
        generation: u64,
        /// Where the photographs are.
        source: DataSource,
    },
    /// End reading and examining.
    CloseDataset,
    /// Small pictures of these photographs, the first ones first; replaces the last such wish.
    ShowThumbnails {
        /// The data set's.
        generation: u64,
        /// Photographs' places in the data set.
        indices: Vec<usize>,
    },
    /// One answer of each kind at a time; a newer question of the same kind replaces an unanswered one.
    Preview {
        /// Comes back with the answer.
        generation: u64,
        /// What to compute.
        question: Preview,
    },
    /// Begin a run, or go on with one.
    StartTraining(TrainingOrder),
    /// Hold the run at the next batch.
    PauseTraining,
    /// Let a held run go on.
    ResumeTraining,
    /// End the run at the next batch.
    StopTraining,
    /// End the run with this epoch.
    StopTrainingAfterEpoch,
    /// Use a run's network for predictions.
    OpenRun {
        /// The run's folder.
        folder: PathBuf,
    },
    /// Classify, in order.
    Classify {
        /// The cards to answer.
        items: Vec<ClassifyItem>,
    },
    /// Forget what is still to be classified.
    CancelClassification,
    /// Judge labelled photographs with a run's network; a newer wish ends an older one.
    Evaluator {
        /// Comes back with every answer.
        generation: u64,
        /// Whose network, which photographs.
        evaluation: EvaluationRequest,
    },
    /// End judging.
    CancelEvaluation,
    /// Write a run as one HTML file, whole or not at all.
    WriteReport {
        /// The run's folder.
        run: PathBuf,
        /// Where its photographs are now, if they have moved.
        moved_to: Option<PathBuf>,
        /// Where to.
        path: PathBuf,
        /// In which language.
        language: Language,
    },
    /// Small pictures of judged photographs, the first ones first; replaces the last such wish.
    ShowEvaluated {
        /// Comes back with every answer.
        generation: u64,
        /// The judged photographs.
        results: Arc<ResultsView>,
        /// Which of them.
        photographs: Vec<usize>,
    },
    /// Say what an answer rests on; a newer question replaces an unanswered one.
    Explain {
        /// Comes back with the answer.
        generation: u64,
        /// Which answer.
        question: GradCamRequest,
    },
    /// Read or write an overlay, or look at runs on disk; answered in order.
    Overlay(OverlayCommand),
    /// Look for photographs that occur twice; a newer wish ends an older one.
    FindDuplicates {
        /// Comes back with every answer.
        generation: u64,
        /// The data set's.
        dataset: u64,
        /// How the network sees them.
        preprocessing: Preprocessing,
    },
    /// End looking for them.
    CancelDuplicates,
    /// Put a photograph before the network, to ask about it; replaces the last one.
    OpenExplanation {
        /// Comes back with the answer.
        generation: u64,
        /// The photograph and whose network.
        subject: ExplanationSubject,
    },
    /// A question about the photograph that was opened last.
    AskExplanation {
        /// Comes back with the answer.
        generation: u64,
        /// What to compute.
        question: ExplanationRequest,
    },
    /// End an occlusion map.
    CancelOcclusion,
    /// Find the photographs below folders and in zips, so that each can have its card.
    ListPhotographs {
        /// Files, folders and zips.
        paths: Vec<PathBuf>,
    },
    /// Read an experiment.
    ReadConfig {
        /// Its RON file.
        path: PathBuf,
    },
    /// Write a file: whole or not at all.
    WriteFile {
        /// Where to.
        path: PathBuf,
        /// What.
        contents: String,
    },
    /// Draw a figure and write it: whole or not at all.
    WriteFigure {
        /// Where to.
        path: PathBuf,
        /// What.
        figure: Box<Figure>,
        /// As what.
        format: Format,
    },
}

/// What the preview thread computes.
#[derive(Debug, Clone, PartialEq)]
pub enum Preview {
    /// The side that each photograph of the data set falls on.
    Split {
        /// The data set's.
        dataset: u64,
        /// The split's settings.
        data: DataConfig,
    },
    /// A photograph large, with all that is known of it.
    Photo {
        /// The data set's.
        dataset: u64,
        /// The photograph's place in it.
        index: usize,
        /// How the network sees it.
        preprocessing: Preprocessing,
    },
    /// Augmented versions of a photograph.
    Augmentation {
        /// The data set's.
        dataset: u64,
        /// The photograph's place in it.
        index: usize,
        /// How the network sees it.
        preprocessing: Preprocessing,
        /// What is varied.
        config: AugmentationConfig,
        /// Which draw.
        seed: u64,
        /// How many versions.
        count: usize,
    },
    /// The layers' shapes and sizes.
    Summary {
        /// The layers.
        network: NetworkConfig,
        /// How many classes the last one tells apart.
        classes: usize,
    },
    /// How fast training is likely to be: some milliseconds of arithmetic on all of its threads.
    Speed,
}

/// Photographs to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationRequest {
    /// The folder of the run whose network judges.
    pub run: PathBuf,
    /// Which photographs.
    pub set: EvaluationSet,
    /// Where the run's photographs are now, if they have moved.
    pub moved_to: Option<PathBuf>,
}

/// Which labelled photographs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum EvaluationSet {
    /// Those that judged the network while it learnt.
    #[default]
    Validation,
    /// Those that it learnt from.
    Training,
    /// All of a folder, CSV or zip.
    Labelled(PathBuf),
}

/// An answer to be explained.
#[derive(Debug, Clone)]
pub struct GradCamRequest {
    /// The judged photographs.
    pub results: Arc<ResultsView>,
    /// Which of them.
    pub photograph: usize,
    /// Whose heat: a convolution's number among the layers. `None` where the network has none.
    pub layer: Option<usize>,
    /// What speaks for this class.
    pub class: u32,
}

/// A run to begin.
#[derive(Debug, Clone)]
pub struct TrainingOrder {
    /// The window's number for the run; comes back with its events.
    pub run: u64,
    /// All that reproduces it, its data included.
    pub config: RunConfig,
    /// Where it is kept.
    pub place: RunPlace,
}

/// Where a run is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunPlace {
    /// A new folder below this one.
    New {
        /// The folder of all runs.
        runs: PathBuf,
    },
    /// A run to go on with; its own configuration counts.
    Resume {
        /// The run's folder.
        folder: PathBuf,
    },
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
