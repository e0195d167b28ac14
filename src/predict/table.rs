//! Predictions as CSV: `filename`, `label`, `probability`, the classes' probabilities, `unlikeness`.

use std::io::{self, Write};

use csv::Writer;

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

/// A CSV that is written row by row.
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
        let columns = ["filename", "label", "probability"].into_iter();
        csv.write_record(columns.chain(classes.iter().map(String::as_str)).chain(["unlikeness"]))?;
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
        let first = [filename.to_owned(), classes.get(label).cloned().unwrap_or_default(), probability(label)];
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
