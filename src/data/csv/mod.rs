//! A CSV that lists photographs and their classes: the columns `filename` and `category`, or others of plain meaning.

mod columns;
mod formula;
mod path;
mod problem;
mod records;
mod table;
#[cfg(test)]
mod tests;
mod text;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub use self::formula::{guarded, unguarded};
pub(super) use self::path::name as list_name;
pub use self::problem::CsvProblem;
pub(super) use self::table::Table;
pub use self::table::TableProblem;

use self::columns::{Columns, NoColumn};
use super::layout::Arrangement;
use super::{DataError, LeftOut, Note};
use crate::files;

/// What a list is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be used: if one row has a class, each must have one.
    Use,
    /// To be trained on: the caller says which photographs have no class.
    Train,
    /// To be edited: it may lack classes in some rows, or be empty.
    Edit,
}

/// Reads a CSV. File names are relative to its folder; without a column of classes the photographs have no labels.
///
/// # Errors
/// If it cannot be read, has no certain column of file names, contradicts itself, none of its files exists, or it lacks a
/// class in some rows only and is to be used.
pub(super) fn read(path: &Path, purpose: Purpose) -> Result<Arrangement, DataError> {
    let bytes = files::read(path).map_err(|source| DataError::Unreadable { path: path.to_owned(), source })?;
    let wrong = |line: u64, problem: CsvProblem| DataError::Csv { path: path.to_owned(), line, problem };
    let table = Table::read(&bytes, columns::is_known).map_err(|(line, problem)| wrong(line, problem.into()))?;
    let Columns { filename, category } =
        columns::find(&table).map_err(|error| wrong(table.header_line, no_column(&table, error)))?;
    let folder = path.parent().unwrap_or(Path::new(""));

    let mut notes = notes_on(&table, category);
    let mut rows: BTreeMap<String, (Option<String>, u64)> = BTreeMap::new();
    for record in &table.records {
        let line = record.line;
        let field = |column: usize| Some(unguarded(record.cell(column).trim())).filter(|value| !value.is_empty());
        let name = field(filename).ok_or_else(|| wrong(line, CsvProblem::NoFilename))?;
        let name = path::name(folder, name);
        let label = category.and_then(field).map(str::to_owned);
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
    if let Some((name, (_, line))) = unlabelled.filter(|_| !classes.is_empty() && purpose == Purpose::Use) {
        return Err(wrong(*line, CsvProblem::NoCategory { filename: name.clone() }));
    }
    if let Some((example, (_, line))) = rows.first_key_value()
        && purpose != Purpose::Edit
        && !rows.keys().any(|name| folder.join(name).exists())
    {
        let problem = CsvProblem::NoneThere { example: example.clone(), looked_for: folder.join(example) };
        return Err(wrong(*line, problem));
    }
    notes.extend(path::note_on_outside(rows.keys()));
    let label_of = |label: Option<String>| Some(classes.binary_search(&label?).ok()? as u32);
    let photos = rows.into_iter().map(|(name, (label, _))| (name, label_of(label))).collect();
    Ok(Arrangement { classes, photos, notes })
}

fn no_column(table: &Table, error: NoColumn) -> CsvProblem {
    match error {
        NoColumn::Absent => CsvProblem::Columns { found: table.found() },
        NoColumn::Several(columns) => {
            let names: Vec<&str> = columns.iter().map(|column| table.header[*column].as_str()).collect();
            CsvProblem::SeveralColumns { candidates: names.join(", ") }
        }
    }
}

/// What was assumed, and that no column is certain to be that of the classes.
fn notes_on(table: &Table, category: Option<usize>) -> Vec<Note> {
    let assumed = table.assumed_encoding.map(|encoding| Note::AssumedEncoding { encoding });
    let is_unlabelled = category.is_none() && table.header.len() > 1;
    let unlabelled = is_unlabelled.then(|| Note::NoCategoryColumn { found: table.found() });
    assumed.into_iter().chain(unlabelled).collect()
}
