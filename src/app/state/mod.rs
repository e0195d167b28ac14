//! All that the window shows.
//!
//! Events and actions change it, and pages change what they show in place: see [`crate::app`].

mod augmentation;
mod axis_range;
mod comparison;
mod curves;
mod data;
mod epoch_order;
mod exchange;
mod explanation;
mod figure;
mod history;
mod lessons;
mod list;
mod network;
mod number;
mod overlay;
mod prediction;
mod problems;
mod report;
mod results;
mod shelf;
mod sorting;
mod subject;
mod thumbnails;
mod training;

pub use augmentation::{AugmentationState, Parameter, Versions};
pub use axis_range::AxisRange;
pub use comparison::{ComparisonState, CurvesOf};
pub use curves::{CurvesState, Measure, Of, Over};
pub use data::{
    ClassFilter, DataColumn, DataState, Growth, Opening, PhotoDetail, PhotoTextures, Renaming, View as DataView,
    Warning,
};
pub use epoch_order::EpochColumn;
pub use exchange::{AskedClasses, ExchangeState, ExportOffer};
pub use explanation::{ExplanationState, ExplanationTab, HeatKind, Maps, Opened, Overlaid, Perturbed};
pub use history::{History, Made, Step};
pub use lessons::{Asked, LessonPictures, LessonSource, LessonsState, Moved, Own, Reply, reply_to};
pub use list::{ListDocument, ListsState};
pub use network::{NetworkState, Speed};
pub use number::next_number;
pub use overlay::{
    ChangeFilter, ChosenDuplicate, DuplicateSearch, DuplicatesState, OverlayDocument, OverlayState, Pairs, PendingRun,
    connected, straddles, surplus, unfit,
};
pub use prediction::{
    Card, CardState, Filter, KeptPhotographs, Order, PredictionState, Progress, is_uncertain, probabilities,
};
pub use problems::Problem;
pub use results::{
    Choice, ClassColumn, Curves, Evaluation, Explained, ExplainedTextures, ListedClasses, ResultsState, ResultsTab,
    Reveal, ScoresPane, reliability_points, run_name,
};
pub use shelf::{OwnRun, RunNames, RunStatus, ShelfColumn, ShelfFilter, ShelfRun, ShelfState};
pub use sorting::{SortColumn, Sorting};
pub use subject::{AfterReading, Parked, Reading, Subject};
pub use thumbnails::Cell;
pub use training::{Phase, PlotKind, RunView, TestSet, TrainingPlots};

use std::path::Path;

use super::dialogs::Purpose;
use super::notices::Notices;
use super::page::Page;
use super::persistence::Settings;
use crate::config::{DataSource, RunConfig};
use crate::text::Language;

/// The command palette.
#[derive(Debug, Default)]
pub struct Palette {
    /// Whether it is open.
    pub open: bool,
    /// The letters typed so far.
    pub letters: String,
    /// Which of the found commands is chosen.
    pub chosen: usize,
}

/// The photograph that commands relabel, exclude or flag.
#[derive(Debug, Clone, Copy)]
pub struct ChosenPhotograph<'a> {
    /// Its name in the data set.
    pub name: &'a str,
    /// Its label in the data set.
    pub label: Option<&'a str>,
    /// All classes of the data set.
    pub classes: &'a [String],
}

/// The window's whole state.
#[expect(clippy::struct_excessive_bools, reason = "each tells whether another thing is open or confirmed")]
pub struct State {
    /// Remembered between sessions.
    pub settings: Settings,
    /// The language that is shown.
    pub language: Language,
    /// What the pages show.
    pub subject: Subject,
    /// Subjects that are not shown.
    pub parked: Parked,
    /// Runs that are being read.
    pub readings: Vec<Reading>,
    /// The last run's number.
    pub runs: u64,
    /// The estimated multiply-adds of the forward pass a second in training, once the processor has been measured.
    pub likely_speed: Option<f64>,
    /// Relabels, exclusions and flags.
    pub overlay: OverlayState,
    /// Lists of photographs that are being made.
    pub lists: ListsState,
    /// All runs at a glance.
    pub shelf: ShelfState,
    /// Any number of runs over each other.
    pub curves: CurvesState,
    /// Two runs side by side.
    pub comparison: ComparisonState,
    /// What is exported and imported.
    pub exchange: ExchangeState,
    /// The lessons.
    pub lessons: LessonsState,
    /// What has been reported to the user.
    pub notices: Notices,
    /// Whether the list of notices is open.
    pub notices_open: bool,
    /// What of the training page's plots is shown.
    pub plots: TrainingPlots,
    /// Whether files are dragged over the window.
    pub drag_hovers: bool,
    /// Whether the list of keys is open.
    pub keys_open: bool,
    /// The command palette.
    pub palette: Palette,
    /// Whether the dialog before closing the window is open.
    pub quit_dialog_open: bool,
    /// Whether the user has confirmed that the window closes.
    pub quit_confirmed: bool,
    /// What a path is typed for, where the desktop shows no dialogs.
    pub path_request: Option<Purpose>,
    /// The path typed so far.
    pub path_field: String,
    /// What was typed last, and for what: a mistyped path is corrected instead of typed again.
    pub path_typed: Option<(Purpose, String)>,
}

