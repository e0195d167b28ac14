//! The results page: the evaluation of a run's network, and what of it is shown.

mod curves;
mod evaluation;
mod matrix;
mod selection;
mod tables;

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::TextureHandle;

pub use curves::{Curves, reliability_points, run_name};
pub use evaluation::{Choice, Evaluation, ListedClasses, ResultsTab};
pub use matrix::{ClassColumn, MatrixState, ScoresPane};

use super::number::next_number;
use super::overlay::Marks;
use super::thumbnails::Thumbnails;
use crate::config::DataSource;
use crate::data::overlay::Overlay;
use crate::engine::{EvaluationRequest, EvaluationSet, Figures, GradCamRequest, ResultsView};
use crate::results::Order;
use crate::shared_error::SharedError;

/// The Grad-CAM of a photograph, or why there is none.
pub struct Explained {
    /// Which photograph.
    pub photograph: usize,
    /// The pictures.
    pub pictures: Result<ExplainedTextures, SharedError>,
}

/// A photograph and the heat map over it, ready to paint.
pub struct ExplainedTextures {
    /// The photograph.
    pub picture: TextureHandle,
    /// The same with the heat map over it.
    pub heat: Option<TextureHandle>,
    /// Height and width in the file, in pixels.
    pub size: (usize, usize),
}

/// What scrolls to the chosen photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Reveal {
    /// Nothing.
    #[default]
    Nothing,
    /// The gallery: the photographs have another order. A page that scrolls as a whole stays where it is.
    Gallery,
    /// The page, too: another photograph was chosen.
    Page,
}

/// The results page.
pub struct ResultsState {
    /// The run whose network is evaluated, once one has ended or was opened.
    pub run: Option<PathBuf>,
    /// The epoch of the weights that are evaluated.
    pub weights: Option<usize>,
    /// The newest evaluation's number.
    pub generation: u64,
    /// Which photographs it is evaluated on.
    pub set: EvaluationSet,
    /// Where the run's photographs are now, if they have moved.
    pub moved_to: Option<PathBuf>,
    /// How far the evaluation is.
    pub evaluation: Evaluation,
    /// Finished evaluations of this run, for going back to them.
    finished: Vec<(EvaluationSet, Arc<ResultsView>)>,
    /// Which part of the page is shown.
    pub tab: ResultsTab,
    /// The epoch whose predictions are shown, as a place among those of the run; the best weights' where there is none.
    pub epoch: Option<usize>,
    /// Whether the best weights' probabilities are shown calibrated.
    pub calibrated: bool,
    /// In which order photographs are shown.
    pub order: Order,
    /// Which of them.
    pub choice: Choice,
    /// Their places among the evaluated photographs, in order.
    pub shown: Vec<usize>,
    /// The chosen photograph.
    pub selected: Option<usize>,
    /// What scrolls to the choice at the next frame.
    pub reveal: Reveal,
    /// The confusion matrix, and what follows from it.
    pub matrix: MatrixState,
    /// Which classes' probabilities are listed for the chosen photograph.
    pub listed: ListedClasses,
    /// Small pictures.
    pub thumbnails: Thumbnails,
    /// The overlay's changes of the evaluated photographs, by place.
    pub marks: Marks,
    /// Whether the heat map lies over the chosen photograph.
    pub heat: bool,
    /// The convolution whose Grad-CAM is shown, as its number among the layers; the last one where none was chosen.
    pub layer: Option<usize>,
    /// The class whose Grad-CAM is shown; the predicted class where none was chosen.
    pub class: Option<u32>,
    /// The chosen photograph's Grad-CAM.
    pub explained: Option<Explained>,
    /// The positive class of the curves.
    pub positive: u32,
    /// The probability of that class from which on a photograph counts as predicted positive.
    pub threshold: f64,
    /// The curves of the positive class against the rest.
    pub curves: Option<Curves>,
}

impl Default for ResultsState {
    fn default() -> Self {
        Self {
            run: None,
            weights: None,
            generation: 0,
            set: EvaluationSet::Validation,
            moved_to: None,
            evaluation: Evaluation::NotStarted,
            finished: Vec::new(),
            tab: ResultsTab::Photographs,
            epoch: None,
            calibrated: false,
            order: Order::Loss,
            choice: Choice::All,
            shown: Vec::new(),
            selected: None,
            reveal: Reveal::Nothing,
            matrix: MatrixState::default(),
            listed: ListedClasses::default(),
            thumbnails: Thumbnails::default(),
            marks: Marks::default(),
            heat: true,
            layer: None,
            class: None,
            explained: None,
            positive: 1,
            threshold: 0.5,
            curves: None,
        }
    }
}

