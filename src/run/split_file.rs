//! `split.csv`: each photograph's side, its label, and why it is left out if it is.

use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Damage, RunFolderError, SPLIT, read_text, require_unchanged};
use crate::data::{guarded, unguarded};

/// One photograph of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitRow {
    /// Its name in the data.
    pub filename: String,
    /// Its side of the split.
    pub side: Side,
    /// Its class.
    pub label: String,
    /// Why it is unusable; empty if it is used.
    pub left_out: String,
}

/// What a photograph is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The network learns from it.
    Training,
    /// The network is evaluated on it after each epoch, and chosen by that.
    Validation,
    /// It is held back until the network is final.
    Test,
}

/// Writes the file. Names that a spreadsheet would run as formulas are [`guarded`].
///
/// # Errors
/// If `out` cannot be written, or a row is no CSV.
pub fn write_split(rows: impl IntoIterator<Item = SplitRow>, out: impl Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    for row in rows {
        let (filename, label) = (guarded(&row.filename).into_owned(), guarded(&row.label).into_owned());
        writer.serialize(SplitRow { filename, label, ..row }).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })?;
    }
    writer.flush()
}

/// What [`write_split`] writes.
///
/// # Errors
/// If a row is no CSV.
pub fn split_text(rows: impl IntoIterator<Item = SplitRow>) -> io::Result<String> {
    let mut bytes = Vec::new();
    write_split(rows, &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The photographs of a run.
///
/// # Errors
/// If the file is missing or damaged; the line at fault is named. If it is another than the run wrote.
pub fn read_split(folder: &Path) -> Result<Vec<SplitRow>, RunFolderError> {
    let mut rows = Vec::new();
    each_of_split(folder, |row| rows.push(row))?;
    Ok(rows)
}

/// Gives the photographs of a run one after another: all of them take several times the memory of the file.
///
/// # Errors
/// As [`read_split`].
pub fn each_of_split(folder: &Path, mut take: impl FnMut(SplitRow)) -> Result<(), RunFolderError> {
    let path = folder.join(SPLIT);
    let text = read_text(&path)?;
    let damaged = |damage: Damage| RunFolderError::Damaged { path: path.clone(), damage };
    if !text.ends_with('\n') {
        return Err(damaged(Damage::CutOff));
    }
    require_unchanged(folder, (SPLIT, &text))?;
    for row in csv::Reader::from_reader(text.as_bytes()).into_deserialize() {
        take(read_back(row.map_err(|error: csv::Error| damaged(error.into()))?));
    }
    Ok(())
}

fn read_back(row: SplitRow) -> SplitRow {
    let (filename, label) = (unguarded(&row.filename).to_owned(), unguarded(&row.label).to_owned());
    SplitRow { filename, label, ..row }
}
