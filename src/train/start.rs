//! Beginning a run, or going on with one.

use std::any::Any;
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf, absolute};
use std::sync::Arc;

use super::callbacks;
use super::checkpoint::{self, Checkpoint, CheckpointError};
use super::control::Control;
use super::error::TrainError;
use super::files;
use super::fit::fit;
use super::journal::Journal;
use super::observer::Observer;
use super::photographs::{Listed, Photographs};
use super::state::{KeptWeights, TrainingState};
use super::training::Training;
use crate::config::{DataSource, RunConfig};
use crate::data::DataError;
use crate::data::overlay::Overlay;
use crate::nn::Network;
use crate::nn::summary::summarize;
use crate::run::ModelCard;
use crate::run::validation_predictions::ValidationPredictions;
use crate::run::{self, CHECKPOINT, CONFIG, EVENTS, OVERLAY, RunFolder, RunFolderError, SPLIT};
use crate::run::{RunInfo, RunOutcome, TrainEvent};

/// A training that is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainRequest {
    /// Which.
    pub job: TrainJob,
    /// Threads for the network and for reading photographs. The run is the same at any number.
    pub threads: usize,
    /// The folder of the cache of decoded photographs.
    pub cache: PathBuf,
}

/// A new run, or one to go on with.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "one is made for a whole run")]
pub enum TrainJob {
    /// Begins a run.
    New {
        /// What it is; `data.source` says where the photographs are.
        config: RunConfig,
        /// Its folder, which holds no run yet.
        folder: PathBuf,
    },
    /// Goes on with a run.
    Resume {
        /// Its folder.
        folder: PathBuf,
        /// Where its photographs are now, if they have moved.
        data: Option<PathBuf>,
        /// More epochs than it was started with, if more are wanted.
        epochs: Option<usize>,
    },
}

/// Trains to the end, or until `control` stops it. Once `RunStarted` was told, exactly one `RunEnded` follows, whatever
/// happens. A run that had been finished before is only put in order: it tells nothing, and its outcome has no
/// `epochs_now`.
///
/// # Errors
/// If the run cannot begin, or cannot go on; in the latter case `RunEnded` says so too.
pub fn start(request: &TrainRequest, control: &Control, observer: &mut dyn Observer) -> Result<RunOutcome, TrainError> {
    let mut journal = Journal::new(observer);
    // What a panic leaves half-changed is dropped with the run; the journal only appends.
    let result = catch_unwind(AssertUnwindSafe(|| match &request.job {
        TrainJob::New { config, folder } => begin(config.clone(), folder, request, control, &mut journal),
        TrainJob::Resume { folder, data, epochs } => {
            resume(folder, data.as_deref(), *epochs, request, control, &mut journal)
        }
    }))
    .unwrap_or_else(|panic| Err(TrainError::Panicked(panic_message(&*panic))));
    if let Err(error) = &result {
        journal.end_failed(error.to_string());
    }
    result
}

fn begin(
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
    if let Some(path) = &mut config.data.overlay {
        *path = as_absolute(path);
    }
    let overlay = config.data.overlay.as_deref().map_or_else(|| Ok(Overlay::default()), Overlay::read)?;
    let folder = RunFolder::create(folder)?;
    let prepared = prepare(&config, &overlay, request, control, journal).and_then(|(photographs, network)| {
        let state = TrainingState {
            steps_done: 0,
            learning_rate: config.training.optimizer.learning_rate(),
            callbacks: callbacks::from_config(&config.callbacks, !photographs.validation.is_empty())?,
            history: Vec::new(),
            stopped_by_callback: false,
            listing: photographs.listing.clone(),
        };
        let (kept, answers) = (KeptWeights::default(), ValidationPredictions::new());
        checkpoint::write(&folder.file(CHECKPOINT), &config, &state, &[], &network, &kept, &answers)?;
        folder.write(SPLIT, &split_text(&folder, &photographs)?)?;
        files::write_tables(&folder, &state)?;
        if config.data.overlay.is_some() {
            folder.write(OVERLAY, &overlay.to_csv())?;
        }
        folder.write(EVENTS, "")?;
        folder.write(CONFIG, &config.to_ron())?;
        Ok((photographs, network, state))
    });
    let (photographs, network, state) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => {
            folder.discard();
            return Err(error);
        }
    };
    let model = Arc::new(ModelCard::new(&config, state.listing.classes.clone()));
    let (kept, answers) = (KeptWeights::default(), ValidationPredictions::new());
    journal.keep_in(folder.path().to_owned(), Vec::new());
    run(
        Training { config: &config, folder: &folder, photographs: &photographs, model, network, state, kept, answers },
        control,
        journal,
    )
}

