//! `imported.safetensors`: the weights that an imported run begins with, and the optimiser's state where there was one.

use std::path::Path;

use super::{CHECKPOINT, IMPORTED, ModelCard, Tensors};
use crate::nn::tensors::TensorView;
use crate::nn::weights_file::{self, FileError};

/// The entry of the metadata that holds the optimiser's steps.
const ITERATIONS: &str = "iterations";
/// How the names of the optimiser's tensors begin.
const OPTIMIZER: &str = "optimizer/";

/// What a run that came from elsewhere begins with.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedStart {
    /// The classes' names in the order of the network's outputs.
    pub classes: Vec<String>,
    /// The network's tensors.
    pub weights: Tensors,
    /// The optimiser's slots; empty where the file had none.
    pub optimizer: Tensors,
    /// The steps that the optimiser had taken.
    pub iterations: u64,
}

impl ImportedStart {
    /// Writes the file of a run's folder.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(
        folder: &Path,
        card: &ModelCard,
        tensors: &[TensorView<'_>],
        iterations: u64,
    ) -> Result<(), FileError> {
        let mut metadata = card.to_metadata();
        metadata.insert(ITERATIONS.to_owned(), iterations.to_string());
        weights_file::write(&folder.join(IMPORTED), tensors, &metadata)
    }

    /// Reads the file of a run's folder.
    ///
    /// # Errors
    /// If it is missing or damaged.
    pub fn read(folder: &Path) -> Result<Self, FileError> {
        let path = folder.join(IMPORTED);
        let file = weights_file::read(&path)?;
        let damaged =
            |entry: &str| FileError::Damaged { path: path.clone(), problem: format!("its metadata have no {entry}") };
        let classes = ModelCard::from_metadata(&file.metadata).map_err(damaged)?.classes;
        let iterations = file.metadata.get(ITERATIONS).and_then(|steps| steps.parse().ok());
        let iterations = iterations.ok_or_else(|| damaged(ITERATIONS))?;
        let (optimizer, weights) = file.tensors.into_iter().partition(|(name, ..)| name.starts_with(OPTIMIZER));
        Ok(Self { classes, weights, optimizer, iterations })
    }
}

/// Whether the folder holds a run that came from elsewhere and has not been trained here.
#[must_use]
pub fn is_untrained_import(folder: &Path) -> bool {
    folder.join(IMPORTED).exists() && !folder.join(CHECKPOINT).exists()
}
