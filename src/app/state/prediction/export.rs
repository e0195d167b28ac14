//! The predictions as a table.

use super::{PredictionState, probabilities};
use crate::predict::{PredictionRow, PredictionTable};

impl PredictionState {
    /// The predictions as CSV, in the columns of `bigode predict --csv`.
    ///
    /// # Errors
    /// If a row cannot be written as CSV.
    pub fn to_csv(&self) -> csv::Result<String> {
        // Cards may come from several networks: each class has one column, empty for networks that do not have it.
        let models = self.model.iter().chain(self.verdicts().map(|(_, verdict)| &verdict.model));
        let mut classes: Vec<String> = Vec::new();
        for class in models.flat_map(|model| &model.classes) {
            if !classes.contains(class) {
                classes.push(class.clone());
            }
        }
        let mut table = PredictionTable::new(Vec::new(), classes)?;
        for (card, verdict) in self.verdicts() {
            table.write(&PredictionRow {
                filename: &card.name,
                classes: &verdict.model.classes,
                label: verdict.label,
                probabilities: probabilities(verdict, self.calibrated),
                novelty_score: verdict.novelty_score,
            })?;
        }
        Ok(String::from_utf8_lossy(&table.finish()?).into_owned())
    }
}
