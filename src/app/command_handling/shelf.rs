//! Carries out what is asked with runs on the shelf.

use std::path::PathBuf;

use crate::app::App;
use crate::app::page::Page;
use crate::engine::{Deletion, FilesCommand, ShelfCommand};
use crate::run::RunNotes;

/// What is done with runs on the shelf.
#[derive(Debug, Clone)]
pub enum ShelfAction {
    /// Show a run's training, and with it all that belongs to the run.
    Open(PathBuf),
    /// Read these runs first: they are in view.
    ReadFirst(Vec<PathBuf>),
    /// Give a run another name or note than the user saw.
    ChangeNotes {
        /// Its folder.
        run: PathBuf,
        /// As they were.
        before: RunNotes,
        /// As they were typed.
        after: RunNotes,
    },
    /// Delete a run.
    Delete(PathBuf, Deletion),
    /// Leave the runs that the trash does not take where they are.
    KeepUntrashed,
    /// Show a folder in the file manager.
    ShowFolder(PathBuf),
    /// Show no runs of this folder any more.
    ForgetFolder(PathBuf),
}

impl App {
    pub(super) fn run_shelf_action(&mut self, action: ShelfAction) {
        match action {
            ShelfAction::Open(run) => {
                self.state.settings.page = Page::Training;
                self.open_run(run);
            }
            ShelfAction::ReadFirst(runs) => self.send(ShelfCommand::ReadFirst { runs }),
            ShelfAction::ChangeNotes { run, before, after } => {
                self.send(ShelfCommand::ChangeNotes { run, before, after });
            }
            ShelfAction::Delete(run, deletion) => {
                self.state.shelf.untrashed.retain(|(other, _)| *other != run);
                self.send(ShelfCommand::Delete { run, deletion });
            }
            ShelfAction::KeepUntrashed => self.state.shelf.untrashed.clear(),
            ShelfAction::ShowFolder(folder) => self.send(FilesCommand::Open { path: folder }),
            ShelfAction::ForgetFolder(folder) => {
                self.state.settings.run_folders.retain(|other| *other != folder);
                self.list_runs();
            }
        }
    }

    pub(super) fn delete_selected_run(&mut self) {
        if let Some(run) = self.state.shelf.selected.clone() {
            self.send(ShelfCommand::Delete { run, deletion: Deletion::Trash });
        }
    }

    pub(super) fn restore_deleted_run(&mut self) {
        if let Some(run) = self.state.shelf.deleted.pop() {
            self.send(ShelfCommand::Restore { run });
        }
    }

    /// Lays the chosen runs over each other, in the order of the shelf.
    pub(super) fn compare_chosen(&mut self) {
        let shelf = &self.state.shelf;
        let runs: Vec<PathBuf> = shelf.runs.iter().map(|run| run.folder.clone()).collect();
        let chosen = runs.into_iter().filter(|run| shelf.chosen.contains(run)).collect();
        self.state.curves.compare(chosen);
        self.state.settings.page = Page::Runs;
    }

    /// Shows the two compared runs photograph by photograph, the older one as the one before.
    pub(super) fn compare_photographs(&mut self) {
        if let [newer, older] = &self.state.curves.runs[..] {
            self.state.comparison.chosen = [Some(older.clone()), Some(newer.clone())];
            self.compare_runs();
        }
    }

    /// Shows the runs of another folder, too.
    pub(super) fn add_run_folder(&mut self, folder: PathBuf) {
        let folders = &mut self.state.settings.run_folders;
        if !folders.contains(&folder) {
            folders.push(folder);
        }
        self.state.settings.page = Page::Runs;
        self.list_runs();
    }
}
