//! Carries out what panels, menus, keys and drops ask for.

use std::mem::discriminant;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Context, Theme, ThemePreference, ViewportCommand};

mod overlay;
mod training;

use super::App;
use super::actions::Action;
use super::commands::Command;
use super::dialogs::{DialogRequest, Purpose};
use super::page::Page;
use super::state::{Evaluated, State, Waiting};
use super::theme;
use crate::charts::Format;
use crate::config::{self, DataSource};
use crate::data::Preprocessing;
use crate::engine::{
    DatasetCommand, EngineCommand, EvaluationCommand, ExplanationCommand, FilesCommand, PredictionCommand, Rejected,
    ThumbnailsCommand, TrainingCommand,
};
use crate::text::{Phrase, ShellText};

impl Command {
    /// Whether the command can be given now, or why not.
    ///
    /// # Errors
    /// What is missing, in words for the person.
    pub fn enabled(self, state: &State) -> Result<(), ShellText> {
        let need = |there: bool, missing: ShellText| if there { Ok(()) } else { Err(missing) };
        let idle = state.training.active().is_none();
        match self {
            Self::StartTraining => need(idle, ShellText::AlreadyTraining)
                .and(need(state.data.dataset.is_some(), ShellText::NeedsData))
                .and(need(state.network_can_be_built() != Some(false), ShellText::NeedsNetwork))
                .and_then(|()| need(state.problems().is_empty(), ShellText::NeedsValues)),
            Self::TrainDrawings | Self::ResumeRun => need(idle, ShellText::AlreadyTraining),
            Self::PauseOrResume | Self::StopTraining | Self::StopAfterEpoch => need(!idle, ShellText::NeedsRun),
            Self::SaveHistory | Self::SavePlotsPng | Self::SavePlotsSvg => {
                let has_epochs = state.training.run.as_ref().is_some_and(|run| !run.epochs.is_empty());
                need(has_epochs, ShellText::NeedsHistory)
            }
            Self::EvaluateFolder | Self::WriteReport => need(state.results.run.is_some(), ShellText::NeedsModel),
            Self::Undo
            | Self::Redo
            | Self::GiveLabel
            | Self::Exclude
            | Self::Flag
            | Self::TakeBack
            | Self::OpenOverlay
            | Self::KeepOverlay
            | Self::FindDuplicates
            | Self::TrainAgain => self.overlay_enabled(state),
            Self::FindPhotographs | Self::FindArchive => {
                let missed =
                    matches!(&state.results.evaluated, Evaluated::Failed(problem) if problem.wants_photographs());
                need(missed || state.results.moved_to.is_some(), ShellText::NeedsResults)
            }
            Self::ExportResults | Self::SaveCurvesPng | Self::SaveCurvesSvg => {
                need(state.results.results().is_some(), ShellText::NeedsResults)
            }
            Self::ClassifyPhotographs | Self::ClassifyFolder => {
                need(state.prediction.model.is_some(), ShellText::NeedsModel)
            }
            Self::ExportPredictions | Self::ClearPredictions => {
                need(!state.prediction.cards.is_empty(), ShellText::NeedsPredictions)
            }
            _ => Ok(()),
        }
    }
}

impl App {
    /// Carries out all that waits.
    pub(super) fn run_actions(&mut self, context: &Context) {
        for action in std::mem::take(&mut self.actions) {
            self.run_action(context, action);
        }
        if !self.actions.is_empty() {
            context.request_repaint();
        }
    }