impl ResultsState {
    /// Shows a run's network, or the same one with new weights.
    pub fn open_run(&mut self, run: PathBuf, weights: usize) {
        let tab = if self.tab == ResultsTab::Comparison { self.tab } else { ResultsTab::Photographs };
        let (moved_to, matrix) = (self.moved_to.take(), self.matrix.kept());
        let (run, weights, generation) = (Some(run), Some(weights), next_number());
        *self = Self { run, weights, generation, moved_to, tab, matrix, ..Self::default() };
    }

    /// Where the evaluated photographs are.
    #[must_use]
    pub fn source(&self) -> Option<&DataSource> {
        self.results().map(|results| results.source())
    }

    /// Takes the changes from the overlay of the evaluated photographs.
    pub fn mark(&mut self, overlay: &Overlay) {
        if let Some(results) = self.results() {
            self.marks = Marks::of(overlay, results.best.predictions.names());
        }
    }

    /// Shows the evaluation on other photographs; one that is not finished yet is to be requested. A labelled folder is
    /// read again each time, since its files may have changed.
    pub fn choose(&mut self, set: EvaluationSet) {
        let finished = self.finished.iter().find(|(other, _)| *other == set).map(|(_, results)| Arc::clone(results));
        self.generation = next_number();
        self.set = set;
        self.evaluation = Evaluation::NotStarted;
        self.clear();
        if let Some(results) = finished {
            self.show(results);
        }
    }

    /// The run's photographs are somewhere else now.
    pub fn move_to(&mut self, path: PathBuf) {
        self.moved_to = Some(path);
        self.finished.clear();
        self.choose(self.set.clone());
    }

    /// The evaluation to request, if one is needed and has not been requested.
    #[must_use]
    pub fn evaluation_request(&self) -> Option<EvaluationRequest> {
        let run = self.run.clone().filter(|_| matches!(self.evaluation, Evaluation::NotStarted))?;
        Some(EvaluationRequest { run, set: self.set.clone(), moved_to: self.moved_to.clone() })
    }

    /// Takes a finished evaluation.
    pub fn take(&mut self, results: Arc<ResultsView>) {
        self.finished.retain(|(set, _)| *set != self.set);
        if !matches!(self.set, EvaluationSet::Labelled(_)) {
            self.finished.push((self.set.clone(), Arc::clone(&results)));
        }
        self.show(results);
    }

    fn show(&mut self, results: Arc<ResultsView>) {
        self.clear();
        self.evaluation = Evaluation::Done(results);
        self.arrange();
        self.selected = self.shown.first().copied();
    }

    /// Ends the evaluation; an event of it that is on its way changes nothing.
    pub fn cancel_evaluation(&mut self) {
        self.generation = next_number();
        self.evaluation = Evaluation::Cancelled;
    }

    /// Ends an evaluation that is under way; it is requested again when the subject is shown again.
    pub fn park(&mut self) {
        if matches!(self.evaluation, Evaluation::Running { .. }) {
            self.generation = next_number();
            self.evaluation = Evaluation::NotStarted;
        }
    }

    /// Ends an evaluation that was lost in a panic.
    pub fn end_by_panic(&mut self) {
        if matches!(self.evaluation, Evaluation::Running { .. }) {
            self.evaluation = Evaluation::Cancelled;
        }
    }

    fn clear(&mut self) {
        self.epoch = None;
        self.choice = Choice::All;
        self.shown.clear();
        self.selected = None;
        self.thumbnails = Thumbnails::default();
        self.marks = Marks::default();
        self.explained = None;
        self.curves = None;
        self.matrix = self.matrix.kept();
    }

    /// The finished evaluation.
    #[must_use]
    pub fn results(&self) -> Option<&Arc<ResultsView>> {
        match &self.evaluation {
            Evaluation::Done(results) => Some(results),
            _ => None,
        }
    }

    /// The figures that are shown: the best weights', or the chosen epoch's.
    #[must_use]
    pub fn figures(&self) -> Option<&Figures> {
        let results = self.results()?;
        Some(results.figures(self.epoch, self.calibrated))
    }

    /// The Grad-CAM of the chosen photograph.
    #[must_use]
    pub fn grad_cam_request(&self) -> Option<GradCamRequest> {
        let (results, photograph) = (Arc::clone(self.results()?), self.selected?);
        let layer = self.layer.or_else(|| results.layers.last().map(|(layer, _)| *layer));
        let class = self.class.unwrap_or_else(|| results.best.predictions.predicted(photograph));
        Some(GradCamRequest { results, photograph, layer, class })
    }
}
