//! What can be wrong with data, in sentences for the person who must act.

use std::{io, path::PathBuf};

/// A data set that cannot be opened or used, or one of its files that cannot.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// Nothing lies at the path.
    #[error("there is no file or folder at {}", path.display())]
    NotFound {
        /// What was asked for.
        path: PathBuf,
    },
    /// A folder or file is there and cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A folder or zip without a photograph.
    #[error(
        "no photographs in {}: expected files named like cat.0.jpg, or one folder for each class", path.display()
    )]
    Empty {
        /// The folder or zip.
        path: PathBuf,
    },
    /// A file that is none of the forms in which data come.
    #[error("{} is neither a folder, a .csv, a .zip nor a photograph", path.display())]
    UnknownKind {
        /// The file.
        path: PathBuf,
    },
    /// A CSV file that cannot be used.
    #[error("{}, line {line}: {reason}", path.display())]
    Csv {
        /// The file.
        path: PathBuf,
        /// Counts from 1.
        line: u64,
        /// What is wrong, and what is expected.
        reason: String,
    },
    /// A zip that cannot be used.
    #[error("the zip {} cannot be used: {reason}", path.display())]
    Zip {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Training needs labels and there are none.
    #[error(
        "the photographs in {origin} have no labels: name them like cat.0.jpg and dog.0.jpg, put each class into a \
         folder of its own, or list them in a .csv with the columns filename and category"
    )]
    NoLabels {
        /// The data, as a path or in words.
        origin: String,
    },
    /// Training needs at least two classes.
    #[error("all photographs in {origin} are of one class, {class}: training needs at least two classes")]
    OneClass {
        /// The data, as a path or in words.
        origin: String,
        /// The only class.
        class: String,
    },
    /// A class without a photograph that can be decoded.
    #[error("no photograph of the class {class} can be used: {example}")]
    NoUsable {
        /// The class.
        class: String,
        /// One of its files and why it is unusable.
        example: String,
    },
    /// One photograph's file cannot be read.
    #[error("{name} cannot be read: {source}")]
    Read {
        /// The photograph's name in the data set.
        name: String,
        /// The system's reason.
        source: io::Error,
    },
    /// One photograph cannot be decoded.
    #[error("{name}: {source}")]
    Decode {
        /// The photograph's name in the data set.
        name: String,
        /// What is wrong with it.
        source: DecodeError,
    },
    /// The cache of decoded photographs cannot be written or read.
    #[error("the cache {} cannot be used: {source}", path.display())]
    Cache {
        /// The cache's file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A folder into which photographs should be written cannot take them.
    #[error("{} cannot be written: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The system gives no more threads.
    #[error("no thread can be started: {source}")]
    Threads {
        /// The system's reason.
        source: io::Error,
    },
    /// The photographs cannot be split as asked.
    #[error(transparent)]
    Split(#[from] super::split::SplitError),
    /// A thread that makes batches failed.
    #[error("a thread that prepares batches failed: {reason}")]
    Worker {
        /// Its last words.
        reason: String,
    },
    /// The caller asked to stop.
    #[error("stopped")]
    Cancelled,
}

/// Why a file is not a usable photograph.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Zero bytes.
    #[error("the file is empty")]
    Empty,
    /// The first bytes belong to no known picture format.
    #[error("not a picture{}", .looks_like.map(|kind| format!(": it looks like {kind}")).unwrap_or_default())]
    NotAPicture {
        /// What the bytes are instead, where that is known.
        looks_like: Option<&'static str>,
    },
    /// A picture in a format that is recognised but not decoded.
    #[error("{format} pictures are not supported: save it as JPEG or PNG")]
    Unsupported {
        /// The format's usual name.
        format: &'static str,
    },
    /// A picture in a supported format, but of a kind that is not decoded.
    #[error("{what} is not supported: save it as JPEG or PNG")]
    NotSupported {
        /// The format and the kind, as "TIFF in CIELAB".
        what: String,
    },
    /// The data end too early.
    #[error("the {format} is truncated")]
    Truncated {
        /// The format's usual name.
        format: &'static str,
    },
    /// The data contradict their format.
    #[error("the {format} is broken: {reason}")]
    Broken {
        /// The format's usual name.
        format: &'static str,
        /// The decoder's reason.
        reason: String,
    },
    /// More pixels than any photograph has.
    #[error("{width} x {height} pixels are more than the limit of {} million", super::decode::MAX_PIXELS / 1_000_000)]
    TooManyPixels {
        /// In pixels.
        width: u64,
        /// In pixels.
        height: u64,
    },
    /// More bytes than any photograph has.
    #[error("{bytes} bytes are more than the limit of {} MB", super::decode::MAX_FILE_BYTES / 1_000_000)]
    TooManyBytes {
        /// The file's size.
        bytes: u64,
    },
}
