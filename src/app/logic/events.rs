//! Takes the engine's events into the state.

use std::sync::Arc;

use eframe::egui::Context;

use crate::app::App;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::pictures::{pixelated, smooth};
use crate::app::state::{CardPictures, CardState, Loading, Phase, PhotoDetail, PhotoTextures, Versions};
use crate::app::texts::{DataText, Phrase, PredictionText, ShellText, TrainingText};
use crate::engine::{ClassifyItem, EngineCommand, EngineEvent, ModelOrigin, Photograph};
use crate::predict::Unreadable;
use crate::reason::Reason;
use crate::train::{RunEnd, RunOutcome, TrainEvent};

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
            | EngineEvent::Summary { .. } => self.take_preview(context, event),
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
            EngineEvent::TrainingRefused { run, reason } => self.refuse_training(run, &reason),
            EngineEvent::ModelReady(_)
            | EngineEvent::ModelFailed { .. }
            | EngineEvent::PhotographsListed { .. }
            | EngineEvent::Classified { .. } => self.take_prediction_event(context, event),
            EngineEvent::JudgingProgress { .. }
            | EngineEvent::Judged { .. }
            | EngineEvent::JudgingFailed { .. }
            | EngineEvent::JudgedThumbnail { .. }
            | EngineEvent::Explained { .. } => self.take_results_event(context, event),
            EngineEvent::WhyOpened { .. } | EngineEvent::WhyProgress { .. } | EngineEvent::WhyAnswered { .. } => {
                self.take_why_event(context, event);
            }
            EngineEvent::ConfigRead { path, config } => match config {
                Ok(config) => {
                    self.state.config = *config;
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
            EngineEvent::Panicked { thread, message } => {
                self.state.results.end_by_panic();
                self.state.why.occlusion.running = None;
                self.tell(ShellText::PartFailed, format!("{thread}: {message}"));
            }
        }
    }

    fn take_data_event(&mut self, context: &Context, event: EngineEvent) {
        let data = &mut self.state.data;
        match event {
            EngineEvent::DatasetProgress { generation, found } if generation == data.generation => {
                if let Some(Loading { found: so_far, .. }) = &mut data.loading {
                    *so_far = found;
                }
            }
            EngineEvent::DatasetOpened { generation, dataset } if generation == data.generation => {
                data.open(dataset);
                self.state.augmentation.versions = None;
                self.state.augmentation.index = 0;
                if std::mem::take(&mut self.state.data.train_when_open) {
                    self.actions.push(Command::StartTraining.into());
                }
            }
            EngineEvent::DatasetFailed { generation, reason } if generation == data.generation => {
                data.loading = None;
                data.train_when_open = false;
                self.tell_failure(DataText::CouldNotOpen, &reason);
            }
            EngineEvent::ExamineProgress { generation, done, total } if generation == data.generation => {
                data.examining = Some((done, total));
            }
            EngineEvent::Examined { generation, unusable, duplicates } if generation == data.generation => {
                data.examining = None;
                data.unusable = Some(unusable);
                data.duplicates = duplicates;
            }
            EngineEvent::Thumbnail { generation, index, picture } if generation == data.generation => {
                let texture = picture.map(|picture| smooth(context, &format!("thumbnail {index}"), &picture));
                data.thumbnails.insert(index, texture);
            }
            _ => {}
        }
    }

    fn take_preview(&mut self, context: &Context, event: EngineEvent) {
        match event {
            EngineEvent::Split { generation, sides } if self.asked.is_split(generation) => {
                self.state.data.sides = sides;
                self.state.data.apply_filter();
            }
            EngineEvent::Photo { generation, photo } => {
                if let Some(index) = self.asked.photo(generation) {
                    let photo = photo.map(|facts| PhotoTextures {
                        large: smooth(context, "photograph", &facts.picture),
                        seen: pixelated(context, "photograph seen", &facts.seen),
                        facts: *facts,
                    });
                    self.state.data.detail = Some(PhotoDetail { index, photo });
                }
            }
            EngineEvent::Augmentation { generation, versions } if self.asked.is_augmentation(generation) => {
                let versions = versions.map(|view| Versions {
                    original: smooth(context, "original", &view.original),
                    textures: view
                        .versions
                        .iter()
                        .enumerate()
                        .map(|(number, version)| smooth(context, &format!("version {number}"), &version.picture))
                        .collect(),
                    view: *view,
                });
                self.state.augmentation.versions = Some(versions);
            }
            EngineEvent::Summary { generation, summary } if self.asked.is_summary(generation) => {
                if let Ok(good) = &summary {
                    self.state.network.last_good = Some(good.clone());
                }
                self.state.network.summary = Some(summary);
            }
            _ => {}
        }
    }

    fn take_train_event(&mut self, number: u64, event: TrainEvent) {
        let Some(run) = self.state.training.run.as_mut().filter(|run| run.number == number) else { return };
        match event {
            TrainEvent::RunStarted(info) => {
                run.folder.clone_from(&info.folder);
                run.epoch = info.epochs_done + 1;
                self.state.settings.unfinished_run = Some(info.folder.clone());
                run.info = Some(info);
                if matches!(run.phase, Phase::Preparing { .. }) {
                    run.phase = Phase::Running;
                }
            }
            TrainEvent::EpochStarted { epoch } => run.epoch = epoch,
            TrainEvent::EpochEnded(stats) => run.epochs.push(stats),
            TrainEvent::Callback(event) => run.callbacks.push(event),
            TrainEvent::CheckpointSaved { .. } => {}
            TrainEvent::RunEnded(outcome) => self.end_run(outcome),
        }
    }

    fn end_run(&mut self, outcome: RunOutcome) {
        let Some(run) = self.state.training.run.as_mut() else { return };
        let failure = match &outcome.end {
            RunEnd::Failed { message } => Some(message.clone()),
            RunEnd::Completed | RunEnd::StoppedByCallback | RunEnd::Stopped => None,
        };
        let ended_by_itself = matches!(outcome.end, RunEnd::Completed | RunEnd::StoppedByCallback);
        run.phase = Phase::Ended(Box::new(outcome));
        if !self.state.quit_confirmed {
            self.state.settings.unfinished_run = None;
        }
        if let Some(message) = failure {
            self.tell(TrainingText::EndedByFailure, message);
        } else if ended_by_itself && self.state.page() != Page::Training {
            let summary = self.state.language.text(TrainingText::Finished);
            self.state.notices.tell(Severity::Information, summary, None);
        }
    }

    fn refuse_training(&mut self, number: u64, reason: &Reason) {
        if let Some(run) = self.state.training.run.as_mut().filter(|run| run.number == number) {
            run.phase = Phase::Refused(reason.clone());
            self.tell_failure(TrainingText::CouldNotStart, reason);
        }
    }

    fn take_prediction_event(&mut self, context: &Context, event: EngineEvent) {
        let prediction = &mut self.state.prediction;
        match event {
            EngineEvent::ModelReady(model) => {
                if let ModelOrigin::Run { folder } = &model.origin {
                    self.state.results.look_at(folder.clone());
                }
                prediction.model = Some(Arc::new(model));
                let waiting = std::mem::take(&mut prediction.waiting_paths);
                if !waiting.is_empty() {
                    self.actions.push(Action::Classify(waiting));
                }
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
                self.send(EngineCommand::Classify { items });
            }
            EngineEvent::Classified { card, answer } => {
                let state = match answer {
                    Ok(answer) => {
                        let pictures = CardPictures {
                            thumbnail: smooth(context, "card", &answer.thumbnail),
                            seen: pixelated(context, "card seen", &answer.seen),
                        };
                        CardState::Done { verdict: answer.verdict, pictures: Some(pictures) }
                    }
                    Err(reason) => CardState::Failed(reason),
                };
                prediction.answer(card, state);
            }
            _ => {}
        }
    }

    /// Tells that something did not work, and why.
    pub(in crate::app) fn tell_failure(&mut self, what: impl Phrase, reason: &Reason) {
        let reason = self.state.language.reason(reason);
        self.tell(what, reason);
    }

    fn tell(&mut self, what: impl Phrase, details: String) {
        let summary = self.state.language.text(what);
        self.state.notices.tell(Severity::Failure, summary, Some(details));
    }
}
