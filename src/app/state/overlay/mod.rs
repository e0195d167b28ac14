//! Mending the data: what is decided about single photographs, where that is kept, and which of them occur twice.

mod document;
mod duplicates;
mod marks;
#[cfg(test)]
mod tests;

pub use document::OverlayDocument;
pub use duplicates::{ChosenDuplicate, DuplicatesState, Look, Pairs, straddles};
pub use marks::{ChangeFilter, Marks, unfit};

use std::path::PathBuf;

use crate::config::DataSource;

/// All that is mended in this session.
#[derive(Default)]
pub struct OverlayState {
    /// One for each set of photographs that was looked at.
    documents: Vec<OverlayDocument>,
    /// The last reading's number.
    pub readings: u64,
    /// The overlay that an opened experiment names, until its photographs are open.
    pub request: Option<PathBuf>,
    /// The run whose decisions were read last.
    pub read_run: Option<PathBuf>,
    /// Which photographs occur twice.
    pub duplicates: DuplicatesState,
    /// Whether a label is asked for the chosen photograph.
    pub asks_label: bool,
    /// A run that begins as soon as all decisions are on disk.
    pub waiting: Option<Waiting>,
}

/// A run that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// The experiment on the open photographs.
    Experiment,
    /// The run that is looked at, with what was changed since.
    Again,
}

impl OverlayState {
    /// The decisions about these photographs, if they were looked at.
    #[must_use]
    pub fn document(&self, source: &DataSource) -> Option<&OverlayDocument> {
        self.documents.iter().find(|document| document.source == *source)
    }

    /// The same, to be changed.
    pub fn document_mut(&mut self, source: &DataSource) -> Option<&mut OverlayDocument> {
        self.documents.iter_mut().find(|document| document.source == *source)
    }

    /// All of them.
    pub fn documents(&mut self) -> &mut [OverlayDocument] {
        &mut self.documents
    }

    /// The first book whose decisions could not be written.
    #[must_use]
    pub fn unsaved(&self) -> Option<&OverlayDocument> {
        self.documents.iter().find(|document| document.problem().is_some())
    }

    /// Puts a book in the place of the one about the same photographs.
    pub fn put(&mut self, document: OverlayDocument) {
        self.documents.retain(|other| other.source != document.source);
        self.documents.push(document);
    }
}
