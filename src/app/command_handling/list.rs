//! Makes lists of photographs: new ones, their classes, and the photographs in them.

use std::path::PathBuf;

use crate::app::App;
use crate::app::dialogs::Purpose;
use crate::app::page::Page;
use crate::app::state::{ClassFilter, Opening};
use crate::config::DataSource;
use crate::data::list::{ListEdits, class_name};
use crate::engine::ListCommand;
use crate::text::{DataText, ShellText};

/// An edit of the list of the open photographs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListAction {
    /// Add a class of this name, as typed.
    AddClass(String),
    /// Call a class otherwise; where there is a class of that name, the two become one.
    RenameClass {
        /// The class.
        from: String,
        /// Its new name, as typed.
        to: String,
    },
    /// Remove a class; its photographs then have none.
    RemoveClass(String),
    /// Take all photographs without a class off the list.
    RemoveUnlabelled,
}

impl App {
    pub(super) fn run_list_action(&mut self, action: ListAction) {
        match action {
            ListAction::AddClass(typed) => {
                let Some(name) = class_name(&typed) else { return };
                self.edit_list(|edits| edits.add_class(&name));
                // Photographs that wait for a class stay in view, so that they can be given this one.
                if self.state.subject.data.unlabelled() == 0 {
                    self.show_class(&name);
                }
            }
            ListAction::RenameClass { from, to } => {
                if let Some(to) = class_name(&to) {
                    self.edit_list(|edits| edits.rename_class(&from, &to));
                }
            }
            ListAction::RemoveClass(name) => self.edit_list(|edits| edits.remove_class(&name)),
            ListAction::RemoveUnlabelled => self.edit_list(|edits| {
                let unlabelled = edits.list().photos().filter(|(_, class)| class.is_none());
                let names: Vec<String> = unlabelled.map(|(name, _)| name.to_owned()).collect();
                edits.remove(&names)
            }),
        }
    }

    /// Edits the list of the open photographs in one step.
    pub(in crate::app) fn edit_list(&mut self, edit: impl FnOnce(&mut ListEdits) -> bool) {
        let (page, source) =
            (self.state.page(), self.state.subject.data.dataset.as_ref().map(|data| data.source.clone()));
        if self.state.list().is_some()
            && let Some(source) = source
            && let Some(document) = self.state.lists.document_mut(&source)
            && document.edit(edit)
        {
            self.state.subject.history.list_changed(page, source);
            self.show_list();
        }
    }

    /// Lets the open photographs have the classes that their list gives them now.
    pub(in crate::app) fn show_list(&mut self) {
        let source = self.state.subject.data.dataset.as_ref().map(|dataset| dataset.source.clone());
        let list = source.and_then(|source| self.state.lists.document(&source)?.list().cloned());
        if let Some(list) = list.filter(|_| self.state.subject.is_experiment()) {
            self.state.subject.data.label(&list);
            self.refresh_marks();
        }
    }

    /// Shows the photographs of one class, which then takes those that are dropped.
    fn show_class(&mut self, name: &str) {
        let data = &mut self.state.subject.data;
        let place = data.dataset.as_ref().and_then(|dataset| dataset.classes.iter().position(|class| class == name));
        if let Some(place) = place {
            data.filter.class = ClassFilter::Of(place as u32);
            data.apply_filter();
        }
    }

    /// Gives all chosen photographs the class of this number, as a key does, and chooses the next one without a class.
    pub(super) fn label_as(&mut self, number: usize) {
        let Some(class) = self.state.chosen().and_then(|chosen| chosen.classes.get(number).cloned()) else { return };
        self.label(class);
        self.state.subject.data.choose_next_unlabelled();
    }

    /// Makes a list of these photographs at a path.
    pub(super) fn create_list(&mut self, path: PathBuf, of_open: bool) {
        let data = &self.state.subject.data;
        let dataset = data.dataset.as_ref().filter(|_| of_open).map(|_| data.generation);
        let add = std::mem::take(&mut self.state.lists.dropped);
        self.send(ListCommand::Create { path, dataset, add });
    }

    /// Asks where the list of dropped photographs is to lie.
    pub(super) fn list_dropped(&mut self, files: Vec<PathBuf>) {
        self.state.lists.dropped = files;
        self.request_path(Purpose::NewList, ShellText::NewList);
    }

    /// Adds files and all photographs below folders to the list, with the class that is shown.
    pub(super) fn add_to_list(&mut self, files: Vec<PathBuf>) {
        let Some(path) = self.state.list().map(|document| document.path().to_owned()) else { return };
        let data = &self.state.subject.data;
        let class = match data.filter.class {
            ClassFilter::Of(class) => data.dataset.as_ref().and_then(|data| data.classes.get(class as usize)).cloned(),
            ClassFilter::All | ClassFilter::None => None,
        };
        self.send(ListCommand::Find { path, class, files });
    }

    pub(super) fn remove_from_list(&mut self) {
        let names = self.state.all_chosen();
        self.edit_list(|edits| edits.remove(&names));
    }

    /// Opens the open photographs again, to see what has changed on disk.
    pub(super) fn read_again(&mut self) {
        self.back_to_experiment();
        self.state.settings.page = Page::Data;
        let Some(source) = self.state.subject.data.dataset.as_ref().map(|dataset| dataset.source.clone()) else {
            return;
        };
        if let DataSource::Path(path) = &source
            && self.state.lists.at(path).is_some_and(|document| document.is_saved() || document.problem().is_some())
        {
            self.state.lists.forget(path);
            self.resolve_failure(DataText::ListNotSaved);
        }
        self.open_as(source, Opening::Again);
    }
}
