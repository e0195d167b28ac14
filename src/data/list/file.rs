//! The list as a CSV file.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::{List, class_name};
use crate::data::csv::{Table, guarded, list_name, unguarded};

const COLUMNS: [&str; 2] = ["filename", "category"];

/// What a CSV is to the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListFile {
    /// It holds a list and nothing else, and can be edited.
    List(List),
    /// It has other columns or another form, or says two things of one photograph: it can be opened as data, and writing
    /// it again would lose something.
    Other,
}

impl ListFile {
    /// Reads the content of the file at `path`.
    #[must_use]
    pub fn parse(bytes: &[u8], path: &Path) -> Self {
        Self::list(bytes, path).map_or(Self::Other, Self::List)
    }

    fn list(bytes: &[u8], path: &Path) -> Option<List> {
        let table = Table::read(bytes, |name| COLUMNS.contains(&name)).ok()?;
        let begins =
            bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).starts_with(COLUMNS.join(",").as_bytes());
        if !begins || table.header != COLUMNS || table.assumed_encoding.is_some() {
            return None;
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut list = List::default();
        for record in &table.records {
            let field = |column: usize| Some(unguarded(record.cell(column).trim())).filter(|value| !value.is_empty());
            let (name, class) = (list_name(folder, field(0)?), field(1).map(str::to_owned));
            if record.cells.len() > COLUMNS.len() || list.photos.insert(name, class.clone()).is_some() {
                return None;
            }
            list.classes.extend(class);
        }
        Some(list)
    }
}

/// The file beside a list that names its classes without photographs: `pets.empty-classes.txt` beside `pets.csv`.
#[must_use]
pub fn empty_classes_file(list: &Path) -> PathBuf {
    list.with_extension("empty-classes.txt")
}

impl List {
    /// The names of the classes without photographs, one a line; empty where each class has some. A name of several lines,
    /// which nobody types, is not among them.
    #[must_use]
    pub fn empty_classes(&self) -> String {
        let used: HashSet<&str> = self.photos().filter_map(|(_, class)| class).collect();
        let is_empty = |class: &&str| !used.contains(class) && !class.contains(['\n', '\r']);
        self.classes().filter(is_empty).flat_map(|class| [class, "\n"]).collect()
    }

    /// The same with the classes that these lines name, too.
    #[must_use]
    pub fn with_classes(mut self, lines: &str) -> Self {
        self.classes.extend(lines.lines().filter_map(class_name));
        self
    }

    /// The whole file, which reads back equal but for classes without photographs ([`Self::empty_classes`]).
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory never fails.
        let _ = writer.write_record(COLUMNS);
        for (name, class) in self.photos() {
            let _ = writer.write_record([&*guarded(name), &*guarded(class.unwrap_or_default())]);
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}
