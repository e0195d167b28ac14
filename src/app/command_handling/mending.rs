//! Carries out what is asked about single photographs, overlays and runs beside each other.

use std::path::PathBuf;

use crate::app::App;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::dialogs::Purpose;
use crate::app::page::Page;
use crate::app::state::{Book, DataView, Look, ResultsTab, State};
use crate::app::texts::{ComparisonText, ShellText};
use crate::data::Preprocessing;
use crate::data::overlay::Change;
use crate::engine::EngineCommand;

impl Command {
    /// Whether a command about single photographs can be given now, or why not.
    pub(super) fn mending_enabled(self, state: &State) -> Result<(), ShellText> {
        let need = |there: bool, missing: ShellText| if there { Ok(()) } else { Err(missing) };
        let book = state.book();
        let (undo, redo) = book.map_or((false, false), Book::steps);
        match self {
            Self::Undo => need(undo, ShellText::NeedsStep),
            Self::Redo => need(redo, ShellText::NeedsUndone),
            Self::OpenOverlay | Self::KeepOverlay => need(book.is_some(), ShellText::NeedsData),
            Self::FindTwins => need(state.data.dataset.is_some(), ShellText::NeedsData),
            Self::TrainAgain => {
                let results = state.results.results();
                let config = results.map(|results| &results.config);
                let book = config.and_then(|config| state.mending.book(config.data.source.as_ref()?));
                let changed = book.is_some_and(|book| {
                    book.is_open() && (!book.is_empty() || config.is_some_and(|config| config.data.overlay.is_some()))
                });
                need(state.training.active().is_none(), ShellText::AlreadyTraining)
                    .and(need(results.is_some(), ShellText::NeedsResults))
                    .and(need(changed, ShellText::NeedsDecision))
            }
            Self::TakeBack => {
                let decided = state.chosen().and_then(|chosen| book?.get(chosen.name)).is_some();
                need(decided, ShellText::NeedsDecision)
            }
            _ => need(state.chosen().is_some() && book.is_some(), ShellText::NeedsPhotograph),
        }
    }
}

impl App {
    /// Decides about the chosen photograph, or goes back and forth in what was decided.
    pub(super) fn mend(&mut self, command: Command) {
        let steps = match command {
            Command::Undo => Some(Book::undo as fn(&mut Book) -> Vec<String>),
            Command::Redo => Some(Book::redo as fn(&mut Book) -> Vec<String>),
            _ => None,
        };
        if let Some(step) = steps {
            let source = self.state.mended_source().cloned();
            let book = source.and_then(|source| self.state.mending.book_mut(&source));
            let files = book.map(step).unwrap_or_default();
            self.follow_decisions();
            if let Some(first) = files.first() {
                self.show_photograph(first);
            }
            return;
        }
        if command == Command::FindTwins {
            self.find_twins();
            return;
        }
        let (Some(chosen), Some(book)) = (self.state.chosen(), self.state.book()) else { return };
        let (name, change) = (chosen.name.to_owned(), book.get(chosen.name).cloned());
        let toggled = |wanted: Change| (change.as_ref() != Some(&wanted)).then_some(wanted);
        match command {
            Command::Exclude => self.decide(&[name], toggled(Change::Exclude).as_ref()),
            Command::MarkDoubtful => self.decide(&[name], toggled(Change::Doubtful).as_ref()),
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
                    _ => self.state.mending.asks_label = true,
                }
            }
            _ => {}
        }
    }

    pub(super) fn run_mending(&mut self, action: Action) {
        match action {
            Action::Decide(names, change) => self.decide(&names, change.as_ref()),
            Action::Label(label) => {
                self.state.mending.asks_label = false;
                self.label(label);
            }
            Action::ChooseRun(which) => {
                let title = if which == 0 { ComparisonText::ChooseFirst } else { ComparisonText::ChooseSecond };
                self.ask_for(Purpose::CompareRun(which), title);
            }
            Action::CancelTwins => {
                self.state.mending.twins.look = Look::Cancelled;
                self.send(EngineCommand::CancelTwins);
            }
            Action::SaveAgain => self.state.mending.books().iter_mut().for_each(Book::try_again),
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
        let Some(source) = self.state.mended_source().cloned() else { return };
        if let Some(book) = self.state.mending.book_mut(&source) {
            book.decide(names, change);
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

    fn find_twins(&mut self) {
        self.state.settings.page = Page::Data;
        self.state.data.view = DataView::Twins;
        let twins = &mut self.state.mending.twins;
        twins.generation += 1;
        twins.look = Look::Running { done: 0, total: 0 };
        let (generation, dataset) = (twins.generation, self.state.data.generation);
        let preprocessing = Preprocessing::of(&self.state.config);
        self.send(EngineCommand::FindTwins { generation, dataset, preprocessing });
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
        if let Some(source) = self.state.mended_source().cloned() {
            self.ask_overlay(source, Some(path), None);
        }
    }

    /// Keeps the decisions about the photographs of the shown page in another file.
    pub(in crate::app) fn keep_overlay(&mut self, path: PathBuf) {
        let unsaved = self.state.mending.books().iter_mut().find(|book| book.problem().is_some());
        let source = unsaved.map(|book| book.source.clone()).or_else(|| self.state.mended_source().cloned());
        if let Some(book) = source.and_then(|source| self.state.mending.book_mut(&source)) {
            book.keep_in(path);
        }
    }
}
