//! Takes what is reported of the predicting network and of its cards into the state.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::Context;

use crate::app::App;
use crate::app::actions::{Action, Origin, Sent};
use crate::app::page::Page;
use crate::app::pictures::{pixelated, smooth};
use crate::app::state::{CardState, Evaluation, Subject, next_number};
use crate::engine::{ClassifyItem, Photograph, PredictionCommand, PredictionEvent};
use crate::predict::{self, Unreadable};
use crate::text::PredictionText;

impl App {
    pub(super) fn take_prediction_event(&mut self, context: &Context, event: PredictionEvent) {
        let prediction = &mut self.state.subject.prediction;
        let requested = prediction.requested.map(|(number, _)| number);
        match event {
            PredictionEvent::ModelReady { number, model } if requested == Some(number) => {
                prediction.use_model(model);
                let waiting = std::mem::take(&mut prediction.waiting_paths);
                if !waiting.is_empty() {
                    self.actions.push(Sent::new(Action::Classify(waiting), Origin::Event));
                }
                // What was sent to be classified by the weights before is needless.
                self.send(PredictionCommand::Cancel);
                self.send_cards();
            }
            PredictionEvent::ModelFailed { number, reason } if requested == Some(number) => {
                prediction.problem = Some(reason.clone());
                self.report_failure(PredictionText::CouldNotOpenRun, &reason);
            }
            PredictionEvent::Classified { card, answer } if prediction.has(card) => {
                let state = match answer {
                    Ok(answer) => {
                        let number = card as usize;
                        prediction.thumbnails.insert(number, Ok(smooth(context, "card", &answer.thumbnail)));
                        prediction.seen.insert(number, Ok(pixelated(context, "card seen", &answer.seen)));
                        CardState::Done(answer.verdict)
                    }
                    Err(reason) => CardState::Failed(reason),
                };
                prediction.finish(card, state, context.input(|input| input.time));
                self.send_cards();
            }
            // Another subject's, or about a card that is gone.
            _ => {}
        }
    }

    /// Opens the run's best weights for predictions and evaluates them, as soon as there are some and whenever there are
    /// better ones. While the run trains, what the user looks at stays until asked for.
    pub(super) fn follow_weights(&mut self) {
        let page = self.state.page();
        let Subject { run: Some(run), prediction, results, .. } = &mut self.state.subject else { return };
        let Some((weights, folder)) = run.weights.zip(run.run_folder().map(Path::to_owned)) else { return };
        let active = run.is_active();
        let is_unseen = results.run.is_none() || matches!(results.evaluation, Evaluation::NotStarted);
        if results.weights != Some(weights) && (!active || is_unseen || results.weights.is_none()) {
            results.open_run(folder.clone(), weights);
        }
        let newest = prediction.requested.map(|(_, epoch)| epoch);
        let is_unseen = newest.is_none() || (page == Page::Prediction && prediction.is_empty());
        if newest != Some(weights) && (!active || is_unseen) {
            let number = next_number();
            prediction.requested = Some((number, weights));
            self.send(PredictionCommand::Open { number, run: folder });
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
