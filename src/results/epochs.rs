//! What the network answered to the validation photographs after each epoch, for looking back.

use std::collections::BTreeMap;
use std::path::Path;

use super::{EvaluationError, Judgements};
use crate::train::answers::read_answers;
use crate::train::run_folder::{self, Side};

/// The judged validation photographs of every epoch of a run, from 1; empty where the run kept none.
///
/// # Errors
/// If the run's files are missing, damaged, or do not fit each other.
pub fn epochs(folder: &Path) -> Result<BTreeMap<usize, Judgements>, EvaluationError> {
    let file = read_answers(folder)?;
    let rows = run_folder::read_split(folder)?;
    let (mut names, mut labels) = (Vec::new(), Vec::new());
    for row in rows.into_iter().filter(|row| row.side == Side::Validation && row.left_out.is_empty()) {
        let label = file.classes.iter().position(|class| *class == row.label);
        labels.push(label.map_or(u32::MAX, |label| label as u32));
        names.push(row.filename);
    }
    let judged = |(epoch, probabilities)| {
        let judgements = Judgements::new(file.classes.clone(), names.clone(), labels.clone(), probabilities);
        Ok((epoch, judgements.ok_or(EvaluationError::Epochs(epoch))?))
    };
    file.answers.into_iter().map(judged).collect()
}
