//! The entry to a training: begins or resumes a run, whatever happens reports one end, and prepares what both need.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf, absolute};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::begin::begin;
use super::control::Control;
use super::error::TrainError;
use super::fit::fit;
use super::journal::Journal;
use super::memory::{MemoryAdvice, Workload};
use super::observer::Observer;
use super::photographs::{Listed, Photographs};
use super::resume::resume;
use super::sides::Sides;
use super::training::Training;
use super::{callbacks, features, schedule};
use crate::config::{RunConfig, TrainingConfig};
use crate::data::overlay::Overlay;
use crate::memory::{MachineMemory, OutOfMemory};
use crate::nn::summary::summarize;
use crate::nn::{Loss, Network, NetworkError};
use crate::panics;
use crate::run::{RunInfo, RunOutcome, TrainEvent};

/// A training to carry out.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainRequest {
    /// Which run.
    pub job: TrainJob,
    /// Threads for the network and for reading photographs. The run is the same at any number.
    pub threads: usize,
    /// The folder of the cache of decoded photographs.
    pub cache: PathBuf,
}

/// A new run, or one to resume.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "one is made for a whole run")]
pub enum TrainJob {
    /// Begins a run.
    New {
        /// Its configuration; `data.source` says where the photographs are.
        config: RunConfig,
        /// Its folder. It holds no run, or a start of the same run that did not reach its first checkpoint.
        folder: PathBuf,
    },
    /// Resumes a run.
    Resume {
        /// Its folder.
        folder: PathBuf,
        /// Where its photographs are now, if they have moved.
        data: Option<PathBuf>,
        /// More epochs than it was started with, if more are wanted.
        epochs: Option<usize>,
    },
}

/// Trains to the end, or until `control` stops it. Once `RunStarted` was reported, exactly one `RunEnded` follows, also
/// after an error. A run that had finished before only gets its files rewritten: it reports nothing, and its outcome
/// has no `epochs_now`.
///
/// # Errors
/// If the run cannot begin or continue; in the latter case `RunEnded` says so too.
pub fn start(request: &TrainRequest, control: &Control, observer: &mut dyn Observer) -> Result<RunOutcome, TrainError> {
    let mut journal = Journal::new(observer);
    // What a panic leaves half-changed is dropped with the run; the journal only appends.
    let result = catch_unwind(AssertUnwindSafe(|| match &request.job {
        TrainJob::New { config, folder } => begin(config.clone(), folder, request, control, &mut journal),
        TrainJob::Resume { folder, data, epochs } => {
            resume(folder, data.as_deref(), *epochs, request, control, &mut journal)
        }
    }))
    .unwrap_or_else(|panic| {
        Err(match panic.downcast_ref::<OutOfMemory>() {
            Some(error) => TrainError::Memory(*error),
            None => TrainError::Panicked(panics::message(&*panic).to_owned()),
        })
    });
    if let Err(error) = &result {
        journal.end_failed(error.to_string());
    }
    result
}

/// Opens the photographs and compares the run with the machine's memory: what fails quickly comes first. Then decodes the
/// photographs, and builds the network meanwhile; if that fails, the decoding ends.
pub(super) fn prepare(
    config: &RunConfig,
    overlay: &Overlay,
    request: &TrainRequest,
    control: &Control,
    journal: &mut Journal<'_>,
) -> Result<(Photographs, Sides, Network), TrainError> {
    callbacks::from_config(&config.callbacks, true)?;
    let proceed = || if control.stop_requested() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    let listed = Listed::open(config, overlay, &mut |_| proceed())?;
    let classes = listed.classes().len();
    let (training, validation) = listed.counts();
    let workload = Workload { classes, training, validation, threads: request.threads };
    if let Some(machine) = MachineMemory::now() {
        let advice = MemoryAdvice::of(config, &workload, machine)?;
        advice.require()?;
        journal.observer.memory(&advice);
    }
    let loss = loss_of(config, listed.classes())?;
    let features = summarize(&config.network, classes)?.features;
    let has_failed = AtomicBool::new(false);
    let mut progress = |done, total| match proceed() {
        ControlFlow::Continue(()) if !has_failed.load(Ordering::Relaxed) => journal.observer.loading(done, total),
        _ => ControlFlow::Break(()),
    };
    let (network, (mut photographs, sides)) = thread::scope(|scope| -> Result<_, TrainError> {
        let build = || {
            let network = new_network(config, classes, loss, request.threads);
            has_failed.store(network.is_err(), Ordering::Relaxed);
            network
        };
        let network = thread::Builder::new().name("initial weights".to_owned()).spawn_scoped(scope, build);
        let network = network.map_err(|error| NetworkError::Threads { reason: error.to_string() })?;
        let decoded = listed.decode(config, &request.cache, request.threads, &mut progress);
        let network = network.join().unwrap_or_else(|panic| resume_unwind(panic))?;
        Ok((network, decoded?))
    })?;
    if features::are_kept(config, features) {
        let mut progress = |done, total| match proceed() {
            ControlFlow::Continue(()) => journal.observer.features(done, total),
            stop @ ControlFlow::Break(()) => stop,
        };
        photographs = photographs.with_features(&network, config, &request.cache, &mut progress)?;
    }
    Ok((photographs, sides, network))
}

