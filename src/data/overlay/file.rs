//! The overlay as a CSV file.

use std::fs;
use std::path::Path;

use super::{Change, LineProblem, Overlay, OverlayError};

const COLUMNS: [&str; 3] = ["file", "action", "new_label"];

impl Overlay {
    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read, or the first line that is wrong.
    pub fn read(path: &Path) -> Result<Self, OverlayError> {
        let text = fs::read_to_string(path).map_err(|source| OverlayError::Read { path: path.to_owned(), source })?;
        Self::parse(&text, path)
    }

    /// Reads the text of the file at `path`, which errors name.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(text: &str, path: &Path) -> Result<Self, OverlayError> {
        let wrong = |line: u64, problem: LineProblem| OverlayError::Line { path: path.to_owned(), line, problem };
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut overlay = Self::default();
        for (number, record) in reader.records().enumerate() {
            let record = record.map_err(|error| {
                let line = error.position().map_or(0, csv::Position::line);
                wrong(line, LineProblem::Unparsable(error.to_string()))
            })?;
            let line = record.position().map_or(0, |position| line_of(text, position));
            if number == 0 {
                if !record.iter().map(str::trim).eq(COLUMNS) {
                    return Err(wrong(line, LineProblem::Columns));
                }
                continue;
            }
            let cell = |column: usize| record.get(column).unwrap_or_default();
            let file = cell(0);
            let change = change(file, cell(1).trim(), cell(2)).map_err(|problem| wrong(line, problem))?;
            if overlay.set(file, Some(change)).is_some() {
                return Err(wrong(line, LineProblem::Repeated { file: file.to_owned() }));
            }
        }
        Ok(overlay)
    }

    /// The whole file, which reads back equal.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let lines = self.iter().map(|(file, change)| match change {
            Change::Relabel(label) => [file, "relabel", label],
            Change::Exclude => [file, "exclude", ""],
            Change::Flagged => [file, "doubtful", ""],
        });
        let mut writer = csv::Writer::from_writer(Vec::new());
        for line in std::iter::once(COLUMNS).chain(lines) {
            // Writing to memory never fails.
            let _ = writer.write_record(line);
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

/// The line of a record, from 1. The reader's own position is that before empty lines, which it skips.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let rest = text.as_bytes().iter().skip(position.byte() as usize);
    let empty = rest.take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
    position.line() + empty.count() as u64
}
