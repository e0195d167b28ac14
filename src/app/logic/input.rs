//! What the person does outside of panels: keys, drops, pastes, answers of dialogs.

use std::path::{Path, PathBuf};

use eframe::egui::{Context, Event};

use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::dialogs::{DialogAnswer, Purpose};
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::state::CardState;
use crate::app::{App, pictures};
use crate::config::DataSource;
use crate::engine::{ClassifyItem, EvaluationSet, FilesCommand, Photograph};
use crate::text::{PredictionText, ShellText};

impl App {
    pub(super) fn take_drops(&mut self, context: &Context) {
        let dropped = context.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
        let paths: Vec<PathBuf> = dropped.iter().map(|file| file.path().to_owned()).collect();
        if paths.is_empty() {
            return;
        }
        let action = self.meaning_of_drop(paths);
        self.actions.push(action);
    }

    /// On the prediction page everything is classified; elsewhere a single folder or archive is opened as data.
    fn meaning_of_drop(&mut self, paths: Vec<PathBuf>) -> Action {
        match paths.as_slice() {
            [path] if self.state.page() != Page::Prediction && !looks_like_photograph(path) => {
                Action::OpenData(DataSource::Path(path.clone()))
            }
            _ => {
                self.state.settings.page = Page::Prediction;
                Action::Classify(paths)
            }
        }
    }

    pub(super) fn take_keys(&mut self, context: &Context) {
        // egui takes Ctrl+Shift+O for Ctrl+O too, so the keys with more modifiers are asked for first.
        let shifted = |command: &Command| command.shortcut().is_some_and(|keys| keys.modifiers.shift);
        let (first, then): (Vec<_>, Vec<_>) = Command::ALL.into_iter().partition(shifted);
        let typing = context.text_edit_focused();
        for command in first.into_iter().chain(then) {
            let waits = command.yields_to_text() && (typing || command.enabled(&self.state).is_err());
            if let Some(keys) = command.shortcut().filter(|_| !waits)
                && context.input_mut(|input| input.consume_shortcut(&keys))
            {
                self.actions.push(command.into());
            }
        }
        let pasted = context.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::PasteImage(image) => Some(image.clone()),
                _ => None,
            })
        });
        if let Some(image) = pasted {
            self.state.settings.page = Page::Prediction;
            self.actions.push(Action::ClassifyPasted(image));
        }
    }

    pub(super) fn take_dialog_answer(&mut self) {
        match self.dialogs.answer() {
            Some(DialogAnswer::Chosen(purpose, paths)) => self.take_paths(purpose, paths),
            Some(DialogAnswer::Unavailable(purpose)) => {
                let summary = self.state.language.text(ShellText::DialogUnavailable);
                self.state.notices.tell(Severity::Warning, summary, None);
                self.state.path_request = Some(purpose);
                let proposed = purpose.file_name().map(|name| self.options.documents.join(name).display().to_string());
                self.state.path_field = proposed.unwrap_or_default();
            }
            Some(DialogAnswer::Cancelled(_)) | None => {}
        }
    }

    /// Does what the paths were asked for.
    pub(in crate::app) fn take_paths(&mut self, purpose: Purpose, paths: Vec<PathBuf>) {
        let Some(first) = paths.first().cloned() else { return };
        match purpose {
            Purpose::OpenFolder | Purpose::OpenZip => self.actions.push(Action::OpenData(DataSource::Path(first))),
            Purpose::OpenRun => self.actions.push(Action::OpenRun(first)),
            Purpose::ResumeRun => self.actions.push(Action::ResumeRun(first)),
            Purpose::OpenConfig => self.send(FilesCommand::ReadConfig { path: first }),
            Purpose::ClassifyPhotographs | Purpose::ClassifyFolder => self.actions.push(Action::Classify(paths)),
            Purpose::SaveConfig => {
                let mut config = self.state.config.clone();
                if let Some(dataset) = &self.state.data.dataset {
                    config.data.source = Some(dataset.source.clone());
                }
                self.write(first, config.to_ron());
            }
            Purpose::SaveHistory => {
                if let Some(run) = &self.state.training.run {
                    let history = crate::run::history::to_csv(&run.epochs);
                    self.write(first, history);
                }
            }
            Purpose::SavePlots(format) => {
                if let Some(run) = &self.state.training.run {
                    let figure = Box::new(run.figure(self.state.language));
                    self.send(FilesCommand::WriteFigure { path: first, figure, format });
                }
            }
            Purpose::EvaluateFolder => {
                self.state.settings.page = Page::Results;
                self.state.results.choose(EvaluationSet::Labelled(first));
            }
            Purpose::FindPhotographs | Purpose::FindArchive => self.state.results.move_to(first),
            Purpose::OpenOverlay => self.open_overlay(first),
            Purpose::KeepOverlay => self.keep_overlay(first),
            Purpose::CompareRun(which) => {
                if let Some(chosen) = self.state.comparison.chosen.get_mut(which) {
                    *chosen = Some(first);
                }
            }
            Purpose::ExportResults => {
                let table = self.state.results.figures().and_then(|figures| figures.predictions.to_csv().ok());
                if let Some(table) = table {
                    self.write(first, table);
                }
            }
            Purpose::WriteReport => self.write_report(first),
            Purpose::SaveCurves(format) => {
                if let Some(figure) = self.state.results.figure(self.state.language) {
                    self.send(FilesCommand::WriteFigure { path: first, figure: Box::new(figure), format });
                }
            }
            Purpose::ExportPredictions => {
                if let Ok(table) = self.state.prediction.to_csv() {
                    self.write(first, table);
                }
            }
        }
    }

    fn write(&mut self, path: PathBuf, contents: String) {
        self.send(FilesCommand::Write { path, contents });
    }

    /// Puts a pasted picture before the network.
    pub(in crate::app) fn classify_pasted(&mut self, image: &eframe::egui::ColorImage) {
        let name = self.state.language.text(PredictionText::PastedPicture).to_owned();
        let photograph = Photograph::Pixels(std::sync::Arc::new(pictures::picture_of(image)));
        let card = self.state.prediction.add(name, CardState::Waiting, Some(photograph.clone()));
        self.state.prediction.unsent.push_back(vec![ClassifyItem { card, photograph }]);
        self.send_cards();
    }
}

/// By its name only: nothing is read here.
fn looks_like_photograph(path: &Path) -> bool {
    const EXTENSIONS: [&str; 13] =
        ["jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "tif", "tiff", "webp", "pgm", "ppm", "pnm"];
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    EXTENSIONS.contains(&extension.as_str())
}
