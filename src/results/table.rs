//! Predictions for labelled photographs as CSV.

use super::Predictions;
use crate::data::guarded;
use crate::predict::class_columns;

/// The columns before those of the classes.
const COLUMNS: [&str; 4] = ["filename", "label", "predicted", "loss"];

impl Predictions {
    /// A line for each photograph: `filename`, `label`, `predicted` (the most probable class), `loss`, then a column of
    /// probabilities for each class by its name ([`class_columns`]). Names that a spreadsheet would run as formulas are
    /// [`guarded`].
    ///
    /// # Errors
    /// If a line cannot be written as CSV.
    pub fn to_csv(&self) -> Result<String, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let columns = COLUMNS.map(str::to_owned).into_iter();
        writer.write_record(columns.chain(class_columns(self.classes(), &COLUMNS)))?;
        for photograph in 0..self.len() {
            let class = |label: u32| guarded(&self.classes()[label as usize]).into_owned();
            let first = [
                guarded(&self.names()[photograph]).into_owned(),
                class(self.labels()[photograph]),
                class(self.predicted(photograph)),
                format!("{:.6}", self.loss(photograph)),
            ];
            let probabilities = self.probabilities(photograph).iter().map(ToString::to_string);
            writer.write_record(first.into_iter().chain(probabilities))?;
        }
        let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}