fn resume(
    folder: &Path,
    data: Option<&Path>,
    epochs: Option<usize>,
    request: &TrainRequest,
    control: &Control,
    journal: &mut Journal<'_>,
) -> Result<RunOutcome, TrainError> {
    let folder = RunFolder::open(folder)?;
    let written = run::read_config(folder.path())?;
    let mut checkpoint = checkpoint::read(&folder.file(CHECKPOINT))?;
    require_same_config(&written, &checkpoint.config, &folder)?;
    let mut config = written.clone();
    if let Some(asked) = epochs {
        let configured = config.training.epochs;
        if asked < configured {
            return Err(TrainError::FewerEpochs { configured, asked });
        }
        config.training.epochs = asked;
    }
    let epochs_before = checkpoint.state.epochs_done();
    if epochs_before > 0 {
        checkpoint.events.push(TrainEvent::CheckpointSaved { epoch: epochs_before });
    }
    let model = Arc::new(ModelCard::new(&config, checkpoint.state.listing.classes.clone()));
    if checkpoint.state.finished(config.training.epochs) {
        return files::rewrite_finished(&folder, &mut checkpoint, &model, config.training.epochs);
    }
    if let Some(path) = data {
        config.data.source = Some(DataSource::Path(as_absolute(path)));
    }
    // What the run was started with: the file that it came from may have changed since.
    let overlay = match &config.data.overlay {
        Some(_) => Overlay::read(&folder.file(OVERLAY))?,
        None => Overlay::default(),
    };
    let prepared = prepare(&config, &overlay, request, control, journal).map_err(|error| match error {
        TrainError::Data(DataError::NotFound { path }) if data.is_none() => TrainError::PhotographsGone(path),
        other => other,
    });
    let (photographs, mut network) = prepared?;
    photographs.listing.require_same(&checkpoint.state.listing, config.data.source.as_ref())?;
    let loaded = network
        .load_tensors(&checkpoint.weights)
        .and_then(|()| network.load_optimizer(&checkpoint.optimizer, checkpoint.iterations));
    loaded.map_err(|error| CheckpointError::Content { path: folder.file(CHECKPOINT), reason: error.to_string() })?;

    folder.remove_leftovers();
    files::rewrite(&folder, &checkpoint, &model)?;
    folder.write(SPLIT, &split_text(&folder, &photographs)?)?;
    if config != written {
        folder.write(CONFIG, &config.to_ron())?;
    }
    let Checkpoint { state, events, kept, weights, optimizer, answers, .. } = checkpoint;
    // The network has its own by now, and these are as large.
    drop((weights, optimizer));
    journal.keep_in(folder.path().to_owned(), events);
    run(
        Training { config: &config, folder: &folder, photographs: &photographs, model, network, state, kept, answers },
        control,
        journal,
    )
}

/// Opens the photographs, builds the network for their classes, and decodes them: what is quick to refuse comes first.
fn prepare(
    config: &RunConfig,
    overlay: &Overlay,
    request: &TrainRequest,
    control: &Control,
    journal: &mut Journal<'_>,
) -> Result<(Photographs, Network), TrainError> {
    callbacks::from_config(&config.callbacks, true)?;
    let go_on = || if control.stop_wanted() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    let listed = Listed::open(config, overlay, &mut |_| go_on())?;
    let classes = listed.classes().len();
    let network = Network::new(&config.network, &config.training.optimizer, classes, config.seed, request.threads)?;
    let mut progress = |done, total| {
        if control.stop_wanted() { ControlFlow::Break(()) } else { journal.observer.loading(done, total) }
    };
    let photographs = listed.decode(config, &request.cache, request.threads, &mut progress)?;
    Ok((photographs, network))
}

fn run(mut training: Training<'_>, control: &Control, journal: &mut Journal<'_>) -> Result<RunOutcome, TrainError> {
    let epochs_done = training.state.epochs_done();
    let Training { config, folder, photographs, .. } = training;
    let summary = summarize(&config.network, training.model.classes.len())?;
    journal.tell(TrainEvent::RunStarted(RunInfo {
        folder: folder.path().to_owned(),
        preset: config.preset.clone(),
        epochs_done,
        epochs: config.training.epochs,
        batch_size: config.training.batch_size,
        classes: training.model.classes.clone(),
        training: photographs.training.len(),
        validation: photographs.validation.len(),
        unusable: photographs.unusable.clone(),
        notes: photographs.notes.clone(),
        parameters: summary.parameters(),
        multiply_adds: summary.multiply_adds(),
    }))?;
    let end = fit(&mut training, control, journal)?;
    training.finish(end, epochs_done, journal)
}

/// A run's configuration may say other things only where resuming changes it: the data's place, more epochs.
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

fn split_text(folder: &RunFolder, photographs: &Photographs) -> Result<String, RunFolderError> {
    let text = run::split_text(&photographs.rows);
    text.map_err(|error| RunFolderError::write(&folder.file(SPLIT), io::Error::other(error)))
}

fn as_absolute(path: &Path) -> PathBuf {
    absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without a message".to_owned())
}
