//! The predictions as a table.

use super::{CardState, PredictionState, probabilities};
use crate::predict::{PredictionRow, PredictionTable};

impl PredictionState {
    /// The predictions of the network as it is now as CSV, in the columns of `bigode predict --csv`; `None` while some
    /// card has a prediction of earlier weights, or there is no network.
    ///
    /// # Errors
    /// If a row cannot be written as CSV.
    pub fn to_csv(&self) -> Option<csv::Result<String>> {
        let model = self.model.as_ref().filter(|_| self.outdated() == 0)?;
        let write = || {
            let mut table = PredictionTable::new(Vec::new(), model.classes.clone())?;
            for card in &self.cards {
                let CardState::Done(verdict) = &card.state else { continue };
                table.write(&PredictionRow {
                    filename: &card.name,
                    classes: &model.classes,
                    label: verdict.label,
                    probabilities: probabilities(verdict, self.calibrated),
                    novelty_score: verdict.novelty_score,
                })?;
            }
            Ok(String::from_utf8_lossy(&table.finish()?).into_owned())
        };
        Some(write())
    }
}
