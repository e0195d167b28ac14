//! Lists on disk: photographs with their classes, as the user makes them in the window.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::Before;
use crate::data::list::{List, NotListed};
use crate::shared_error::SharedError;

/// What the window asks of lists. Answered in order.
#[derive(Debug, Clone)]
pub enum ListCommand {
    /// Make a list where no file is; a file that is there is opened as it is.
    Create {
        /// Its file.
        path: PathBuf,
        /// The number of an open data set whose photographs it holds, with their classes; none for an empty list.
        dataset: Option<u64>,
        /// Files and folders that are dropped into it at once.
        add: Vec<PathBuf>,
    },
    /// Read a list.
    Open {
        /// Comes back with the answer.
        number: u64,
        /// Its file.
        path: PathBuf,
    },
    /// Find the photographs among files and below folders, and how a list names them.
    Find {
        /// The list.
        path: PathBuf,
        /// The class that they are to have, if any.
        class: Option<String>,
        /// Files and folders.
        files: Vec<PathBuf>,
    },
    /// Write a list: whole or not at all.
    Save {
        /// Its file.
        path: PathBuf,
        /// All of it.
        list: Arc<List>,
        /// What must be there for it to be replaced.
        before: Before,
    },
}

/// What the engine reports of lists.
#[derive(Debug, Clone)]
pub enum ListEvent {
    /// A list was made, or was there already.
    Created {
        /// Its file, or why it was not made.
        result: Result<PathBuf, SharedError>,
        /// What was not added to it, and why.
        refused: Vec<(String, NotListed)>,
    },
    /// A list was read.
    Opened {
        /// The request's number.
        number: u64,
        /// Its file.
        path: PathBuf,
        /// It with the file's content; none where the file cannot be edited without losing something.
        list: Option<(List, Vec<u8>)>,
    },
    /// Photographs were found.
    Found {
        /// The list.
        path: PathBuf,
        /// The class that they are to have, if any.
        class: Option<String>,
        /// Their names in the list.
        names: Vec<String>,
        /// What is not added, and why.
        refused: Vec<(String, NotListed)>,
    },
    /// A list was written.
    Saved {
        /// Its file.
        path: PathBuf,
        /// What the file holds, or why it was not written.
        result: Result<Vec<u8>, SharedError>,
    },
}

/// Why a list was not made or written.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The system does not write it.
    #[error("the list {} cannot be written: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Another program has written it.
    #[error("the list {} has been changed by another program since it was read; read it again", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Another file has its name.
    #[error("{} is another file; choose another name", path.display())]
    OtherFile {
        /// The file.
        path: PathBuf,
    },
    /// A list names files, and these photographs are none.
    #[error("a list names files, and these photos are in a zip or built in; unpack the zip and open its folder")]
    NoFiles,
}
