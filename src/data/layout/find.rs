//! Finds the photographs that a data set is made of, and the class of each, among the files below a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::names::label_of;
use super::parts::{Part, parts, training_folder};
use super::{LeftOut, Note, Offer};

/// Parts within parts are looked for down to this depth.
const MAX_DEPTH: usize = 64;

/// Photographs with their classes.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    /// Names with classes; none of them has a class, or all have.
    pub photos: Vec<(&'a str, Option<&'a str>)>,
    /// What was decided.
    pub notes: Vec<Note>,
}

impl<'a> Found<'a> {
    fn classes(&self) -> BTreeSet<&'a str> {
        self.photos.iter().filter_map(|(_, class)| *class).collect()
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
    /// Length of the folder's name with its `/` in the names of the files.
    pub base: usize,
    /// Of parts within parts.
    pub depth: usize,
}

impl Finder<'_> {
    /// `files` are sorted.
    pub(super) fn find(mut self, files: Vec<&str>) -> Found<'_> {
        let mut entered = Vec::new();
        let mut level = Level::of(files, self.base);
        while let Some(folder) = level.only_folder(self.base) {
            self.base += folder.len() + 1;
            let files = level.folders.remove(folder).unwrap_or_default();
            entered.push(Note::EnteredFolder { folder: folder_name(&files, self.base) });
            for name in &level.direct {
                Note::count(&mut entered, LeftOut::BesideClassFolders, name);
            }
            level = Level::of(files, self.base);
        }
        let used =
            if self.depth < MAX_DEPTH { self.training_part(&level).or_else(|| self.container(&level)) } else { None };
        let mut found = used.unwrap_or_else(|| self.classes(&level));
        entered.append(&mut found.notes);
        Found { notes: entered, ..found }
    }

    fn below(self, folder: &str) -> Self {
        Self { base: self.base + folder.len() + 1, depth: self.depth + 1, ..self }
    }

    /// What is in `train` or a folder of such a name, unless that is a class.
    fn training_part<'a>(self, level: &Level<'a>) -> Option<Found<'a>> {
        let parts = level.parts();
        let folder = training_folder(&parts)?;
        let files = &level.folders[folder];
        let below = self.below(folder);
        let found = below.find(files.clone());
        let others = level.folders.len() - parts.len();
        let holds_photographs = files.iter().any(|name| !name[below.base..].contains('/'));
        if holds_photographs && found.classes().len() < 2 && others > 0 && others >= parts.len() {
            return None;
        }
        let mut notes = vec![level.used(folder, below.base)];
        let classes = found.classes();
        let offered = parts.iter().filter(|(other, _)| **other != folder);
        notes.extend(offered.map(|(other, part)| self.offer(level, other, *part, &classes)));
        for name in &level.direct {
            Note::count(&mut notes, LeftOut::BesideClassFolders, name);
        }
        notes.extend(found.notes);
        Some(Found { photos: found.photos, notes })
    }

    /// What is in a folder that has parts below it, where other folders lie beside it.
    fn container<'a>(self, level: &Level<'a>) -> Option<Found<'a>> {
        let mut found = Vec::new();
        for (folder, files) in &level.folders {
            let below = self.below(folder);
            if Level::of(files.clone(), below.base).has_training_part() {
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
        let (folder, largest) = found.into_iter().rev().max_by_key(|(_, inside)| inside.photos.len())?;
        let mut notes = vec![level.used(folder, self.below(folder).base)];
        for name in &level.direct {
            Note::count(&mut notes, LeftOut::BesideClassFolders, name);
        }
        notes.extend(largest.notes);
        Some(Found { photos: largest.photos, notes })
    }

    /// A part that is left out; what it can be used for depends on its classes and on those that are trained.
    fn offer(self, level: &Level<'_>, folder: &str, part: Part, known: &BTreeSet<&str>) -> Note {
        let files = &level.folders[folder];
        let below = self.below(folder);
        let found = below.find(files.clone());
        let (classes, count) = (found.classes(), files.len());
        let folder = folder_name(files, below.base);
        let path = self.source.join(&folder);
        let has_labels = !classes.is_empty() && classes.is_subset(known);
        let offer = if has_labels { Offer::Evaluate(path) } else { Offer::Predict(path) };
        Note::LeftOutPart { part, folder, count, offer }
    }

    /// The rules of the two layouts: a flat folder of files named `label.anything.ext`, and a folder for each class.
    fn classes<'a>(self, level: &Level<'a>) -> Found<'a> {
        let mut notes = Vec::new();
        let left_out: BTreeMap<&str, Part> =
            level.parts().into_iter().filter(|(_, part)| *part != Part::Training).collect();
        let class_folders = level.folders.len() - left_out.len();
        let labels: BTreeSet<&str> = level.direct.iter().filter_map(|name| label_of(&name[self.base..])).collect();
        let is_flat = level.folders.is_empty() || labels.len() > 1;
        if !is_flat && class_folders > usize::from(!level.direct.is_empty()) {
            for name in &level.direct {
                Note::count(&mut notes, LeftOut::BesideClassFolders, name);
            }
            let photos = self.of_class_folders(level, &left_out, &mut notes);
            return Found { photos, notes };
        }
        if is_flat {
            let labelled = level.direct.iter().filter(|name| label_of(&name[self.base..]).is_some()).count();
            if labelled > 0 && 2 * labelled >= level.direct.len() {
                for name in level.folders.values().flatten() {
                    Note::count(&mut notes, LeftOut::BelowFlatFolder, name);
                }
                let (with, without): (Vec<_>, Vec<_>) = level
                    .direct
                    .iter()
                    .map(|name| (*name, label_of(&name[self.base..])))
                    .partition(|(_, label)| label.is_some());
                for (name, _) in without {
                    Note::count(&mut notes, LeftOut::NoLabel, name);
                }
                return Found { photos: with, notes };
            }
        }
        let all = level.direct.iter().chain(level.folders.values().flatten());
        Found { photos: all.map(|name| (*name, None)).collect(), notes }
    }

    /// A class for each folder. Where each of them has parts below it, only what is to be trained on is used.
    fn of_class_folders<'a>(
        self,
        level: &Level<'a>,
        left_out: &BTreeMap<&'a str, Part>,
        notes: &mut Vec<Note>,
    ) -> Vec<(&'a str, Option<&'a str>)> {
        let folders = || level.folders.iter().filter(|(folder, _)| !left_out.contains_key(*folder));
        let inner: BTreeMap<&str, Level<'a>> =
            folders().map(|(folder, files)| (*folder, Level::of(files.clone(), self.below(folder).base))).collect();
        let has_parts = inner.values().all(Level::has_training_part);
        let mut photos = Vec::new();
        let mut parts_left_out: BTreeMap<(Part, &str), usize> = BTreeMap::new();
        for (class, inner) in &inner {
            let parts = if has_parts { inner.parts() } else { BTreeMap::new() };
            let chosen = training_folder(&parts);
            photos.extend(inner.direct.iter().map(|name| (*name, Some(*class))));
            for (folder, files) in &inner.folders {
                match parts.get(folder) {
                    Some(part) if Some(*folder) != chosen => {
                        *parts_left_out.entry((*part, *folder)).or_default() += files.len();
                    }
                    _ => photos.extend(files.iter().map(|name| (*name, Some(*class)))),
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
}

/// The files of one folder.
#[derive(Debug, Default)]
struct Level<'a> {
    /// Those that lie in it.
    direct: Vec<&'a str>,
    /// Those of each sub-folder.
    folders: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Level<'a> {
    fn of(files: Vec<&'a str>, base: usize) -> Self {
        let mut level = Self::default();
        for name in files {
            match name[base..].split_once('/') {
                Some((folder, _)) => level.folders.entry(folder).or_default().push(name),
                None => level.direct.push(name),
            }
        }
        level
    }

    fn parts(&self) -> BTreeMap<&'a str, Part> {
        parts(self.folders.keys().copied())
    }

    fn has_training_part(&self) -> bool {
        training_folder(&self.parts()).is_some()
    }

    /// The only sub-folder, if it and not this folder holds the data. Pictures beside it that carry no labels do not count
    /// where it holds several folders.
    fn only_folder(&self, base: usize) -> Option<&'a str> {
        let (folder, files) = self.folders.first_key_value().filter(|_| self.folders.len() == 1)?;
        let labels: BTreeSet<&str> = self.direct.iter().filter_map(|name| label_of(&name[base..])).collect();
        let holds_folders = || {
            let inside = Self::of(files.clone(), base + folder.len() + 1);
            inside.direct.is_empty() && inside.folders.len() > 1
        };
        (self.direct.is_empty() || labels.len() < 2 && holds_folders()).then_some(*folder)
    }

    /// Says that a sub-folder is used and not the others; the names of its files have a prefix of `base` bytes.
    fn used(&self, folder: &str, base: usize) -> Note {
        let others = self.folders.keys().filter(|other| **other != folder);
        let instead_of = others.map(|other| (*other).to_owned()).collect();
        Note::UsedTrain { folder: folder_name(&self.folders[folder], base), instead_of }
    }
}

/// The name of a folder from the files in it, whose names have its own and a `/` as a prefix of `base` bytes.
fn folder_name(files: &[&str], base: usize) -> String {
    files.first().map(|name| name[..base - 1].to_owned()).unwrap_or_default()
}
