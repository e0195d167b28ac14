//! Finds each photograph's class from the names of files and folders alone.
//!
//! The same rules serve folders and zips: both are given as a [`Listing`].

mod names;
mod note;
mod note_text;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use names::{extension_of, has_extension};
pub use note::{LeftOut, Note};
pub(super) use walk::list_folder;

use self::names::{is_hidden, is_other_kind, is_split_name, label_of};
use super::dataset::Photo;

/// The files below a folder or in a zip.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Regular files by relative path, `/` between the parts, in any order.
    pub files: Vec<String>,
    /// Zips among them, by relative path.
    pub archives: Vec<String>,
    /// Files that are left out.
    pub notes: Vec<Note>,
}

impl Listing {
    /// Adds a file unless it is hidden or clearly no picture.
    pub(super) fn push(&mut self, path: String) {
        if path.split('/').any(is_hidden) {
            return;
        }
        if has_extension(&path, "zip") {
            self.archives.push(path);
        } else if is_other_kind(&path) {
            Note::count(&mut self.notes, LeftOut::OtherKind, &path);
        } else {
            self.files.push(path);
        }
    }

    /// The zip to enter if there are no photographs beside it: `train.zip`, as Kaggle calls it, or the only one.
    pub(super) fn inner_archive(&self) -> Option<&str> {
        let is_train =
            |path: &&String| path.rsplit('/').next().is_some_and(|name| name.eq_ignore_ascii_case("train.zip"));
        match self.archives.as_slice() {
            _ if !self.files.is_empty() => None,
            [only] => Some(only),
            several => several.iter().filter(is_train).min_by_key(|path| path.len()).map(String::as_str),
        }
    }
}

/// Photographs with their classes.
#[derive(Debug, Default)]
pub(super) struct Arrangement {
    /// Sorted; empty where there are no labels.
    pub classes: Vec<String>,
    /// In byte order of their names.
    pub photos: Vec<Photo>,
    /// What was decided while they were arranged.
    pub notes: Vec<Note>,
}

/// All files of a listing, without labels, for prediction.
pub(super) fn unlabelled(listing: Listing) -> Arrangement {
    let Listing { mut files, notes, .. } = listing;
    files.sort_unstable();
    let photos = files.into_iter().map(|name| Photo { name, label: None }).collect();
    Arrangement { classes: Vec::new(), photos, notes }
}

/// Applies the rules of the two layouts: a flat folder of files named `label.anything.ext`, and a folder for each class.
///
/// A single sub-folder is entered, and so is `train` beside others.
pub(super) fn arrange(listing: Listing) -> Arrangement {
    let Listing { mut files, mut notes, .. } = listing;
    files.sort_unstable();
    let base = enter(&mut files, &mut notes);
    let (direct, below): (Vec<String>, Vec<String>) = files.into_iter().partition(|name| !name[base..].contains('/'));
    let folders: BTreeSet<&str> = below.iter().filter_map(|name| first_folder(&name[base..])).collect();
    let class_folders = folders.iter().filter(|name| !is_split_name(name)).count();
    let flat_labels: BTreeSet<&str> = direct.iter().filter_map(|name| label_of(&name[base..])).collect();

    let is_flat = below.is_empty() || flat_labels.len() > 1;
    if !is_flat && class_folders > usize::from(!direct.is_empty()) {
        for name in &direct {
            Note::count(&mut notes, LeftOut::BesideClassFolders, name);
        }
        return label(below, notes, LeftOut::SplitFolder, |name| {
            first_folder(&name[base..]).filter(|folder| !is_split_name(folder))
        });
    }
    if is_flat {
        let labelled = direct.iter().filter(|name| label_of(&name[base..]).is_some()).count();
        if labelled > 0 && 2 * labelled >= direct.len() {
            for name in &below {
                Note::count(&mut notes, LeftOut::BelowFlatFolder, name);
            }
            return label(direct, notes, LeftOut::NoLabel, |name| label_of(&name[base..]));
        }
    }
    unlabelled(Listing { files: direct.into_iter().chain(below).collect(), notes, ..Listing::default() })
}

/// Keeps the files of the folder that holds the data and returns the length of its prefix in their names.
fn enter(files: &mut Vec<String>, notes: &mut Vec<Note>) -> usize {
    let mut base = 0;
    loop {
        let mut has_direct = false;
        let mut folders: BTreeMap<String, String> = BTreeMap::new();
        for name in files.iter() {
            match first_folder(&name[base..]) {
                Some(folder) if !folders.contains_key(folder) => {
                    folders.insert(folder.to_owned(), name[..base + folder.len()].to_owned());
                }
                Some(_) => {}
                None => has_direct = true,
            }
        }
        let train = folders.keys().find(|name| name.eq_ignore_ascii_case("train")).cloned();
        let only = (folders.len() == 1 && !has_direct).then(|| folders.keys().next().cloned()).flatten();
        let Some(chosen) = only.clone().or(train) else { return base };
        let folder = folders.remove(&chosen).unwrap_or_default();
        notes.push(if only.is_some() {
            Note::EnteredFolder { folder: folder.clone() }
        } else {
            Note::UsedTrain { folder: folder.clone(), instead_of: folders.into_keys().collect() }
        });
        let prefix = folder + "/";
        files.retain(|name| name.starts_with(&prefix));
        base = prefix.len();
    }
}

fn first_folder(relative: &str) -> Option<&str> {
    relative.split_once('/').map(|(folder, _)| folder)
}

/// Labels the files by `class_of`; those without a class are left out for `reason`.
fn label(
    files: Vec<String>,
    mut notes: Vec<Note>,
    reason: LeftOut,
    class_of: impl Fn(&str) -> Option<&str>,
) -> Arrangement {
    let classes: Vec<String> = files
        .iter()
        .filter_map(|name| class_of(name))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(str::to_owned)
        .collect();
    let mut photos = Vec::with_capacity(files.len());
    for name in files {
        match class_of(&name).and_then(|class| classes.binary_search_by(|known| known.as_str().cmp(class)).ok()) {
            Some(index) => photos.push(Photo { name, label: Some(index as u32) }),
            None => Note::count(&mut notes, reason, &name),
        }
    }
    Arrangement { classes, photos, notes }
}
