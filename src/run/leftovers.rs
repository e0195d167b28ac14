//! Half-written files that a killed process has left in a run's folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::{CONFIG, RESULTS};
use crate::files;

/// Stands for any text in the name of a file that differs from epoch to epoch.
pub const ANY: char = '*';

/// Removes them from the folder itself, from its folder [`RESULTS`], and from the sub-folders of files with the names
/// `written`, relative to the run's folder and with [`ANY`] where they differ. Links are never followed.
pub(super) fn remove(run: &Path, written: &[PathBuf]) {
    let own = [PathBuf::from(CONFIG), Path::new(RESULTS).join("*.safetensors")];
    for folder in own.iter().chain(written).flat_map(|name| folders_of(run, name)) {
        remove_in(&folder);
    }
}

/// Whether a folder holds such files alone.
pub(super) fn are_all_in(folder: &Path) -> bool {
    let mut entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.all(|entry| files::is_leftover(&entry.file_name()))
}

fn remove_in(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if files::is_leftover(&entry.file_name()) {
            // It only takes up space; the run does not need it gone.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The existing folders in which files of this name lie.
fn folders_of(run: &Path, name: &Path) -> Vec<PathBuf> {
    let mut folders = vec![run.to_owned()];
    for part in name.parent().into_iter().flat_map(Path::components) {
        let part = Path::new(part.as_os_str());
        folders = if part.to_string_lossy().contains(ANY) {
            folders.iter().flat_map(|folder| sub_folders(folder)).collect()
        } else {
            folders.iter().map(|folder| folder.join(part)).filter(|path| is_folder(path)).collect()
        };
    }
    folders
}

fn sub_folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| is_folder(path)).collect()
}

/// Whether it is a folder, and no link to one.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}
