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
    /// What has a file's name is a folder, a pipe or a device.
    #[error("{} is not a file; a run has a file of this name", path.display())]
    NotAFile {
        /// Where it is.
        path: PathBuf,
    },
    /// A file is larger than any that a run writes.
    #[error("{} has {mebibytes} MiB and is not read: no run writes a file as large", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        mebibytes: u64,
    },
    /// A run that did not end has lost its checkpoint.
    #[error("{} cannot be resumed: it has no checkpoint.safetensors", folder.display())]
    Unresumable {
        /// The folder.
        folder: PathBuf,
    },
    /// A folder that is to be deleted holds more than a run.
    #[error("{} also holds {}, which is no file of a run; move it elsewhere, or delete the folder by hand", folder.display(), path.display())]
    HoldsOthers {
        /// The folder.
        folder: PathBuf,
        /// What else it holds.
        path: PathBuf,
    },
    /// Another window has given the run another name or note.
    #[error("the name or the note of {} were changed elsewhere (its name is now \"{name}\"); yours were not saved", folder.display())]
    OtherNotes {
        /// The folder.
        folder: PathBuf,
        /// The name that it has now.
        name: String,
    },
    /// A name is too long.
    #[error("the name has {bytes} bytes; a name may have 255")]
    LongName {
        /// Its length.
        bytes: usize,
    },
    /// A note is too long.
    #[error("the note has {bytes} bytes; a note may have 65536")]
    LongNote {
        /// Its length.
        bytes: usize,
    },
    /// A file is not what a run writes.
    #[error("{} is damaged: {damage}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        damage: Damage,
    },
}

/// What is wrong with a text file of a run.
#[derive(Debug, Error)]
pub enum Damage {
    /// The file does not end with the end of a line.
    #[error("its last line is cut off")]
    CutOff,
    /// The file can be read, and its checksum is another.
    #[error(
        "it has changed since the run wrote it; resume the run, which writes it again, or bring it back from a copy"
    )]
    Changed,
    /// The first line does not name the columns.
    #[error("its first line should be {0}")]
    Columns(String),
    /// A line of the history is not the row of the epoch that is due.
    #[error("line {line} is not a row of epoch {epoch}: {text}")]
    Row {
        /// The line, from 1.
        line: usize,
        /// The epoch, from 1.
        epoch: usize,
        /// The line as it is.
        text: String,
    },
    /// A line is not an event.
    #[error("line {line}: {problem}")]
    Event {
        /// The line, from 1.
        line: usize,
        /// The parser's reason.
        problem: ron::Error,
    },
    /// A file in RON cannot be read; the parser names the line.
    #[error(transparent)]
    Ron(Box<ron::error::SpannedError>),
    /// A row cannot be read; the parser names the line.
    #[error(transparent)]
    Csv(#[from] csv::Error),
}

impl RunFolderError {
    pub(crate) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }

    pub(crate) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }
}
