//! The files of a run that follow from its checkpoint.

use std::io;
use std::path::Path;

use super::callbacks::Callback;
use super::checkpoint::Checkpoint;
use super::error::TrainError;
use super::sides::Sides;
use super::state::TrainingState;
use super::training::outcome;
use crate::data::overlay::Overlay;
use crate::nn::tensors::TensorView;
use crate::nn::weights_file;
use crate::run::{
    self, BEST, Checked, EVENTS, HISTORY, LAST, ModelCard, OVERLAY, RunEnd, RunFolder, RunFolderError, RunOutcome,
    SPLIT, Tensors, TrainEvent, history, validation_predictions,
};

/// Writes weights with all that predicting with them needs, and the folders that the file lies in.
pub(super) fn write_weights(
    folder: &RunFolder,
    name: impl AsRef<Path>,
    tensors: &[TensorView<'_>],
    model: &ModelCard,
    epoch: usize,
) -> Result<(), TrainError> {
    let path = folder.new_file(name)?;
    let mut metadata = model.to_metadata();
    metadata.insert("epoch".to_owned(), epoch.to_string());
    Ok(weights_file::write(&path, tensors, &metadata)?)
}

/// Makes the last weights the best ones.
pub(super) fn link_best(folder: &RunFolder) -> Result<(), TrainError> {
    let best = folder.file(BEST);
    let linked = crate::files::link(&folder.file(LAST), &best);
    Ok(linked.map_err(|source| RunFolderError::write(&best, source))?)
}

/// The files whose checksums the configuration's file holds.
///
/// # Errors
/// If a photograph's side cannot be written as CSV.
pub(super) fn checked(
    folder: &RunFolder,
    overlay: Option<&str>,
    sides: &Sides,
) -> Result<Vec<Checked>, RunFolderError> {
    let checksum = sides.checksum().map_err(|source| RunFolderError::write(&folder.file(SPLIT), source))?;
    Ok(checked_overlay(overlay).into_iter().chain([Checked { name: SPLIT, checksum }]).collect())
}

/// The overlay as such a file, if there is one.
pub(super) fn checked_overlay(overlay: Option<&str>) -> Option<Checked> {
    overlay.map(|text| Checked::of(OVERLAY, text))
}

/// The overlay that a run was started with, from its copy, and the copy's text.
pub(super) fn read_overlay(folder: &RunFolder) -> Result<(Overlay, String), TrainError> {
    let copy = folder.file(OVERLAY);
    let overlay = Overlay::read(&copy)?;
    let text = crate::files::read_to_string(&copy).map_err(|source| RunFolderError::read(&copy, source))?;
    run::require_unchanged(folder.path(), (OVERLAY, &text))?;
    Ok((overlay, text))
}

/// Writes the history, in its own file and in those of `CSVLogger`s.
pub(super) fn write_tables(folder: &RunFolder, state: &TrainingState) -> Result<(), TrainError> {
    folder.write(HISTORY, &history::to_csv(&state.history))?;
    for callback in &state.callbacks {
        if let Callback::CsvLogger { file, separator } = callback {
            folder.write(file, &history::to_keras_csv(&state.history, separator))?;
        }
    }
    Ok(())
}

/// Rewrites everything that follows from a checkpoint, whatever state a crash has left it in.
pub(super) fn rewrite(folder: &RunFolder, checkpoint: &Checkpoint, model: &ModelCard) -> Result<(), TrainError> {
    let state = &checkpoint.state;
    // Within an epoch, those of the last completed one are on disk since it was completed.
    if state.is_between_epochs() && state.epochs_done() > 0 {
        write_weights(folder, LAST, &views(&checkpoint.weights), model, state.epochs_done())?;
    }
    if let Some(best) = state.best().map(|row| row.epoch) {
        match checkpoint.kept.get(best) {
            Some(tensors) if best != state.epochs_done() || !state.is_between_epochs() => {
                write_weights(folder, BEST, &views(tensors), model, best)?;
            }
            _ => link_best(folder)?,
        }
    }
    if !checkpoint.predictions.is_empty() {
        validation_predictions::write(folder.path(), &checkpoint.predictions, &model.classes)?;
    }
    write_tables(folder, state)?;
    let events = run::events_text(&checkpoint.events);
    let events = events.map_err(|error| RunFolderError::write(&folder.file(EVENTS), io::Error::other(error)))?;
    Ok(folder.write(EVENTS, &events)?)
}

/// Rewrites the files of a run that has nothing left to do, as they were when it ended.
pub(super) fn rewrite_finished(
    folder: &RunFolder,
    checkpoint: &mut Checkpoint,
    model: &ModelCard,
    epochs_wanted: usize,
) -> Result<RunOutcome, TrainError> {
    let end = if checkpoint.state.stopped_by_callback { RunEnd::StoppedByCallback } else { RunEnd::Completed };
    let epochs_done = checkpoint.state.epochs_done();
    let outcome = outcome(folder, end, &checkpoint.state, epochs_done, epochs_wanted);
    let restored = checkpoint.state.to_restore();
    checkpoint.events.extend(restored.iter().map(|(_, event)| TrainEvent::Callback(event.clone())));
    checkpoint.events.push(TrainEvent::RunEnded(outcome.clone()));
    rewrite(folder, checkpoint, model)?;
    if let Some((epoch, tensors)) = restored.and_then(|(epoch, _)| Some((epoch, checkpoint.kept.get(epoch)?))) {
        write_weights(folder, LAST, &views(tensors), model, epoch)?;
    }
    Ok(outcome)
}

/// Owned tensors as views.
pub(super) fn views(tensors: &Tensors) -> Vec<TensorView<'_>> {
    tensors
        .iter()
        .map(|(name, shape, data)| TensorView { name: name.clone(), shape: shape.clone(), data, trainable: false })
        .collect()
}
