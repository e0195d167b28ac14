//! The state of a training between two batches.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::callbacks::Callback;
use super::listing::Listing;
use super::metrics::RunningMetrics;
use crate::config::LearningRateSchedule;
use crate::run::history::{EpochStats, best_epoch};
use crate::run::{CallbackEvent, Tensors};

/// All of a training's state between two batches, besides the network's tensors. Everything random follows from the
/// run's seed, the epoch and the step, so these counters are also the state of the random numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingState {
    /// Training batches that the network was trained on.
    pub steps_done: u64,
    /// The learning rate of the next epoch, or of the last step where it follows a schedule.
    pub learning_rate: f32,
    /// The callbacks and their states, in the configuration's order.
    pub callbacks: Vec<Callback>,
    /// A row for each completed epoch.
    pub history: Vec<EpochStats>,
    /// Whether a callback has ended the training.
    pub stopped_by_callback: bool,
    /// What the photographs are recognised by.
    pub listing: Listing,
    /// The epoch that is being trained; none between two epochs, and in checkpoints of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running: Option<RunningEpoch>,
    /// The learning rate's schedule, complete, where it follows one. More epochs do not stretch it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<LearningRateSchedule>,
}

/// The running epoch as far as it is trained.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunningEpoch {
    /// Its batches that the network was trained on.
    pub batches: usize,
    /// Loss and accuracy over these batches.
    pub metrics: RunningMetrics,
    /// How long they took, without pauses.
    pub seconds: f64,
}

impl TrainingState {
    /// Completed epochs.
    #[must_use]
    pub fn epochs_done(&self) -> usize {
        self.history.len()
    }

    /// Whether a training of `epochs` epochs has nothing left to do.
    #[must_use]
    pub fn finished(&self, epochs: usize) -> bool {
        self.running.is_none() && (self.stopped_by_callback || self.epochs_done() >= epochs)
    }

    /// Whether the weights are those of the last completed epoch.
    #[must_use]
    pub fn is_between_epochs(&self) -> bool {
        self.running.is_none()
    }

    /// The epoch of `best.safetensors`.
    #[must_use]
    pub fn best(&self) -> Option<&EpochStats> {
        best_epoch(&self.history)
    }

    /// The epoch whose weights are restored at the end of the training, and what to report then. If several callbacks
    /// restore weights, the last one decides, as in Keras.
    #[must_use]
    pub fn to_restore(&self) -> Option<(usize, CallbackEvent)> {
        self.callbacks
            .iter()
            .filter_map(|callback| Some((callback.epoch_to_restore()?, callback.restored()?)))
            .next_back()
    }

    /// The epochs whose weights are needed later: the best one, and those that callbacks may restore.
    fn epochs_to_keep(&self) -> BTreeSet<usize> {
        let best = self.best().map(|row| row.epoch);
        self.callbacks.iter().filter_map(Callback::epoch_to_restore).chain(best).collect()
    }
}

/// Weights of past epochs that are needed later, by epoch.
#[derive(Debug, Clone, Default)]
pub struct KeptWeights(BTreeMap<usize, Tensors>);

impl KeptWeights {
    /// Drops weights that are no longer needed; returns whether those of the epoch that has just ended are needed.
    pub(super) fn drop_unneeded(&mut self, state: &TrainingState) -> bool {
        let needed = state.epochs_to_keep();
        self.0.retain(|epoch, _| needed.contains(epoch));
        needed.contains(&state.epochs_done())
    }

    pub(super) fn keep(&mut self, epoch: usize, tensors: Tensors) {
        self.0.insert(epoch, tensors);
    }

    /// The weights after an epoch, if they are kept.
    #[must_use]
    pub fn get(&self, epoch: usize) -> Option<&Tensors> {
        self.0.get(&epoch)
    }

    /// All kept weights, by epoch.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Tensors)> {
        self.0.iter().map(|(epoch, tensors)| (*epoch, tensors))
    }
}
