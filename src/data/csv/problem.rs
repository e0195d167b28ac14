//! What can be wrong with a CSV that lists photographs.

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CsvProblem {
    /// It cannot be parsed; in the words of the library that reads it.
    #[error("{0}")]
    Unparsable(String),
    /// The column of file names is missing.
    #[error("expected the columns filename and category, found {found}")]
    Columns {
        /// The columns that are there.
        found: String,
    },
    /// A row without a file.
    #[error("filename is empty")]
    NoFilename,
    /// A row without a category where others have one.
    #[error("{filename} has no category")]
    NoCategory {
        /// The photograph.
        filename: String,
    },
    /// A photograph listed twice, with two categories.
    #[error("{filename} has another category than in line {line}")]
    OtherCategory {
        /// The photograph.
        filename: String,
        /// The line of its first category, from 1.
        line: u64,
    },
}
