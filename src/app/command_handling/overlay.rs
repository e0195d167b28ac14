//! Carries out what is asked about single photographs, overlays and runs beside each other.

use std::path::PathBuf;

use crate::app::App;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::dialogs::Purpose;
use crate::app::page::Page;
use crate::app::state::{DataView, Look, OverlayDocument, ResultsTab, State};
use crate::data::Preprocessing;
use crate::data::overlay::Change;
use crate::engine::DuplicatesCommand;
use crate::text::{ComparisonText, ShellText};

impl Command {
    /// Whether a command about single photographs can be given now, or why not.
    pub(super) fn overlay_enabled(self, state: &State) -> Result<(), ShellText> {
        let need = |there: bool, missing: ShellText| if there { Ok(()) } else { Err(missing) };
        let document = state.document();
        let (undo, redo) = document.map_or((false, false), OverlayDocument::steps);
        match self {
            Self::Undo => need(undo, ShellText::NeedsStep),
            Self::Redo => need(redo, ShellText::NeedsUndone),
            Self::OpenOverlay | Self::KeepOverlay => need(document.is_some(), ShellText::NeedsData),
            Self::FindDuplicates => need(state.data.dataset.is_some(), ShellText::NeedsData),
            Self::TrainAgain => {
                let results = state.results.results();
                let config = results.map(|results| &results.config);
                let document = config.and_then(|config| state.overlay.document(config.data.source.as_ref()?));
                let changed = document.is_some_and(|document| {
                    document.is_open()
                        && (!document.is_empty() || config.is_some_and(|config| config.data.overlay.is_some()))
                });
                need(state.training.active().is_none(), ShellText::AlreadyTraining)
                    .and(need(results.is_some(), ShellText::NeedsResults))
                    .and(need(changed, ShellText::NeedsDecision))
            }
            Self::TakeBack => {
                let decided = state.chosen().and_then(|chosen| document?.get(chosen.name)).is_some();
                need(decided, ShellText::NeedsDecision)
            }
            _ => need(state.chosen().is_some() && document.is_some(), ShellText::NeedsPhotograph),
        }
    }
}

impl App {
    /// Decides about the chosen photograph, or goes back and forth in what was decided.
    pub(super) fn overlay(&mut self, command: Command) {
        let steps = match command {
            Command::Undo => Some(OverlayDocument::undo as fn(&mut OverlayDocument) -> Vec<String>),
            Command::Redo => Some(OverlayDocument::redo as fn(&mut OverlayDocument) -> Vec<String>),
            _ => None,
        };
        if let Some(step) = steps {
            let source = self.state.overlay_source().cloned();
            let document = source.and_then(|source| self.state.overlay.document_mut(&source));
            let files = document.map(step).unwrap_or_default();
            self.follow_decisions();
            if let Some(first) = files.first() {
                self.show_photograph(first);
            }
            return;
        }
        if command == Command::FindDuplicates {
            self.find_duplicates();
            return;
        }
        let (Some(chosen), Some(document)) = (self.state.chosen(), self.state.document()) else { return };
        let (name, change) = (chosen.name.to_owned(), document.get(chosen.name).cloned());
        let toggled = |wanted: Change| (change.as_ref() != Some(&wanted)).then_some(wanted);
        match command {
            Command::Exclude => self.decide(&[name], toggled(Change::Exclude).as_ref()),
            Command::Flag => self.decide(&[name], toggled(Change::Flagged).as_ref()),
            Command::TakeBack => self.decide(&[name], None),
            Command::GiveLabel => {
                let now = match &change {
                    Some(Change::Relabel(label)) => Some(label.as_str()),
                    _ => chosen.label,
                };
                let others: Vec<String> =
                    chosen.classes.iter().filter(|class| Some(class.as_str()) != now).cloned().collect();
                match others.as_slice() {
                    [other] => self.label(other.clone()),
                    [] => {}
                    _ => self.state.overlay.asks_label = true,
                }
            }
            _ => {}
        }
    }

    pub(super) fn run_overlay(&mut self, action: Action) {
        match action {
            Action::Decide(names, change) => self.decide(&names, change.as_ref()),
            Action::Label(label) => {
                self.state.overlay.asks_label = false;
                self.label(label);
            }
            Action::ChooseRun(which) => {
                let title = if which == 0 { ComparisonText::ChooseFirst } else { ComparisonText::ChooseSecond };
                self.ask_for(Purpose::CompareRun(which), title);
            }
            Action::CancelDuplicates => {
                self.state.overlay.duplicates.look = Look::Cancelled;
                self.send(DuplicatesCommand::Cancel);
            }
            Action::SaveAgain => self.state.overlay.documents().iter_mut().for_each(OverlayDocument::try_again),
            _ => {}
        }
    }

    /// Gives the chosen photograph a label; that which it came with takes the decision back.
    fn label(&mut self, label: String) {
        let Some(chosen) = self.state.chosen() else { return };
        let (name, own) = (chosen.name.to_owned(), chosen.label == Some(label.as_str()));
        self.decide(&[name], (!own).then_some(Change::Relabel(label)).as_ref());
    }

    fn decide(&mut self, names: &[String], change: Option<&Change>) {
        let Some(source) = self.state.overlay_source().cloned() else { return };
        if let Some(document) = self.state.overlay.document_mut(&source) {
            document.decide(names, change);
        }
        self.follow_decisions();
    }

    /// Brings a photograph before the person.
    fn show_photograph(&mut self, name: &str) {
        match self.state.page() {
            Page::Data => self.state.data.select_named(name),
            Page::Results => self.state.results.select_named(name),
            _ => false,
        };
    }

    fn find_duplicates(&mut self) {
        self.state.settings.page = Page::Data;
        self.state.data.view = DataView::DuplicatePair;
        let duplicates = &mut self.state.overlay.duplicates;
        duplicates.generation += 1;
        duplicates.look = Look::Running { done: 0, total: 0 };
        let (generation, dataset) = (duplicates.generation, self.state.data.generation);
        let preprocessing = Preprocessing::of(&self.state.config);
        self.send(DuplicatesCommand::Find { generation, dataset, preprocessing });
    }

    pub(super) fn compare_runs(&mut self) {
        self.state.settings.page = Page::Results;
        self.state.results.tab = ResultsTab::Comparison;
        self.state.comparison.runs = None;
        if let Some(run) = &self.state.results.run {
            self.state.comparison.looked_at(run);
        }
    }

    /// Uses another overlay for the photographs of the shown page.
    pub(in crate::app) fn open_overlay(&mut self, path: PathBuf) {
        if let Some(source) = self.state.overlay_source().cloned() {
            self.ask_overlay(source, Some(path), None);
        }
    }

    /// Keeps the decisions about the photographs of the shown page in another file.
    pub(in crate::app) fn keep_overlay(&mut self, path: PathBuf) {
        let unsaved = self.state.overlay.documents().iter_mut().find(|document| document.problem().is_some());
        let source = unsaved.map(|document| document.source.clone()).or_else(|| self.state.overlay_source().cloned());
        if let Some(document) = source.and_then(|source| self.state.overlay.document_mut(&source)) {
            document.keep_in(path);
        }
    }
}
