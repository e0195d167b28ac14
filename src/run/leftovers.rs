//! What a killed process has left of a run: half-written files, and folders without any file.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::lock::Lock;
use super::{CONFIG, RESULTS};
use crate::files;

/// How the names of runs' folders begin: date and time, a digit for each `0`.
const STAMP: &str = "0000-00-00-000000-";

/// Stands for any text in the name of a file that differs from epoch to epoch.
pub const ANY: char = '*';

/// Removes half-written files from the folder itself, from its folder [`RESULTS`], and from the sub-folders of files with the names
/// `written`, relative to the run's folder and with [`ANY`] where they differ. Links are never followed.
pub fn remove(run: &Path, written: &[PathBuf]) {
    let own = [PathBuf::from(CONFIG), Path::new(RESULTS).join("*.safetensors")];
    for folder in own.iter().chain(written).flat_map(|name| folders_of(run, name)) {
        files::remove_leftovers(&folder);
    }
}

/// Removes the folders beside a run's that have names like it, in which nothing is but half-written files, and in which no
/// process is at work.
pub(super) fn remove_empty_runs_beside(run: &Path) {
    let Some(parent) = run.parent().filter(|_| run.file_name().is_some_and(is_stamped)) else { return };
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let path = entry.path();
        if is_stamped(&entry.file_name()) && is_folder(&path) && is_without_files(&path) {
            let Ok(_lock) = Lock::take(&path) else { continue };
            files::remove_leftovers(&path);
            // It fails where a file has appeared, which then stays.
            let _ = fs::remove_dir(&path);
        }
    }
}

fn is_stamped(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let is_like = |(found, stamp): (u8, u8)| if stamp == b'0' { found.is_ascii_digit() } else { found == stamp };
    name.len() > STAMP.len() && name.bytes().zip(STAMP.bytes()).all(is_like)
}

fn is_without_files(folder: &Path) -> bool {
    fs::read_dir(folder)
        .is_ok_and(|mut entries| entries.all(|entry| entry.is_ok_and(|entry| files::is_leftover(&entry.file_name()))))
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
