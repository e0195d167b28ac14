//! Relabels, excludes and flags photographs, chooses overlay files, and compares runs.

use std::path::PathBuf;

use crate::app::App;
use crate::app::dialogs::Purpose;
use crate::app::page::Page;
use crate::app::state::{ListDocument, OverlayDocument, ResultsTab, State, Step, Subject, fits};
use crate::data::is_same_class;
use crate::data::overlay::Change;
use crate::text::ComparisonText;

impl App {
    pub(super) fn undo(&mut self) {
        if self.state.undoes_deletion() {
            self.restore_deleted_run();
        } else {
            self.step(false);
        }
    }

    pub(super) fn redo(&mut self) {
        self.step(true);
    }

    /// Undoes or redoes the newest step of the shown subject, on the page where it was made.
    fn step(&mut self, redo: bool) {
        let State { subject: Subject { history, config, .. }, overlay, lists, settings, .. } = &mut self.state;
        let Some(made) = history.step(redo, |step| fits(overlay, lists, redo, step), config) else { return };
        settings.page = made.page;
        let files = match made.step {
            Step::Experiment(_) => return,
            Step::Overlay(source) => {
                let step = if redo { OverlayDocument::redo } else { OverlayDocument::undo };
                let files = overlay.document_mut(&source).map(step).unwrap_or_default();
                self.refresh_marks();
                files
            }
            Step::List(source) => {
                let files = lists.document_mut(&source).map(|document| document.step(redo)).unwrap_or_default();
                self.show_list();
                files
            }
        };
        if let Some(first) = files.first() {
            self.show_photograph(first);
        }
    }

    pub(super) fn exclude_chosen(&mut self) {
        self.toggle_chosen(Change::Exclude);
    }

    pub(super) fn flag_chosen(&mut self) {
        self.toggle_chosen(Change::Flagged);
    }

    pub(super) fn take_back_chosen(&mut self) {
        if self.can_change() {
            self.decide(&self.state.all_chosen(), None);
        }
    }

    /// Makes a change to the chosen photographs, or takes it back where it is made already to the last of them.
    fn toggle_chosen(&mut self, change: Change) {
        if self.can_change() {
            let names = self.state.all_chosen();
            let is_made = self.chosen_change() == Some(&change);
            self.decide(&names, (!is_made).then_some(change).as_ref());
        }
    }

    /// Whether a photograph is chosen and its overlay can be changed.
    fn can_change(&self) -> bool {
        self.state.chosen().is_some() && self.state.document().is_some()
    }

    /// The chosen photograph's change.
    fn chosen_change(&self) -> Option<&Change> {
        self.state.document()?.get(self.state.chosen()?.name)
    }

    /// Gives the chosen photograph the other label where there are two classes, and opens a dialog where there are more.
    pub(super) fn relabel_chosen(&mut self) {
        let (Some(chosen), Some(document)) = (self.state.chosen(), self.state.document()) else { return };
        let now = match document.get(chosen.name) {
            Some(Change::Relabel(label)) => Some(label.as_str()),
            _ => chosen.label,
        };
        let is_now = |class: &&String| now.is_some_and(|now| is_same_class(class, now));
        let others: Vec<String> = chosen.classes.iter().filter(|class| !is_now(class)).cloned().collect();
        match others.as_slice() {
            [other] => self.label(other.clone()),
            [] => {}
            _ => self.state.overlay.label_dialog_open = true,
        }
    }

    /// Gives the chosen photographs a label: in their list, where they are in one; else the label from the data set removes
    /// a change instead.
    pub(super) fn label(&mut self, label: String) {
        let names = self.state.all_chosen();
        if self.state.list().is_some() {
            self.edit_list(|edits| edits.put(&names, Some(&label)));
            return;
        }
        let Some(chosen) = self.state.chosen() else { return };
        let own = names.len() == 1 && chosen.label == Some(label.as_str());
        self.decide(&names, (!own).then_some(Change::Relabel(label)).as_ref());
    }

    pub(super) fn decide(&mut self, names: &[String], change: Option<&Change>) {
        if let Some(Change::Relabel(label)) = change
            && self.state.list().is_some()
        {
            self.edit_list(|edits| edits.put(names, Some(label)));
            return;
        }
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
        self.state.lists.documents_mut().iter_mut().for_each(ListDocument::retry);
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