/// The network with its initial weights, for every size of picture that it will see.
fn new_network(config: &RunConfig, classes: usize, loss: Loss, threads: usize) -> Result<Network, TrainError> {
    let mut network = Network::new(&config.network, &config.training.optimizer, classes, config.seed, threads)?;
    network.set_loss(loss);
    network.set_mirror_averaging(config.prediction.mirror_averaging);
    for stage in &config.training.progressive_resizing {
        network.set_input(&config.network, stage.size)?;
    }
    Ok(network)
}

/// The loss that the configuration asks for, of these classes.
fn loss_of(config: &RunConfig, classes: &[String]) -> Result<Loss, TrainError> {
    let TrainingConfig { label_smoothing, class_weight, .. } = &config.training;
    if let Some(class) = class_weight.keys().find(|name| !classes.contains(name)) {
        return Err(TrainError::UnknownClass { class: class.clone(), classes: classes.to_vec() });
    }
    let weight = |name: &String| class_weight.get(name).copied().unwrap_or(1.0);
    let class_weight = if class_weight.is_empty() { Vec::new() } else { classes.iter().map(weight).collect() };
    Ok(Loss { label_smoothing: *label_smoothing, class_weight })
}

/// Trains a run whose files are in order.
pub(super) fn run(
    mut training: Training<'_>,
    control: &Control,
    journal: &mut Journal<'_>,
) -> Result<RunOutcome, TrainError> {
    let epochs_done = training.state.epochs_done();
    let Training { config, folder, photographs, .. } = training;
    let (epochs, steps) = (config.training.epochs, photographs.steps_per_epoch(config));
    let schedule_note = training.state.schedule.as_ref().and_then(|it| schedule::mismatch(it, epochs, steps));
    let summary = summarize(&config.network, training.model.classes.len())?;
    let pretrained = config.network.pretrained().map(|network| {
        let photos = if network.weights.is_none() { "on ImageNet" } else { "elsewhere" };
        format!("the network begins with {network}, which was trained {photos} before, not from scratch")
    });
    journal.report(TrainEvent::RunStarted(RunInfo {
        folder: folder.path().to_owned(),
        preset: config.preset.clone(),
        epochs_done,
        epochs: config.training.epochs,
        batch_size: config.training.batch_size,
        classes: training.model.classes.clone(),
        training: photographs.training.len(),
        validation: photographs.validation.len(),
        unusable: photographs.unusable.clone(),
        notes: photographs.notes.iter().cloned().chain(schedule_note).chain(pretrained).collect(),
        parameters: summary.parameters(),
        multiply_adds: match (config.network.is_frozen(), photographs.of_features) {
            (true, _) => 0,
            (false, true) => summary.learning_multiply_adds(),
            (false, false) => summary.multiply_adds(),
        },
    }))?;
    let end = fit(&mut training, control, journal)?;
    training.finish(end, epochs_done, journal)
}

pub(super) fn as_absolute(path: &Path) -> PathBuf {
    absolute(path).unwrap_or_else(|_| path.to_owned())
}
