//! What can be wrong with a zip.

use std::io;

use zip::CompressionMethod;
use zip::result::ZipError;

use crate::text::printable;

/// Why a zip, or a file in it, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ZipProblem {
    /// It needs a password.
    #[error("it is encrypted: unpack it with its password and open the folder")]
    Encrypted,
    /// It ends too early.
    #[error("it is incomplete: load it again")]
    CutOff,
    /// It has no bytes.
    #[error("it is empty: load it again")]
    Empty,
    /// It is a zip without a file.
    #[error("there is no file in it")]
    NoFiles,
    /// An archive that is spread over several files.
    #[error("it is one of several parts of an archive: put them together and unpack them, and open the folder")]
    InParts,
    /// Another kind of archive under the name of a zip.
    #[error("it is a {kind} archive under the name of a zip: unpack it and open the folder")]
    OtherArchive {
        /// The kind's usual name.
        kind: &'static str,
    },
    /// Something else under the name of a zip.
    #[error("it is no zip: it looks like {kind}; load it again, or give it its right name")]
    OtherFile {
        /// What it looks like.
        kind: &'static str,
    },
    /// Its files are compressed in a way that is not read.
    #[error("its files are compressed by {method}, which is not read: unpack it and open the folder")]
    Compression {
        /// The way's usual name.
        method: String,
    },
    /// The paths of all its files lead out of it.
    #[error("the paths in it lead out of it, {} among them: unpack it and open the folder", printable(example))]
    Outside {
        /// The first path.
        example: String,
    },
    /// It would unpack to far more than a zip of photographs does.
    #[error("{packed_mb} MB would become {unpacked_mb} MB: this is no zip of photos")]
    Bomb {
        /// As it is.
        packed_mb: u64,
        /// As it would be.
        unpacked_mb: u64,
    },
    /// A file is larger than its entry says.
    #[error("it is larger than the zip says")]
    LargerThanStated,
    /// The system's reason why it cannot be read.
    #[error("it cannot be read: {0}")]
    Unreadable(io::Error),
    /// A file has disappeared.
    #[error("it is gone")]
    Gone,
    /// There is no place for what would be unpacked.
    #[error("it cannot be unpacked: {0}")]
    CannotBeUnpacked(io::Error),
    /// Anything else, in the words of the library that reads it.
    #[error("it is damaged ({0}): load it again")]
    Damaged(String),
    /// Something is wrong with a zip inside this one.
    #[error("{name} inside it: {problem}")]
    Inside {
        /// The inner zip.
        name: String,
        /// What is wrong with it.
        problem: Box<ZipProblem>,
    },
}

impl ZipProblem {
    /// Files that are compressed by this method.
    pub(super) fn compression(method: CompressionMethod) -> Self {
        let method = match method {
            CompressionMethod::IMPLODE => "Implode".to_owned(),
            CompressionMethod::BZIP2 => "bzip2".to_owned(),
            CompressionMethod::LZMA => "LZMA".to_owned(),
            CompressionMethod::ZSTD | CompressionMethod::ZSTD_DEPRECATED => "Zstandard".to_owned(),
            CompressionMethod::XZ => "xz".to_owned(),
            CompressionMethod::PPMD => "PPMd".to_owned(),
            other => other.to_string(),
        };
        Self::Compression { method }
    }

    /// Why the data of a zip cannot be read: the system's reason, or that they are damaged.
    pub(super) fn of_data(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::CutOff,
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Unreadable(error),
        }
    }
}

impl From<ZipError> for ZipProblem {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Self::Encrypted,
            ZipError::UnsupportedArchive(reason) if reason.contains("multi-disk") => Self::InParts,
            ZipError::Io(error) => Self::of_data(error),
            other => Self::Damaged(other.to_string()),
        }
    }
}