impl State {
    /// A window that has just been opened.
    #[must_use]
    pub fn new(settings: Settings, config: RunConfig) -> Self {
        Self {
            language: settings.language(),
            settings,
            subject: Subject::experiment(config),
            parked: Parked::default(),
            readings: Vec::new(),
            runs: 0,
            likely_speed: None,
            overlay: OverlayState::default(),
            lists: ListsState::default(),
            shelf: ShelfState::default(),
            curves: CurvesState::default(),
            comparison: ComparisonState::default(),
            exchange: ExchangeState::default(),
            lessons: LessonsState::default(),
            notices: Notices::default(),
            notices_open: false,
            plots: TrainingPlots::default(),
            drag_hovers: false,
            keys_open: false,
            palette: Palette::default(),
            quit_dialog_open: false,
            quit_confirmed: false,
            path_request: None,
            path_field: String::new(),
            path_typed: None,
        }
    }

    /// The page that is shown.
    #[must_use]
    pub fn page(&self) -> Page {
        self.settings.page
    }

    /// The run that can be exported: on the shelf the selected one, elsewhere the shown one.
    #[must_use]
    pub fn exportable_run(&self) -> Option<&Path> {
        if self.page() == Page::Runs {
            let selected = self.shelf.selected.as_deref()?;
            return self.shelf.summary(selected).filter(|run| run.has_network()).map(|_| selected);
        }
        self.subject.results.run.as_deref()
    }

    /// The photographs whose overlay the shown page edits.
    #[must_use]
    pub fn overlay_source(&self) -> Option<&DataSource> {
        match self.page() {
            Page::Data if self.subject.data.choosing_others => None,
            Page::Data => self.subject.data.dataset.as_ref().map(|dataset| &dataset.source),
            Page::Results if self.subject.results.tab != ResultsTab::Comparison => self.subject.results.source(),
            _ => None,
        }
    }

    /// The overlay that the shown page edits, once it has been read.
    #[must_use]
    pub fn document(&self) -> Option<&OverlayDocument> {
        self.overlay.document(self.overlay_source()?).filter(|document| document.is_open())
    }

    /// The photograph that is chosen in the gallery that is shown; none where no gallery is.
    #[must_use]
    pub fn chosen(&self) -> Option<ChosenPhotograph<'_>> {
        match self.page() {
            Page::Data => {
                let data = &self.subject.data;
                let dataset = data.dataset.as_ref().filter(|_| !data.is_replaced() && !data.choosing_others)?;
                let chosen = match self.subject.data.view {
                    DataView::Grid | DataView::Table => self.subject.data.selected,
                    DataView::Duplicates => self.subject.duplicates.chosen(&self.subject.data.sides),
                    DataView::LeftOut => None,
                };
                let (name, label) = dataset.photos.get(chosen?)?;
                let label = label.and_then(|label| dataset.classes.get(label as usize)).map(String::as_str);
                Some(ChosenPhotograph { name, label, classes: &dataset.classes })
            }
            Page::Results if self.subject.results.tab == ResultsTab::Photographs => {
                let (results, place) = (self.subject.results.results()?, self.subject.results.selected?);
                let name = results.best.predictions.names().get(place)?;
                Some(ChosenPhotograph { name, label: results.data_label(place), classes: results.data_classes() })
            }
            _ => None,
        }
    }

    /// The names of all photographs that are chosen in the gallery that is shown.
    #[must_use]
    pub fn all_chosen(&self) -> Vec<String> {
        let data = &self.subject.data;
        match (self.page(), self.chosen(), &data.dataset) {
            (Page::Data, Some(_), Some(dataset)) if matches!(data.view, DataView::Grid | DataView::Table) => {
                let name = |index: usize| Some(dataset.photos.get(index)?.0.clone());
                data.choice().into_iter().filter_map(name).collect()
            }
            (_, Some(chosen), _) => vec![chosen.name.to_owned()],
            (_, None, _) => Vec::new(),
        }
    }

    /// The list of the open photographs, if it can be edited on the shown page.
    #[must_use]
    pub fn list(&self) -> Option<&ListDocument> {
        let data = &self.subject.data;
        let dataset = data.dataset.as_ref().filter(|_| self.page() == Page::Data && self.subject.is_experiment())?;
        self.lists.document(&dataset.source).filter(|document| document.list().is_some() && !data.choosing_others)
    }

    /// Whether undoing takes a run out of the trash: one was deleted on the shelf, which is shown.
    #[must_use]
    pub fn undoes_deletion(&self) -> bool {
        self.page() == Page::Runs && !self.shelf.deleted.is_empty()
    }

    /// The newest step that can be undone or redone.
    #[must_use]
    pub fn next_step(&self, redo: bool) -> Option<&Made> {
        self.subject.history.next(redo, |step| fits(&self.overlay, &self.lists, redo, step))
    }

    /// How many classes the network will distinguish: the data set's, or two as in the notebook.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.subject.data.dataset.as_ref().map_or(2, |dataset| dataset.classes.len()).max(2)
    }

    /// Calls the experiment custom if it is not what it was before, since it no longer is what its preset's name says.
    pub fn mark_custom(&mut self, before: &RunConfig) {
        if self.subject.config != *before {
            "custom".clone_into(&mut self.subject.config.preset);
        }
    }
}

/// Whether a step of a history can still be undone or redone: an overlay or a list that was read again has no steps.
#[must_use]
pub fn fits(overlay: &OverlayState, lists: &ListsState, redo: bool, step: &Step) -> bool {
    let steps = match step {
        Step::Experiment(_) => Some((true, true)),
        Step::Overlay(source) => overlay.document(source).map(OverlayDocument::steps),
        Step::List(source) => lists.document(source).map(ListDocument::steps),
    };
    steps.is_some_and(|(undo, undone)| if redo { undone } else { undo })
}
