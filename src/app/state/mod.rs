//! All that the window shows.
//!
//! Events and actions change it, and pages change what they show in place: see [`crate::app`].

mod augmentation;
mod comparison;
mod data;
mod explanation;
mod figure;
mod history;
mod network;
mod number;
mod overlay;
mod prediction;
mod problems;
mod report;
mod results;
mod subject;
mod thumbnails;
mod training;

pub use augmentation::{AugmentationState, Parameter, Versions};
pub use comparison::{ComparisonState, CurvesOf};
pub use data::{DataState, Growth, PhotoDetail, PhotoTextures, View as DataView};
pub use explanation::{ExplanationState, ExplanationTab, HeatKind, Maps, Opened, Overlaid, Perturbed};
pub use history::{History, Made, Step};
pub use network::{NetworkState, Speed};
pub use number::next_number;
pub use overlay::{
    ChangeFilter, ChosenDuplicate, DuplicateSearch, DuplicatesState, OverlayDocument, OverlayState, Pairs, PendingRun,
    straddles, unfit,
};
pub use prediction::{Card, CardState, Order, PredictionState, probabilities};
pub use problems::Problem;
pub use results::{
    Choice, Curves, Evaluation, Explained, ExplainedTextures, ResultsState, ResultsTab, reliability_points, run_name,
};
pub use subject::{AfterReading, Parked, Reading, Subject};
pub use thumbnails::Cell;
pub use training::{Phase, RunView};

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
    /// Two runs side by side.
    pub comparison: ComparisonState,
    /// What has been reported to the user.
    pub notices: Notices,
    /// Whether the list of notices is open.
    pub notices_open: bool,
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
            comparison: ComparisonState::default(),
            notices: Notices::default(),
            notices_open: false,
            palette: Palette::default(),
            quit_dialog_open: false,
            quit_confirmed: false,
            path_request: None,
            path_field: String::new(),
        }
    }

    /// The page that is shown.
    #[must_use]
    pub fn page(&self) -> Page {
        self.settings.page
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
                let dataset = data.dataset.as_ref().filter(|_| data.loading.is_none() && !data.choosing_others)?;
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

    /// The newest step that can be undone or redone.
    #[must_use]
    pub fn next_step(&self, redo: bool) -> Option<&Made> {
        self.subject.history.next(redo, |step| self.overlay.fits(redo, step))
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
