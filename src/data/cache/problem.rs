//! Why the cache cannot be used.

use std::io;

/// Why a cache file or folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CacheProblem {
    /// The system's reason.
    #[error(transparent)]
    System(#[from] io::Error),
    /// A photograph that cannot be used, or an index beyond the data set.
    #[error("photo number {index} has no pixels in it")]
    NoPixels {
        /// The photograph's index.
        index: usize,
    },
    /// The caller expects another size of photographs.
    #[error("a photo has {found} bytes in it, not {expected}")]
    OtherSize {
        /// Bytes of each photograph in the file.
        found: usize,
        /// Bytes that the caller expects.
        expected: usize,
    },
    /// A checksum does not match.
    #[error("it was damaged while in use; it is made again at the next start")]
    Damaged,
}
