//! The network's predictions for the validation photographs after each epoch.

use std::collections::BTreeMap;
use std::path::Path;

use super::{EvaluationError, Predictions};
use crate::run::validation_predictions::read_validation_predictions;
use crate::run::{self, Side};

/// The predictions for the validation photographs by epoch, from 1; empty where the run stored none. Epochs whose
/// predictions are not numbers are left out: they have no figures.
///
/// # Errors
/// If the run's files are missing, damaged, or do not fit each other.
pub fn epochs(folder: &Path) -> Result<BTreeMap<usize, Predictions>, EvaluationError> {
    let file = read_validation_predictions(folder)?;
    let rows = run::read_split(folder)?;
    let (mut names, mut labels) = (Vec::new(), Vec::new());
    for row in rows.into_iter().filter(|row| row.side == Side::Validation && row.left_out.is_empty()) {
        let label = file.classes.iter().position(|class| *class == row.label);
        labels.push(label.map_or(u32::MAX, |label| label as u32));
        names.push(row.filename);
    }
    let evaluated = |(epoch, probabilities)| {
        let predictions = Predictions::new(file.classes.clone(), names.clone(), labels.clone(), probabilities);
        Ok((epoch, predictions.ok_or(EvaluationError::Epochs(epoch))?))
    };
    let is_finite = |(_, probabilities): &(usize, Vec<f32>)| probabilities.iter().all(|value| value.is_finite());
    file.predictions.into_iter().filter(is_finite).map(evaluated).collect()
}
