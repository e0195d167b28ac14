//! Lists of photographs that the user is making, with their undo steps, and the files that they are written to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::DataSource;
use crate::data::list::{List, ListEdits};
use crate::engine::{Before, ListCommand};
use crate::shared_error::SharedError;

/// What is known of a list's file.
enum Content {
    /// It is being read.
    Reading,
    /// It cannot be edited without losing something.
    Other,
    /// The list with its undo steps.
    Open(ListEdits),
}

/// A list, its undo steps, and its file. Each change is written at once, one write after another.
pub struct ListDocument {
    /// The file.
    path: PathBuf,
    /// The number of the reading that fills it.
    number: u64,
    content: Content,
    /// What the file holds, as it was read or written last.
    before: Vec<u8>,
    /// Whether there are changes that have not been sent to be written.
    unwritten: bool,
    /// Whether a write is under way.
    writing: bool,
    /// Why the last write failed.
    problem: Option<SharedError>,
}

impl ListDocument {
    /// A list whose file is being read.
    #[must_use]
    pub fn reading(path: PathBuf, number: u64) -> Self {
        let (before, unwritten, writing, problem) = (Vec::new(), false, false, None);
        Self { path, number, content: Content::Reading, before, unwritten, writing, problem }
    }

    /// Takes what the reading with this number has found.
    pub fn open(&mut self, number: u64, list: Option<(List, Vec<u8>)>) {
        if number != self.number || !matches!(self.content, Content::Reading) {
            return;
        }
        self.content = match list {
            Some((list, bytes)) => {
                self.before = bytes;
                Content::Open(ListEdits::new(list))
            }
            None => Content::Other,
        };
    }

    /// The list's file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The list, if it has been read and can be edited.
    #[must_use]
    pub fn list(&self) -> Option<&Arc<List>> {
        match &self.content {
            Content::Open(edits) => Some(edits.list()),
            Content::Reading | Content::Other => None,
        }
    }

    /// Edits the list; `edit` gives whether that is a step.
    pub fn edit(&mut self, edit: impl FnOnce(&mut ListEdits) -> bool) -> bool {
        let Content::Open(edits) = &mut self.content else { return false };
        let is_step = edit(edits);
        self.unwritten |= is_step;
        is_step
    }

    /// Whether there is a step to undo, and one to redo.
    #[must_use]
    pub fn steps(&self) -> (bool, bool) {
        match &self.content {
            Content::Open(edits) => edits.steps(),
            Content::Reading | Content::Other => (false, false),
        }
    }

    /// Undoes the newest step, or redoes the one that was undone last; gives its photographs.
    pub fn step(&mut self, redo: bool) -> Vec<String> {
        let Content::Open(edits) = &mut self.content else { return Vec::new() };
        self.unwritten = true;
        if redo { edits.redo() } else { edits.undo() }
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

    /// Lets the failed write be tried again.
    pub fn retry(&mut self) {
        self.problem = None;
    }

    /// The write to send now, if any: one at a time, and none after a failure until the user has acted.
    pub fn next_write(&mut self) -> Option<ListCommand> {
        if !self.unwritten || self.writing || self.problem.is_some() {
            return None;
        }
        let list = Arc::clone(self.list()?);
        self.unwritten = false;
        self.writing = true;
        Some(ListCommand::Save { path: self.path.clone(), list, before: Before::Content(self.before.clone()) })
    }

    /// The write to send before the window closes, even while another one is under way.
    pub fn flush(&mut self) -> Option<ListCommand> {
        let was_writing = std::mem::replace(&mut self.writing, false);
        self.problem = None;
        let write = self.next_write()?;
        Some(match write {
            // The write that is under way ends first, so the file then holds what that one has written.
            ListCommand::Save { path, list, .. } if was_writing => {
                ListCommand::Save { path, list, before: Before::Anything }
            }
            write => write,
        })
    }

    /// Ends a write that was lost in a panic.
    pub fn end_by_panic(&mut self, reason: &SharedError) {
        if self.writing {
            self.finish_write(Err(reason.clone()));
        }
    }

    /// Takes the result of a write.
    pub fn finish_write(&mut self, result: Result<Vec<u8>, SharedError>) {
        self.writing = false;
        match result {
            Ok(content) => self.before = content,
            Err(problem) => {
                self.unwritten = true;
                self.problem = Some(problem);
            }
        }
    }
}

/// All lists of this session.
#[derive(Default)]
pub struct ListsState {
    documents: Vec<ListDocument>,
    /// Files that were dropped where no data set is open, until it is known where the list of them lies.
    pub dropped: Vec<PathBuf>,
}

/// The file of a data set that may be a list.
fn file(source: &DataSource) -> Option<&Path> {
    match source {
        DataSource::Path(path) if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) => {
            Some(path)
        }
        _ => None,
    }
}

impl ListsState {
    /// The list that these photographs are in, if they are in one.
    #[must_use]
    pub fn document(&self, source: &DataSource) -> Option<&ListDocument> {
        self.at(file(source)?)
    }

    /// The same, to be changed.
    pub fn document_mut(&mut self, source: &DataSource) -> Option<&mut ListDocument> {
        self.at_mut(file(source)?)
    }

    /// The list at a path.
    #[must_use]
    pub fn at(&self, path: &Path) -> Option<&ListDocument> {
        self.documents.iter().find(|document| document.path == path)
    }

    /// The same, to be changed.
    pub fn at_mut(&mut self, path: &Path) -> Option<&mut ListDocument> {
        self.documents.iter_mut().find(|document| document.path == path)
    }

    /// The file of a list that must be read before it can be edited.
    #[must_use]
    pub fn unread<'a>(&self, source: &'a DataSource) -> Option<&'a Path> {
        file(source).filter(|path| self.at(path).is_none())
    }

    /// Adds a list, in the place of the one with the same file.
    pub fn put(&mut self, document: ListDocument) {
        self.forget(&document.path.clone());
        self.documents.push(document);
    }

    /// Forgets a list, which is read again when it is needed.
    pub fn forget(&mut self, path: &Path) {
        self.documents.retain(|other| other.path != path);
    }

    /// All of them, to be changed.
    pub fn documents_mut(&mut self) -> &mut [ListDocument] {
        &mut self.documents
    }

    /// The first list that could not be written.
    #[must_use]
    pub fn unsaved(&self) -> Option<&ListDocument> {
        self.documents.iter().find(|document| document.problem().is_some())
    }
}
