//! The overlay of one set of photographs, with its undo steps, and the file that it is written to.

use std::path::{Path, PathBuf};

use crate::config::DataSource;
use crate::data::overlay::{Change, Edits, Overlay};
use crate::engine::{Before, OpenedOverlay, OverlayCommand};
use crate::shared_error::SharedError;

/// An overlay, its undo steps, and its file. Each change is written at once, one write after another.
pub struct OverlayDocument {
    /// The photographs that the overlay is about.
    pub source: DataSource,
    /// The number of the reading that fills it.
    pub number: u64,
    /// The overlay with its undo steps; `None` until the file has been read.
    edits: Option<Edits>,
    /// The file.
    path: PathBuf,
    /// What the file holds, as it was read or written last.
    before: Before,
    /// Whether there are changes that have not been sent to be written.
    unwritten: bool,
    /// Whether a write is under way.
    writing: bool,
    /// Why the last write failed.
    problem: Option<SharedError>,
    /// The file to read instead where the one that is being read cannot be used.
    fallback: Option<PathBuf>,
}

impl OverlayDocument {
    /// A document whose file is being read.
    #[must_use]
    pub fn reading(source: DataSource, number: u64, fallback: Option<PathBuf>) -> Self {
        Self {
            number,
            fallback,
            source,
            edits: None,
            path: PathBuf::new(),
            before: Before::Nothing,
            unwritten: false,
            writing: false,
            problem: None,
        }
    }

    /// The file to read instead of one that cannot be used, once.
    pub fn take_fallback(&mut self) -> Option<PathBuf> {
        self.fallback.take()
    }

    /// Takes the overlay that was read, unless there is one already.
    pub fn open(&mut self, opened: OpenedOverlay) {
        if self.edits.is_none() {
            self.edits = Some(Edits::new(opened.overlay));
            self.unwritten = opened.gone.is_some();
            self.path = opened.path;
            self.before = opened.before;
        }
    }

    /// Whether the overlay has been read and can be changed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.edits.is_some()
    }

    /// Whether nothing was ever changed and no file exists.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.is_open() && self.is_empty() && self.steps() == (false, false) && self.before == Before::Nothing
    }

    /// The overlay, once it has been read.
    #[must_use]
    pub fn overlay(&self) -> Option<&Overlay> {
        self.edits.as_ref().map(Edits::overlay)
    }

    /// A photograph's change.
    #[must_use]
    pub fn get(&self, file: &str) -> Option<&Change> {
        self.overlay()?.get(file)
    }

    /// Whether no photograph is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.overlay().is_none_or(Overlay::is_empty)
    }

    /// The overlay's file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file that a run's configuration names; none where no photograph is changed.
    #[must_use]
    pub fn path_for_run(&self) -> Option<PathBuf> {
        (!self.is_empty()).then(|| self.path.clone())
    }

    /// Why the last write failed, if it did.
    #[must_use]
    pub fn problem(&self) -> Option<&SharedError> {
        self.problem.as_ref()
    }

    /// Whether all changes are on disk.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        !self.unwritten && !self.writing
    }

    /// The overlay's file, if it exists.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        (self.before != Before::Nothing).then(|| self.path.clone())
    }

    /// Changes photographs in one step, or takes their changes back; gives whether that is a step.
    pub fn decide(&mut self, files: &[String], change: Option<&Change>) -> bool {
        let Some(edits) = &mut self.edits else { return false };
        let is_step = files.iter().any(|file| edits.overlay().get(file) != change);
        self.unwritten |= is_step;
        edits.decide(files.iter().map(String::as_str), change);
        is_step
    }

    /// Whether there is a step to undo, and one to redo.
    #[must_use]
    pub fn steps(&self) -> (bool, bool) {
        self.edits.as_ref().map_or((false, false), |edits| (edits.can_undo(), edits.can_redo()))
    }

    /// Undoes the newest step; gives the photographs that it was about.
    pub fn undo(&mut self) -> Vec<String> {
        self.step(Edits::undo)
    }

    /// Redoes the step that was undone last; gives the photographs that it was about.
    pub fn redo(&mut self) -> Vec<String> {
        self.step(Edits::redo)
    }

    fn step(&mut self, step: fn(&mut Edits) -> Vec<String>) -> Vec<String> {
        let files = self.edits.as_mut().map(step).unwrap_or_default();
        self.unwritten |= !files.is_empty();
        files
    }

    /// Writes to another file from now on, which is replaced if it exists.
    pub fn keep_in(&mut self, path: PathBuf) {
        self.path = path;
        self.before = Before::Anything;
        self.unwritten = true;
        self.problem = None;
    }

    /// Lets the failed write be tried again.
    pub fn retry(&mut self) {
        self.problem = None;
    }

    /// The write to send now, if any: one at a time, and none after a failure until the user has acted.
    pub fn next_write(&mut self) -> Option<OverlayCommand> {
        if !self.unwritten || self.writing || self.problem.is_some() {
            return None;
        }
        let overlay = self.overlay()?.clone();
        self.unwritten = false;
        self.writing = true;
        let (source, path, before) = (self.source.clone(), self.path.clone(), self.before.clone());
        Some(OverlayCommand::Save { source, path, overlay, before })
    }

    /// The write to send before the window closes, even while another one is under way.
    pub fn flush(&mut self) -> Option<OverlayCommand> {
        if self.writing {
            // The write that is under way ends first, so the file then holds what that one has written.
            self.before = Before::Anything;
        }
        self.writing = false;
        self.problem = None;
        self.next_write()
    }

    /// Ends a write that was lost in a panic.
    pub fn end_by_panic(&mut self, reason: &SharedError) {
        if self.writing {
            self.finish_write(Err(reason.clone()));
        }
    }

    /// Takes the result of a write.
    pub fn finish_write(&mut self, result: Result<(PathBuf, Before), SharedError>) {
        self.writing = false;
        match result {
            // Another file was chosen meanwhile and is written next.
            Ok(_) if self.unwritten && self.before == Before::Anything => {}
            Ok((path, before)) => (self.path, self.before) = (path, before),
            Err(problem) => {
                self.unwritten = true;
                self.problem = Some(problem);
            }
        }
    }
}
