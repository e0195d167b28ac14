//! The CSV of `bigode predict`.

use std::path::Path;

use anyhow::Context as _;

use super::uncertainty::Labelled;
use crate::files::Output;

/// A CSV file that takes its name only when it is whole.
pub(super) struct Table<'a> {
    path: &'a Path,
    classes: &'a [String],
    csv: csv::Writer<Output>,
}

impl<'a> Table<'a> {
    /// Begins with the line of column names: `filename`, `label`, `probability`, the classes, `novelty_score`.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub(super) fn create(path: &'a Path, classes: &'a [String]) -> anyhow::Result<Self> {
        let target = Output::create(path).with_context(|| cannot_write(path))?;
        let mut csv = csv::Writer::from_writer(target);
        let columns = ["filename", "label", "probability"].into_iter().chain(classes.iter().map(String::as_str));
        let columns = columns.chain(["unlikeness"]);
        csv.write_record(columns).with_context(|| cannot_write(path))?;
        Ok(Self { path, classes, csv })
    }

    /// Adds a photograph.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub(super) fn write(&mut self, name: &str, labelled: &Labelled) -> anyhow::Result<()> {
        let Labelled { prediction, novelty_score } = labelled;
        let first = [name, &self.classes[prediction.label as usize]].map(str::to_owned);
        let numbers = std::iter::once(prediction.probability()).chain(prediction.probabilities.iter().copied());
        let record = first.into_iter().chain(numbers.map(|number| number.to_string()));
        let record = record.chain([novelty_score.map_or_else(String::new, |value| format!("{value:.3}"))]);
        self.csv.write_record(record).with_context(|| cannot_write(self.path))
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        let finished = self.csv.into_inner().map_err(csv::IntoInnerError::into_error).and_then(Output::finish);
        finished.with_context(|| cannot_write(self.path))
    }
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}", path.display())
}
