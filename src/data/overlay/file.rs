//! The overlay as a CSV file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{Change, Overlay};

const COLUMNS: [&str; 3] = ["file", "action", "new_label"];

/// An overlay that cannot be used.
#[derive(Debug, Error)]
pub enum OverlayError {
    /// The file cannot be read.
    #[error("the overlay {} cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A line is wrong.
    #[error("{}, line {line}: {problem}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Counts from 1.
        line: u64,
        /// What is wrong, and what is expected.
        problem: String,
    },
    /// A new label is none of the classes.
    #[error(
        "{}: {file} is given the label {label:?}, and the classes are {classes}; correct the label", path.display()
    )]
    UnknownLabel {
        /// The overlay.
        path: PathBuf,
        /// The photograph.
        file: String,
        /// The label.
        label: String,
        /// The classes.
        classes: String,
    },
}

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
        let wrong = |line: u64, problem: String| OverlayError::Line { path: path.to_owned(), line, problem };
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut overlay = Self::default();
        for (number, record) in reader.records().enumerate() {
            let record =
                record.map_err(|error| wrong(error.position().map_or(0, csv::Position::line), error.to_string()))?;
            // The reader's position is that before empty lines, which it passes over.
            let line = record.position().map_or(0, |position| {
                let rest = text.as_bytes().iter().skip(position.byte() as usize);
                let empty = rest.take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
                position.line() + empty.count() as u64
            });
            if number == 0 {
                if !record.iter().map(str::trim).eq(COLUMNS) {
                    return Err(wrong(line, format!("the columns must be {}", COLUMNS.join(","))));
                }
                continue;
            }
            let cell = |column: usize| record.get(column).unwrap_or_default();
            let (file, action, label) = (cell(0), cell(1).trim(), cell(2));
            if file.is_empty() {
                return Err(wrong(line, "there is no file".to_owned()));
            }
            let change = match (action, label.is_empty()) {
                ("relabel", false) => Change::Relabel(label.to_owned()),
                ("relabel", true) => return Err(wrong(line, format!("{file} is relabelled and has no new label"))),
                ("exclude", true) => Change::Exclude,
                ("doubtful", true) => Change::Flagged,
                ("exclude" | "doubtful", false) => {
                    return Err(wrong(line, format!("{file}: only relabel takes a new label, and here is {label:?}")));
                }
                _ => {
                    let problem = format!("{file}: the action is {action:?}; it must be relabel, exclude or doubtful");
                    return Err(wrong(line, problem));
                }
            };
            if overlay.set(file, Some(change)).is_some() {
                return Err(wrong(line, format!("{file} is named a second time; keep one of its lines")));
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
            // Memory takes every line.
            let _ = writer.write_record(line);
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}
