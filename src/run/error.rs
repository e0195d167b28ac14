//! Why a run's folder cannot be used.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a run's folder, or a file in it, cannot be used.
#[derive(Debug, Error)]
pub enum RunFolderError {
    /// A new run would mix with another.
    #[error("{} already holds a run; go on with that one, or name another folder", folder.display())]
    AlreadyARun {
        /// The folder.
        folder: PathBuf,
    },
    /// There is no run.
    #[error("{} is not a run's folder: it has no config.ron", folder.display())]
    NotARun {
        /// The folder.
        folder: PathBuf,
    },
    /// Another process trains in this folder.
    #[error("{} is in use: another training runs there", folder.display())]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// A file or folder cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file is not what a run writes.
    #[error("{} is damaged: {reason}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl RunFolderError {
    pub(crate) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }

    pub(super) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }
}
