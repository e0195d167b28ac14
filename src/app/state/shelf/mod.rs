//! The shelf: all runs at a glance.

mod names;
mod order;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use names::RunNames;
pub use order::{ShelfColumn, ShelfFilter};

use super::sorting::Sorting;
use crate::app::page::Page;
use crate::engine::Undeleted;
use crate::run::{RunNotes, RunState, RunSummary};
use crate::shared_error::SharedError;

/// A run on the shelf; without a summary until it was read.
#[derive(Debug, Clone)]
pub struct ShelfRun {
    /// Its folder.
    pub folder: PathBuf,
    /// What is known of it.
    pub summary: Option<Arc<RunSummary>>,
}

/// The state of a run as this window shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RunStatus {
    /// This window trains it.
    Training,
    /// This window has paused it.
    Paused,
    /// Another window or process trains it.
    TrainingElsewhere,
    /// Its process was killed; it can be resumed.
    Interrupted,
    /// The user stopped it; it can be resumed.
    Stopped,
    /// It came from elsewhere and has not been trained here.
    Imported,
    /// It has ended by itself.
    Done,
    /// An error ended it.
    Failed,
    /// It cannot be read.
    Unreadable,
    /// It has not been read yet.
    Reading,
}

impl RunStatus {
    /// All states of runs that were read.
    pub const ALL: [Self; 9] = [
        Self::Training,
        Self::Paused,
        Self::TrainingElsewhere,
        Self::Interrupted,
        Self::Stopped,
        Self::Imported,
        Self::Done,
        Self::Failed,
        Self::Unreadable,
    ];

    /// Whether the run can be resumed.
    #[must_use]
    pub const fn is_resumable(self) -> bool {
        matches!(self, Self::Interrupted | Self::Stopped | Self::Imported | Self::Failed)
    }
}

/// The run that this window trains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRun {
    /// Its folder.
    pub folder: PathBuf,
    /// Whether it is paused.
    pub is_paused: bool,
    /// Its whole epochs.
    pub epochs: usize,
}

/// The name and the note of the chosen run while they are edited.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NotesEdit {
    /// The run; none before one was chosen.
    pub run: Option<PathBuf>,
    /// As they were when they were shown or saved last.
    pub before: RunNotes,
    /// As they are typed.
    pub typed: RunNotes,
}

/// All runs at a glance.
#[derive(Default)]
pub struct ShelfState {
    /// The newest listing's number.
    pub generation: u64,
    /// The number of the listing that was answered last; 0 before the first.
    pub answered: u64,
    /// The page on which the shelf was seen in the last frame, with the keyboard in the window.
    pub seen_on: Option<Page>,
    /// The runs as they were listed.
    pub runs: Vec<ShelfRun>,
    places: HashMap<PathBuf, usize>,
    /// The names that runs were given, for all pages.
    pub names: RunNames,
    /// Folders that cannot be listed, and why.
    pub problems: Vec<(PathBuf, SharedError)>,
    /// The places in `runs` of those that the filter lets through, in their order.
    pub shown: Vec<usize>,
    /// What is shown.
    pub filter: ShelfFilter,
    /// How they are sorted.
    pub sorting: Sorting<ShelfColumn>,
    /// The run whose details are shown.
    pub selected: Option<PathBuf>,
    /// Whether the table scrolls to it.
    pub reveal: bool,
    /// The runs that are chosen for a comparison.
    pub chosen: BTreeSet<PathBuf>,
    /// Name and note of the selected run.
    pub edit: NotesEdit,
    /// Runs that were deleted, the newest last, for undo.
    pub deleted: Vec<PathBuf>,
    /// Runs that the trash does not take, and why: whether they are to be deleted for good is asked.
    pub untrashed: Vec<(PathBuf, SharedError)>,
    /// The run that this window trains.
    pub own: Option<OwnRun>,
    requested: HashSet<PathBuf>,
}

impl ShelfState {
    /// Takes a listing. What was read of runs stays until they are read again.
    pub fn take_listing(&mut self, runs: Vec<PathBuf>, problems: Vec<(PathBuf, SharedError)>) {
        let mut known: HashMap<PathBuf, Arc<RunSummary>> =
            self.runs.drain(..).filter_map(|run| Some((run.folder, run.summary?))).collect();
        self.places = runs.iter().cloned().zip(0..).collect();
        self.runs = runs.into_iter().map(|folder| ShelfRun { summary: known.remove(&folder), folder }).collect();
        self.problems = problems;
        self.requested.clear();
        self.chosen.retain(|run| self.places.contains_key(run));
        if self.selected.as_ref().is_some_and(|run| !self.places.contains_key(run)) {
            self.selected = None;
        }
        self.names = RunNames::among(&self.runs);
        self.arrange();
    }

    /// Takes what was read of runs.
    pub fn take_summaries(&mut self, summaries: Vec<Arc<RunSummary>>) {
        for summary in summaries {
            if let Some(place) = self.places.get(&summary.folder) {
                self.runs[*place].summary = Some(summary);
            }
        }
        self.names = RunNames::among(&self.runs);
        self.follow_edit();
        self.arrange();
    }

