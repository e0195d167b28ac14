//! `checkpoint.safetensors`: all that resuming needs, in one file.
//!
//! Tensors: the network's by their names, the optimiser's as `optimizer/...`, weights of earlier epochs that are needed
//! later as `epoch_12/...`, predictions for the validation photographs as `validation/epoch_12`. Metadata: `config`,
//! `state` and `events` in RON, and `iterations`, the optimiser's steps.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use thiserror::Error;

use super::files::views;
use super::state::{KeptWeights, TrainingState};
use crate::config::RunConfig;
use crate::nn::tensors::TensorView;
use crate::nn::weights_file::{self, FileError};
use crate::nn::{Network, NetworkError};
use crate::run::validation_predictions::{self, ValidationPredictions};
use crate::run::{Tensors, TrainEvent, copy_of};

const OPTIMIZER: &str = "optimizer/";
const EPOCH: &str = "epoch_";

/// A training read back.
#[derive(Debug)]
pub struct Checkpoint {
    /// The configuration that the training was started with.
    pub config: RunConfig,
    /// Its state.
    pub state: TrainingState,
    /// What has happened so far.
    pub events: Vec<TrainEvent>,
    /// The network's tensors.
    pub weights: Tensors,
    /// The optimiser's tensors.
    pub optimizer: Tensors,
    /// The optimiser's steps.
    pub iterations: u64,
    /// Weights of past epochs that are needed later.
    pub kept: KeptWeights,
    /// The predictions for the validation photographs after each epoch.
    pub predictions: ValidationPredictions,
}

/// Why a checkpoint cannot be used.
#[derive(Debug, Error)]
pub enum CheckpointError {
    /// The file is missing, damaged, or cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file is intact, but not what a training writes.
    #[error("{} cannot be resumed from: {fault}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: CheckpointFault,
    },
}

/// What is wrong with a checkpoint's content.
#[derive(Debug, Error)]
pub enum CheckpointFault {
    /// The training cannot be written as RON.
    #[error(transparent)]
    Unwritable(#[from] ron::Error),
    /// An entry of the metadata is missing.
    #[error("its metadata has no {0}")]
    Missing(&'static str),
    /// An entry of the metadata cannot be read.
    #[error("its {entry} is damaged: {problem}")]
    Entry {
        /// The entry's name.
        entry: &'static str,
        /// The parser's reason.
        problem: Box<ron::error::SpannedError>,
    },
    /// The number of the optimiser's steps cannot be read.
    #[error("its iterations are damaged")]
    Iterations,
    /// A tensor that no training writes.
    #[error("it has an unknown tensor {0}")]
    UnknownTensor(String),
    /// The tensors are not those of the run's network.
    #[error(transparent)]
    Network(#[from] NetworkError),
}

impl CheckpointFault {
    /// As an error of the checkpoint at `path`.
    pub(super) fn at(self, path: &Path) -> CheckpointError {
        CheckpointError::Content { path: path.to_owned(), fault: self }
    }
}

/// Writes a checkpoint, whole or not at all.
///
/// # Errors
/// If it cannot be written; the previous one stays.
pub fn write(
    path: &Path,
    config: &RunConfig,
    state: &TrainingState,
    events: &[TrainEvent],
    network: &Network,
    kept: &KeptWeights,
    predictions: &ValidationPredictions,
) -> Result<(), CheckpointError> {
    let unwritable = |error: ron::Error| CheckpointFault::from(error).at(path);
    let mut metadata = BTreeMap::new();
    metadata.insert("config".to_owned(), ron::to_string(config).map_err(unwritable)?);
    metadata.insert("state".to_owned(), ron::to_string(state).map_err(unwritable)?);
    metadata.insert("events".to_owned(), ron::to_string(events).map_err(unwritable)?);
    metadata.insert("iterations".to_owned(), network.iterations().to_string());
    let mut tensors = network.tensors();
    tensors.extend(network.optimizer_tensors());
    // The weights of an epoch that has just ended are the network's own.
    let is_own = |epoch| state.is_between_epochs() && epoch == state.epochs_done();
    for (epoch, weights) in kept.iter().filter(|(epoch, _)| !is_own(*epoch)) {
        tensors.extend(weights.iter().map(|(name, shape, data)| TensorView {
            name: format!("{EPOCH}{epoch}/{name}"),
            shape: shape.clone(),
            data,
            trainable: false,
        }));
    }
    tensors.extend(validation_predictions::views(predictions, network.classes()));
    Ok(weights_file::write(path, &tensors, &metadata)?)
}

/// Reads a checkpoint.
///
/// # Errors
/// If the file is missing or damaged, or not a checkpoint.
pub fn read(path: &Path) -> Result<Checkpoint, CheckpointError> {
    let file = weights_file::read(path)?;
    let content = |fault: CheckpointFault| fault.at(path);
    let metadata = Metadata(&file.metadata);
    let config: RunConfig = metadata.parsed("config").map_err(content)?;
    let state: TrainingState = metadata.parsed("state").map_err(content)?;
    let events = metadata.parsed("events").map_err(content)?;
    let iterations = metadata.entry("iterations").map_err(content)?;
    let iterations = iterations.parse().map_err(|_| content(CheckpointFault::Iterations))?;
    let (mut weights, mut optimizer) = (Tensors::new(), Tensors::new());
    let mut epochs: BTreeMap<usize, Tensors> = BTreeMap::new();
    let mut predictions = ValidationPredictions::new();
    for (name, shape, data) in file.tensors {
        let earlier = name.strip_prefix(EPOCH).and_then(|rest| rest.split_once('/'));
        if let Some(epoch) = validation_predictions::epoch_of(&name) {
            predictions.insert(epoch, data);
        } else if let Some((epoch, inner)) = earlier {
            let epoch = epoch.parse().map_err(|_| content(CheckpointFault::UnknownTensor(name.clone())))?;
            epochs.entry(epoch).or_default().push((inner.to_owned(), shape, data));
        } else if name.starts_with(OPTIMIZER) {
            optimizer.push((name, shape, data));
        } else {
            weights.push((name, shape, data));
        }
    }
    let mut kept = KeptWeights::default();
    for (epoch, tensors) in epochs {
        kept.keep(epoch, tensors);
    }
    if state.is_between_epochs() && kept.drop_unneeded(&state) && state.epochs_done() > 0 {
        let no_memory = |error| FileError::Read {
            path: path.to_owned(),
            source: io::Error::new(io::ErrorKind::OutOfMemory, error),
        };
        kept.keep(state.epochs_done(), copy_of(views(&weights)).map_err(no_memory)?);
    }
    Ok(Checkpoint { config, state, events, weights, optimizer, iterations, kept, predictions })
}

/// The metadata of the file.
struct Metadata<'a>(&'a BTreeMap<String, String>);

impl Metadata<'_> {
    fn entry(&self, entry: &'static str) -> Result<&str, CheckpointFault> {
        self.0.get(entry).map(String::as_str).ok_or(CheckpointFault::Missing(entry))
    }

    fn parsed<T: DeserializeOwned>(&self, entry: &'static str) -> Result<T, CheckpointFault> {
        let parsed = ron::from_str(self.entry(entry)?);
        parsed.map_err(|problem| CheckpointFault::Entry { entry, problem: Box::new(problem) })
    }
}
