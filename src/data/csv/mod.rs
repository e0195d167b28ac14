//! A CSV that lists photographs and their classes: the columns `filename` and `category`.

mod problem;
#[cfg(test)]
mod tests;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Trim};

pub use self::problem::CsvProblem;
use super::layout::Arrangement;
use super::{DataError, LeftOut, Note, Photo};

/// Reads a CSV. File names are relative to its folder; without `category` the photographs have no labels.
///
/// # Errors
/// If it cannot be read, has no column `filename`, lacks a category in some rows only, or contradicts itself.
pub(super) fn read(path: &Path) -> Result<Arrangement, DataError> {
    let text = fs::read(path).map_err(|source| DataError::Unreadable { path: path.to_owned(), source })?;
    let wrong = |line: u64, problem: CsvProblem| DataError::Csv { path: path.to_owned(), line, problem };
    let unreadable = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        wrong(line, CsvProblem::Unparsable(error.to_string()))
    };
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter(&text)).flexible(true).trim(Trim::All).from_reader(text.as_slice());
    let header = reader.headers().map_err(unreadable)?.clone();
    let column = |name: &str| header.iter().position(|title| title.eq_ignore_ascii_case(name));
    let Some(filename) = column("filename") else {
        let found = header.iter().collect::<Vec<_>>().join(", ");
        return Err(wrong(1, CsvProblem::Columns { found }));
    };
    let category = column("category");

    let mut notes = Vec::new();
    let mut rows: BTreeMap<String, (Option<String>, u64)> = BTreeMap::new();
    for record in reader.into_records() {
        let record = record.map_err(unreadable)?;
        let line = record.position().map_or(1, csv::Position::line);
        let name = field(&record, Some(filename)).ok_or_else(|| wrong(line, CsvProblem::NoFilename))?;
        let label = field(&record, category);
        match rows.entry(name) {
            Entry::Vacant(entry) => {
                entry.insert((label, line));
            }
            Entry::Occupied(entry) if entry.get().0 == label => {
                Note::count(&mut notes, LeftOut::Repeated, entry.key());
            }
            Entry::Occupied(entry) => {
                let (filename, first) = (entry.key().clone(), entry.get().1);
                return Err(wrong(line, CsvProblem::OtherCategory { filename, line: first }));
            }
        }
    }
    let classes: BTreeSet<&String> = rows.values().filter_map(|(label, _)| label.as_ref()).collect();
    let classes: Vec<String> = classes.into_iter().cloned().collect();
    let unlabelled = rows.iter().find(|(_, (label, _))| label.is_none());
    if let Some((name, (_, line))) = unlabelled.filter(|_| !classes.is_empty()) {
        return Err(wrong(*line, CsvProblem::NoCategory { filename: name.clone() }));
    }
    let label_of = |label: Option<String>| Some(classes.binary_search(&label?).ok()? as u32);
    let photos = rows.into_iter().map(|(name, (label, _))| Photo { name, label: label_of(label) }).collect();
    Ok(Arrangement { classes, photos, notes })
}

fn field(record: &StringRecord, column: Option<usize>) -> Option<String> {
    record.get(column?).filter(|value| !value.is_empty()).map(str::to_owned)
}

/// A semicolon if the header has no comma: spreadsheets of many countries separate by semicolons.
fn delimiter(text: &[u8]) -> u8 {
    let header = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    if header.contains(&b';') && !header.contains(&b',') { b';' } else { b',' }
}
