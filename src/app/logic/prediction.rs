//! Takes what is reported of the predicting network and of its cards into the state.

use std::sync::Arc;

use eframe::egui::Context;

use crate::app::App;
use crate::app::actions::{Action, Origin, Sent};
use crate::app::pictures::{pixelated, smooth};
use crate::app::state::CardState;
use crate::engine::{ClassifyItem, ModelOrigin, Photograph, PredictionEvent};
use crate::predict::{self, Unreadable};
use crate::text::PredictionText;

impl App {
    pub(super) fn take_prediction_event(&mut self, context: &Context, event: PredictionEvent) {
        let prediction = &mut self.state.subject.prediction;
        match event {
            PredictionEvent::ModelReady(model) => {
                if let ModelOrigin::Run { folder } = &model.origin {
                    self.state.comparison.run_opened(folder);
                    self.state.subject.results.open_run(folder.clone());
                }
                prediction.use_model(model);
                let waiting = std::mem::take(&mut prediction.waiting_paths);
                if !waiting.is_empty() {
                    self.actions.push(Sent::new(Action::Classify(waiting), Origin::Event));
                }
                self.send_cards();
            }
            PredictionEvent::ModelFailed { reason } => {
                self.report_failure(PredictionText::CouldNotOpenRun, &reason);
            }
            PredictionEvent::Classified { card, answer } => {
                let state = match answer {
                    Ok(answer) => {
                        let number = card as usize;
                        prediction.thumbnails.insert(number, Ok(smooth(context, "card", &answer.thumbnail)));
                        prediction.seen.insert(number, Ok(pixelated(context, "card seen", &answer.seen)));
                        CardState::Done(answer.verdict)
                    }
                    Err(reason) => CardState::Failed(reason),
                };
                prediction.finish(card, state);
                self.send_cards();
            }
        }
    }

    /// Adds a card for each listed photograph.
    pub(super) fn add_cards(&mut self, photographs: Vec<Result<Arc<predict::Photograph>, Unreadable>>) {
        let prediction = &mut self.state.subject.prediction;
        let mut items = Vec::with_capacity(photographs.len());
        for photograph in photographs {
            match photograph {
                Ok(photograph) => {
                    let name = photograph.name().to_owned();
                    let photograph = Photograph::Listed(photograph);
                    let card = prediction.add(name, CardState::Waiting, Some(photograph.clone()));
                    items.push(ClassifyItem { card, photograph });
                }
                Err(Unreadable { name, reason }) => {
                    prediction.add(name, CardState::Failed(reason), None);
                }
            }
        }
        prediction.unsent.push_back(items);
        self.send_cards();
    }
}
