//! Folders that files are written into.

use std::fs;
use std::io;
use std::path::{Component, Path};

use super::whole_file::locked_temporary;

/// Makes the folders `relative` below `root`, which is there, as far as they are missing.
///
/// # Errors
/// The system's; a path that is not below `root`; a link that leads out of it, through which nothing is written.
pub fn create_folders(root: &Path, relative: &Path) -> io::Result<()> {
    let refused = |reason: &str| io::Error::new(io::ErrorKind::InvalidInput, reason.to_owned());
    let real_root = fs::canonicalize(root)?;
    let mut folder = root.to_owned();
    for part in relative.components() {
        let Component::Normal(name) = part else { return Err(refused("it does not lie in this folder")) };
        folder.push(name);
        match fs::create_dir(&folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        if !fs::canonicalize(&folder)?.starts_with(&real_root) {
            let link = folder.display();
            return Err(refused(&format!("{link} is a link that leads elsewhere, and nothing is written through it")));
        }
    }
    Ok(())
}

/// Reports a folder in which no file can be made.
///
/// # Errors
/// The system's.
pub fn require_writable(folder: &Path) -> io::Result<()> {
    locked_temporary(folder).map(drop)
}
