//! Where deleted runs go, and how they come back.

use std::fmt;
use std::path::Path;

use crate::engine::views::ShelfError;

/// A trash for the folders of runs. Tests have one of their own, so that they put nothing into the user's.
pub trait Trash: fmt::Debug + Send + Sync {
    /// Moves a run into the trash.
    ///
    /// # Errors
    /// [`ShelfError::NoTrash`]; the run is where it was.
    fn put(&self, run: &Path) -> Result<(), ShelfError>;

    /// Takes the run that was deleted last out of those that lay at this place.
    ///
    /// # Errors
    /// Why it is not back.
    fn restore(&self, run: &Path) -> Result<(), ShelfError>;
}

/// The system's trash.
#[derive(Debug)]
pub struct SystemTrash;

impl Trash for SystemTrash {
    fn put(&self, run: &Path) -> Result<(), ShelfError> {
        trash::delete(run).map_err(|error| ShelfError::NoTrash { run: run.to_owned(), reason: error.to_string() })
    }

    #[cfg(any(windows, all(unix, not(any(target_os = "macos", target_os = "ios", target_os = "android")))))]
    fn restore(&self, run: &Path) -> Result<(), ShelfError> {
        use trash::os_limited::{list, restore_all};

        let failed = |error: trash::Error| ShelfError::NotRestored { run: run.to_owned(), reason: error.to_string() };
        // The trash knows folders by their real names.
        let parent = run.parent().and_then(|parent| parent.canonicalize().ok());
        let is_run = |item: &trash::TrashItem| {
            Some(item.name.as_os_str()) == run.file_name()
                && item.original_parent.canonicalize().ok().is_some_and(|found| Some(found) == parent)
        };
        let items = list().map_err(failed)?;
        let newest = items.into_iter().filter(is_run).max_by_key(|item| item.time_deleted);
        let item = newest.ok_or_else(|| ShelfError::NotInTrash { run: run.to_owned() })?;
        restore_all([item]).map_err(failed)
    }

    #[cfg(not(any(windows, all(unix, not(any(target_os = "macos", target_os = "ios", target_os = "android"))))))]
    fn restore(&self, run: &Path) -> Result<(), ShelfError> {
        Err(ShelfError::TrashKeeps { run: run.to_owned() })
    }
}

/// A folder that takes the place of the system's trash in tests.
#[cfg(test)]
pub mod testing {
    use std::fs;
    use std::path::PathBuf;

    use super::{Path, ShelfError, Trash};

    /// The folder, which is made when it is needed.
    #[derive(Debug)]
    pub struct FolderTrash(pub PathBuf);

    impl FolderTrash {
        fn place(&self, run: &Path) -> PathBuf {
            self.0.join(run.file_name().unwrap_or_default())
        }
    }

    impl Trash for FolderTrash {
        fn put(&self, run: &Path) -> Result<(), ShelfError> {
            let moved = fs::create_dir_all(&self.0).and_then(|()| fs::rename(run, self.place(run)));
            moved.map_err(|error| ShelfError::NoTrash { run: run.to_owned(), reason: error.to_string() })
        }

        fn restore(&self, run: &Path) -> Result<(), ShelfError> {
            let place = self.place(run);
            if !place.exists() {
                return Err(ShelfError::NotInTrash { run: run.to_owned() });
            }
            let moved = fs::rename(place, run);
            moved.map_err(|error| ShelfError::NotRestored { run: run.to_owned(), reason: error.to_string() })
        }
    }
}
