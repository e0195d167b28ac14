//! All that the window shows. Panels read it; commands and events change it.

mod augmentation;
mod curves;
mod data;
mod figure;
mod network;
mod prediction;
mod results;
mod training;

pub use augmentation::{AugmentationState, Parameter, Versions};
pub use curves::{Curves, reliability_points, run_name};
pub use data::{Cell, DataState, Growth, Loading, PhotoDetail, PhotoTextures, View as DataView};
pub use network::NetworkState;
pub use prediction::{Card, CardPictures, CardState, Order, PredictionState, probabilities};
pub use results::{Choice, Explained, ExplainedTextures, Judged, ResultsState, ResultsTab};
pub use training::{Phase, RunView, TrainingState};

use crate::config::RunConfig;

use super::dialogs::Purpose;
use super::notices::Notices;
use super::page::Page;
use super::persistence::Settings;
use super::texts::Language;

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

/// The window's whole state.
pub struct State {
    /// Remembered between sessions.
    pub settings: Settings,
    /// The language that is shown.
    pub language: Language,
    /// The experiment: what the next run will be.
    pub config: RunConfig,
    /// Photographs.
    pub data: DataState,
    /// Augmentation.
    pub augmentation: AugmentationState,
    /// The network.
    pub network: NetworkState,
    /// The run.
    pub training: TrainingState,
    /// What the network learnt.
    pub results: ResultsState,
    /// The trained network at work.
    pub prediction: PredictionState,
    /// What has been told.
    pub notices: Notices,
    /// Whether the list of notices is open.
    pub notices_open: bool,
    /// The command palette.
    pub palette: Palette,
    /// Whether the person is asked before the window closes.
    pub asks_to_quit: bool,
    /// Whether the person has said that the window may close.
    pub quit_confirmed: bool,
    /// What a path is asked for by hand, where the desktop shows no dialogs.
    pub path_request: Option<Purpose>,
    /// The path typed so far.
    pub path_field: String,
}

impl State {
    /// A window just opened.
    #[must_use]
    pub fn new(settings: Settings, config: RunConfig) -> Self {
        Self {
            language: settings.language(),
            settings,
            config,
            data: DataState::default(),
            augmentation: AugmentationState::default(),
            network: NetworkState::default(),
            training: TrainingState::default(),
            results: ResultsState::default(),
            prediction: PredictionState::default(),
            notices: Notices::default(),
            notices_open: false,
            palette: Palette::default(),
            asks_to_quit: false,
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

    /// How many classes the network will tell apart: the data's, or two as in the notebook.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.data.dataset.as_ref().map_or(2, |dataset| dataset.classes.len()).max(2)
    }
}
