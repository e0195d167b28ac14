//! What can be wrong with data, in sentences that say what to do.

use std::{io, path::PathBuf};

use super::batches::BatchFailure;
use super::cache::CacheProblem;
use super::csv::CsvProblem;
use super::layout::Note;
use super::unusable::Unusable;
use super::zip::ZipProblem;
use crate::memory::OutOfMemory;

/// A data set that cannot be opened or used, or one of its files that cannot.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// Nothing is at the path.
    #[error("there is no file or folder at {}", path.display())]
    NotFound {
        /// The path.
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
        "no photos in {}: expected files named like cat.0.jpg, or one folder for each class{}",
        path.display(),
        left_out.as_ref().map(|note| format!("; {note}")).unwrap_or_default()
    )]
    Empty {
        /// The folder or zip.
        path: PathBuf,
        /// What most of its files were left out for.
        left_out: Option<Note>,
    },
    /// A file that is none of the forms in which data come.
    #[error("{} is neither a folder, a .csv, a .zip nor a photo", path.display())]
    UnknownKind {
        /// The file.
        path: PathBuf,
    },
    /// A CSV file that cannot be used.
    #[error("{}, line {line}: {problem}", path.display())]
    Csv {
        /// The file.
        path: PathBuf,
        /// Counts from 1.
        line: u64,
        /// What is wrong, and what is expected.
        problem: CsvProblem,
    },
    /// A zip that cannot be used.
    #[error("the zip {} cannot be used: {problem}", path.display())]
    Zip {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: ZipProblem,
    },
    /// Training needs labels and there are none.
    #[error(
        "the photos in {origin} have no labels: name them like cat.0.jpg and dog.0.jpg, put each class into a \
         folder of its own, or list them in a .csv with the columns filename and category"
    )]
    NoLabels {
        /// The data, as a path or in words.
        origin: String,
    },
    /// Training needs a label for each photograph.
    #[error(
        "{count} photo{} in {origin} {} no class, {example} for one: give each a class, take it off the list, or \
         train without such photos (in the terminal: --leave-out-unlabelled)",
        if *count == 1 { "" } else { "s" }, if *count == 1 { "has" } else { "have" }
    )]
    SomeUnlabelled {
        /// The data, as a path or in words.
        origin: String,
        /// How many.
        count: usize,
        /// One of them.
        example: String,
    },
    /// Training needs labels, and none of a list's columns is certain to have them.
    #[error(
        "the photos in {origin} have no labels, since no column is certain to be the category: call it category; \
         found {found}"
    )]
    NoCategoryColumn {
        /// The list.
        origin: String,
        /// Its columns.
        found: String,
    },
    /// Training needs at least two classes.
    #[error("all photos in {origin} are of one class, {class}: training needs at least two classes")]
    OneClass {
        /// The data, as a path or in words.
        origin: String,
        /// The only class.
        class: String,
    },
    /// A class without a photograph that can be decoded.
    #[error("no photo of the class {class} can be used: {}: {}", example.name, example.reason)]
    NoUsable {
        /// The class.
        class: String,
        /// One of its photographs.
        example: Unusable,
    },
    /// A class of which the overlay excludes every photograph.
    #[error("no photo of the class {class} can be used: excluded by the overlay")]
    AllExcluded {
        /// The class.
        class: String,
    },
    /// One photograph's file cannot be read.
    #[error("{name} cannot be read: {source}")]
    Read {
        /// The photograph's name in the data set.
        name: String,
        /// Why.
        source: ReadError,
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
    #[error("the cache {} cannot be used: {problem}", path.display())]
    Cache {
        /// The cache's file or folder.
        path: PathBuf,
        /// What is wrong.
        problem: CacheProblem,
    },
    /// A folder into which photographs should be written cannot take them.
    #[error("{} cannot be written: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file of the name of one that should be written exists.
    #[error("{} cannot be written: it is there already, and nothing is overwritten", path.display())]
    AlreadyThere {
        /// The file.
        path: PathBuf,
    },
    /// The system has no thread left.
    #[error("no thread can be started: {source}")]
    Threads {
        /// The system's reason.
        source: io::Error,
    },
    /// The photographs cannot be split.
    #[error(transparent)]
    Split(#[from] super::split::SplitError),
    /// A thread that makes batches failed.
    #[error("a thread that prepares batches failed: {0}")]
    Worker(BatchFailure),
    /// The system has no memory left.
    #[error(transparent)]
    Memory(#[from] OutOfMemory),
    /// The caller's `progress` broke.
    #[error("stopped")]
    Cancelled,
}

impl DataError {
    /// Whether memory is missing, which says nothing about the data.
    #[must_use]
    pub fn is_out_of_memory(&self) -> bool {
        matches!(self, Self::Memory(_) | Self::Decode { source: DecodeError::Memory(_), .. })
    }
}

/// Why the file of a photograph cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system's reason.
    #[error(transparent)]
    System(#[from] io::Error),
    /// The zip that holds it is at fault.
    #[error(transparent)]
    Zip(#[from] ZipProblem),
}

/// Why a file is not a usable photograph.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// There is no memory for its pixels.
    #[error(transparent)]
    Memory(#[from] OutOfMemory),
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
