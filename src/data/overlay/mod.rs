//! What the user decided about single photographs, kept beside them: relabelled, excluded, or flagged for review.
//!
//! A CSV with the columns `file`, `action` and `new_label`. The photographs themselves are never touched.

mod edits;
mod error;
mod file;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use edits::Edits;
pub use error::{LineProblem, OverlayError};

use super::{Dataset, class_of_name};

/// What was decided about a photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It belongs to this class.
    Relabel(String),
    /// It is used neither for training nor for validation.
    Exclude,
    /// It is flagged for review, and used as it is.
    Flagged,
}

/// Decisions by photographs' names in their data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overlay {
    changes: BTreeMap<String, Change>,
}

impl Overlay {
    /// What was decided about a photograph.
    #[must_use]
    pub fn get(&self, file: &str) -> Option<&Change> {
        self.changes.get(file)
    }

    /// Records a decision, or with `None` removes it; returns the previous one.
    pub fn set(&mut self, file: &str, change: Option<Change>) -> Option<Change> {
        match change {
            Some(change) => self.changes.insert(file.to_owned(), change),
            None => self.changes.remove(file),
        }
    }

    /// All decisions, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Change)> {
        self.changes.iter().map(|(file, change)| (file.as_str(), change))
    }

    /// How many photographs something was decided about.
    #[must_use]
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Whether nothing was decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The named photographs that are not in the data.
    #[must_use]
    pub fn gone(&self, dataset: &Dataset) -> Vec<&str> {
        self.changes.keys().map(String::as_str).filter(|name| dataset.photos.place_of(name).is_none()).collect()
    }

    /// The first new label that is none of the data's classes, with its photograph. An overlay adds no classes: a typing
    /// error would be one.
    #[must_use]
    pub fn unknown_label(&self, classes: &[String]) -> Option<(&str, &str)> {
        self.changes.iter().find_map(|(file, change)| match change {
            Change::Relabel(label) if class_of_name(classes, label).is_none() => Some((file.as_str(), label.as_str())),
            _ => None,
        })
    }
}
