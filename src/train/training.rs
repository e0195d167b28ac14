//! A training in progress: network, state and the files that follow from them.

use std::path::Path;
use std::sync::Arc;

use super::error::TrainError;
use super::journal::Journal;
use super::photographs::Photographs;
use super::state::{KeptWeights, RunningEpoch, TrainingState};
use super::{checkpoint, files};
use crate::config::RunConfig;
use crate::memory::OutOfMemory;
use crate::nn::Network;
use crate::run::history::first_invalid_loss;
use crate::run::validation_predictions::{self, ValidationPredictions};
use crate::run::{CHECKPOINT, LAST, ModelCard, RunEnd, RunFolder, RunOutcome, TrainEvent, copy_of};

/// All that `fit` works on.
pub(super) struct Training<'a> {
    pub(super) config: &'a RunConfig,
    pub(super) folder: &'a RunFolder,
    pub(super) photographs: &'a Photographs,
    pub(super) model: Arc<ModelCard>,
    pub(super) network: Network,
    pub(super) state: TrainingState,
    pub(super) kept: KeptWeights,
    pub(super) predictions: ValidationPredictions,
}

impl Training<'_> {
    /// Writes all that resuming needs.
    pub(super) fn save_checkpoint(&self, journal: &Journal<'_>) -> Result<(), TrainError> {
        let path = self.folder.file(CHECKPOINT);
        let Self { config, state, network, kept, predictions, .. } = self;
        Ok(checkpoint::write(&path, config, state, journal.events(), network, kept, predictions)?)
    }

    /// Writes all that resuming within an epoch needs.
    pub(super) fn save_within_epoch(
        &mut self,
        epoch: RunningEpoch,
        journal: &mut Journal<'_>,
    ) -> Result<(), TrainError> {
        self.state.running = Some(epoch);
        self.save_checkpoint(journal)?;
        journal.batches_saved = epoch.batches;
        Ok(())
    }

    /// Keeps a copy of the weights of the epoch that has just ended, if one is needed.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub(super) fn keep_weights(&mut self) -> Result<(), OutOfMemory> {
        if self.kept.drop_unneeded(&self.state) {
            self.kept.keep(self.state.epochs_done(), copy_of(self.network.tensors())?);
        }
        Ok(())
    }

    /// Writes the weights of the epoch that has just ended to the file that a callback named.
    pub(super) fn save_weights_as(&self, name: &Path) -> Result<(), TrainError> {
        files::write_weights(self.folder, name, &self.network.tensors(), &self.model, self.state.epochs_done())
    }

    /// Writes the files that follow from the checkpoint and change with each epoch.
    pub(super) fn save_epoch_files(&self) -> Result<(), TrainError> {
        let epoch = self.state.epochs_done();
        files::write_weights(self.folder, LAST, &self.network.tensors(), &self.model, epoch)?;
        if self.state.best().is_some_and(|best| best.epoch == epoch) {
            files::link_best(self.folder)?;
        }
        if !self.predictions.is_empty() {
            validation_predictions::write(self.folder.path(), &self.predictions, &self.model.classes)?;
        }
        files::write_tables(self.folder, &self.state)
    }

    /// Ends a training after `fit`: restores the best weights if a callback asks for it, and reports the end.
    pub(super) fn finish(
        mut self,
        end: RunEnd,
        epochs_before: usize,
        journal: &mut Journal<'_>,
    ) -> Result<RunOutcome, TrainError> {
        if let Some((epoch, event)) = self.state.to_restore()
            && let Some(tensors) = self.kept.get(epoch)
        {
            self.network.load_tensors(tensors)?;
            files::write_weights(self.folder, LAST, &self.network.tensors(), &self.model, epoch)?;
            journal.report(TrainEvent::Callback(event))?;
        }
        let outcome = outcome(self.folder, end, &self.state, epochs_before, self.config.training.epochs);
        journal.report(TrainEvent::RunEnded(outcome.clone()))?;
        Ok(outcome)
    }
}

/// The outcome of a training that has ended.
pub(super) fn outcome(
    folder: &RunFolder,
    end: RunEnd,
    state: &TrainingState,
    epochs_before: usize,
    epochs_wanted: usize,
) -> RunOutcome {
    RunOutcome {
        folder: folder.path().to_owned(),
        end,
        epochs: state.epochs_done(),
        epochs_now: state.epochs_done() - epochs_before,
        epochs_wanted,
        batches_in_epoch: state.running.map_or(0, |running| running.batches),
        best: state.best().copied(),
        invalid_loss: first_invalid_loss(&state.history),
    }
}
