//! Where a data set's photographs are read from.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::decode::MAX_FILE_BYTES;
use super::zip::Archive;
use super::{DataError, DecodeError, ReadError, drawings};
use crate::files;
use crate::memory::with_capacity;

/// Where photographs are read from.
#[derive(Debug)]
pub(super) enum Store {
    /// A folder; their names are paths below it.
    Folder(PathBuf),
    /// A zip.
    Zip(Archive),
    /// The built-in drawings.
    Drawings {
        /// Which ones.
        seed: u64,
        /// Whether each has two names.
        twice: bool,
    },
}

/// What shows whether a file has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamp {
    /// The file's size; 0 if unknown.
    pub size_bytes: u64,
    /// Since 1970; 0 if unknown.
    pub modified_ns: i128,
}

impl Store {
    /// The encoded bytes of a photograph.
    ///
    /// # Errors
    /// If its file cannot be read, or is larger than any photograph.
    pub(super) fn read(&self, name: &str) -> Result<Vec<u8>, DataError> {
        match self {
            Self::Folder(root) => read_file(&root.join(name), name),
            Self::Zip(archive) => archive.read(name),
            Self::Drawings { seed, twice } => drawings::png(name, *seed, *twice).ok_or_else(|| {
                let source = io::Error::from(io::ErrorKind::NotFound).into();
                DataError::Read { name: name.to_owned(), source }
            }),
        }
    }

    /// A photograph's size and time of change; zeros for drawings and for a file that cannot be examined.
    pub(super) fn stamp(&self, name: &str) -> Stamp {
        match self {
            Self::Folder(root) => fs::metadata(root.join(name)).map_or_else(|_| Stamp::default(), |file| stamp(&file)),
            Self::Zip(archive) => archive.stamp(name),
            Self::Drawings { .. } => Stamp::default(),
        }
    }

    /// A photograph's own file, if it has one.
    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        match self {
            Self::Folder(root) => Some(root.join(name)),
            Self::Zip(_) | Self::Drawings { .. } => None,
        }
    }
}

/// The bytes of the file at `path`, which errors call `name`.
///
/// # Errors
/// As [`Store::read`].
pub fn read_file(path: &Path, name: &str) -> Result<Vec<u8>, DataError> {
    let too_large = |bytes: u64| {
        let source = DecodeError::TooManyBytes { bytes };
        DataError::Decode { name: name.to_owned(), source }
    };
    let unreadable = |source: ReadError| DataError::Read { name: name.to_owned(), source };
    let file = files::open(path).map_err(|error| unreadable(error.into()))?;
    let metadata = file.metadata().map_err(|error| unreadable(error.into()))?;
    if metadata.len() > MAX_FILE_BYTES {
        return Err(too_large(metadata.len()));
    }
    let memory = with_capacity(metadata.len() as usize + 1);
    let mut bytes = memory.map_err(|error| DataError::Decode { name: name.to_owned(), source: error.into() })?;
    // The file may grow meanwhile.
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(error.into()))?;
    if bytes.len() as u64 > MAX_FILE_BYTES { Err(too_large(bytes.len() as u64)) } else { Ok(bytes) }
}

/// The size and time of change in a file's metadata.
pub(super) fn stamp(metadata: &fs::Metadata) -> Stamp {
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    Stamp { size_bytes: metadata.len(), modified_ns: modified.map_or(0, |since| since.as_nanos() as i128) }
}
