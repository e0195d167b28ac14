//! What can be wrong with a CSV that lists photographs.

use std::path::PathBuf;

use super::TableProblem;

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CsvProblem {
    /// It is no table.
    #[error(transparent)]
    Table(#[from] TableProblem),
    /// The column of file names is missing.
    #[error("expected the columns filename and category, found {}; {EXAMPLE}", if found.is_empty() { "none" } else { found })]
    Columns {
        /// The columns that are there.
        found: String,
    },
    /// Several columns could be that of file names.
    #[error("each of the columns {candidates} could hold the file names: call that one filename")]
    SeveralColumns {
        /// Their names.
        candidates: String,
    },
    /// A row without a file.
    #[error("filename is empty")]
    NoFilename,
    /// None of the files exists.
    #[error(
        "none of the listed files is there: {example} is looked for as {}. Paths begin at the list's own folder",
        looked_for.display()
    )]
    NoneThere {
        /// The first of them, as the list names it.
        example: String,
        /// Where it would lie.
        looked_for: PathBuf,
    },
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

/// What a list looks like.
const EXAMPLE: &str = "a list begins with the line filename,category and goes on with lines such as img/cat.0.jpg,cat";
