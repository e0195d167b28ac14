//! Finds the photographs that a data set is made of, and the class of each, among the files below a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use super::level::Level;
use super::names::label_of;
use super::parts::{Part, training_folder};
use super::{LeftOut, Note, Offer};
use crate::data::photos::Names;

/// Parts within parts are looked for down to this depth.
const MAX_DEPTH: usize = 64;

/// Photographs with their classes.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    /// Places of sorted names that follow each other, and their class. None of them has a class, or all have.
    pub photos: Vec<(Range<usize>, Option<&'a str>)>,
    /// What was decided.
    pub notes: Vec<Note>,
}

impl<'a> Found<'a> {
    fn classes(&self) -> BTreeSet<&'a str> {
        self.photos.iter().filter_map(|(_, class)| *class).collect()
    }

    fn count(&self) -> usize {
        self.photos.iter().map(|(places, _)| places.len()).sum()
    }

    fn uses_a_part(&self) -> bool {
        self.notes.iter().any(|note| matches!(note, Note::UsedTrain { .. }))
    }
}

/// Finds the photographs among files that all lie below a folder.
#[derive(Debug, Clone, Copy)]
pub(super) struct Finder<'a> {
    /// What was opened: a folder or a zip, in which the files have their names.
    pub source: &'a Path,
    /// Those of all files there, sorted.
    pub names: &'a Names,
    /// Length of the folder's name with its `/` in the names of the files.
    pub base: usize,
    /// Of parts within parts.
    pub depth: usize,
}

