//! A list of photographs with their classes that the user is making: a CSV with the columns `filename` and `category`.
//!
//! The photographs stay where they are. A photograph may be without a class, and a class without photographs. A CSV has no
//! place for the latter: their names lie in a text file beside it, one a line, as long as there are any.

mod edits;
mod file;
mod names;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use edits::ListEdits;
pub use file::{ListFile, empty_classes_file};
pub use names::{NotListed, class_name, found_below, name_in};

/// What a list says of a photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// It is not listed.
    Absent,
    /// It is listed and has no class yet.
    Unlabelled,
    /// It is of this class.
    Of(String),
}

/// Photographs by name, and classes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    classes: BTreeSet<String>,
    /// Each photograph's class, if it has one, which is one of `classes`.
    photos: BTreeMap<String, Option<String>>,
}

impl List {
    /// A list of these photographs, each with its class if it has one.
    #[must_use]
    pub fn new(photos: impl IntoIterator<Item = (String, Option<String>)>) -> Self {
        let photos: BTreeMap<String, Option<String>> = photos.into_iter().collect();
        Self { classes: photos.values().flatten().cloned().collect(), photos }
    }

    /// The classes, sorted.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.classes.iter().map(String::as_str)
    }

    /// Whether there is a class of this name.
    #[must_use]
    pub fn has_class(&self, name: &str) -> bool {
        self.classes.contains(name)
    }

    /// The photographs by name, each with its class if it has one.
    pub fn photos(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.photos.iter().map(|(name, class)| (name.as_str(), class.as_deref()))
    }

    /// What is said of a photograph.
    #[must_use]
    pub fn entry(&self, name: &str) -> Entry {
        match self.photos.get(name) {
            None => Entry::Absent,
            Some(None) => Entry::Unlabelled,
            Some(Some(class)) => Entry::Of(class.clone()),
        }
    }

    /// A photograph's class, if it is listed and has one.
    #[must_use]
    pub fn class_of(&self, name: &str) -> Option<&str> {
        self.photos.get(name)?.as_deref()
    }

    fn set(&mut self, name: &str, entry: Entry) {
        match entry {
            Entry::Absent => drop(self.photos.remove(name)),
            Entry::Unlabelled => drop(self.photos.insert(name.to_owned(), None)),
            Entry::Of(class) => drop(self.photos.insert(name.to_owned(), Some(class))),
        }
    }

    fn set_class(&mut self, name: &str, is_there: bool) {
        if is_there {
            self.classes.insert(name.to_owned());
        } else {
            self.classes.remove(name);
        }
    }
}
