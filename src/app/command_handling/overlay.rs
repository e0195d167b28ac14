//! Relabels, excludes and flags photographs, chooses overlay files, and compares runs.

use std::path::PathBuf;

use crate::app::App;
use crate::app::dialogs::Purpose;
use crate::app::page::Page;
use crate::app::state::{OverlayDocument, ResultsTab, State, Step, Subject};
use crate::data::overlay::Change;
use crate::text::ComparisonText;

impl App {
    pub(super) fn undo(&mut self) {
        self.step(false);
    }

    pub(super) fn redo(&mut self) {
        self.step(true);
    }

    /// Undoes or redoes the newest step of the shown subject, on the page where it was made.
    fn step(&mut self, redo: bool) {
        let State { subject: Subject { history, config, .. }, overlay, settings, .. } = &mut self.state;
        let Some(made) = history.step(redo, |step| overlay.fits(redo, step), config) else { return };
        settings.page = made.page;
        if let Step::Overlay(source) = made.step {
            let step = if redo { OverlayDocument::redo } else { OverlayDocument::undo };
            let files = overlay.document_mut(&source).map(step).unwrap_or_default();
            self.refresh_marks();
            if let Some(first) = files.first() {
                self.show_photograph(first);
            }
        }
    }

    pub(super) fn exclude_chosen(&mut self) {
        self.toggle_chosen(Change::Exclude);
    }

    pub(super) fn flag_chosen(&mut self) {
        self.toggle_chosen(Change::Flagged);
    }

    pub(super) fn take_back_chosen(&mut self) {
        if let Some((name, _)) = self.chosen_with_change() {
            self.decide(&[name], None);
        }
    }

    /// Makes a change to the chosen photograph, or takes it back where it is made already.
    fn toggle_chosen(&mut self, change: Change) {
        if let Some((name, now)) = self.chosen_with_change() {
            self.decide(&[name], (now.as_ref() != Some(&change)).then_some(change).as_ref());
        }
    }

    /// The chosen photograph's name and its change; none where nothing can be changed.
    fn chosen_with_change(&self) -> Option<(String, Option<Change>)> {
        let (chosen, document) = (self.state.chosen()?, self.state.document()?);
        Some((chosen.name.to_owned(), document.get(chosen.name).cloned()))
    }

    /// Gives the chosen photograph the other label where there are two classes, and opens a dialog where there are more.
    pub(super) fn relabel_chosen(&mut self) {
        let (Some(chosen), Some(document)) = (self.state.chosen(), self.state.document()) else { return };
        let now = match document.get(chosen.name) {
            Some(Change::Relabel(label)) => Some(label.as_str()),
            _ => chosen.label,
        };
        let others: Vec<String> = chosen.classes.iter().filter(|class| Some(class.as_str()) != now).cloned().collect();
        match others.as_slice() {
            [other] => self.label(other.clone()),
            [] => {}
            _ => self.state.overlay.label_dialog_open = true,
        }
    }

    /// Gives the chosen photograph a label. The label from the data set removes the change instead.
    pub(super) fn label(&mut self, label: String) {
        let Some(chosen) = self.state.chosen() else { return };
        let (name, own) = (chosen.name.to_owned(), chosen.label == Some(label.as_str()));
        self.decide(&[name], (!own).then_some(Change::Relabel(label)).as_ref());
    }

    pub(super) fn decide(&mut self, names: &[String], change: Option<&Change>) {
        let Some(source) = self.state.overlay_source().cloned() else { return };
        let page = self.state.page();
        if let Some(document) = self.state.overlay.document_mut(&source)
            && document.decide(names, change)
        {
            self.state.subject.history.overlay_changed(page, source);
        }
        self.refresh_marks();
    }

    fn show_photograph(&mut self, name: &str) {
        match self.state.page() {
            Page::Data => self.state.subject.data.select_named(name),
            Page::Results => self.state.subject.results.select_named(name),
            _ => {}
        }
    }

    pub(super) fn choose_run(&mut self, which: usize) {
        let title = if which == 0 { ComparisonText::ChooseFirst } else { ComparisonText::ChooseSecond };
        self.request_path(Purpose::CompareRun(which), title);
    }

    pub(super) fn compare_runs(&mut self) {
        self.state.settings.page = Page::Results;
        self.state.subject.results.tab = ResultsTab::Comparison;
        self.state.comparison.runs = None;
        if let Some(run) = &self.state.subject.results.run {
            self.state.comparison.run_opened(run);
        }
    }

    pub(super) fn save_again(&mut self) {
        self.state.overlay.documents_mut().iter_mut().for_each(OverlayDocument::retry);
    }

    /// Reads another overlay for the photographs of the shown page.
    pub(super) fn open_overlay(&mut self, path: PathBuf) {
        if let Some(source) = self.state.overlay_source().cloned() {
            self.read_overlay(source, Some(path), None);
        }
    }

    /// Writes the overlay that could not be written, else that of the shown page's photographs, to another file.
    pub(super) fn keep_overlay(&mut self, path: PathBuf) {
        let unsaved = self.state.overlay.unsaved().map(|document| document.source.clone());
        let source = unsaved.or_else(|| self.state.overlay_source().cloned());
        if let Some(document) = source.and_then(|source| self.state.overlay.document_mut(&source)) {
            document.keep_in(path);
        }
    }
}
