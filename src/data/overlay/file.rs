//! The overlay as a CSV file.

use std::borrow::Cow;
use std::path::Path;

use super::{Change, LineProblem, Overlay, OverlayError};
use crate::data::csv::{Table, guarded, unguarded};
use crate::files;

const COLUMNS: [&str; 3] = ["file", "action", "new_label"];

impl Overlay {
    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read, or the first line that is wrong.
    pub fn read(path: &Path) -> Result<Self, OverlayError> {
        let bytes = files::read(path).map_err(|source| OverlayError::Read { path: path.to_owned(), source })?;
        Self::parse(bytes, path)
    }

    /// Reads the content of the file at `path`, which errors name: a CSV in any form that [`Table`] reads, with the columns
    /// in any order. An empty file decides nothing.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(content: impl AsRef<[u8]>, path: &Path) -> Result<Self, OverlayError> {
        let wrong = |line: u64, problem: LineProblem| OverlayError::Line { path: path.to_owned(), line, problem };
        let table =
            Table::read(content.as_ref(), |name| COLUMNS.iter().any(|known| name.trim().eq_ignore_ascii_case(known)))
                .map_err(|(line, problem)| wrong(line, problem.into()))?;
        let mut overlay = Self::default();
        if table.header.is_empty() {
            return Ok(overlay);
        }
        let columns = COLUMNS.map(|wanted| table.header.iter().position(|name| name.eq_ignore_ascii_case(wanted)));
        let [Some(file), Some(action), Some(label)] = columns else {
            return Err(wrong(table.header_line, LineProblem::Columns { found: table.found() }));
        };
        for record in &table.records {
            let wrong = |problem| wrong(record.line, problem);
            let name = unguarded(record.cell(file));
            let change = change(name, record.cell(action).trim(), unguarded(record.cell(label))).map_err(wrong)?;
            if overlay.set(name, Some(change)).is_some() {
                return Err(wrong(LineProblem::Repeated { file: name.to_owned() }));
            }
        }
        Ok(overlay)
    }

    /// The whole file, which reads back equal.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let lines = self.iter().map(|(file, change)| match change {
            Change::Relabel(label) => [guarded(file), "relabel".into(), guarded(label)],
            Change::Exclude => [guarded(file), "exclude".into(), "".into()],
            Change::Flagged => [guarded(file), "doubtful".into(), "".into()],
        });
        let mut writer = csv::Writer::from_writer(Vec::new());
        for line in std::iter::once(COLUMNS.map(Into::into)).chain(lines) {
            // Writing to memory never fails.
            let _ = writer.write_record(line.iter().map(|cell: &Cow<'_, str>| &**cell));
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// The change that a row asks for.
fn change(file: &str, action: &str, label: &str) -> Result<Change, LineProblem> {
    let (file, label) = (file.to_owned(), label.to_owned());
    if file.is_empty() {
        return Err(LineProblem::NoFile);
    }
    match (action, label.is_empty()) {
        ("relabel", false) => Ok(Change::Relabel(label)),
        ("relabel", true) => Err(LineProblem::NoNewLabel { file }),
        ("exclude", true) => Ok(Change::Exclude),
        ("doubtful", true) => Ok(Change::Flagged),
        ("exclude" | "doubtful", false) => Err(LineProblem::UnexpectedLabel { file, label }),
        _ => Err(LineProblem::UnknownAction { file, action: action.to_owned() }),
    }
}
