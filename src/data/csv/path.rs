//! The paths in a list.

use std::fs;
use std::path::{Component, Path};

use crate::data::Note;

/// A photograph's name: its path with `/` between the parts. Where a list was made on Windows, its `\` become `/`, unless
/// a file has that very name.
pub(in crate::data) fn name(folder: &Path, path: &str) -> String {
    let is_of_windows = path.contains('\\') && (cfg!(windows) || fs::symlink_metadata(folder.join(path)).is_err());
    if is_of_windows { path.replace('\\', "/") } else { path.to_owned() }
}

/// A remark on those paths that lead out of the list's folder.
pub(super) fn note_on_outside<'a>(names: impl Iterator<Item = &'a String>) -> Option<Note> {
    let mut outside = names.filter(|name| leads_out(Path::new(name)));
    let example = outside.next()?.clone();
    Some(Note::OutsideFolder { count: 1 + outside.count(), example })
}

/// Whether a path is absolute, or goes up further than down.
fn leads_out(path: &Path) -> bool {
    let mut depth = 0_usize;
    path.components().any(|part| match part {
        Component::Normal(_) => {
            depth += 1;
            false
        }
        Component::CurDir => false,
        Component::ParentDir => match depth.checked_sub(1) {
            Some(above) => {
                depth = above;
                false
            }
            None => true,
        },
        Component::RootDir | Component::Prefix(_) => true,
    })
}
