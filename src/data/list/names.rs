//! Names of photographs and classes in a list.

use std::ops::ControlFlow;
use std::path::{Path, absolute};

use unicode_normalization::UnicodeNormalization as _;

use crate::data::layout::{has_extension, is_other_kind, list_folder};

/// Why a file is not added to a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotListed {
    /// Nothing is there.
    Missing,
    /// It cannot be read.
    Unreadable,
    /// No picture by its name.
    OtherKind,
    /// A list names files, and what is inside a zip is none.
    Archive,
    /// Its name is not Unicode, or begins or ends with a space.
    Name,
}

/// A class's name as it is kept: without spaces around it, composed; none where nothing is left of it.
#[must_use]
pub fn class_name(typed: &str) -> Option<String> {
    let name: String = typed.trim().nfc().collect();
    (!name.is_empty()).then_some(name)
}

/// A photograph's name in a list that lies in `folder`: relative with `/` between the parts where it lies below, absolute
/// elsewhere.
///
/// # Errors
/// If its path cannot be written into a list.
pub fn name_in(folder: &Path, photograph: &Path) -> Result<String, NotListed> {
    let (folder, photograph) = (absolute(folder), absolute(photograph));
    let (Ok(folder), Ok(photograph)) = (folder, photograph) else { return Err(NotListed::Missing) };
    let below = match photograph.strip_prefix(&folder) {
        Ok(below) => below.to_owned(),
        // The same folder may be called otherwise, through a link.
        Err(_) => match (folder.canonicalize(), photograph.parent().map(Path::canonicalize), photograph.file_name()) {
            (Ok(folder), Some(Ok(above)), Some(file)) => {
                above.strip_prefix(folder).map_or_else(|_| photograph.clone(), |below| below.join(file))
            }
            _ => photograph.clone(),
        },
    };
    let name = below.to_str().ok_or(NotListed::Name)?;
    let name =
        if std::path::MAIN_SEPARATOR == '/' { name.to_owned() } else { name.replace(std::path::MAIN_SEPARATOR, "/") };
    if name.trim() == name && !name.is_empty() { Ok(name) } else { Err(NotListed::Name) }
}

/// The names, in a list in `folder`, of a photograph or of all that lie below a folder, and what is not added.
/// `progress` is called now and then with the number of files found, and may break.
pub fn found_below(
    folder: &Path,
    path: &Path,
    progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> (Vec<String>, Vec<(String, NotListed)>) {
    let shown = || path.display().to_string();
    if !path.exists() {
        return (Vec::new(), vec![(shown(), NotListed::Missing)]);
    }
    if !path.is_dir() {
        return match name_of_file(folder, path) {
            Ok(name) => (vec![name], Vec::new()),
            Err(reason) => (Vec::new(), vec![(shown(), reason)]),
        };
    }
    let Ok(listing) = list_folder(path, progress) else { return (Vec::new(), vec![(shown(), NotListed::Unreadable)]) };
    let (mut names, mut refused) = (Vec::new(), Vec::new());
    for file in listing.files.iter() {
        let file = path.join(file);
        match name_of_file(folder, &file) {
            Ok(name) => names.push(name),
            Err(reason) => refused.push((file.display().to_string(), reason)),
        }
    }
    if names.is_empty() && refused.is_empty() {
        refused.push((shown(), NotListed::OtherKind));
    }
    (names, refused)
}

fn name_of_file(folder: &Path, file: &Path) -> Result<String, NotListed> {
    let name = file.to_string_lossy();
    if has_extension(&name, "zip") {
        Err(NotListed::Archive)
    } else if is_other_kind(&name) || !file.is_file() {
        Err(NotListed::OtherKind)
    } else {
        name_in(folder, file)
    }
}
