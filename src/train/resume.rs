//! Resuming a run from its checkpoint, or from its configuration if it has none yet.

use std::path::Path;
use std::sync::Arc;

use super::begin::begin_in;
use super::checkpoint::{self, Checkpoint, CheckpointFault};
use super::control::Control;
use super::error::TrainError;
use super::files;
use super::journal::Journal;
use super::leftovers::remove_leftovers;
use super::start::{TrainRequest, as_absolute, prepare, run};
use super::training::Training;
use crate::config::{DataSource, RunConfig};
use crate::data::DataError;
use crate::data::overlay::Overlay;
use crate::run::{self, CHECKPOINT, CONFIG, ModelCard, OVERLAY, RunFolder, RunOutcome, SPLIT, TrainEvent};

/// Resumes the run in a folder.
pub(super) fn resume(
    folder: &Path,
    data: Option<&Path>,
    epochs: Option<usize>,
    request: &TrainRequest,
    control: &Control,
    journal: &mut Journal<'_>,
) -> Result<RunOutcome, TrainError> {
    let folder = RunFolder::open(folder)?;
    let written = run::read_config(folder.path())?;
    let mut config = written.clone();
    match epochs {
        // Nobody has trained it here, and the number of its epochs is no more than a default.
        Some(epochs) if folder.is_untrained_import() => config.training.epochs = epochs,
        _ => raise_epochs(&mut config, epochs)?,
    }
    let move_data = |config: &mut RunConfig| {
        if let Some(path) = data {
            config.data.source = Some(DataSource::Path(as_absolute(path)));
        }
    };
    let as_gone = |error: TrainError| match error {
        TrainError::Data(DataError::NotFound { path }) if data.is_none() => TrainError::PhotographsGone(path),
        other => other,
    };
    if folder.is_unfinished_start() || folder.is_untrained_import() {
        move_data(&mut config);
        remove_leftovers(folder.path());
        let overlay = overlay_of_start(&folder, &config)?;
        return begin_in(folder, &config, &overlay, request, control, journal).map_err(as_gone);
    }

    let mut checkpoint = checkpoint::read(&folder.file(CHECKPOINT))?;
    require_same_config(&written, &checkpoint.config, &folder)?;
    let epochs_before = checkpoint.state.epochs_done();
    if epochs_before > 0 && checkpoint.state.is_between_epochs() {
        checkpoint.events.push(TrainEvent::CheckpointSaved { epoch: epochs_before });
    }
    let model = Arc::new(ModelCard::new(&config, checkpoint.state.listing.classes.clone()));
    if checkpoint.state.finished(config.training.epochs) {
        remove_leftovers(folder.path());
        return files::rewrite_finished(&folder, &mut checkpoint, &model, config.training.epochs);
    }
    move_data(&mut config);
    // The copy that the run was started with: the user's file may have changed since.
    let (overlay, overlay_text) = match &config.data.overlay {
        Some(_) => files::read_overlay(&folder).map(|(overlay, text)| (overlay, Some(text)))?,
        None => (Overlay::default(), None),
    };
    let (photographs, sides, mut network) = prepare(&config, &overlay, request, control, journal).map_err(as_gone)?;
    let source = config.data.source.as_ref().ok_or(TrainError::NoSource)?;
    photographs.listing.require_same(&checkpoint.state.listing, source)?;
    network
        .load_tensors(&checkpoint.weights)
        .and_then(|()| network.load_optimizer(&checkpoint.optimizer, checkpoint.iterations))
        .map_err(|error| CheckpointFault::from(error).at(&folder.file(CHECKPOINT)))?;

    remove_leftovers(folder.path());
    files::rewrite(&folder, &checkpoint, &model)?;
    run::write_config(&folder, &config, &files::checked(&folder, overlay_text.as_deref(), &sides)?)?;
    folder.write_with(SPLIT, |file| sides.write(file))?;
    drop(sides);
    let Checkpoint { state, events, kept, weights, optimizer, predictions, .. } = checkpoint;
    // The network has copies by now, and these are as large.
    drop((weights, optimizer));
    journal.keep_in(folder.path().to_owned(), events);
    let training = Training {
        config: &config,
        folder: &folder,
        photographs: &photographs,
        model,
        network,
        state,
        kept,
        predictions,
    };
    run(training, control, journal)
}

fn raise_epochs(config: &mut RunConfig, asked: Option<usize>) -> Result<(), TrainError> {
    let configured = config.training.epochs;
    match asked {
        Some(asked) if asked < configured => Err(TrainError::FewerEpochs { configured, asked }),
        Some(asked) => {
            config.training.epochs = asked;
            Ok(())
        }
        None => Ok(()),
    }
}

/// The overlay of a start that was cut off: its copy, or the user's file if it was cut off before that was copied.
fn overlay_of_start(folder: &RunFolder, config: &RunConfig) -> Result<Overlay, TrainError> {
    let Some(file) = &config.data.overlay else { return Ok(Overlay::default()) };
    if folder.file(OVERLAY).exists() { Ok(files::read_overlay(folder)?.0) } else { Ok(Overlay::read(file)?) }
}

/// A run's configuration may differ from the checkpoint's only where resuming changes it: the photographs' place, and
/// the number of epochs.
fn require_same_config(written: &RunConfig, started: &RunConfig, folder: &RunFolder) -> Result<(), TrainError> {
    let comparable = |config: &RunConfig| {
        let mut config = config.clone();
        config.data.source = None;
        config.training.epochs = 0;
        config
    };
    if comparable(written) == comparable(started) {
        Ok(())
    } else {
        Err(TrainError::ConfigChanged(folder.file(CONFIG)))
    }
}
