//! Runs on their way to other programs, and files of other programs on their way to runs.

use std::collections::HashSet;
use std::path::PathBuf;

use crate::exchange::{Format, Layout, Naming};
use crate::predict::Weights;

/// What is exported and imported.
#[derive(Debug, Default)]
pub struct ExchangeState {
    /// The export that is being put together in its dialog, and then waits for its place.
    pub offered: Option<ExportOffer>,
    /// Whether its dialog is open.
    pub dialog_open: bool,
    /// The file whose classes are asked for.
    pub asked: Option<AskedClasses>,
    /// Exports and imports that are not done.
    pub running: usize,
}

/// An export that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOffer {
    /// The run's folder.
    pub run: PathBuf,
    /// The format.
    pub format: Format,
    /// Which of its weights.
    pub weights: Weights,
    /// The order of a photo's axes, where the format leaves it open.
    pub layout: Layout,
    /// The tensors' names, where the format leaves them open.
    pub naming: Naming,
}

impl ExportOffer {
    /// An export of a run, with what was chosen for the one before.
    #[must_use]
    pub fn new(run: PathBuf, before: Option<Self>) -> Self {
        let fresh = Self {
            run: PathBuf::new(),
            format: Format::Keras,
            weights: Weights::Best,
            layout: Layout::default(),
            naming: Naming::default(),
        };
        Self { run, ..before.unwrap_or(fresh) }
    }
}

/// A file that names no classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedClasses {
    /// The file.
    pub file: PathBuf,
    /// How many names it needs.
    pub outputs: usize,
    /// What is typed: names with commas between them.
    pub typed: String,
}

impl AskedClasses {
    /// The names so far.
    pub fn given(&self) -> impl Iterator<Item = &str> {
        self.typed.split(',').map(str::trim).filter(|name| !name.is_empty())
    }

    /// A name that is there twice.
    #[must_use]
    pub fn repeated(&self) -> Option<&str> {
        let mut seen = HashSet::new();
        self.given().find(|name| !seen.insert(*name))
    }

    /// The names, once there are as many as the network has outputs, each its own.
    #[must_use]
    pub fn names(&self) -> Option<Vec<String>> {
        let names: Vec<String> = self.given().map(str::to_owned).collect();
        (names.len() == self.outputs && self.repeated().is_none()).then_some(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_count_once_there_are_enough_and_each_is_its_own() {
        let asked = |typed: &str| AskedClasses { file: PathBuf::new(), outputs: 2, typed: typed.to_owned() };
        for right in ["cat, dog ", "cat,dog,"] {
            assert_eq!(asked(right).names(), Some(vec!["cat".to_owned(), "dog".to_owned()]), "{right}");
        }
        for wrong in ["", "cat", "cat,", "cat, dog, bird", "cat, cat"] {
            assert_eq!(asked(wrong).names(), None, "{wrong}");
        }
        assert_eq!(asked("cat, cat").repeated(), Some("cat"));
    }
}
