//! Mending the data: what is decided about single photographs, where that is kept, and which of them occur twice.

mod book;
mod marks;
#[cfg(test)]
mod tests;
mod twins;

pub use book::Book;
pub use marks::{Marks, Mended, unfit};
pub use twins::{ChosenTwin, Look, Pairs, TwinsState, straddles};

use std::path::PathBuf;

use crate::config::DataSource;

/// All that is mended in this session.
#[derive(Default)]
pub struct MendingState {
    /// One for each set of photographs that was looked at.
    books: Vec<Book>,
    /// The last reading's number.
    pub readings: u64,
    /// The overlay that an opened experiment names, until its photographs are open.
    pub wish: Option<PathBuf>,
    /// The run whose decisions were read last.
    pub read_run: Option<PathBuf>,
    /// Which photographs occur twice.
    pub twins: TwinsState,
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

impl MendingState {
    /// The decisions about these photographs, if they were looked at.
    #[must_use]
    pub fn book(&self, source: &DataSource) -> Option<&Book> {
        self.books.iter().find(|book| book.source == *source)
    }

    /// The same, to be changed.
    pub fn book_mut(&mut self, source: &DataSource) -> Option<&mut Book> {
        self.books.iter_mut().find(|book| book.source == *source)
    }

    /// All of them.
    pub fn books(&mut self) -> &mut [Book] {
        &mut self.books
    }

    /// The first book whose decisions could not be written.
    #[must_use]
    pub fn unsaved(&self) -> Option<&Book> {
        self.books.iter().find(|book| book.problem().is_some())
    }

    /// Puts a book in the place of the one about the same photographs.
    pub fn put(&mut self, book: Book) {
        self.books.retain(|other| other.source != book.source);
        self.books.push(book);
    }
}
