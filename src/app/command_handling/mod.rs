//! Carries out what panels, menus, keys and drops have sent.

mod appearance;
mod command;
mod data;
mod exchange;
mod list;
mod overlay;
mod paths;
mod prediction;
mod shelf;
mod subject;
mod training;

pub(in crate::app) use data::known_duplicates;
pub use exchange::ExchangeAction;
pub use list::ListAction;
pub use shelf::ShelfAction;

use std::mem::discriminant;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Context, ViewportCommand};

use super::App;
use super::actions::{Action, Origin, Sent};
use super::dialogs::{DialogRequest, Purpose};
use crate::app::notices::Severity;
use crate::config::{self, DataSource, LESSON_PRESETS, RunConfig};
use crate::engine::{EngineCommand, EvaluationCommand, FilesCommand, Rejected, ThumbnailsCommand, TrainingCommand};
use crate::text::{Phrase, ShellText};

/// So many of the newest actions are remembered.
const REMEMBERED: usize = 32;

impl App {
    /// Carries out all that has been sent.
    pub(super) fn run_actions(&mut self, context: &Context) {
        for sent in std::mem::take(&mut self.actions) {
            self.remember(&sent);
            self.run_action(context, sent.action);
        }
        if !self.actions.is_empty() {
            context.request_repaint();
        }
    }

    /// Remembers an action, unless it came from painting, which sends many.
    fn remember(&mut self, sent: &Sent) {
        if matches!(sent.from, Origin::Painting(_)) {
            return;
        }
        if self.carried_out.len() == REMEMBERED {
            self.carried_out.pop_front();
        }
        self.carried_out.push_back(sent.clone());
    }

    /// Takes a preset as the experiment.
    fn use_preset(&mut self, name: &str) {
        match config::preset(name) {
            Ok(mut preset) => {
                self.back_to_experiment();
                self.say_that_augmentation_goes(&preset);
                let source = self.photos_for(preset.data.source.take());
                self.state.subject.config = preset;
                self.state.subject.network.open_layer = None;
                if let Some(source) = source {
                    let page = self.state.settings.page;
                    self.open_data(source);
                    self.state.settings.page = page;
                }
            }
            Err(error) => self.report_failure(ShellText::CouldNotOpenConfig, &error.into()),
        }
    }

    /// Says where a preset takes the place of augmentation that was edited, and that this can be undone.
    fn say_that_augmentation_goes(&mut self, preset: &RunConfig) {
        let subject = &self.state.subject;
        let own = &subject.config.augmentation;
        if *own != subject.augmentation.usual() && *own != preset.augmentation {
            let summary = self.state.language.text(ShellText::AugmentationReplaced);
            self.state.notices.report(Severity::Information, summary, None);
        }
    }

    /// The photos that a preset needs other than those that are open: its own, or those from before such a preset.
    fn photos_for(&mut self, own: Option<DataSource>) -> Option<DataSource> {
        let demonstration = DataSource::drawings(self.options.drawings, self.options.demonstration.seed);
        let subject = &mut self.state.subject;
        let open = subject.data.dataset.as_ref().map(|dataset| &dataset.source);
        let source_of = |name: &&str| config::preset(name).ok().and_then(|preset| preset.data.source);
        let is_of_preset = LESSON_PRESETS.iter().filter_map(source_of).any(|source| open == Some(&source));
        match own {
            Some(own) => {
                if !is_of_preset {
                    subject.before_preset = open.cloned();
                }
                Some(own)
            }
            None => is_of_preset.then(|| subject.before_preset.take().unwrap_or(demonstration)),
        }
    }

