//! The background threads behind the window: [`EngineCommand`] in, [`EngineEvent`] out.
//!
//! `views` is what both sides say, plain data alone; `workers` are the threads that do it, above `threads`, `model` and
//! `open_datasets`; the [`Engine`] owns them all. Channels are bounded; the window never waits for one. A panic ends a
//! job, never its thread ([`EngineEvent::Panicked`]).

mod model;
mod open_datasets;
mod threads;
mod views;
mod workers;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, bounded};

pub use threads::Waker;
pub use views::{
    Absent, AugmentationView, Before, ClassificationView, ClassifyItem, ColourOverlay, DatasetCommand, DatasetEvent,
    DatasetView, Deletion, DuplicatesCommand, DuplicatesEvent, Ending, EngineCommand, EngineEvent, EvaluationCommand,
    EvaluationEvent, EvaluationProblem, EvaluationRequest, EvaluationSet, ExchangeCommand, ExchangeEvent,
    ExplainedLayer, ExplanationAnswer, ExplanationCommand, ExplanationEvent, ExplanationRequest, ExplanationSubject,
    ExplanationView, Figures, FilesCommand, FilesEvent, GradCamRequest, GradCamView, HeatView, KeepError, LessonPhoto,
    LessonsCommand, LessonsEvent, ListCommand, ListError, ListEvent, MapsView, ModelView, NetworkProblem, NoRun,
    NotImported, OcclusionView, OpenedOverlay, OverlayCommand, OverlayEvent, OwnRun, Panicked, PathView,
    PerturbationView, PhotoView, Photograph, PredictionCommand, PredictionEvent, Preparation, Preview, PreviewCommand,
    PreviewEvent, ResultsView, RunOnDisk, RunPlace, RunReadingCommand, RunReadingEvent, RunsCommand, RunsEvent,
    ShelfCommand, ShelfEvent, Side, ThumbnailsCommand, ThumbnailsEvent, TrainingCommand, TrainingEvent, TrainingOrder,
    Undeleted, Unwritable, Verdict, VersionView, WorkerKind,
};

use crate::train::BatchProgress;
use threads::Outbox;
#[cfg(test)]
pub use workers::FolderTrash;
use workers::{Context, Workers};
pub use workers::{SystemTrash, Trash};

/// Events that may wait unread before the threads wait for the window.
const EVENTS_WAITING: usize = 256;
/// How long a closing window waits before it tries again to send what there was no room for.
const RETRY: Duration = Duration::from_millis(1);

/// Where the engine keeps things and how much of the machine it takes.
#[derive(Debug, Clone)]
pub struct EngineOptions {
    /// The folder of decoded photographs.
    pub cache: PathBuf,
    /// Threads for training and prediction.
    pub threads: usize,
    /// The folder of pretrained weights that the user has added.
    pub pretrained: PathBuf,
    /// Where deleted runs go.
    pub trash: Arc<dyn Trash>,
}

/// Why the engine could not start.
#[derive(Debug, thiserror::Error)]
#[error("the system gives no thread to work in the background: {0}")]
pub struct EngineError(#[from] std::io::Error);

/// Too many jobs of one kind wait already. The command comes back, to be sent again.
#[derive(Debug, Clone, thiserror::Error)]
#[error("too many jobs are waiting")]
pub struct Rejected(pub Box<EngineCommand>);

/// The background threads. Dropping it ends their jobs and joins them.
pub struct Engine {
    /// Both are gone before the threads are joined, so that no thread waits for the window.
    events: Option<Receiver<EngineEvent>>,
    workers: Option<Workers>,
    threads: Vec<JoinHandle<()>>,
}

impl Engine {
    /// Starts the threads. `waker` is called after each event, from any thread.
    ///
    /// # Errors
    /// If the system gives no threads.
    pub fn start(options: &EngineOptions, waker: Waker) -> Result<Self, EngineError> {
        let (sender, events) = bounded(EVENTS_WAITING);
        let mut context = Context::new(options.clone(), Outbox::new(sender, waker));
        let workers = Workers::start(&mut context)?;
        Ok(Self { events: Some(events), workers: Some(workers), threads: context.threads })
    }

    /// Passes a request on. Never waits.
    ///
    /// # Errors
    /// [`Rejected`] with the request if too many jobs of its kind wait already. A training, photographs to classify,
    /// files and overlays can be rejected; nothing else is.
    pub fn send(&mut self, command: impl Into<EngineCommand>) -> Result<(), Rejected> {
        let command = command.into();
        match &mut self.workers {
            Some(workers) => workers.send(command),
            None => Err(Rejected(Box::new(command))),
        }
        .inspect_err(|rejected| log::debug!("{rejected}"))
    }

    /// Passes on what must not be lost before the engine is dropped; waits for room, and delivers no more events.
    pub fn finish(&mut self, commands: impl IntoIterator<Item = EngineCommand>) {
        // A thread that waits for the window to take its events would never take another job.
        self.events = None;
        for mut command in commands {
            while let Err(Rejected(rejected)) = self.send(command) {
                command = *rejected;
                thread::sleep(RETRY);
            }
        }
    }

    /// The next event, if there is one. Never waits.
    #[must_use]
    pub fn next_event(&self) -> Option<EngineEvent> {
        self.events.as_ref()?.try_recv().ok()
    }

    /// The running batch's latest numbers: read when painting, so that training never waits for a frame.
    #[must_use]
    pub fn batch_progress(&self) -> Option<BatchProgress> {
        self.workers.as_ref()?.batch_progress()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(workers) = &self.workers {
            workers.cancel();
        }
        self.events = None;
        self.workers = None;
        for thread in self.threads.drain(..) {
            // Jobs run inside catch_unwind, so a thread that still ended by a panic has nothing left to report.
            let _ended = thread.join();
        }
    }
}
