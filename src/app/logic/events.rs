//! Takes the engine's events into the state.

use eframe::egui::Context;

use crate::app::App;
use crate::app::actions::Action;
use crate::app::notices::Severity;
use crate::app::pictures::{pixelated, smooth};
use crate::app::state::{CardState, Phase};
use crate::config::DataSource;
use crate::engine::{ClassifyItem, EngineCommand, EngineEvent, ModelOrigin, Panicked, Photograph, WorkerKind};
use crate::predict::Unreadable;
use crate::shared_error::SharedError;
use crate::text::{Phrase, PredictionText, ShellText};

impl App {
    pub(super) fn take_event(&mut self, context: &Context, event: EngineEvent) {
        match event {
            EngineEvent::DatasetProgress { .. }
            | EngineEvent::DatasetOpened { .. }
            | EngineEvent::DatasetFailed { .. }
            | EngineEvent::ExamineProgress { .. }
            | EngineEvent::Examined { .. }
            | EngineEvent::Thumbnail { .. } => self.take_data_event(context, event),
            EngineEvent::Split { .. }
            | EngineEvent::Photo { .. }
            | EngineEvent::Augmentation { .. }
            | EngineEvent::Summary { .. }
            | EngineEvent::Speed { .. } => self.take_preview(context, event),
            EngineEvent::TrainingLoading { run, done, total } => {
                if let Some(run) = self.state.training.run.as_mut().filter(|view| view.number == run)
                    && matches!(run.phase, Phase::Preparing { .. })
                {
                    run.phase = Phase::Preparing { done, total };
                }
            }
            EngineEvent::TrainingSoFar { run, config, epochs, callbacks } => {
                if let Some(run) = self.state.training.run.as_mut().filter(|view| view.number == run) {
                    (run.config, run.epochs, run.callbacks) = (*config, epochs, callbacks);
                }
            }
            EngineEvent::Train { run, event } => self.take_train_event(run, event),
            EngineEvent::TrainingFailed { run, reason } => self.take_training_failure(run, &reason),
            EngineEvent::ModelReady(_)
            | EngineEvent::ModelFailed { .. }
            | EngineEvent::PhotographsListed { .. }
            | EngineEvent::Classified { .. } => self.take_prediction_event(context, event),
            EngineEvent::EvaluationProgress { .. }
            | EngineEvent::Evaluated { .. }
            | EngineEvent::EvaluationFailed { .. }
            | EngineEvent::EvaluatedThumbnail { .. }
            | EngineEvent::Explained { .. } => self.take_results_event(context, event),
            EngineEvent::Overlay(_) | EngineEvent::DuplicatesProgress { .. } | EngineEvent::DuplicatesFound { .. } => {
                self.take_overlay_event(event);
            }
            EngineEvent::ExplanationOpened { .. }
            | EngineEvent::ExplanationProgress { .. }
            | EngineEvent::ExplanationAnswered { .. } => {
                self.take_explanation_event(context, event);
            }
            EngineEvent::ConfigRead { path, config } => match config {
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
            EngineEvent::FileWritten { path, result } => match result {
                Ok(()) => {
                    let summary = self.state.language.fill(ShellText::Saved, &[("path", &path.display())]);
                    self.state.notices.tell(Severity::Information, summary, None);
                }
                Err(reason) => self.tell_failure(ShellText::CouldNotSave, &reason),
            },
            EngineEvent::Panicked(panicked) => self.take_panic(panicked),
        }
    }

    /// Ends what waits for a job that ended by a panic, and tells it.
    fn take_panic(&mut self, panicked: Panicked) {
        let part = panicked.part;
        let reason = SharedError::from(panicked);
        let state = &mut self.state;
        match part {
            WorkerKind::Data => {
                (state.data.loading, state.data.examining) = (None, None);
                state.data.train_when_open = false;
            }
            WorkerKind::Training => {
                if let Some(run) = state.training.run.as_mut().filter(|run| run.is_active()) {
                    run.phase = Phase::Refused(reason.clone());
                }
            }
            WorkerKind::Prediction => state.prediction.fail_waiting(&reason),
            WorkerKind::Results => state.results.end_by_panic(),
            WorkerKind::Overlay => {
                for document in state.overlay.documents() {
                    document.end_by_panic(&reason);
                }
                state.overlay.waiting = None;
                state.comparison.listing = false;
            }
            WorkerKind::DuplicatePair => state.overlay.duplicates.end_by_panic(),
            WorkerKind::Explanation => state.explanation.open(Err(reason.clone())),
            WorkerKind::Occlusion => state.explanation.occlusion.running = None,
            // What these were asked for is asked again as soon as it is looked at again.
            WorkerKind::Thumbnails | WorkerKind::Preview | WorkerKind::Files | WorkerKind::Evaluated => {}
        }
        self.tell_failure(ShellText::PartFailed, &reason);
    }

    fn take_prediction_event(&mut self, context: &Context, event: EngineEvent) {
        let prediction = &mut self.state.prediction;
        match event {
            EngineEvent::ModelReady(model) => {
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
            EngineEvent::ModelFailed { folder: _, reason } => {
                self.tell_failure(PredictionText::CouldNotOpenRun, &reason);
            }
            EngineEvent::PhotographsListed { photographs } => {
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
            EngineEvent::Classified { card, answer } => {
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
            _ => {}
        }
    }

    /// Passes on as many waiting pictures as the engine has room for; each answer makes more room.
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

    /// Tells that something did not work, and why.
    pub(in crate::app) fn tell_failure(&mut self, what: impl Phrase, reason: &SharedError) {
        let reason = reason.localized(self.state.language);
        self.tell(what, reason);
    }

    pub(super) fn tell(&mut self, what: impl Phrase, details: String) {
        let summary = self.state.language.text(what);
        self.state.notices.tell(Severity::Failure, summary, Some(details));
    }
}
