//! Labelled photographs before a run's network.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::absent::Absent;
use crate::config::{DataSource, RunConfig};
use crate::data::{Dataset, Picture};
use crate::results::{
    EvaluationError, EvaluationNote, LeftOut, LeftOutReason, Predictions, Reliability, Scores, Temperature,
};
use crate::run::TestFigures;
use crate::shared_error::SharedError;
use crate::text::Language;

/// What the window asks of evaluations.
#[derive(Debug, Clone)]
pub enum EvaluationCommand {
    /// Evaluate a run's network on labelled photographs. A newer request ends an older one.
    Evaluate {
        /// Comes back with every event.
        generation: u64,
        /// Whose network, which photographs.
        request: EvaluationRequest,
    },
    /// End the evaluation.
    Cancel,
    /// Write a run as one HTML file, whole or not at all. Answered as other files are.
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
}

/// Photographs to evaluate a network on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationRequest {
    /// The folder of the run whose network is evaluated.
    pub run: PathBuf,
    /// Which photographs.
    pub set: EvaluationSet,
    /// Where the run's photographs are now, if they have moved.
    pub moved_to: Option<PathBuf>,
}

/// Which labelled photographs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum EvaluationSet {
    /// The run's validation photographs.
    #[default]
    Validation,
    /// The run's training photographs.
    Training,
    /// The photographs that the run has held back.
    Test,
    /// All of a folder, CSV or zip.
    Labelled(PathBuf),
}

/// What the engine reports of evaluations.
#[derive(Debug, Clone)]
pub enum EvaluationEvent {
    /// Photographs are being decoded, then evaluated.
    Progress {
        /// The request's number.
        generation: u64,
        /// Done so far.
        done: usize,
        /// In all.
        total: usize,
    },
    /// Photographs are evaluated.
    Evaluated {
        /// The request's number.
        generation: u64,
        /// The predictions and all that follows from them.
        results: Arc<ResultsView>,
    },
    /// Photographs could not be evaluated.
    Failed {
        /// The request's number.
        generation: u64,
        /// Why.
        problem: EvaluationProblem,
    },
}

/// Predictions for labelled photographs and all that follows from them.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The photographs and the network's predictions.
    pub predictions: Predictions,
    /// Loss, accuracy, the classes' figures, the confusion matrix.
    pub scores: Scores,
    /// The reliability diagram.
    pub reliability: Reliability,
}

impl Figures {
    /// Computes all figures.
    #[must_use]
    pub fn of(predictions: Predictions) -> Self {
        let (scores, reliability) = (Scores::of(&predictions), Reliability::of(&predictions));
        Self { predictions, scores, reliability }
    }
}

/// The figures after an epoch, computed when they are first looked at: those of many classes are large.
#[derive(Debug)]
pub struct EpochFigures {
    predictions: Predictions,
    figures: OnceLock<Figures>,
}

impl EpochFigures {
    /// Of these predictions.
    #[must_use]
    pub fn of(predictions: Predictions) -> Self {
        Self { predictions, figures: OnceLock::new() }
    }

    /// The figures.
    pub fn get(&self) -> &Figures {
        self.figures.get_or_init(|| Figures::of(self.predictions.clone()))
    }
}

/// Photographs evaluated with a run's best weights.
#[derive(Debug)]
pub struct ResultsView {
    /// The run's folder.
    pub run: PathBuf,
    /// What the run was, its data where they are now.
    pub config: RunConfig,
    /// With the best weights.
    pub best: Figures,
    /// The same at the temperature that calibrates the network on the validation set, and that temperature; `None`
    /// where it is not known.
    pub calibrated: Option<(Temperature, Figures)>,
    /// The same photographs after each epoch, by the epoch's number; empty where the run kept no predictions for them.
    pub epochs: Vec<(usize, EpochFigures)>,
    /// The network's convolutions: their numbers among the layers, and their names.
    pub layers: Vec<(usize, String)>,
    /// Photographs that cannot be used, with reasons.
    pub left_out: Vec<LeftOut>,
    /// What else the user should know.
    pub notes: Vec<EvaluationNote>,
    /// The epoch of the weights that were evaluated, where their file says so.
    pub epoch: Option<usize>,
    /// BLAKE3 of the weights that were evaluated, in hexadecimal digits.
    pub(in crate::engine) weights: String,
    /// Where the evaluated photographs are, or were.
    pub(in crate::engine) source: DataSource,
    /// The photographs themselves; `None` where they are gone.
    pub(in crate::engine) photographs: Option<EvaluatedPhotographs>,
}

