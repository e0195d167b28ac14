//! Classifies photographs, each on a card of its own.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::ColorImage;

use crate::app::state::CardState;
use crate::app::{App, pictures};
use crate::engine::{ClassifyItem, EngineCommand, Photograph};
use crate::text::PredictionText;

impl App {
    /// Classifies photographs; while there is no network, they wait for one.
    pub(super) fn classify(&mut self, paths: Vec<PathBuf>) {
        if self.state.prediction.model.is_some() {
            self.send(EngineCommand::ListPhotographs { paths });
        } else {
            self.state.prediction.waiting_paths.extend(paths);
        }
    }

    pub(super) fn classify_pasted(&mut self, image: &ColorImage) {
        let name = self.state.language.text(PredictionText::PastedPicture).to_owned();
        let photograph = Photograph::Pixels(Arc::new(pictures::picture_of(image)));
        let card = self.state.prediction.add(name, CardState::Waiting, Some(photograph.clone()));
        self.state.prediction.unsent.push_back(vec![ClassifyItem { card, photograph }]);
        self.send_cards();
    }

    pub(super) fn load_cards(&mut self, ids: Vec<u64>) {
        self.state.prediction.classify_again(ids);
        self.send_cards();
    }

    pub(super) fn cancel_classification(&mut self) {
        self.send(EngineCommand::CancelClassification);
        self.state.prediction.drop_waiting();
    }

    pub(super) fn clear_predictions(&mut self) {
        self.send(EngineCommand::CancelClassification);
        self.state.prediction.clear();
    }

    /// Passes on as many waiting cards as the engine's queue has room for; each result makes more room.
    pub(in crate::app) fn send_cards(&mut self) {
        if self.state.prediction.model.is_none() {
            return;
        }
        while let Some(items) = self.state.prediction.unsent.front() {
            if self.engine.send(EngineCommand::Classify { items: items.clone() }).is_err() {
                break;
            }
            self.state.prediction.unsent.pop_front();
        }
    }
}
