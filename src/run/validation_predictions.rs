//! `validation.safetensors`: the predictions for the validation photographs after each epoch.

use std::collections::BTreeMap;
use std::path::Path;

use super::VALIDATION;
use crate::nn::tensors::TensorView;
use crate::nn::weights_file::{self, FileError};

const EPOCH: &str = "validation/epoch_";
const CLASSES: &str = "classes";

/// Probabilities of the usable validation photographs by epoch, from 1: in the order of `split.csv`, a row of one
/// number for each class.
pub type ValidationPredictions = BTreeMap<usize, Vec<f32>>;

/// The file read back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ValidationPredictionsFile {
    /// The classes' names in the order of the probabilities.
    pub classes: Vec<String>,
    /// The probabilities by epoch.
    pub predictions: ValidationPredictions,
}

/// As tensors `[photographs, classes]`.
#[must_use]
pub fn views(predictions: &ValidationPredictions, classes: usize) -> Vec<TensorView<'_>> {
    predictions
        .iter()
        .map(|(epoch, data)| TensorView {
            name: format!("{EPOCH}{epoch}"),
            shape: vec![data.len() / classes.max(1), classes],
            data,
            trainable: false,
        })
        .collect()
}

/// The epoch that a tensor of this name belongs to; `None` if it is another tensor.
#[must_use]
pub fn epoch_of(name: &str) -> Option<usize> {
    name.strip_prefix(EPOCH)?.parse().ok()
}

/// Writes the file of a run, whole or not at all.
///
/// # Errors
/// If it cannot be written; what was there stays.
pub fn write(folder: &Path, predictions: &ValidationPredictions, classes: &[String]) -> Result<(), FileError> {
    let names = serde_json::Value::from(classes).to_string();
    let metadata = BTreeMap::from([(CLASSES.to_owned(), names)]);
    weights_file::write(&folder.join(VALIDATION), &views(predictions, classes.len()), &metadata)
}

/// Reads the file of a run; empty where there is none, as without validation photographs.
///
/// # Errors
/// If it is damaged.
pub fn read_validation_predictions(folder: &Path) -> Result<ValidationPredictionsFile, FileError> {
    let path = folder.join(VALIDATION);
    if !path.exists() {
        return Ok(ValidationPredictionsFile::default());
    }
    let file = weights_file::read(&path)?;
    let damaged = |problem: &str| FileError::Damaged { path: path.clone(), problem: problem.to_owned() };
    let classes = file.metadata.get(CLASSES).and_then(|text| serde_json::from_str::<Vec<String>>(text).ok());
    let classes = classes.ok_or_else(|| damaged("it does not say the classes"))?;
    let mut predictions = ValidationPredictions::new();
    for (name, shape, data) in file.tensors {
        let epoch = epoch_of(&name).ok_or_else(|| damaged("it has an unknown tensor"))?;
        if shape.get(1) != Some(&classes.len()) {
            return Err(damaged("it has another number of classes"));
        }
        predictions.insert(epoch, data);
    }
    Ok(ValidationPredictionsFile { classes, predictions })
}
