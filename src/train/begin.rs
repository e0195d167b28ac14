//! Beginning a run: from its configuration to its first checkpoint.

use std::path::Path;
use std::sync::Arc;

use super::control::Control;
use super::error::TrainError;
use super::journal::Journal;
use super::listing::ListingDifference;
use super::photographs::Photographs;
use super::sides::Sides;
use super::start::{self, TrainRequest, as_absolute, prepare};
use super::state::{KeptWeights, TrainingState};
use super::training::Training;
use super::{callbacks, checkpoint, files, schedule};
use crate::config::{DataSource, LearningRate, RunConfig};
use crate::data::overlay::Overlay;
use crate::nn::Network;
use crate::run::validation_predictions::ValidationPredictions;
use crate::run::{self, CHECKPOINT, EVENTS, ImportedStart, ModelCard, OVERLAY, RunFolder, RunOutcome, SPLIT};

/// Begins a run in a folder that holds none.
pub(super) fn begin(
    mut config: RunConfig,
    folder: &Path,
    request: &TrainRequest,
    control: &Control,
    journal: &mut Journal<'_>,
) -> Result<RunOutcome, TrainError> {
    config.validate()?;
    if let Some(DataSource::Path(path)) = &mut config.data.source {
        *path = as_absolute(path);
    }
    for path in [&mut config.data.overlay, &mut config.data.test_source].into_iter().flatten() {
        *path = as_absolute(path);
    }
    let overlay = config.data.overlay.as_deref().map_or_else(|| Ok(Overlay::default()), Overlay::read)?;
    let text = overlay_text(&config, &overlay);
    let folder = RunFolder::create(folder, &config, files::checked_overlay(text.as_deref()).as_slice())?;
    begin_in(folder, &config, &overlay, request, control, journal)
}

/// Begins a run in a folder that has its configuration and no checkpoint.
pub(super) fn begin_in(
    folder: RunFolder,
    config: &RunConfig,
    overlay: &Overlay,
    request: &TrainRequest,
    control: &Control,
    journal: &mut Journal<'_>,
) -> Result<RunOutcome, TrainError> {
    let overlay_text = overlay_text(config, overlay);
    let copied = overlay_text.as_deref().map_or(Ok(()), |text| Ok(folder.write(OVERLAY, text)?));
    let prepared = copied.and_then(|()| {
        let (photographs, sides, mut network) = prepare(config, overlay, request, control, journal)?;
        if folder.is_untrained_import() {
            load_imported(&folder, config, &photographs, &mut network)?;
        }
        let state = write_start(&folder, config, overlay_text.as_deref(), &photographs, &sides, &network)?;
        Ok((photographs, network, state))
    });
    let (photographs, network, state) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => {
            folder.discard();
            return Err(error);
        }
    };
    let model = Arc::new(ModelCard::new(config, state.listing.classes.clone()));
    let (kept, predictions) = (KeptWeights::default(), ValidationPredictions::new());
    journal.keep_in(folder.path().to_owned(), Vec::new());
    let photographs = &photographs;
    start::run(
        Training { config, folder: &folder, photographs, model, network, state, kept, predictions },
        control,
        journal,
    )
}

/// Gives the network the weights that came from elsewhere, and the optimiser the state that came with them.
fn load_imported(
    folder: &RunFolder,
    config: &RunConfig,
    photographs: &Photographs,
    network: &mut Network,
) -> Result<(), TrainError> {
    let ImportedStart { classes, weights, optimizer, iterations } = ImportedStart::read(folder.path())?;
    if classes != photographs.listing.classes {
        let data = config.data.source.clone().ok_or(TrainError::NoSource)?;
        let difference = ListingDifference::Classes { run: classes, found: photographs.listing.classes.clone() };
        return Err(TrainError::OtherPhotographs { data, difference });
    }
    network.load_tensors(&weights)?;
    if !optimizer.is_empty() || iterations > 0 {
        network.load_optimizer(&optimizer, iterations)?;
    }
    Ok(())
}

/// The run's copy of its overlay, if it has one.
fn overlay_text(config: &RunConfig, overlay: &Overlay) -> Option<String> {
    config.data.overlay.is_some().then(|| overlay.to_csv())
}

/// Writes the files of a run without epochs. From the checkpoint on the run can be resumed, and the files after it
/// follow from it.
fn write_start(
    folder: &RunFolder,
    config: &RunConfig,
    overlay: Option<&str>,
    photographs: &Photographs,
    sides: &Sides,
    network: &Network,
) -> Result<TrainingState, TrainError> {
    let state = TrainingState {
        steps_done: 0,
        learning_rate: config.training.optimizer.learning_rate.at_start(),
        callbacks: callbacks::from_config(&config.callbacks, !photographs.validation.is_empty())?,
        history: Vec::new(),
        stopped_by_callback: false,
        listing: photographs.listing.clone(),
        running: None,
        schedule: match &config.training.optimizer.learning_rate {
            LearningRate::Constant(_) => None,
            LearningRate::Schedule(written) => {
                let steps = photographs.steps_per_epoch(config) * config.training.epochs as u64;
                Some(schedule::resolved(written, steps))
            }
        },
    };
    let (kept, predictions) = (KeptWeights::default(), ValidationPredictions::new());
    // It differs from that in the folder where a resume has moved the photographs or raised the epochs.
    run::write_config(folder, config, &files::checked(folder, overlay, sides)?)?;
    checkpoint::write(&folder.file(CHECKPOINT), config, &state, &[], network, &kept, &predictions)?;
    folder.write_with(SPLIT, |file| sides.write(file))?;
    files::write_tables(folder, &state)?;
    folder.write(EVENTS, "")?;
    Ok(state)
}
