//! Takes the engine's events into the state.

use std::sync::Arc;

use eframe::egui::Context;

use crate::app::App;
use crate::app::actions::Action;
use crate::app::notices::Severity;
use crate::app::pictures::{pixelated, smooth};
use crate::app::state::{CardState, Phase};
use crate::config::DataSource;
use crate::engine::{
    ClassifyItem, EngineCommand, EngineEvent, FilesEvent, ModelOrigin, Panicked, Photograph, PredictionCommand,
    PredictionEvent, Rejected, ThumbnailsEvent, WorkerKind,
};
use crate::predict::{self, Unreadable};
use crate::shared_error::SharedError;
use crate::text::{Phrase, PredictionText, ShellText};

impl App {
    pub(in crate::app) fn take_event(&mut self, context: &Context, event: EngineEvent) {
        match event {
            EngineEvent::Dataset(event) => self.take_dataset_event(event),
            EngineEvent::Thumbnails(event) => self.take_thumbnail(context, event),
            EngineEvent::Preview(event) => self.take_preview(context, event),
            EngineEvent::Training(event) => self.take_training_event(event),
            EngineEvent::Prediction(event) => self.take_prediction_event(context, event),
            EngineEvent::Files(event) => self.take_file_event(event),
            EngineEvent::Evaluation(event) => self.take_evaluation_event(event),
            EngineEvent::Overlay(event) => self.take_overlay_event(event),
            EngineEvent::Runs(event) => self.take_runs_event(event),
            EngineEvent::Duplicates(event) => self.take_duplicates_event(event),
            EngineEvent::Explanation(event) => self.take_explanation_event(context, event),
            EngineEvent::Panicked(panicked) => self.take_panic(panicked),
        }
    }

    fn take_thumbnail(&mut self, context: &Context, event: ThumbnailsEvent) {
        match event {
            ThumbnailsEvent::Dataset { generation, index, picture } if generation == self.state.data.generation => {
                let texture = picture.map(|picture| smooth(context, &format!("thumbnail {index}"), &picture));
                self.state.data.thumbnails.insert(index, texture);
            }
            ThumbnailsEvent::Evaluated { generation, photograph, picture }
                if generation == self.state.results.generation =>
            {
                let texture =
                    picture.map(|picture| smooth(context, &format!("evaluated thumbnail {photograph}"), &picture));
                self.state.results.thumbnails.insert(photograph, texture);
            }
            _ => {}
        }
    }

    fn take_file_event(&mut self, event: FilesEvent) {
        match event {
            FilesEvent::PhotographsListed { photographs } => self.add_cards(photographs),
            FilesEvent::ConfigRead { path, config } => match config {
                Ok(config) => {
                    self.state.config = *config;
                    // Its own photographs, unless others are open already.
                    if self.state.data.dataset.is_none()
                        && let Some(source @ DataSource::Path(_)) = self.state.config.data.source.clone()
                    {
                        self.actions.push(Action::OpenData(source));
                    }
                    self.state.overlay.request.clone_from(&self.state.config.data.overlay);
                    let summary = self.state.language.fill(ShellText::ConfigOpened, &[("path", &path.display())]);
                    self.state.notices.tell(Severity::Information, summary, None);
                }
                Err(reason) => self.tell_failure(ShellText::CouldNotOpenConfig, &reason),
            },
            FilesEvent::Written { path, result } => match result {
                Ok(()) => {
                    let summary = self.state.language.fill(ShellText::Saved, &[("path", &path.display())]);
                    self.state.notices.tell(Severity::Information, summary, None);
                }
                Err(reason) => self.tell_failure(ShellText::CouldNotSave, &reason),
            },
        }
    }

    /// Ends what waits for a job that ended by a panic, and tells it.
    fn take_panic(&mut self, panicked: Panicked) {
        let worker = panicked.worker;
        let reason = SharedError::from(panicked);
        let state = &mut self.state;
        match worker {
            WorkerKind::Dataset => {
                (state.data.loading, state.data.examining) = (None, None);
                state.data.train_when_open = false;
            }
            WorkerKind::Training => {
                if let Some(run) = state.training.run.as_mut().filter(|run| run.is_active()) {
                    run.phase = Phase::Refused(reason.clone());
                }
            }
            WorkerKind::Prediction => state.prediction.fail_waiting(&reason),
            WorkerKind::Evaluation => state.results.end_by_panic(),
            WorkerKind::Overlay => {
                for document in state.overlay.documents() {
                    document.end_by_panic(&reason);
                }
                state.overlay.waiting = None;
            }
            WorkerKind::Runs => state.comparison.listing = false,
            WorkerKind::Duplicates => state.overlay.duplicates.end_by_panic(),
            WorkerKind::Explanation => state.explanation.open(Err(reason.clone())),
            WorkerKind::Occlusion => state.explanation.occlusion.running = None,
            // The network's table may never come.
            WorkerKind::Preview => state.overlay.waiting = None,
            // What these were asked for is asked again as soon as it is looked at again.
            WorkerKind::Thumbnails | WorkerKind::EvaluatedThumbnails | WorkerKind::Files => {}
        }
        self.tell_failure(ShellText::PartFailed, &reason);
    }

    fn take_prediction_event(&mut self, context: &Context, event: PredictionEvent) {
        let prediction = &mut self.state.prediction;
        match event {
            PredictionEvent::ModelReady(model) => {
                if let ModelOrigin::Run { folder } = &model.origin {
                    self.state.comparison.looked_at(folder);
                    self.state.results.look_at(folder.clone());
                }
                prediction.use_model(model);
                let waiting = std::mem::take(&mut prediction.waiting_paths);
                if !waiting.is_empty() {
                    self.actions.push(Action::Classify(waiting));
                }
                self.send_cards();
            }
            PredictionEvent::ModelFailed { reason } => {
                self.tell_failure(PredictionText::CouldNotOpenRun, &reason);
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
                prediction.answer(card, state);
                self.send_cards();
            }
        }
    }

    /// Gives each listed photograph its card.
    fn add_cards(&mut self, photographs: Vec<Result<Arc<predict::Photograph>, Unreadable>>) {
        let prediction = &mut self.state.prediction;
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

    /// Passes on as many waiting pictures as the engine has room for; each answer makes more room.
    pub(in crate::app) fn send_cards(&mut self) {
        if self.state.prediction.model.is_none() {
            return;
        }
        while let Some(items) = self.state.prediction.unsent.pop_front() {
            let Err(Rejected(command)) = self.engine.send(PredictionCommand::Classify { items }) else { continue };
            if let EngineCommand::Prediction(PredictionCommand::Classify { items }) = *command {
                self.state.prediction.unsent.push_front(items);
            }
            break;
        }
    }

    /// Tells that something did not work, and why.
    pub(in crate::app) fn tell_failure(&mut self, what: impl Phrase, reason: &SharedError) {
        let reason = reason.localized(self.state.language);
        self.tell(what, reason);
    }

    pub(in crate::app) fn tell(&mut self, what: impl Phrase, details: String) {
        let summary = self.state.language.text(what);
        self.state.notices.tell(Severity::Failure, summary, Some(details));
    }
}
