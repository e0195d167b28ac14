//! What the network learnt: judged photographs, which of them are looked at, and what an answer rests on.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::TextureHandle;

use super::Curves;
use super::evaluated::{Choice, Evaluated, ResultsTab};
use super::overlay::Marks;
use super::thumbnails::Thumbnails;
use crate::config::DataSource;
use crate::data::overlay::Overlay;
use crate::engine::{EvaluationRequest, EvaluationSet, Figures, GradCamRequest, ResultsView};
use crate::results::Order;
use crate::shared_error::SharedError;

/// A photograph's pictures, or why there are none.
pub struct Explained {
    /// Which photograph.
    pub photograph: usize,
    /// The pictures.
    pub pictures: Result<ExplainedTextures, SharedError>,
}

/// A photograph and the heat over it, ready to paint.
pub struct ExplainedTextures {
    /// The photograph.
    pub picture: TextureHandle,
    /// The same with heat over it.
    pub heat: Option<TextureHandle>,
    /// Height and width in the file, in pixels.
    pub size: (usize, usize),
}

/// The results page.
pub struct ResultsState {
    /// The run whose network is looked at, once one has ended or was opened.
    pub run: Option<PathBuf>,
    /// The newest wish's number.
    pub generation: u64,
    /// Which photographs are judged.
    pub set: EvaluationSet,
    /// Where the run's photographs are now, if they have moved.
    pub moved_to: Option<PathBuf>,
    /// How far that is.
    pub evaluated: Evaluated,
    /// What has been judged before, for going back.
    kept: Vec<(EvaluationSet, Arc<ResultsView>)>,
    /// Which half of the page is shown.
    pub tab: ResultsTab,
    /// The epoch that is looked back at, as a place among those kept; the best weights where there is none.
    pub epoch: Option<usize>,
    /// Whether the best weights' probabilities are shown calibrated.
    pub calibrated: bool,
    /// In which order photographs are shown.
    pub order: Order,
    /// Which of them.
    pub choice: Choice,
    /// Their places among the judged photographs, in order.
    pub shown: Vec<usize>,
    /// The chosen photograph.
    pub selected: Option<usize>,
    /// Whether the gallery scrolls to the choice at the next frame.
    pub reveal: bool,
    /// Small pictures.
    pub thumbnails: Thumbnails,
    /// What is decided about single photographs, by place.
    pub marks: Marks,
    /// Whether heat lies over the chosen photograph.
    pub heat: bool,
    /// Whose heat: a convolution's number among the layers; the last one where none was chosen.
    pub layer: Option<usize>,
    /// What speaks for this class; the network's answer where none was chosen.
    pub class: Option<u32>,
    /// The chosen photograph's pictures.
    pub explained: Option<Explained>,
    /// The class that a threshold is drawn for.
    pub positive: u32,
    /// From this probability on, a photograph is taken for that class.
    pub threshold: f64,
    /// The curves of two classes.
    pub curves: Option<Curves>,
}