    fn run_action(&mut self, context: &Context, action: Action) {
        match action {
            Action::Command(command) => self.run_command(context, command),
            Action::OpenLesson(lesson) => self.state.lessons.show_beside(lesson),
            Action::OpenData(source) => self.open_data(source),
            Action::OpenPath(path) => self.open_path(path),
            Action::CancelOpening => self.cancel_opening(),
            Action::ChooseOthers => self.choose_others(),
            Action::KeepData => self.state.subject.data.choosing_others = false,
            Action::LoadThumbnails(indices) => {
                self.send(ThumbnailsCommand::Dataset { generation: self.state.subject.data.generation, indices });
            }
            Action::UsePreset(name) => self.use_preset(name),
            Action::CancelEvaluation => {
                self.state.subject.results.cancel_evaluation();
                self.send(EvaluationCommand::Cancel);
            }
            Action::Evaluate(set) => {
                self.state.subject.results.choose(set);
                self.refresh_marks();
            }
            Action::LoadEvaluated(photographs) => {
                let results = &self.state.subject.results;
                if let Some(evaluated) = results.results().map(Arc::clone) {
                    let generation = results.generation;
                    self.send(ThumbnailsCommand::Evaluated { generation, results: evaluated, photographs });
                }
            }
            Action::Decide(names, change) => self.decide(&names, change.as_ref()),
            Action::UseOverlay(offer) => {
                self.state.notices.dismiss_offer(&offer);
                self.state.settings.remember_overlay(&offer.source, &offer.path);
                self.read_overlay(offer.source, Some(offer.path), None);
            }
            Action::Label(label) => {
                self.state.overlay.label_dialog_open = false;
                self.label(label);
            }
            Action::LabelAs(number) => self.label_as(number),
            Action::List(action) => self.run_list_action(action),
            Action::AddToList(files) => self.add_to_list(files),
            Action::ListDropped(files) => self.list_dropped(files),
            Action::ChooseRun(which) => self.choose_run(which),
            Action::CancelDuplicates => self.cancel_duplicates(),
            Action::SaveAgain => self.save_again(),
            Action::ExplainEvaluated => self.explain_evaluated(),
            Action::ExplainCard(card) => self.explain_card(card),
            Action::CloseExplanation => self.close_explanation(),
            Action::Occlude => self.occlude(),
            Action::CancelOcclusion => self.cancel_occlusion(),
            Action::OpenRun(folder) => self.open_run(folder),
            Action::ShowParkedRun => self.show_parked_run(),
            Action::ResumeRun(folder) => self.resume_run(folder),
            Action::KeepEventFiles(kept) => {
                self.state.settings.event_files = kept;
                self.send_event_files();
            }
            Action::Shelf(action) => self.run_shelf_action(action),
            Action::Exchange(action) => self.run_exchange_action(action),
            Action::ClassifyAgain => {
                self.state.subject.prediction.requested = None;
            }
            Action::EvaluateNewest => self.state.subject.results.weights = None,
            Action::Classify(paths) => self.classify(paths),
            Action::ClassifyPasted(image) => self.classify_pasted(&image),
            Action::ShowCards(ids) => self.load_cards(ids),
            Action::CancelClassification => self.cancel_classification(),
            Action::OpenFile(path) => self.send(FilesCommand::Open { path }),
            Action::DismissNotice(id) => self.state.notices.dismiss(id),
            Action::TakePaths(purpose, paths) => self.take_paths(purpose, paths),
            Action::QuitNow => {
                self.state.quit_confirmed = true;
                self.send(TrainingCommand::Stop);
                context.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Passes a command to the engine. A command for which the engine's queue has no room is kept and sent again in each
    /// frame.
    pub(super) fn send(&mut self, command: impl Into<EngineCommand>) {
        self.unsent.push_back(command.into());
        self.send_unsent();
    }

    /// Passes on the commands for which there was no room, those of each subject in their order.
    pub(super) fn send_unsent(&mut self) {
        let mut full = Vec::new();
        for command in std::mem::take(&mut self.unsent) {
            let subject = discriminant(&command);
            if full.contains(&subject) {
                self.unsent.push_back(command);
            } else if let Err(Rejected(command)) = self.engine.send(command) {
                full.push(subject);
                self.unsent.push_back(*command);
            }
        }
    }

    /// Opens a dialog for a path.
    fn request_path(&mut self, purpose: Purpose, title: impl Phrase) {
        let title = self.state.language.text(title).to_owned();
        let files = purpose.files().map(|files| self.state.language.text(files));
        let folder = match purpose {
            Purpose::OpenRun
            | Purpose::ResumeRun
            | Purpose::AddRuns
            | Purpose::CompareRun(_)
            | Purpose::OpenOverlay
            | Purpose::KeepOverlay => Some(self.options.runs.clone()),
            Purpose::WriteReport => self.state.subject.results.run.clone(),
            _ => self.state.settings.recent.first().and_then(|path| path.parent()).map(PathBuf::from),
        };
        self.dialogs.ask(DialogRequest { purpose, title, files, folder });
    }
}
