//! `notes.ron`: the name and the note that a user gives a run.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::folder::read_small_text;
use super::{Damage, NOTES, RunFolderError};
use crate::files;

/// The name and the note of a run. Empty where none was given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
// A field that this version does not know must not be lost when the file is written again.
#[serde(deny_unknown_fields)]
pub struct RunNotes {
    /// The name, in one line.
    #[serde(default)]
    pub name: String,
    /// The note, in any number of lines.
    #[serde(default)]
    pub note: String,
}

impl RunNotes {
    /// Bytes that a name may have.
    pub const MOST_NAME_BYTES: usize = 255;
    /// Bytes that a note may have.
    pub const MOST_NOTE_BYTES: usize = 64 << 10;

    /// The same with the name in one line and without spaces around it.
    ///
    /// # Errors
    /// If name or note are too long.
    pub fn checked(self) -> Result<Self, RunFolderError> {
        let name = self.name.split(|letter: char| letter.is_control()).collect::<Vec<_>>().join(" ").trim().to_owned();
        if name.len() > Self::MOST_NAME_BYTES {
            return Err(RunFolderError::LongName { bytes: name.len() });
        }
        if self.note.len() > Self::MOST_NOTE_BYTES {
            return Err(RunFolderError::LongNote { bytes: self.note.len() });
        }
        Ok(Self { name, note: self.note })
    }
}

/// Reads the name and the note of a run; empty ones where none were given.
///
/// # Errors
/// If the file is there and damaged.
pub fn read_notes(folder: &Path) -> Result<RunNotes, RunFolderError> {
    let path = folder.join(NOTES);
    match read_small_text(&path) {
        Err(RunFolderError::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(RunNotes::default()),
        Err(error) => Err(error),
        Ok(text) => ron::from_str(&text)
            .map_err(|problem| RunFolderError::Damaged { path, damage: Damage::Ron(Box::new(problem)) }),
    }
}

/// Writes the name and the note of a run where they are still those that the user saw, `before`.
///
/// # Errors
/// If they are not, if the new ones are too long, or if the file cannot be read or written; what was there stays.
pub fn change_notes(folder: &Path, before: &RunNotes, after: RunNotes) -> Result<RunNotes, RunFolderError> {
    let after = after.checked()?;
    let found = read_notes(folder)?;
    if found == after {
        return Ok(after);
    }
    if found != *before {
        return Err(RunFolderError::OtherNotes { folder: folder.to_owned(), name: found.name });
    }
    let path = folder.join(NOTES);
    // Plain strings can always be written.
    let text = ron::ser::to_string_pretty(&after, ron::ser::PrettyConfig::default()).unwrap_or_default();
    files::write(&path, (text + "\n").as_bytes()).map_err(|source| RunFolderError::write(&path, source))?;
    Ok(after)
}