impl Default for ResultsState {
    fn default() -> Self {
        Self {
            run: None,
            generation: 0,
            set: EvaluationSet::Validation,
            moved_to: None,
            evaluated: Evaluated::Not,
            kept: Vec::new(),
            tab: ResultsTab::Photographs,
            epoch: None,
            calibrated: false,
            order: Order::Loss,
            choice: Choice::All,
            shown: Vec::new(),
            selected: None,
            reveal: false,
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
    /// Looks at another run, or at one that has new weights.
    pub fn look_at(&mut self, run: PathBuf) {
        let tab = if self.tab == ResultsTab::Comparison { self.tab } else { ResultsTab::Photographs };
        *self = Self { run: Some(run), generation: self.generation + 1, tab, ..Self::default() };
    }

    /// Where the judged photographs are.
    #[must_use]
    pub fn source(&self) -> Option<&DataSource> {
        self.results().map(|results| results.source())
    }

    /// Follows what is decided about single photographs.
    pub fn mark(&mut self, overlay: &Overlay) {
        if let Some(results) = self.results() {
            self.marks = Marks::of(overlay, results.best.predictions.names());
        }
    }

    /// Chooses a photograph by its name, if it is there; gives whether it is.
    pub fn select_named(&mut self, name: &str) -> bool {
        let names = self.results().map(|results| results.best.predictions.names());
        let place = names.and_then(|names| names.iter().position(|other| other == name));
        if let Some(place) = place.filter(|place| self.shown.contains(place)) {
            self.select(place);
            self.reveal = true;
        }
        place.is_some()
    }

    /// Looks at other photographs, which are judged unless that is done already. A folder is read again: it may hold
    /// others by now.
    pub fn choose(&mut self, set: EvaluationSet) {
        let done = self.kept.iter().find(|(kept, _)| *kept == set).map(|(_, results)| Arc::clone(results));
        self.generation += 1;
        self.set = set;
        self.evaluated = Evaluated::Not;
        self.clear();
        if let Some(results) = done {
            self.show(results);
        }
    }

    /// The run's photographs are somewhere else now.
    pub fn move_to(&mut self, path: PathBuf) {
        self.moved_to = Some(path);
        self.kept.clear();
        self.choose(self.set.clone());
    }

    /// What is to be judged, if anything waits for it.
    #[must_use]
    pub fn wanted(&self) -> Option<EvaluationRequest> {
        let run = self.run.clone().filter(|_| matches!(self.evaluated, Evaluated::Not))?;
        Some(EvaluationRequest { run, set: self.set.clone(), moved_to: self.moved_to.clone() })
    }

    /// Takes what has been judged.
    pub fn take(&mut self, results: Arc<ResultsView>) {
        self.kept.retain(|(set, _)| *set != self.set);
        if !matches!(self.set, EvaluationSet::Labelled(_)) {
            self.kept.push((self.set.clone(), Arc::clone(&results)));
        }
        self.show(results);
    }

    fn show(&mut self, results: Arc<ResultsView>) {
        self.clear();
        self.evaluated = Evaluated::Done(results);
        self.arrange();
        self.selected = self.shown.first().copied();
    }

    /// Ends a judging that cannot be answered any more, since a thread had to give it up.
    pub fn end_by_panic(&mut self) {
        if matches!(self.evaluated, Evaluated::Running { .. }) {
            self.evaluated = Evaluated::Cancelled;
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
    }

    /// What has been judged.
    #[must_use]
    pub fn results(&self) -> Option<&Arc<ResultsView>> {
        match &self.evaluated {
            Evaluated::Done(results) => Some(results),
            _ => None,
        }
    }

    /// The figures that are shown: of the best weights, or of the epoch that is looked back at.
    #[must_use]
    pub fn figures(&self) -> Option<&Figures> {
        let results = self.results()?;
        Some(results.figures(self.epoch, self.calibrated))
    }

    /// Finds which photographs to show and in which order.
    pub fn arrange(&mut self) {
        let Some(predictions) = self.figures().map(|figures| &figures.predictions) else { return };
        let fits = |photograph: &usize| match self.choice {
            Choice::All => true,
            Choice::Wrong => !predictions.is_right(*photograph),
            Choice::Cell { label, predicted } => {
                predictions.labels()[*photograph] == label && predictions.predicted(*photograph) == predicted
            }
        };
        self.shown = self.order.of(predictions).into_iter().filter(fits).collect();
        self.reveal = true;
    }

    /// Moves the choice by so many of the shown photographs.
    pub fn move_selection(&mut self, by: isize) {
        let Some(last) = self.shown.len().checked_sub(1) else { return };
        let place = self.place().map_or(0, |place| place.saturating_add_signed(by).min(last));
        self.select(self.shown[place]);
        self.reveal = true;
    }

    /// Chooses a photograph; its heat is that of its own answer.
    pub fn select(&mut self, photograph: usize) {
        self.selected = Some(photograph);
        self.class = None;
    }

    /// The chosen photograph's place among those that are shown.
    #[must_use]
    pub fn place(&self) -> Option<usize> {
        let selected = self.selected?;
        self.shown.iter().position(|photograph| *photograph == selected)
    }

    /// What the chosen photograph's pictures depend on.
    #[must_use]
    pub fn question(&self) -> Option<GradCamRequest> {
        let (results, photograph) = (Arc::clone(self.results()?), self.selected?);
        let layer = self.layer.or_else(|| results.layers.last().map(|(layer, _)| *layer));
        let class = self.class.unwrap_or_else(|| results.best.predictions.predicted(photograph));
        Some(GradCamRequest { results, photograph, layer, class })
    }
}
