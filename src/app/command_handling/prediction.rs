//! Classifies photographs, each on a card of its own.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::ColorImage;

use crate::app::state::CardState;
use crate::app::{App, pictures};
use crate::engine::{ClassifyItem, EngineCommand, FilesCommand, ModelView, Photograph, PredictionCommand, Rejected};
use crate::text::PredictionText;

impl App {
    /// Classifies photographs; while there is no network, they wait for one.
    pub(super) fn classify(&mut self, paths: Vec<PathBuf>) {
        if self.state.subject.prediction.model.is_some() {
            self.state.subject.prediction.opened.extend_from_slice(&paths);
            self.send(FilesCommand::ListPhotographs { paths });
        } else {
            self.state.subject.prediction.waiting_paths.extend(paths);
        }
        self.remember_classified();
    }

    /// Remembers the photographs of the shown subject, so that they are classified again after a restart.
    pub(super) fn remember_classified(&mut self) {
        let subject = &self.state.subject;
        let kept = subject.prediction.kept(subject.folder());
        if *self.state.settings.classified != kept {
            self.state.settings.classified = Arc::new(kept);
        }
    }

    pub(super) fn classify_pasted(&mut self, image: &ColorImage) {
        let name = self.state.language.text(PredictionText::PastedPicture).to_owned();
        let photograph = Photograph::Pixels(Arc::new(pictures::picture_of(image)));
        let card = self.state.subject.prediction.add(name, CardState::Waiting, Some(photograph.clone()));
        self.state.subject.prediction.unsent.push_back(vec![ClassifyItem { card, photograph }]);
        self.send_cards();
    }

    pub(super) fn load_cards(&mut self, ids: Vec<u64>) {
        self.state.subject.prediction.classify_again(ids);
        self.send_cards();
    }

    pub(super) fn cancel_classification(&mut self) {
        self.cancel_pending();
        self.state.subject.prediction.drop_waiting();
        self.remember_classified();
    }

    pub(super) fn clear_predictions(&mut self) {
        self.cancel_pending();
        self.state.subject.prediction.clear();
        self.remember_classified();
    }

    /// Cancels all that is still to be listed and classified.
    pub(super) fn cancel_pending(&mut self) {
        self.unsent.retain(|command| !matches!(command, EngineCommand::Files(FilesCommand::ListPhotographs { .. })));
        // Ahead of the commands that wait for room: the engine always has room for it.
        self.unsent.push_front(FilesCommand::CancelListing.into());
        self.send_unsent();
        self.send(PredictionCommand::Cancel);
    }

    /// Passes on as many waiting cards as the engine's queue has room for; each result makes more room.
    pub(in crate::app) fn send_cards(&mut self) {
        let Some(model) = self.state.subject.prediction.model.clone() else { return };
        while let Some(items) = self.state.subject.prediction.unsent.pop_front() {
            let Err(Rejected(command)) = self.send_batch(&model, items) else { continue };
            if let EngineCommand::Prediction(PredictionCommand::Classify { items, .. }) = *command {
                self.state.subject.prediction.unsent.push_front(items);
            }
            break;
        }
    }

    fn send_batch(&mut self, model: &Arc<ModelView>, items: Vec<ClassifyItem>) -> Result<(), Rejected> {
        self.engine.send(PredictionCommand::Classify { model: Arc::clone(model), items })
    }
}