/// Photographs that were evaluated.
#[derive(Debug)]
pub(in crate::engine) struct EvaluatedPhotographs {
    /// Their data set.
    pub dataset: Arc<Dataset>,
    /// Each one's index in it.
    pub places: Vec<usize>,
}

impl ResultsView {
    /// The figures, taken as those of a test set; `None` where a part of it is not there.
    #[must_use]
    pub fn test_figures(&self) -> Option<TestFigures> {
        let is_whole = self.left_out.iter().all(|photograph| photograph.reason != LeftOutReason::NotThere);
        let Scores { count, accuracy, loss, .. } = self.best.scores;
        self.epoch.filter(|_| is_whole).map(|epoch| TestFigures { epoch, count, accuracy, loss })
    }

    /// Where the evaluated photographs are.
    #[must_use]
    pub fn source(&self) -> &DataSource {
        &self.source
    }

    /// Whether the photographs themselves are there, and not their predictions alone.
    #[must_use]
    pub fn has_photographs(&self) -> bool {
        self.photographs.is_some()
    }

    /// The label with which an evaluated photograph lies in its data, whatever the run's overlay says.
    #[must_use]
    pub fn data_label(&self, photograph: usize) -> Option<&str> {
        let EvaluatedPhotographs { dataset, places } = self.photographs.as_ref()?;
        let label = dataset.photos.get(*places.get(photograph)?)?.label?;
        dataset.classes.get(label as usize).map(String::as_str)
    }

    /// The classes that the evaluated photographs' data have.
    #[must_use]
    pub fn data_classes(&self) -> &[String] {
        self.photographs.as_ref().map_or(&[], |photographs| &photographs.dataset.classes)
    }

    /// The figures of the epoch at this index of [`Self::epochs`]; without one those of the best weights, calibrated
    /// where that is asked for and known.
    #[must_use]
    pub fn figures(&self, epoch: Option<usize>, calibrated: bool) -> &Figures {
        match (epoch.and_then(|epoch| self.epochs.get(epoch)), &self.calibrated) {
            (Some((_, figures)), _) => figures.get(),
            (None, Some((_, figures))) if calibrated => figures,
            (None, _) => &self.best,
        }
    }

    /// An evaluated photograph whole, turned as its EXIF says if asked for.
    pub(in crate::engine) fn decode(&self, photograph: usize, exif_orientation: bool) -> Result<Picture, SharedError> {
        let EvaluatedPhotographs { dataset, places } = self.photographs.as_ref().ok_or(Absent::Photograph)?;
        let index = *places.get(photograph).ok_or(Absent::Photograph)?;
        Ok(dataset.decode(index, exif_orientation)?)
    }
}

/// Why photographs could not be evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvaluationProblem {
    /// Nothing is where the run's photographs were.
    Moved {
        /// Where they were.
        path: PathBuf,
    },
    /// The run's photographs cannot be opened.
    Unopened(SharedError),
    /// Some of the run's photographs are not there.
    Missing {
        /// How many.
        missing: usize,
        /// Of how many.
        count: usize,
        /// One of them.
        example: String,
    },
    /// The photographs have classes that the network does not know.
    OtherClasses {
        /// Theirs.
        found: String,
        /// The network's.
        known: String,
    },
    /// Anything else.
    Other(SharedError),
}

impl EvaluationProblem {
    /// What an error means for these photographs.
    pub(in crate::engine) fn of(error: EvaluationError, set: &EvaluationSet) -> Self {
        let of_run = !matches!(set, EvaluationSet::Labelled(_));
        match error {
            EvaluationError::Gone { path, .. } => Self::Moved { path },
            EvaluationError::Unopened { source, .. } => Self::Unopened(source.into()),
            error @ EvaluationError::NoSource => Self::Unopened(error.into()),
            error @ EvaluationError::Nothing { .. } if of_run => Self::Unopened(error.into()),
            EvaluationError::Missing { missing, count, example, .. } => Self::Missing { missing, count, example },
            EvaluationError::OtherClasses { found, known, .. } => Self::OtherClasses { found, known },
            other => Self::Other(other.into()),
        }
    }

    /// Whether it helps to say where the run's photographs are.
    #[must_use]
    pub fn wants_photographs(&self) -> bool {
        matches!(self, Self::Moved { .. } | Self::Unopened(_) | Self::Missing { .. })
    }
}
