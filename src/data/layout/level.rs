//! The files of one folder, as places in a sorted list of names: a million files of a folder take one range.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::names::label_of;
use super::parts::{Part, parts, training_folder};
use crate::data::photos::Names;

/// The files of one folder.
#[derive(Debug)]
pub(super) struct Level<'a> {
    names: &'a Names,
    /// Length of the folder's name with its `/` in the names of the files.
    base: usize,
    /// All of them.
    pub files: Range<usize>,
    /// Those of each sub-folder. All names that begin with it and a `/` follow each other.
    pub folders: BTreeMap<&'a str, Range<usize>>,
}

impl<'a> Level<'a> {
    pub(super) fn of(names: &'a Names, files: Range<usize>, base: usize) -> Self {
        let mut folders: BTreeMap<&str, Range<usize>> = BTreeMap::new();
        for place in files.clone() {
            if let Some((folder, _)) = names.at(place)[base..].split_once('/') {
                folders.entry(folder).or_insert(place..place).end = place + 1;
            }
        }
        Self { names, base, files, folders }
    }

    /// The ranges of files that lie in the folder itself.
    pub(super) fn direct_ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let mut folders: Vec<Range<usize>> = self.folders.values().cloned().collect();
        folders.sort_unstable_by_key(|places| places.start);
        let ends = folders.iter().map(|places| places.start).chain([self.files.end]).collect::<Vec<_>>();
        let starts = [self.files.start].into_iter().chain(folders.into_iter().map(|places| places.end));
        starts.zip(ends).map(|(start, end)| start..end).filter(|places| !places.is_empty())
    }

    /// The files that lie in the folder itself.
    pub(super) fn direct(&self) -> impl Iterator<Item = usize> {
        self.direct_ranges().flatten()
    }

    /// Whether a file lies in the folder itself.
    pub(super) fn has_direct(&self) -> bool {
        self.direct_ranges().next().is_some()
    }

    /// What the files in the folder itself have as labels in their names.
    pub(super) fn labels(&self) -> BTreeSet<&'a str> {
        self.direct().filter_map(|place| label_of(&self.names.at(place)[self.base..])).collect()
    }

    pub(super) fn parts(&self) -> BTreeMap<&'a str, Part> {
        parts(self.folders.keys().copied())
    }

    pub(super) fn has_training_part(&self) -> bool {
        training_folder(&self.parts()).is_some()
    }

    /// The only sub-folder and its files, if it and not this folder holds the data. Pictures beside it that carry no labels
    /// do not count where it holds several folders.
    pub(super) fn only_folder(&self) -> Option<(&'a str, Range<usize>)> {
        let (folder, files) = self.folders.first_key_value().filter(|_| self.folders.len() == 1)?;
        let holds_folders = || {
            let inside = Self::of(self.names, files.clone(), self.base + folder.len() + 1);
            !inside.has_direct() && inside.folders.len() > 1
        };
        let is_only = !self.has_direct() || self.labels().len() < 2 && holds_folders();
        is_only.then(|| (*folder, files.clone()))
    }
}
