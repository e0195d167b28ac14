//! The decisions about one set of photographs, and the file that they are kept in.

use std::path::{Path, PathBuf};

use crate::config::DataSource;
use crate::data::overlay::{Change, Edits, Overlay};
use crate::engine::{Before, OpenedOverlay, OverlayCommand};
use crate::shared_error::SharedError;

/// Decisions, their past, and their file. Each change is written at once, one write after another.
pub struct OverlayDocument {
    /// The photographs that it is about.
    pub source: DataSource,
    /// Which reading of a file fills it.
    pub number: u64,
    /// The decisions; `None` until the file has been read.
    edits: Option<Edits>,
    /// Where they are kept.
    path: PathBuf,
    /// What stands there.
    before: Before,
    /// Whether something is decided that has not been sent to be written.
    unwritten: bool,
    /// Whether a write goes on.
    writing: bool,
    /// Why the last write failed.
    problem: Option<SharedError>,
    /// The file to go back to where the one that is being read cannot be used.
    fallback: Option<PathBuf>,
}

impl OverlayDocument {
    /// A book whose file is being read.
    #[must_use]
    pub fn asked(source: DataSource, number: u64, fallback: Option<PathBuf>) -> Self {
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

    /// Takes what was read, unless decisions are there already.
    pub fn open(&mut self, opened: OpenedOverlay) {
        if self.edits.is_none() {
            self.edits = Some(Edits::new(opened.overlay));
            self.unwritten = opened.gone.is_some();
            self.path = opened.path;
            self.before = opened.before;
        }
    }

    /// Whether decisions can be made.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.edits.is_some()
    }

    /// Whether nothing was ever decided and no file is there.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.is_open() && self.is_empty() && self.steps() == (false, false) && self.before == Before::Nothing
    }

    /// What is decided, once that is known.
    #[must_use]
    pub fn overlay(&self) -> Option<&Overlay> {
        self.edits.as_ref().map(Edits::overlay)
    }

    /// What is decided about a photograph.
    #[must_use]
    pub fn get(&self, file: &str) -> Option<&Change> {
        self.overlay()?.get(file)
    }

    /// Whether nothing is decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.overlay().is_none_or(Overlay::is_empty)
    }

    /// The decisions' file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file that a run should be told of; none where nothing is decided.
    #[must_use]
    pub fn named(&self) -> Option<PathBuf> {
        (!self.is_empty()).then(|| self.path.clone())
    }

    /// Why the decisions are not on disk, if that failed.
    #[must_use]
    pub fn problem(&self) -> Option<&SharedError> {
        self.problem.as_ref()
    }

    /// Whether all decisions are on disk.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        !self.unwritten && !self.writing
    }

    /// Where the decisions are kept, once something was kept there.
    #[must_use]
    pub fn kept(&self) -> Option<PathBuf> {
        (self.before != Before::Nothing).then(|| self.path.clone())
    }

    /// Decides about photographs in one step, or takes decisions back.
    pub fn decide(&mut self, files: &[String], change: Option<&Change>) {
        let Some(edits) = &mut self.edits else { return };
        self.unwritten |= files.iter().any(|file| edits.overlay().get(file) != change);
        edits.decide(files.iter().map(String::as_str), change);
    }

    /// Whether there is a step to undo, and one to do again.
    #[must_use]
    pub fn steps(&self) -> (bool, bool) {
        self.edits.as_ref().map_or((false, false), |edits| (edits.can_undo(), edits.can_redo()))
    }

    /// Takes the last step back; gives the photographs that it was about.
    pub fn undo(&mut self) -> Vec<String> {
        self.step(Edits::undo)
    }

    /// Does the last undone step again; gives the photographs that it was about.
    pub fn redo(&mut self) -> Vec<String> {
        self.step(Edits::redo)
    }

    fn step(&mut self, step: fn(&mut Edits) -> Vec<String>) -> Vec<String> {
        let files = self.edits.as_mut().map(step).unwrap_or_default();
        self.unwritten |= !files.is_empty();
        files
    }

    /// Keeps the decisions in another file from now on, which may be replaced.
    pub fn keep_in(&mut self, path: PathBuf) {
        self.path = path;
        self.before = Before::Anything;
        self.unwritten = true;
        self.problem = None;
    }

    /// Tries again what could not be written.
    pub fn try_again(&mut self) {
        self.problem = None;
    }

    /// What is to be written now, if anything: one write at a time, none after a failure until the person has acted.
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

    /// What is to be written before the window closes, whatever goes on.
    pub fn flush(&mut self) -> Option<OverlayCommand> {
        if self.writing {
            // The write that goes on comes first, so that what it leaves is what is found.
            self.before = Before::Anything;
        }
        self.writing = false;
        self.problem = None;
        self.next_write()
    }

    /// Ends a write that cannot be answered any more, since a thread had to give it up.
    pub fn end_by_panic(&mut self, reason: &SharedError) {
        if self.writing {
            self.written(Err(reason.clone()));
        }
    }

    /// What came of a write.
    pub fn written(&mut self, result: Result<(PathBuf, Before), SharedError>) {
        self.writing = false;
        match result {
            // Where another file was chosen meanwhile, that one is written next.
            Ok(_) if self.unwritten && self.before == Before::Anything => {}
            Ok((path, before)) => (self.path, self.before) = (path, before),
            Err(problem) => {
                self.unwritten = true;
                self.problem = Some(problem);
            }
        }
    }
}
