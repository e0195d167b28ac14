//! Predictions for labelled photographs as CSV.

use super::Predictions;

impl Predictions {
    /// A line for each photograph: `filename`, `label`, `predicted` (the most probable class), `loss`, then a column of
    /// probabilities for each class by its name.
    ///
    /// # Errors
    /// If a line cannot be written as CSV.
    pub fn to_csv(&self) -> Result<String, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let columns = ["filename", "label", "predicted", "loss"].into_iter();
        writer.write_record(columns.chain(self.classes().iter().map(String::as_str)))?;
        for photograph in 0..self.len() {
            let class = |label: u32| self.classes()[label as usize].clone();
            let first = [
                self.names()[photograph].clone(),
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
