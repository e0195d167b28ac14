//! Overlays of the photographs, their files, and near-duplicates.

mod document;
mod duplicates;
mod marks;
#[cfg(test)]
mod tests;

pub use document::OverlayDocument;
pub use duplicates::{ChosenDuplicate, DuplicateSearch, DuplicatesState, Pairs, connected, straddles, surplus};
pub use marks::{ChangeFilter, Marks, unfit};

use std::path::PathBuf;

use crate::config::DataSource;

/// All overlays of this session.
#[derive(Default)]
pub struct OverlayState {
    /// One for each set of photographs that was opened or evaluated.
    documents: Vec<OverlayDocument>,
    /// The last reading's number.
    pub readings: u64,
    /// The overlay that an opened experiment names, until its photographs are open.
    pub named_by_config: Option<PathBuf>,
    /// The run whose overlay was read last.
    pub read_run: Option<PathBuf>,
    /// Whether the dialog for the chosen photograph's label is open.
    pub label_dialog_open: bool,
    /// A run that begins as soon as the overlay of its photographs is on disk.
    pub pending_run: Option<PendingRun>,
}

/// A run that waits for its overlay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PendingRun {
    /// The experiment on the open photographs.
    Experiment,
    /// The evaluated run, with the overlay as it is now.
    Again,
}

impl OverlayState {
    /// The overlay of these photographs, if they were opened or evaluated.
    #[must_use]
    pub fn document(&self, source: &DataSource) -> Option<&OverlayDocument> {
        self.documents.iter().find(|document| document.source == *source)
    }

    /// The same, to be changed.
    pub fn document_mut(&mut self, source: &DataSource) -> Option<&mut OverlayDocument> {
        self.documents.iter_mut().find(|document| document.source == *source)
    }

    /// All of them, to be changed.
    pub fn documents_mut(&mut self) -> &mut [OverlayDocument] {
        &mut self.documents
    }

    /// The first overlay that could not be written.
    #[must_use]
    pub fn unsaved(&self) -> Option<&OverlayDocument> {
        self.documents.iter().find(|document| document.problem().is_some())
    }

    /// Replaces the document about the same photographs.
    pub fn put(&mut self, document: OverlayDocument) {
        self.documents.retain(|other| other.source != document.source);
        self.documents.push(document);
    }
}