    fn run_action(&mut self, context: &Context, action: Action) {
        match action {
            Action::Command(command) => self.run_command(context, command),
            Action::OpenData(source) => self.open_data(source),
            Action::CancelOpening => {
                self.state.data.loading = None;
                self.state.data.examining = None;
                self.state.data.train_when_open = false;
                self.send(DatasetCommand::Close);
            }
            Action::CloseData => {
                self.state.data.close();
                self.state.augmentation.versions = None;
                self.state.augmentation.index = 0;
                self.send(DatasetCommand::Close);
            }
            Action::LoadThumbnails(indices) => {
                self.send(ThumbnailsCommand::Dataset { generation: self.state.data.generation, indices });
            }
            Action::UsePreset(name) => match config::preset(name) {
                Ok(preset) => self.state.config = preset,
                Err(error) => self.tell_failure(ShellText::CouldNotOpenConfig, &error.into()),
            },
            Action::CancelEvaluation => {
                self.state.results.evaluated = Evaluated::Cancelled;
                self.send(EvaluationCommand::Cancel);
            }
            Action::Evaluator(set) => {
                self.state.results.choose(set);
                self.follow_decisions();
            }
            Action::LoadEvaluated(photographs) => {
                let results = &self.state.results;
                if let Some(evaluated) = results.results().map(Arc::clone) {
                    let generation = results.generation;
                    self.send(ThumbnailsCommand::Evaluated { generation, results: evaluated, photographs });
                }
            }
            Action::Decide(..)
            | Action::Label(_)
            | Action::ChooseRun(_)
            | Action::CancelDuplicates
            | Action::SaveAgain => {
                self.run_overlay(action);
            }
            Action::ExplainEvaluated => self.explain_evaluated(),
            Action::ExplainCard(card) => self.explain_card(card),
            Action::CloseExplanation => self.close_explanation(),
            Action::Occlude => self.occlude(),
            Action::CancelOcclusion => {
                self.state.explanation.occlusion.running = None;
                self.send(ExplanationCommand::CancelOcclusion);
            }
            Action::OpenRun(folder) => self.send(PredictionCommand::OpenRun { folder }),
            Action::ResumeRun(folder) => self.resume_run(folder),
            Action::Classify(paths) => {
                if self.state.prediction.model.is_some() {
                    self.send(FilesCommand::ListPhotographs { paths });
                } else {
                    self.state.prediction.waiting_paths.extend(paths);
                }
            }
            Action::ClassifyPasted(image) => self.classify_pasted(&image),
            Action::ShowCards(ids) => {
                self.state.prediction.ask_again(ids);
                self.send_cards();
            }
            Action::CancelClassification => {
                self.cancel_classification();
                self.state.prediction.drop_waiting();
            }
            Action::DismissNotice(id) => {
                let offered = self.state.notices.dismiss(id);
                if offered.is_some() && offered == self.state.settings.unfinished_run {
                    self.state.settings.unfinished_run = None;
                }
            }
            Action::TakePaths(purpose, paths) => self.take_paths(purpose, paths),
            Action::QuitNow => {
                self.state.quit_confirmed = true;
                self.send(TrainingCommand::Stop);
                context.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    fn run_command(&mut self, context: &Context, command: Command) {
        if command.enabled(&self.state).is_err() {
            return;
        }
        match command {
            Command::OpenFolder => self.ask_path(Purpose::OpenFolder, command),
            Command::OpenZip => self.ask_path(Purpose::OpenZip, command),
            Command::OpenRun => self.ask_path(Purpose::OpenRun, command),
            Command::ResumeRun => self.ask_path(Purpose::ResumeRun, command),
            Command::OpenConfig => self.ask_path(Purpose::OpenConfig, command),
            Command::SaveConfig => self.ask_path(Purpose::SaveConfig, command),
            Command::SaveHistory => self.ask_path(Purpose::SaveHistory, command),
            Command::SavePlotsPng => self.ask_path(Purpose::SavePlots(Format::Png), command),
            Command::SavePlotsSvg => self.ask_path(Purpose::SavePlots(Format::Svg), command),
            Command::EvaluateFolder => self.ask_path(Purpose::EvaluateFolder, command),
            Command::FindPhotographs => self.ask_path(Purpose::FindPhotographs, command),
            Command::FindArchive => self.ask_path(Purpose::FindArchive, command),
            Command::OpenOverlay => self.ask_path(Purpose::OpenOverlay, command),
            Command::KeepOverlay => self.ask_path(Purpose::KeepOverlay, command),
            Command::Undo
            | Command::Redo
            | Command::GiveLabel
            | Command::Exclude
            | Command::Flag
            | Command::TakeBack
            | Command::FindDuplicates => self.overlay(command),
            Command::TrainAgain => self.train_when_ready(Waiting::Again),
            Command::CompareRuns => self.compare_runs(),
            Command::ExportResults => self.ask_path(Purpose::ExportResults, command),
            Command::WriteReport => self.ask_path(Purpose::WriteReport, command),
            Command::SaveCurvesPng => self.ask_path(Purpose::SaveCurves(Format::Png), command),
            Command::SaveCurvesSvg => self.ask_path(Purpose::SaveCurves(Format::Svg), command),
            Command::ClassifyPhotographs => self.ask_path(Purpose::ClassifyPhotographs, command),
            Command::ClassifyFolder => self.ask_path(Purpose::ClassifyFolder, command),
            Command::PastePicture => context.send_viewport_cmd(ViewportCommand::RequestPaste),
            Command::ExportPredictions => self.ask_path(Purpose::ExportPredictions, command),
            Command::UseDrawings => self.open_drawings(),
            Command::TrainDrawings => {
                self.state.data.train_when_open = true;
                self.open_drawings();
                self.state.settings.page = Page::Training;
            }
            Command::Quit => context.send_viewport_cmd(ViewportCommand::Close),
            Command::StartTraining => self.train_when_ready(Waiting::Experiment),
            Command::PauseOrResume => self.pause_or_resume(),
            Command::StopTraining => self.stop_training(),
            Command::StopAfterEpoch => {
                if let Some(run) = &mut self.state.training.run {
                    run.stops_after_epoch = true;
                }
                self.send(TrainingCommand::StopAfterEpoch);
            }
            Command::ClearPredictions => {
                self.cancel_classification();
                self.state.prediction.clear();
            }
            Command::GoData => self.state.settings.page = Page::Data,
            Command::GoAugmentation => self.state.settings.page = Page::Augmentation,
            Command::GoNetwork => self.state.settings.page = Page::Network,
            Command::GoTraining => self.state.settings.page = Page::Training,
            Command::GoResults => self.state.settings.page = Page::Results,
            Command::GoPrediction => self.state.settings.page = Page::Prediction,
            Command::SwitchLanguage => {
                self.state.language = self.state.language.other();
                self.state.settings.language = Some(self.state.language);
            }
            Command::SwitchTheme => {
                let other = if context.theme() == Theme::Dark { ThemePreference::Light } else { ThemePreference::Dark };
                self.set_theme(context, other);
            }
            Command::FollowSystemTheme => self.set_theme(context, ThemePreference::System),
            Command::LargerText => self.zoom(context, 0.1),
            Command::SmallerText => self.zoom(context, -0.1),
            Command::UsualText => {
                self.state.settings.zoom = 1.0;
                self.zoom(context, 0.0);
            }
            Command::SwitchMotion => {
                self.state.settings.reduced_motion = !self.state.settings.reduced_motion;
                theme::set_motion(context, self.state.settings.reduced_motion);
            }
            Command::ShowNotices => self.state.notices_open = !self.state.notices_open,
            Command::ShowPalette => {
                self.state.palette = super::state::Palette { open: !self.state.palette.open, ..Default::default() };
            }
        }
    }

    /// Passes a request to the engine. What the engine has no room for is kept and sent again in each frame.
    pub(super) fn send(&mut self, command: impl Into<EngineCommand>) {
        self.unsent.push_back(command.into());
        self.send_unsent();
    }

    /// Passes on what the engine had no room for, each subject's requests in the order in which they were made.
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

    /// Forgets all that is still to be listed and classified.
    fn cancel_classification(&mut self) {
        self.unsent.retain(|command| !matches!(command, EngineCommand::Files(FilesCommand::ListPhotographs { .. })));
        // Before whatever else waits for room: the engine always takes it.
        self.unsent.push_front(FilesCommand::CancelListing.into());
        self.send_unsent();
        self.send(PredictionCommand::Cancel);
    }

    fn ask_path(&mut self, purpose: Purpose, command: Command) {
        self.ask_for(purpose, command.name());
    }

    fn ask_for(&mut self, purpose: Purpose, title: impl Phrase) {
        let title = self.state.language.text(title).to_owned();
        let folder = match purpose {
            Purpose::OpenRun
            | Purpose::ResumeRun
            | Purpose::CompareRun(_)
            | Purpose::OpenOverlay
            | Purpose::KeepOverlay => Some(self.options.runs.clone()),
            Purpose::WriteReport => self.state.results.run.clone(),
            _ => self.state.settings.recent.first().and_then(|path| path.parent()).map(PathBuf::from),
        };
        self.dialogs.ask(DialogRequest { purpose, title, folder });
    }

    fn open_drawings(&mut self) {
        let before = std::mem::replace(&mut self.state.config, self.options.demonstration.clone());
        if before != self.state.config {
            self.state.before_drawings = Some(before);
        }
        self.open_data(DataSource::Drawings { count: self.options.drawings, seed: self.state.config.seed });
    }

    fn open_data(&mut self, source: DataSource) {
        if let DataSource::Path(_) = &source {
            self.state.settings.page = Page::Data;
            self.state.data.train_when_open = false;
        }
        let generation = self.state.data.begin_opening(source.clone());
        let preprocessing = Preprocessing::of(&self.state.config);
        self.send(DatasetCommand::Open { generation, source, preprocessing });
    }

    fn set_theme(&mut self, context: &Context, theme: ThemePreference) {
        self.state.settings.theme = theme;
        context.set_theme(theme);
    }

    fn zoom(&mut self, context: &Context, step: f32) {
        self.state.settings.zoom_by(step);
        context.set_zoom_factor(self.state.settings.zoom);
    }
}
