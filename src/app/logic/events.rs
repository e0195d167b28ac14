//! Takes the engine's events into the state.

use eframe::egui::Context;

use crate::app::App;
use crate::app::actions::{Action, Origin, Sent};
use crate::app::notices::Severity;
use crate::app::pictures::smooth;
use crate::app::state::Phase;
use crate::config::DataSource;
use crate::engine::{EngineEvent, FilesEvent, Panicked, ThumbnailsEvent, WorkerKind};
use crate::shared_error::SharedError;
use crate::text::{Phrase, ShellText};

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
            EngineEvent::List(event) => self.take_list_event(event),
            EngineEvent::Runs(event) => self.take_runs_event(event),
            EngineEvent::Shelf(event) => self.take_shelf_event(event),
            EngineEvent::RunReading(event) => self.take_run_reading(event),
            EngineEvent::Duplicates(event) => self.take_duplicates_event(event),
            EngineEvent::Explanation(event) => self.take_explanation_event(context, event),
            EngineEvent::Exchange(event) => self.take_exchange_event(event),
            EngineEvent::Lessons(event) => self.take_lessons_event(context, event),
            EngineEvent::Panicked(panicked) => self.take_panic(panicked),
        }
    }

    fn take_thumbnail(&mut self, context: &Context, event: ThumbnailsEvent) {
        match event {
            ThumbnailsEvent::Dataset { generation, index, picture }
                if generation == self.state.subject.data.generation =>
            {
                let texture = picture.map(|picture| smooth(context, &format!("thumbnail {index}"), &picture));
                self.state.subject.data.thumbnails.insert(index, texture);
            }
            ThumbnailsEvent::Evaluated { generation, photograph, picture }
                if generation == self.state.subject.results.generation =>
            {
                let texture =
                    picture.map(|picture| smooth(context, &format!("evaluated thumbnail {photograph}"), &picture));
                self.state.subject.results.thumbnails.insert(photograph, texture);
            }
            _ => {}
        }
    }

    fn take_file_event(&mut self, event: FilesEvent) {
        match event {
            FilesEvent::PhotographsListed { photographs } => self.add_cards(photographs),
            FilesEvent::ConfigRead { path, config } => match config {
                Ok(config) => {
                    self.resolve_failure(ShellText::CouldNotOpenConfig);
                    self.back_to_experiment();
                    self.state.subject.config = *config;
                    // It opens its own photographs, unless others are open.
                    if self.state.subject.data.dataset.is_none()
                        && let Some(source @ DataSource::Path(_)) = self.state.subject.config.data.source.clone()
                    {
                        self.actions.push(Sent::new(Action::OpenData(source), Origin::Event));
                    }
                    self.state.overlay.named_by_config.clone_from(&self.state.subject.config.data.overlay);
                    let summary = self.state.language.fill(ShellText::ConfigOpened, &[("path", &path.display())]);
                    self.state.notices.report(Severity::Information, summary, None);
                }
                Err(reason) => self.report_failure(ShellText::CouldNotOpenConfig, &reason),
            },
            FilesEvent::Written { path, result } => match result {
                Ok(()) => {
                    self.resolve_failure(ShellText::CouldNotSave);
                    let summary = self.state.language.fill(ShellText::Saved, &[("path", &path.display())]);
                    self.state.notices.saved(summary, None, path);
                }
                Err(reason) => self.report_failure(ShellText::CouldNotSave, &reason),
            },
            FilesEvent::NotOpened { reason } => self.report_failure(ShellText::CouldNotOpen, &reason),
        }
    }

    /// Ends what waits for a job that ended by a panic, and reports the panic.
    fn take_panic(&mut self, panicked: Panicked) {
        let worker = panicked.worker;
        let reason = SharedError::from(panicked);
        let state = &mut self.state;
        match worker {
            WorkerKind::Dataset => {
                (state.subject.data.loading, state.subject.data.examining) = (None, None);
                state.subject.data.train_when_open = false;
            }
            WorkerKind::Training => {
                if let Some(run) = state.active_run_mut() {
                    run.phase = Phase::Refused(reason.clone());
                }
                for run in state.subjects_mut().filter_map(|subject| subject.run.as_mut()) {
                    run.end_test_by_panic(&reason);
                }
            }
            WorkerKind::Prediction => state.subject.prediction.fail_waiting(&reason),
            WorkerKind::Evaluation => state.subject.results.end_by_panic(),
            WorkerKind::Overlay => {
                for document in state.overlay.documents_mut() {
                    document.end_by_panic(&reason);
                }
                state.overlay.pending_run = None;
            }
            WorkerKind::List => {
                for document in state.lists.documents_mut() {
                    document.end_by_panic(&reason);
                }
                state.overlay.pending_run = None;
            }
            WorkerKind::Runs => state.comparison.listing = false,
            WorkerKind::RunReading => state.readings.clear(),
            WorkerKind::Duplicates => state.subject.duplicates.end_by_panic(),
            WorkerKind::Explanation => state.subject.explanation.open(Err(reason.clone())),
            WorkerKind::Exchange => state.exchange.running = state.exchange.running.saturating_sub(1),
            WorkerKind::Occlusion => state.subject.explanation.occlusion.running = None,
            // The network's summary may never come.
            WorkerKind::Preview => state.overlay.pending_run = None,
            WorkerKind::Lessons => state.lessons.worked = Some(Err(reason.clone())),
            // What these were to do is requested again as soon as it is shown again.
            WorkerKind::Thumbnails
            | WorkerKind::EvaluatedThumbnails
            | WorkerKind::Files
            | WorkerKind::Shelf
            | WorkerKind::RunEdits => {}
        }
        self.report_failure(ShellText::PartFailed, &reason);
    }

    /// Something has succeeded that may have failed before: the failure is no longer shown.
    pub(in crate::app) fn resolve_failure(&mut self, what: impl Phrase) {
        self.state.notices.succeed(what);
    }

    /// Reports that something failed, and why.
    pub(in crate::app) fn report_failure(&mut self, what: impl Phrase, reason: &SharedError) {
        let (summary, reason) = (self.state.language.text(what), reason.localized(self.state.language));
        self.state.notices.fail(what, summary, reason);
    }
}
