//! Predictions as CSV: `filename`, `label`, `probability`, the classes' probabilities, `unlikeness`.

use std::io::{self, Write};

use csv::Writer;

use crate::data::guarded;

/// The prediction of one photograph, as a row of the table.
#[derive(Debug, Clone, Copy)]
pub struct PredictionRow<'a> {
    /// The photograph's name.
    pub filename: &'a str,
    /// The network's classes.
    pub classes: &'a [String],
    /// The most probable of them, an index.
    pub label: u32,
    /// A probability for each of them.
    pub probabilities: &'a [f32],
    /// Above 1 for a photograph unlike the validation set; `None` where it is not known.
    pub novelty_score: Option<f32>,
}

/// The columns beside those of the classes.
const COLUMNS: [&str; 4] = ["filename", "label", "probability", "unlikeness"];

/// A CSV that is written row by row. Names that a spreadsheet would run as formulas are [`guarded`].
pub struct PredictionTable<W: Write> {
    classes: Vec<String>,
    csv: Writer<W>,
}

impl<W: Write> PredictionTable<W> {
    /// Begins with the line of the columns' names; each of `classes` is a column.
    ///
    /// # Errors
    /// A target that cannot be written.
    pub fn new(target: W, classes: Vec<String>) -> csv::Result<Self> {
        let mut csv = Writer::from_writer(target);
        let [filename, label, probability, novelty_score] = COLUMNS.map(str::to_owned);
        let of_classes = class_columns(&classes, &COLUMNS);
        csv.write_record([filename, label, probability].into_iter().chain(of_classes).chain([novelty_score]))?;
        Ok(Self { classes, csv })
    }

    /// Adds a row. Columns of classes that the row's network does not have stay empty.
    ///
    /// # Errors
    /// A target that cannot be written.
    pub fn write(&mut self, row: &PredictionRow<'_>) -> csv::Result<()> {
        let PredictionRow { filename, classes, label, probabilities, novelty_score } = *row;
        let probability = |class: usize| probabilities.get(class).map(f32::to_string).unwrap_or_default();
        let place = |name: &String| classes.iter().position(|class| class == name);
        let columns = self.classes.iter().map(|name| place(name).map(probability).unwrap_or_default());
        let label = label as usize;
        let name = classes.get(label).map(|name| guarded(name).into_owned()).unwrap_or_default();
        let first = [guarded(filename).into_owned(), name, probability(label)];
        let last = novelty_score.map_or_else(String::new, |score| format!("{score:.3}"));
        self.csv.write_record(first.into_iter().chain(columns).chain([last]))
    }

    /// Gives the target back once all is written to it.
    ///
    /// # Errors
    /// A target that cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.csv.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// The names of the classes' columns, [`guarded`]. A class that is called as one of the `others` gets `(class)` behind its
/// name, so that no column occurs twice, in capitals or not.
#[must_use]
pub fn class_columns(classes: &[String], others: &[&str]) -> Vec<String> {
    let is_taken = |name: &str| others.iter().any(|other| other.eq_ignore_ascii_case(name));
    let column = |class: &String| {
        let mut name = class.clone();
        while is_taken(&name) || (name != *class && classes.contains(&name)) {
            name += " (class)";
        }
        guarded(&name).into_owned()
    };
    classes.iter().map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The header and one row for a network of these classes.
    fn written(filename: &str, classes: &[&str]) -> Vec<Vec<String>> {
        let classes: Vec<String> = classes.iter().map(|name| (*name).to_owned()).collect();
        let mut table = PredictionTable::new(Vec::new(), classes.clone()).expect("it is written to memory");
        let probabilities = vec![1.0 / classes.len() as f32; classes.len()];
        let row =
            PredictionRow { filename, classes: &classes, label: 0, probabilities: &probabilities, novelty_score: None };
        table.write(&row).expect("it is written to memory");
        let bytes = table.finish().expect("it is written to memory");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        reader.records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn no_class_makes_a_second_column_of_one_name() {
        let table =
            written("a.jpg", &["filename", "label", "Label", "probability", "unlikeness", "label (class)", "cat"]);
        let names: std::collections::HashSet<String> = table[0].iter().map(|name| name.to_lowercase()).collect();
        let fixed = ["filename", "label", "probability", "unlikeness"];
        for name in fixed {
            assert_eq!(table[0].iter().filter(|found| found.eq_ignore_ascii_case(name)).count(), 1, "{name}");
        }
        assert!(names.contains("cat") && names.contains("label (class)"));
        let unique: std::collections::HashSet<&String> = table[0].iter().collect();
        assert_eq!(unique.len(), 11);
        assert_eq!(table[1][1], "filename", "in its cell a class keeps its name");
    }

    #[test]
    fn names_that_are_formulas_are_written_as_text() {
        let table = written("=cmd|' /C calc'!A0.jpg", &["@SUM(1)", "-1", "cat"]);
        assert_eq!(table[0], ["filename", "label", "probability", "'@SUM(1)", "-1", "cat", "unlikeness"]);
        assert_eq!(table[1][..2], ["'=cmd|' /C calc'!A0.jpg", "'@SUM(1)"]);
    }
}
