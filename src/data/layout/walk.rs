//! Lists a folder.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::{LeftOut, Listing, Note, names::is_hidden};
use crate::data::{DataError, opening::report};

/// Files found between two calls of the caller's `progress`.
const PROGRESS_STEP: usize = 1000;

/// All regular files below `root` that are not hidden. Links are followed.
///
/// # Errors
/// If `root` cannot be read, or `progress`, which is called with the number of files found, breaks. A sub-folder that
/// cannot be read becomes a note.
pub(in crate::data) fn list_folder(
    root: &Path,
    progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Result<Listing, DataError> {
    fs::read_dir(root).map_err(|source| DataError::Unreadable { path: root.to_owned(), source })?;
    let mut listing = Listing { source: root.to_owned(), ..Listing::default() };
    let visible = |entry: &DirEntry| !is_hidden(&entry.file_name().to_string_lossy());
    for entry in WalkDir::new(root).min_depth(1).follow_links(true).into_iter().filter_entry(visible) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let name = error.path().map(|path| path.strip_prefix(root).unwrap_or(path).display().to_string());
                Note::count(&mut listing.notes, LeftOut::Unreadable, &name.unwrap_or_default());
                continue;
            }
        };
        if !entry.file_type().is_file() {
            continue;
        }
        match relative_name(root, entry.path()) {
            Ok(name) => listing.push(&name),
            Err(shown) => Note::count(&mut listing.notes, LeftOut::NotUnicode, &shown),
        }
        if listing.files.len().is_multiple_of(PROGRESS_STEP) {
            report(progress, listing.files.len())?;
        }
    }
    Ok(listing)
}

/// The path below `root` with `/` between its parts; as an error, what can be shown of one that is not Unicode.
fn relative_name(root: &Path, path: &Path) -> Result<String, String> {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let Some(name) = relative.to_str() else { return Err(relative.to_string_lossy().into_owned()) };
    Ok(if std::path::MAIN_SEPARATOR == '/' { name.to_owned() } else { name.replace(std::path::MAIN_SEPARATOR, "/") })
}
