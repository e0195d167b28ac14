//! `checkpoint.safetensors`: all that resuming needs, whole in itself.
//!
//! Tensors: the network's by their names, the optimiser's as `optimizer/...`, weights of earlier epochs that are needed
//! later as `epoch_12/...`, answers to validation photographs as `validation/epoch_12`. Metadata, in RON: `config`, `state`, `events`; and `iterations`, the optimiser's steps.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use super::state::{KeptWeights, TrainingState};
use crate::config::RunConfig;
use crate::nn::Network;
use crate::nn::tensors::TensorView;
use crate::nn::weights_file::{self, FileError};
use crate::run::Tensors;
use crate::run::TrainEvent;
use crate::run::validation_predictions::{self, ValidationPredictions};

const OPTIMIZER: &str = "optimizer/";
const EPOCH: &str = "epoch_";

/// A training read back.
#[derive(Debug)]
pub struct Checkpoint {
    /// The configuration that the training was started with.
    pub config: RunConfig,
    /// Where it stands.
    pub state: TrainingState,
    /// What happened until now.
    pub events: Vec<TrainEvent>,
    /// The network's tensors.
    pub weights: Tensors,
    /// The optimiser's tensors.
    pub optimizer: Tensors,
    /// The optimiser's steps.
    pub iterations: u64,
    /// Weights of earlier epochs.
    pub kept: KeptWeights,
    /// What each epoch's network answered to the validation photographs.
    pub answers: ValidationPredictions,
}

/// Why a checkpoint cannot be used.
#[derive(Debug, Error)]
pub enum CheckpointError {
    /// The file is missing, damaged, or cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file is whole, but not what a training writes.
    #[error("{} cannot be resumed from: {reason}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

/// Writes a checkpoint, whole or not at all.
///
/// # Errors
/// If it cannot be written; the one before stays.
pub fn write(
    path: &Path,
    config: &RunConfig,
    state: &TrainingState,
    events: &[TrainEvent],
    network: &Network,
    kept: &KeptWeights,
    answers: &ValidationPredictions,
) -> Result<(), CheckpointError> {
    let unwritable = |error: ron::Error| CheckpointError::Content { path: path.to_owned(), reason: error.to_string() };
    let mut metadata = BTreeMap::new();
    metadata.insert("config".to_owned(), ron::to_string(config).map_err(unwritable)?);
    metadata.insert("state".to_owned(), ron::to_string(state).map_err(unwritable)?);
    metadata.insert("events".to_owned(), ron::to_string(events).map_err(unwritable)?);
    metadata.insert("iterations".to_owned(), network.iterations().to_string());
    let mut tensors = network.tensors();
    tensors.extend(network.optimizer_tensors());
    // The weights of the epoch that has just ended are the network's own.
    for (epoch, weights) in kept.iter().filter(|(epoch, _)| *epoch != state.epochs_done()) {
        tensors.extend(weights.iter().map(|(name, shape, data)| TensorView {
            name: format!("{EPOCH}{epoch}/{name}"),
            shape: shape.clone(),
            data,
            trainable: false,
        }));
    }
    tensors.extend(validation_predictions::views(answers, network.classes()));
    Ok(weights_file::write(path, &tensors, &metadata)?)
}

/// Reads a checkpoint.
///
/// # Errors
/// If the file is missing or damaged, or not a checkpoint.
pub fn read(path: &Path) -> Result<Checkpoint, CheckpointError> {
    let file = weights_file::read(path)?;
    let content = |reason: String| CheckpointError::Content { path: path.to_owned(), reason };
    let entry = |key: &str| file.metadata.get(key).ok_or_else(|| content(format!("its metadata has no {key}")));
    let unreadable =
        |key: &'static str| move |error: ron::error::SpannedError| format!("its {key} is damaged: {error}");
    let config: RunConfig = ron::from_str(entry("config")?).map_err(unreadable("config")).map_err(content)?;
    let state: TrainingState = ron::from_str(entry("state")?).map_err(unreadable("state")).map_err(content)?;
    let events = ron::from_str(entry("events")?).map_err(unreadable("events")).map_err(content)?;
    let iterations = entry("iterations")?.parse().map_err(|_| content("its iterations are damaged".to_owned()))?;
    let (mut weights, mut optimizer) = (Tensors::new(), Tensors::new());
    let mut epochs: BTreeMap<usize, Tensors> = BTreeMap::new();
    let mut answers = ValidationPredictions::new();
    for (name, shape, data) in file.tensors {
        let earlier = name.strip_prefix(EPOCH).and_then(|rest| rest.split_once('/'));
        if let Some(epoch) = validation_predictions::epoch_of(&name) {
            answers.insert(epoch, data);
        } else if let Some((epoch, inner)) = earlier {
            let epoch = epoch.parse().map_err(|_| content(format!("it has an unknown tensor {name}")))?;
            epochs.entry(epoch).or_default().push((inner.to_owned(), shape, data));
        } else if name.starts_with(OPTIMIZER) {
            optimizer.push((name, shape, data));
        } else {
            weights.push((name, shape, data));
        }
    }
    let mut kept = KeptWeights::default();
    for (epoch, tensors) in epochs {
        kept.keep(epoch, Arc::new(tensors));
    }
    if kept.tidy(&state) && state.epochs_done() > 0 {
        kept.keep(state.epochs_done(), Arc::new(weights.clone()));
    }
    Ok(Checkpoint { config, state, events, weights, optimizer, iterations, kept, answers })
}
