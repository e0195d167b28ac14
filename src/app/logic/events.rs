//! Takes the engine's events into the state.

use eframe::egui::Context;

use crate::app::App;
use crate::app::actions::{Action, Origin, Sent};
use crate::app::notices::Severity;
use crate::app::state::Phase;
use crate::config::DataSource;
use crate::engine::{EngineEvent, Panicked, WorkerKind};
use crate::shared_error::SharedError;
use crate::text::{Phrase, ShellText};

impl App {
    pub(in crate::app) fn take_event(&mut self, context: &Context, event: EngineEvent) {
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
                    // It opens its own photographs, unless others are open.
                    if self.state.data.dataset.is_none()
                        && let Some(source @ DataSource::Path(_)) = self.state.config.data.source.clone()
                    {
                        self.actions.push(Sent::new(Action::OpenData(source), Origin::Event));
                    }
                    self.state.overlay.named_by_config.clone_from(&self.state.config.data.overlay);
                    let summary = self.state.language.fill(ShellText::ConfigOpened, &[("path", &path.display())]);
                    self.state.notices.report(Severity::Information, summary, None);
                }
                Err(reason) => self.report_failure(ShellText::CouldNotOpenConfig, &reason),
            },
            EngineEvent::FileWritten { path, result } => match result {
                Ok(()) => {
                    let summary = self.state.language.fill(ShellText::Saved, &[("path", &path.display())]);
                    self.state.notices.report(Severity::Information, summary, None);
                }
                Err(reason) => self.report_failure(ShellText::CouldNotSave, &reason),
            },
            EngineEvent::Panicked(panicked) => self.take_panic(panicked),
        }
    }

    /// Ends what waits for a job that ended by a panic, and reports the panic.
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
                for document in state.overlay.documents_mut() {
                    document.end_by_panic(&reason);
                }
                state.overlay.pending_run = None;
                state.comparison.listing = false;
            }
            WorkerKind::DuplicatePair => state.overlay.duplicates.end_by_panic(),
            WorkerKind::Explanation => state.explanation.open(Err(reason.clone())),
            WorkerKind::Occlusion => state.explanation.occlusion.running = None,
            // What these were to do is requested again as soon as it is shown again.
            WorkerKind::Thumbnails | WorkerKind::Preview | WorkerKind::Files | WorkerKind::Evaluated => {}
        }
        self.report_failure(ShellText::PartFailed, &reason);
    }

    /// Reports that something failed, and why.
    pub(in crate::app) fn report_failure(&mut self, what: impl Phrase, reason: &SharedError) {
        let (summary, reason) = (self.state.language.text(what), reason.localized(self.state.language));
        self.state.notices.report(Severity::Failure, summary, Some(reason));
    }
}
