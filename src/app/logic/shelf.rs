//! Lists the runs when the shelf is seen, and takes what was read into the state.

use std::path::PathBuf;

use eframe::egui::Context;

use crate::app::App;
use crate::app::page::Page;
use crate::app::state::{OwnRun, Phase};
use crate::engine::{Deletion, RunsCommand, ShelfCommand, ShelfEvent};
use crate::text::ShelfText;

impl App {
    /// Lists the runs where the shelf comes into view, with the page or with the window, for another window may have
    /// changed them, and where a run of this window begins or ends. That run is read again after each of its epochs.
    pub(super) fn request_shelf(&mut self, context: &Context) {
        let is_shown = match self.state.page() {
            Page::Runs => true,
            Page::Data => self.state.subject.data.dataset.is_none(),
            _ => false,
        };
        let is_seen = is_shown && context.input(|input| input.focused);
        let seen_on = is_seen.then(|| self.state.page());
        let own = self.state.active_run().map(|run| OwnRun {
            folder: run.folder.clone(),
            is_paused: run.phase == Phase::Paused,
            epochs: run.epochs.len(),
        });
        let shelf = &mut self.state.shelf;
        // The rail counts the runs on every page.
        let begins_or_ends = shelf.own_folder() != own.as_ref().map(|own| own.folder.as_path());
        let has_changed = shelf.follow(own) && is_shown;
        // A run that is open again after a start is shown by the name that it was given.
        let is_unnamed = shelf.generation == 0 && self.state.subject.run.is_some();
        if (is_seen && shelf.seen_on != seen_on) || has_changed || begins_or_ends || is_unnamed {
            self.list_runs();
        }
        self.state.shelf.seen_on = seen_on;
        if let Some(runs) = self.state.curves.next_request().filter(|runs| !runs.is_empty()) {
            self.send(RunsCommand::ReadCurves { generation: self.state.curves.generation, runs });
        }
    }

    /// Lists the runs of all folders of the shelf.
    pub(in crate::app) fn list_runs(&mut self) {
        self.state.shelf.generation += 1;
        let generation = self.state.shelf.generation;
        let mut folders: Vec<PathBuf> = vec![self.options.runs.clone()];
        folders.extend(self.state.settings.run_folders.iter().cloned());
        self.send(ShelfCommand::List { generation, folders });
    }

    pub(super) fn take_shelf_event(&mut self, event: ShelfEvent) {
        match event {
            // Each listing is newer than the one before, and what is read of runs comes after the listing that found them.
            ShelfEvent::Listed { generation, runs, problems } => {
                self.state.shelf.answered = generation;
                self.state.shelf.take_listing(runs, problems);
            }
            ShelfEvent::Read { runs } => self.state.shelf.take_summaries(runs),
            ShelfEvent::NotesChanged { run, result } => match result {
                Ok(notes) => self.state.shelf.take_notes(&run, notes),
                Err(reason) => {
                    self.report_failure(ShelfText::NotesNotSaved, &reason);
                    self.list_runs();
                }
            },
            ShelfEvent::Deleted { run, deletion, result } => {
                if result.is_ok() {
                    self.leave_run(&run);
                }
                let refused = self.state.shelf.take_deletion(run, deletion == Deletion::Trash, result);
                if let Some(reason) = refused {
                    self.report_failure(ShelfText::NotDeleted, &reason);
                }
            }
            ShelfEvent::Restored { run, result } => match result {
                Ok(()) => {
                    self.state.shelf.select(Some(run));
                    self.list_runs();
                }
                Err(reason) => self.report_failure(ShelfText::NotRestored, &reason),
            },
        }
    }
}