impl<'a> Finder<'a> {
    /// `files` are the places of their names.
    pub(super) fn find(mut self, files: Range<usize>) -> Found<'a> {
        let mut entered = Vec::new();
        let mut level = self.level(files);
        while let Some((folder, files)) = level.only_folder() {
            self.base += folder.len() + 1;
            entered.push(Note::EnteredFolder { folder: self.folder_name(&files) });
            self.leave_out(&mut entered, LeftOut::BesideClassFolders, level.direct());
            level = self.level(files);
        }
        let used =
            if self.depth < MAX_DEPTH { self.training_part(&level).or_else(|| self.container(&level)) } else { None };
        let mut found = used.unwrap_or_else(|| self.classes(&level));
        entered.append(&mut found.notes);
        Found { notes: entered, ..found }
    }

    fn level(self, files: Range<usize>) -> Level<'a> {
        Level::of(self.names, files, self.base)
    }

    fn below(self, folder: &str) -> Self {
        Self { base: self.base + folder.len() + 1, depth: self.depth + 1, ..self }
    }

    /// The name of the folder that these files lie below, whose length with a `/` is `base`.
    fn folder_name(self, files: &Range<usize>) -> String {
        if files.is_empty() { String::new() } else { self.names.at(files.start)[..self.base - 1].to_owned() }
    }

    /// What is in `train` or a folder of such a name, unless that is a class.
    fn training_part(self, level: &Level<'a>) -> Option<Found<'a>> {
        let parts = level.parts();
        let folder = training_folder(&parts)?;
        let files = &level.folders[folder];
        let below = self.below(folder);
        let found = below.find(files.clone());
        let others = level.folders.len() - parts.len();
        let holds_photographs = below.level(files.clone()).has_direct();
        if holds_photographs && found.classes().len() < 2 && others > 0 && others >= parts.len() {
            return None;
        }
        let mut notes = vec![self.used(level, folder)];
        let classes = found.classes();
        let offered = parts.iter().filter(|(other, _)| **other != folder);
        notes.extend(offered.map(|(other, part)| self.offer(level, other, *part, &classes)));
        self.leave_out(&mut notes, LeftOut::BesideClassFolders, level.direct());
        notes.extend(found.notes);
        Some(Found { photos: found.photos, notes })
    }

    /// What is in a folder that has parts below it, where other folders lie beside it.
    fn container(self, level: &Level<'a>) -> Option<Found<'a>> {
        let mut found = Vec::new();
        for (folder, files) in &level.folders {
            let below = self.below(folder);
            if below.level(files.clone()).has_training_part() {
                let inside = below.find(files.clone());
                if inside.uses_a_part() && inside.classes().len() > 1 {
                    found.push((*folder, inside));
                }
            }
        }
        // Folders with other classes each are classes themselves.
        let (_, first) = found.first()?;
        if found.iter().any(|(_, other)| other.classes() != first.classes()) {
            return None;
        }
        let (folder, largest) = found.into_iter().rev().max_by_key(|(_, inside)| inside.count())?;
        let mut notes = vec![self.used(level, folder)];
        self.leave_out(&mut notes, LeftOut::BesideClassFolders, level.direct());
        notes.extend(largest.notes);
        Some(Found { photos: largest.photos, notes })
    }

    /// Says that a sub-folder is used and not the others.
    fn used(self, level: &Level<'a>, folder: &str) -> Note {
        let others = level.folders.keys().filter(|other| **other != folder);
        let instead_of = others.map(|other| (*other).to_owned()).collect();
        Note::UsedTrain { folder: self.below(folder).folder_name(&level.folders[folder]), instead_of }
    }

    /// A part that is left out; what it can be used for depends on its classes and on those that are trained.
    fn offer(self, level: &Level<'a>, folder: &str, part: Part, known: &BTreeSet<&str>) -> Note {
        let files = &level.folders[folder];
        let below = self.below(folder);
        let found = below.find(files.clone());
        let (classes, count) = (found.classes(), files.len());
        let folder = below.folder_name(files);
        let path = self.source.join(&folder);
        let has_labels = !classes.is_empty() && classes.is_subset(known);
        let offer = if has_labels { Offer::Evaluate(path) } else { Offer::Predict(path) };
        Note::LeftOutPart { part, folder, count, offer }
    }

    /// The rules of the two layouts: a flat folder of files named `label.anything.ext`, and a folder for each class.
    fn classes(self, level: &Level<'a>) -> Found<'a> {
        let mut notes = Vec::new();
        let left_out: BTreeMap<&str, Part> =
            level.parts().into_iter().filter(|(_, part)| *part != Part::Training).collect();
        let class_folders = level.folders.len() - left_out.len();
        let is_flat = level.folders.is_empty() || level.labels().len() > 1;
        if !is_flat && class_folders > usize::from(level.has_direct()) {
            self.leave_out(&mut notes, LeftOut::BesideClassFolders, level.direct());
            let photos = self.of_class_folders(level, &left_out, &mut notes);
            return Found { photos, notes };
        }
        if is_flat {
            let label_at = |place: usize| label_of(&self.names.at(place)[self.base..]);
            let labelled = level.direct().filter(|place| label_at(*place).is_some()).count();
            if labelled > 0 && 2 * labelled >= level.direct().count() {
                self.leave_out(&mut notes, LeftOut::BelowFlatFolder, level.folders.values().cloned().flatten());
                let mut photos: Vec<(Range<usize>, Option<&str>)> = Vec::new();
                for place in level.direct() {
                    let label = label_at(place);
                    match photos.last_mut() {
                        _ if label.is_none() => Note::count(&mut notes, LeftOut::NoLabel, self.names.at(place)),
                        Some((places, class)) if *class == label && places.end == place => places.end = place + 1,
                        _ => photos.push((place..place + 1, label)),
                    }
                }
                return Found { photos, notes };
            }
        }
        Found { photos: vec![(level.files.clone(), None)], notes }
    }

    /// A class for each folder. Where each of them has parts below it, only what is to be trained on is used.
    fn of_class_folders(
        self,
        level: &Level<'a>,
        left_out: &BTreeMap<&'a str, Part>,
        notes: &mut Vec<Note>,
    ) -> Vec<(Range<usize>, Option<&'a str>)> {
        let folders = || level.folders.iter().filter(|(folder, _)| !left_out.contains_key(*folder));
        let inner: BTreeMap<&str, Level<'a>> =
            folders().map(|(folder, files)| (*folder, self.below(folder).level(files.clone()))).collect();
        let has_parts = inner.values().all(Level::has_training_part);
        let mut photos = Vec::new();
        let mut parts_left_out: BTreeMap<(Part, &str), usize> = BTreeMap::new();
        for (class, inner) in &inner {
            let parts = if has_parts { inner.parts() } else { BTreeMap::new() };
            let chosen = training_folder(&parts);
            photos.extend(inner.direct_ranges().map(|places| (places, Some(*class))));
            for (folder, files) in &inner.folders {
                match parts.get(folder) {
                    Some(part) if Some(*folder) != chosen => {
                        *parts_left_out.entry((*part, *folder)).or_default() += files.len();
                    }
                    _ => photos.push((files.clone(), Some(*class))),
                }
            }
        }
        let known = photos.iter().filter_map(|(_, class)| *class).collect();
        notes.extend(left_out.iter().map(|(folder, part)| self.offer(level, folder, *part, &known)));
        notes.extend(parts_left_out.into_iter().map(|((part, folder), count)| Note::LeftOutPart {
            part,
            folder: folder.to_owned(),
            count,
            offer: Offer::Nothing,
        }));
        photos
    }

    fn leave_out(self, notes: &mut Vec<Note>, reason: LeftOut, files: impl Iterator<Item = usize>) {
        files.for_each(|place| Note::count(notes, reason, self.names.at(place)));
    }
}
