//! What can be wrong with a zip.

use std::io;

use zip::result::ZipError;

/// Why a zip, or a file in it, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ZipProblem {
    /// It needs a password.
    #[error("it is encrypted")]
    Encrypted,
    /// It ends too early.
    #[error("it is cut off")]
    CutOff,
    /// It would unpack to far more than a zip of photographs does.
    #[error("{packed_mb} MB would become {unpacked_mb} MB: this is no zip of photographs")]
    Bomb {
        /// As it is.
        packed_mb: u64,
        /// As it would be.
        unpacked_mb: u64,
    },
    /// A file is larger than its entry says.
    #[error("it is larger than the zip says")]
    LargerThanStated,
    /// A file has disappeared.
    #[error("it is gone")]
    Gone,
    /// There is no place for what would be unpacked.
    #[error("it cannot be unpacked: {0}")]
    CannotBeUnpacked(io::Error),
    /// Anything else, in the words of the library that reads it.
    #[error("{0}")]
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

impl From<ZipError> for ZipProblem {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Self::Encrypted,
            ZipError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => Self::CutOff,
            other => Self::Damaged(other.to_string()),
        }
    }
}