    /// Takes the name and note that a run has now.
    pub fn take_notes(&mut self, run: &Path, notes: RunNotes) {
        if let Some(summary) = self.places.get(run).and_then(|place| self.runs[*place].summary.as_mut()) {
            Arc::make_mut(summary).notes = notes;
        }
        self.names = RunNames::among(&self.runs);
        self.follow_edit();
        self.arrange();
    }

    /// Removes a run that was deleted.
    pub fn remove(&mut self, run: &Path) {
        let left = self.runs.iter().map(|run| run.folder.clone()).filter(|other| other != run).collect();
        let problems = std::mem::take(&mut self.problems);
        self.take_listing(left, problems);
    }

    /// Whether a listing has been answered.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.answered > 0
    }

    /// What is known of a run.
    #[must_use]
    pub fn summary(&self, run: &Path) -> Option<&Arc<RunSummary>> {
        self.runs[*self.places.get(run)?].summary.as_ref()
    }

    /// The state of a run as this window shows it.
    #[must_use]
    pub fn status(&self, run: &ShelfRun) -> RunStatus {
        if let Some(own) = self.own.as_ref().filter(|own| own.folder == run.folder) {
            return if own.is_paused { RunStatus::Paused } else { RunStatus::Training };
        }
        match run.summary.as_ref().map(|summary| &summary.state) {
            None => RunStatus::Reading,
            Some(RunState::Training) => RunStatus::TrainingElsewhere,
            Some(RunState::Interrupted) => RunStatus::Interrupted,
            Some(RunState::Stopped) => RunStatus::Stopped,
            Some(RunState::Imported) => RunStatus::Imported,
            Some(RunState::Done) => RunStatus::Done,
            Some(RunState::Failed { .. }) => RunStatus::Failed,
            Some(RunState::Unreadable(_)) => RunStatus::Unreadable,
        }
    }

    /// Takes the run that this window trains; whether it is another one now, or has another state.
    pub fn follow(&mut self, own: Option<OwnRun>) -> bool {
        let has_changed = self.own != own;
        if has_changed {
            self.own = own;
            self.arrange();
        }
        has_changed
    }

    /// The folder of the run that this window trains.
    pub fn own_folder(&self) -> Option<&Path> {
        self.own.as_ref().map(|own| own.folder.as_path())
    }

    /// The runs of these rows that have not been read and were not requested yet.
    pub fn unread(&mut self, rows: std::ops::Range<usize>) -> Vec<PathBuf> {
        let rows = self.shown.get(rows).unwrap_or_default();
        let unread = rows.iter().map(|place| &self.runs[*place]).filter(|run| run.summary.is_none());
        unread.filter(|run| self.requested.insert(run.folder.clone())).map(|run| run.folder.clone()).collect()
    }

    /// Selects a run and shows its name and note. What was typed for another one must have been saved before.
    pub fn select(&mut self, run: Option<PathBuf>) {
        self.selected = run;
        self.follow_edit();
    }

    /// Moves the selection by rows.
    pub fn move_selection(&mut self, by: isize) {
        let at = |run: &PathBuf| self.shown.iter().position(|place| self.runs[*place].folder == *run);
        let row = match self.selected.as_ref().and_then(at) {
            Some(row) => row.saturating_add_signed(by).min(self.shown.len().saturating_sub(1)),
            None => 0,
        };
        let run = self.shown.get(row).map(|place| self.runs[*place].folder.clone());
        self.select(run);
        self.reveal = true;
    }

    /// What is typed and not saved yet: the run, its name and note before, and now.
    #[must_use]
    pub fn unsaved(&self) -> Option<(PathBuf, RunNotes, RunNotes)> {
        let NotesEdit { run, before, typed } = &self.edit;
        let run = run.clone().filter(|_| before != typed)?;
        Some((run, before.clone(), typed.clone()))
    }

    /// Takes what became of a deletion.
    pub fn take_deletion(
        &mut self,
        run: PathBuf,
        is_restorable: bool,
        result: Result<(), Undeleted>,
    ) -> Option<SharedError> {
        match result {
            Ok(()) => {
                self.remove(&run);
                self.untrashed.retain(|(other, _)| *other != run);
                if is_restorable {
                    self.deleted.push(run);
                }
                None
            }
            Err(Undeleted::NoTrash(reason)) => {
                self.untrashed.push((run, reason));
                None
            }
            Err(Undeleted::Refused(reason)) => Some(reason),
        }
    }

    /// Shows the selected run's name and note as they are now, unless others are being typed.
    fn follow_edit(&mut self) {
        let notes = self.selected.as_ref().and_then(|run| Some(self.summary(run)?.notes.clone()));
        let is_same = self.edit.run == self.selected;
        let Some(notes) = notes else {
            if !is_same {
                self.edit = NotesEdit { run: self.selected.clone(), ..NotesEdit::default() };
            }
            return;
        };
        if !is_same || self.edit.typed == self.edit.before {
            self.edit.typed = notes.clone();
        }
        self.edit.run.clone_from(&self.selected);
        self.edit.before = notes;
    }
}
