//! Finds each photograph's class from the names of files and folders alone.
//!
//! The same rules serve folders and zips: both are given as a [`Listing`].

mod class_names;
mod find;
mod level;
mod names;
mod note;
mod note_text;
#[cfg(test)]
mod part_tests;
mod parts;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::BTreeSet;
use std::path::PathBuf;

pub(super) use class_names::merge_unicode_forms;
pub use class_names::{class_of_name, is_same_class};
pub(super) use names::{extension_of, has_extension, is_other_kind};
pub use note::{LeftOut, Note, Offer};
pub use parts::Part;
pub(super) use walk::list_folder;

use self::find::Finder;
use self::names::is_hidden;
use self::parts::is_training_name;
use super::photos::{Names, Photos};

/// The files below a folder or in a zip.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Regular files by relative path, `/` between the parts, in any order.
    pub files: Names,
    /// Zips among them, by relative path.
    pub archives: Vec<String>,
    /// Files that are left out.
    pub notes: Vec<Note>,
    /// The folder or zip that was listed.
    pub source: PathBuf,
}

impl Listing {
    /// Adds a file unless it is hidden or clearly no picture.
    pub(super) fn push(&mut self, path: &str) {
        if path.split('/').any(is_hidden) {
            return;
        }
        if has_extension(path, "zip") {
            self.archives.push(path.to_owned());
        } else if is_other_kind(path) {
            Note::count(&mut self.notes, LeftOut::OtherKind, path);
        } else {
            self.files.push(path);
        }
    }

    /// The zip to enter if there are no photographs beside it: `train.zip`, as Kaggle calls it, or the only one.
    pub(super) fn inner_archive(&self) -> Option<&str> {
        let is_train = |path: &&String| {
            let file = path.rsplit('/').next().unwrap_or(path);
            is_training_name(&file[..file.len() - ".zip".len()])
        };
        match self.archives.as_slice() {
            _ if !self.files.is_empty() => None,
            [only] => Some(only),
            several => several.iter().filter(is_train).min_by_key(|path| path.len()).map(String::as_str),
        }
    }

    /// The zip among the files that a path leads to or into.
    pub(super) fn archive_above(&self, inside: &str) -> Option<&str> {
        let leads_into = |archive: &&String| {
            inside.strip_prefix(archive.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.archives.iter().find(leads_into).map(String::as_str)
    }

    /// Keeps what lies below a folder, by its names there.
    pub(super) fn keep_below(&mut self, folder: &str) {
        self.files = self.files.iter().filter_map(|name| below(name, folder)).collect();
        self.archives = self.archives.iter().filter_map(|name| below(name, folder)).map(str::to_owned).collect();
        self.source.push(folder);
    }

    /// Notes the zips that are not entered.
    pub(super) fn leave_out_archives(&mut self, entered: Option<&str>) {
        for path in self.archives.iter().filter(|path| Some(path.as_str()) != entered) {
            Note::count(&mut self.notes, LeftOut::Archive, path);
        }
    }
}

/// A file's name below a folder; `None` if it lies elsewhere.
pub(super) fn below<'a>(name: &'a str, folder: &str) -> Option<&'a str> {
    name.strip_prefix(folder)?.strip_prefix('/')
}

/// Photographs with their classes.
#[derive(Debug, Default)]
pub(super) struct Arrangement {
    /// Sorted; empty where there are no labels.
    pub classes: Vec<String>,
    /// In byte order of their names.
    pub photos: Photos,
    /// What was decided while they were arranged.
    pub notes: Vec<Note>,
}

/// All files of a listing, without labels, for prediction.
pub(super) fn unlabelled(listing: Listing) -> Arrangement {
    let Listing { files, notes, .. } = listing;
    Arrangement { classes: Vec::new(), photos: Photos::unlabelled(files.sorted()), notes }
}

/// Finds the photographs of a data set and their classes.
///
/// A single sub-folder is entered, and so is one for training beside others.
pub(super) fn arrange(listing: Listing) -> Arrangement {
    let Listing { files, source, mut notes, .. } = listing;
    let names = files.sorted();
    let mut found = Finder { source: &source, names: &names, base: 0, depth: 0 }.find(0..names.len());
    found.photos.sort_unstable_by_key(|(places, _)| places.start);
    notes.extend(found.notes);
    let classes: BTreeSet<&str> = found.photos.iter().filter_map(|(_, class)| *class).collect();
    let classes: Vec<String> = classes.into_iter().map(str::to_owned).collect();
    let label_of =
        |class: &str| classes.binary_search_by(|known| known.as_str().cmp(class)).ok().map(|label| label as u32);
    let labelled: Vec<_> = found.photos.into_iter().map(|(places, class)| (places, class.and_then(label_of))).collect();
    Arrangement { classes, photos: Photos::of_ranges(names, &labelled), notes }
}
