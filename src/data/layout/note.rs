//! What was decided while a data set was opened, to be shown to the user.

use std::fmt;
use std::path::PathBuf;

use super::parts::Part;
use crate::text::{Language, printable};

/// One decision. Its `Display` is English; [`Note::text`] has it in any language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The only sub-folder was entered.
    EnteredFolder {
        /// Its relative path.
        folder: String,
    },
    /// A folder for training, or one that holds such a folder, was used, and the folders beside it were not.
    UsedTrain {
        /// Its relative path.
        folder: String,
        /// The names of the folders beside it.
        instead_of: Vec<String>,
    },
    /// A zip inside the folder or zip was entered.
    EnteredArchive {
        /// Its relative path.
        name: String,
    },
    /// A part of the data set that is not trained on was left out.
    LeftOutPart {
        /// What it is for.
        part: Part,
        /// Its relative path.
        folder: String,
        /// The files in it.
        count: usize,
        /// What can be done with it.
        offer: Offer,
    },
    /// Names of one class in several forms of Unicode were taken for one.
    SameClass {
        /// The class, as it is called now.
        class: String,
    },
    /// A list was read in an encoding that nothing in it names.
    AssumedEncoding {
        /// The encoding's name.
        encoding: &'static str,
    },
    /// No column of a list is certain to be that of the classes.
    NoCategoryColumn {
        /// The columns that are there.
        found: String,
    },
    /// A list names files outside of its own folder.
    OutsideFolder {
        /// How many.
        count: usize,
        /// The first of them.
        example: String,
    },
    /// Files were left out.
    LeftOut {
        /// Why.
        reason: LeftOut,
        /// How many.
        count: usize,
        /// The first of them.
        example: String,
        /// The names of the first [`NAMED`].
        names: Vec<String>,
    },
}

/// So many files that are left out for one reason are named.
const NAMED: usize = 100;

/// What a part that was left out can be used for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// It has the same classes: a trained network can be evaluated on what is at the path.
    Evaluate(PathBuf),
    /// A trained network can classify what is at the path.
    Predict(PathBuf),
    /// It is spread over several folders.
    Nothing,
}

/// Why files are not part of a data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// Their extension says that they are no pictures.
    OtherKind,
    /// They have no label where most others have one.
    NoLabel,
    /// They are beside folders that are classes.
    BesideClassFolders,
    /// They are in sub-folders of a folder in which the files carry labels.
    BelowFlatFolder,
    /// Their name is not Unicode.
    NotUnicode,
    /// A folder or link that cannot be read.
    Unreadable,
    /// An entry of a zip with a path that leads out of it.
    OutsideArchive,
    /// An entry of a zip that needs a password.
    Encrypted,
    /// An entry of a zip that is compressed in a way that is not read.
    Compression,
    /// A zip beside what is read.
    Archive,
    /// The same file listed again in a CSV.
    Repeated,
}

impl Note {
    /// How many files it leaves out.
    pub(crate) fn files(&self) -> usize {
        match self {
            Note::LeftOut { count, .. } | Note::LeftOutPart { count, .. } => *count,
            _ => 0,
        }
    }

    /// Counts a file that is left out, in one note for each reason.
    pub(crate) fn count(notes: &mut Vec<Note>, kind: LeftOut, name: &str) {
        for note in notes.iter_mut() {
            if let Note::LeftOut { reason, count, names, .. } = note
                && *reason == kind
            {
                *count += 1;
                if names.len() < NAMED {
                    names.push(name.to_owned());
                }
                return;
            }
        }
        let (count, names) = (1, vec![name.to_owned()]);
        notes.push(Note::LeftOut { reason: kind, count, example: name.to_owned(), names });
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::EnteredFolder { folder } => write!(f, "entered the only sub-folder, {}", printable(folder)),
            Note::UsedTrain { folder, instead_of } if instead_of.is_empty() => {
                write!(f, "used the sub-folder {}", printable(folder))
            }
            Note::UsedTrain { folder, instead_of } => {
                write!(f, "used the sub-folder {}, not {}", printable(folder), printable(&instead_of.join(", ")))
            }
            Note::EnteredArchive { name } => write!(f, "entered the zip {}", printable(name)),
            Note::LeftOutPart { .. } | Note::SameClass { .. } => {
                let sentence = self.in_terminal(Language::English);
                // The other sentences of the terminal begin small, too.
                let mut letters = sentence.chars();
                let first = letters.next().map(|letter| letter.to_ascii_lowercase());
                write!(f, "{}{}", first.map(String::from).unwrap_or_default(), letters.as_str())
            }
            Note::LeftOut { reason, count: 1, example, .. } => write!(f, "left out {}: {reason}", printable(example)),
            Note::AssumedEncoding { encoding } => write!(f, "the list is not UTF-8; it was read as {encoding}"),
            Note::NoCategoryColumn { found } => {
                write!(f, "no column of the list is certain to be the category, so there are no labels; found {found}")
            }
            Note::OutsideFolder { count: 1, example } => write!(f, "{example} lies outside of the list's folder"),
            Note::OutsideFolder { count, example } => {
                write!(f, "{count} files lie outside of the list's folder, {example} among them")
            }
            Note::LeftOut { reason, count, example, .. } => {
                write!(f, "left out {count} files, {} among them: {reason}", printable(example))
            }
        }
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LeftOut::OtherKind => "not a picture by its extension",
            LeftOut::NoLabel => "no label in the name (label.anything.ext)",
            LeftOut::BesideClassFolders => "outside the folders of the classes",
            LeftOut::BelowFlatFolder => "in a sub-folder, while the files beside it carry the labels",
            LeftOut::NotUnicode => "the name is not Unicode; rename it",
            LeftOut::Unreadable => "cannot be read",
            LeftOut::OutsideArchive => "its path leads out of the zip",
            LeftOut::Encrypted => "encrypted; unpack the zip with its password and open the folder",
            LeftOut::Compression => "compressed in a way that is not read; unpack the zip and open the folder",
            LeftOut::Archive => "a zip beside what is read; open it by itself",
            LeftOut::Repeated => "listed more than once",
        })
    }
}
