//! What the window is told of judged photographs.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::{DataSource, RunConfig};
use crate::data::{Dataset, Picture};
use crate::engine::{Absent, EvaluationSet};
use crate::results::{
    Evaluation, EvaluationError, EvaluationNote, LeftOut, Predictions, Reliability, Scores, Temperature,
};
use crate::shared_error::SharedError;

/// Judged photographs and all that follows from the judgements.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The photographs and the network's answers.
    pub predictions: Predictions,
    /// Loss, accuracy, the classes' figures, the confusion matrix.
    pub scores: Scores,
    /// Whether the network is right as often as it is sure.
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

/// A set of photographs judged with a run's best weights.
#[derive(Debug)]
pub struct ResultsView {
    /// The run's folder.
    pub run: PathBuf,
    /// What the run was, its data where they are now.
    pub config: RunConfig,
    /// With the best weights.
    pub best: Figures,
    /// The same at the temperature at which the network is as sure as it is right on the validation set, and that
    /// temperature; none where it is not known.
    pub calibrated: Option<(Temperature, Figures)>,
    /// The same photographs after each epoch, by the epoch's number; empty where the run kept no answers to them.
    pub epochs: Vec<(usize, Figures)>,
    /// The network's convolutions: their numbers among the layers, and their names.
    pub layers: Vec<(usize, String)>,
    /// Photographs that cannot be used, with reasons.
    pub left_out: Vec<LeftOut>,
    /// What else the person should know.
    pub notes: Vec<EvaluationNote>,
    pub(super) dataset: Arc<Dataset>,
    pub(super) places: Vec<usize>,
}

impl ResultsView {
    pub(super) fn new(
        run: PathBuf,
        config: RunConfig,
        evaluation: Evaluation,
        epochs: BTreeMap<usize, Predictions>,
        layers: Vec<(usize, String)>,
    ) -> Self {
        let names = evaluation.predictions.names();
        // A photograph that has become unreadable since would shift all that follow.
        let same = epochs.values().all(|predictions| predictions.names() == names);
        let epochs = epochs.into_iter().filter(|_| same).map(|(epoch, predictions)| (epoch, Figures::of(predictions)));
        Self {
            run,
            config,
            epochs: epochs.collect(),
            layers,
            left_out: evaluation.left_out,
            notes: evaluation.notes,
            dataset: Arc::new(evaluation.dataset),
            places: evaluation.places,
            calibrated: evaluation.uncertainty.map(|uncertainty| {
                let predictions = uncertainty.temperature.applied(&evaluation.predictions);
                (uncertainty.temperature, Figures::of(predictions))
            }),
            best: Figures::of(evaluation.predictions),
        }
    }

    /// Where the judged photographs are.
    #[must_use]
    pub fn source(&self) -> &DataSource {
        &self.dataset.source
    }

    /// The label with which a judged photograph lies in its data, whatever the run was told.
    #[must_use]
    pub fn data_label(&self, photograph: usize) -> Option<&str> {
        let label = self.dataset.photos.get(*self.places.get(photograph)?)?.label?;
        self.dataset.classes.get(label as usize).map(String::as_str)
    }

    /// The classes that the judged photographs' data have.
    #[must_use]
    pub fn data_classes(&self) -> &[String] {
        &self.dataset.classes
    }
}

impl ResultsView {
    /// A judged photograph whole, turned as its EXIF says if asked for.
    pub(in crate::engine) fn decode(&self, photograph: usize, exif_orientation: bool) -> Result<Picture, SharedError> {
        let place = *self.places.get(photograph).ok_or(Absent::Photograph)?;
        Ok(self.dataset.decode(place, exif_orientation)?)
    }

    /// The figures at an epoch's place, or of the best weights, calibrated where that is known.
    #[must_use]
    pub fn figures(&self, epoch: Option<usize>, calibrated: bool) -> &Figures {
        match (epoch.and_then(|place| self.epochs.get(place)), &self.calibrated) {
            (Some((_, figures)), _) => figures,
            (None, Some((_, figures))) if calibrated => figures,
            (None, _) => &self.best,
        }
    }
}

/// Why photographs could not be judged.
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
    pub(super) fn of(error: EvaluationError, set: &EvaluationSet) -> Self {
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

/// A photograph, and what the network's answer to it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct GradCamView {
    /// The photograph, smaller where it is more than a screen's column shows.
    pub picture: Picture,
    /// The same with Grad-CAM's heat over it; `None` where the network has no convolution.
    pub heat: Option<Picture>,
    /// Height and width before, in pixels.
    pub size: (usize, usize),
}
