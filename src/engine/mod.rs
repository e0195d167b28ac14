//! The background threads behind the window: [`EngineCommand`] in, [`EngineEvent`] out.
//!
//! Each kind of work has a named thread of its own, which the [`Engine`] owns and joins. Channels are bounded; the
//! window never waits on one. A panic ends a job, never a thread ([`EngineEvent::Panicked`]).

mod absent;
mod command;
mod dataset;
mod duplicates;
mod event;
mod explain;
mod files;
mod generation;
mod mailbox;
mod outbox;
mod overlay;
mod portuguese;
mod prediction;
mod preview;
mod results;
mod thumbnails;
mod training;
mod versions;
mod worker;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};

pub use absent::Absent;
pub use command::{
    ClassifyItem, EngineCommand, EvaluationRequest, EvaluationSet, GradCamRequest, Photograph, Preview, RunPlace,
    TrainingOrder,
};
pub use event::{
    AugmentationView, ClassificationView, DatasetView, EngineEvent, ModelOrigin, ModelView, NetworkProblem, PhotoView,
    Side, Unusable, Verdict, VersionView,
};
pub use explain::{
    ExplainedLayer, ExplanationAnswer, ExplanationRequest, ExplanationSubject, ExplanationView, HeatView, MapsView,
    OcclusionView, Overlay, PathView, PerturbationView,
};
pub use files::Unwritable;
pub use outbox::Waker;
pub use overlay::{Before, KeepError, OpenedOverlay, OverlayCommand, OverlayEvent};
pub use results::{EvaluationProblem, Figures, GradCamView, ResultsView};
pub use worker::{Panicked, WorkerKind};

use dataset::OpenedSlot;
use generation::Generation;
use mailbox::{Mailbox, mailbox};
use outbox::Outbox;

use crate::train::{BatchProgress, Control};

/// Events that may wait unread before the threads wait for the window.
const EVENTS_WAITING: usize = 256;
/// Jobs of one kind that may wait.
const JOBS_WAITING: usize = 64;

/// Where the engine keeps things and how much of the machine it takes.
#[derive(Debug, Clone)]
pub struct EngineOptions {
    /// The folder of decoded photographs.
    pub cache: PathBuf,
    /// Threads for training and prediction.
    pub threads: usize,
}

/// Why the engine could not start.
#[derive(Debug, thiserror::Error)]
#[error("the system gives no thread to work in the background: {0}")]
pub struct EngineError(#[from] std::io::Error);

/// Too many jobs of one kind wait already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many jobs are waiting")]
pub struct Busy;

/// The background threads. Dropping it ends their jobs and joins them.
pub struct Engine {
    links: Option<Links>,
    threads: Vec<JoinHandle<()>>,
    dataset_generation: Generation,
    card_generation: Generation,
    evaluation_generation: Generation,
    duplicates_generation: Generation,
    occlusion_generation: Generation,
    /// Cancelled when the window closes: what is not asked again and again ends then.
    session: Generation,
    card_batch: u64,
    control: Option<Arc<Control>>,
}

/// The channels' ends. Gone before the threads are joined, so that no thread waits for the window.
struct Links {
    events: Receiver<EngineEvent>,
    datasets: Mailbox<dataset::Open>,
    thumbnails: Mailbox<thumbnails::Wanted>,
    previews: Mailbox<preview::Question>,
    training: Sender<training::Job>,
    prediction: Sender<prediction::Job>,
    files: Sender<files::Job>,
    results: Mailbox<results::Question>,
    evaluated: Mailbox<results::Wanted>,
    overlay: Sender<OverlayCommand>,
    duplicates: Mailbox<duplicates::DuplicatesRequest>,
    explanation: Mailbox<explain::Question>,
}

impl Engine {
    /// Starts the threads. `waker` is called after each event, from any thread.
    ///
    /// # Errors
    /// If the system gives no threads.
    pub fn start(options: &EngineOptions, waker: Waker) -> Result<Self, EngineError> {
        let (send, events) = bounded(EVENTS_WAITING);
        let outbox = Outbox::new(send, waker);
        let (dataset_generation, card_generation) = (Generation::default(), Generation::default());
        let (evaluation_generation, duplicates_generation) = (Generation::default(), Generation::default());
        let (occlusion_generation, session) = (Generation::default(), Generation::default());
        let opened = OpenedSlot::default();
        let model = prediction::ModelSlot::default();
        let (datasets, open) = mailbox();
        let (thumbnails, wanted) = mailbox();
        let (previews, questions) = mailbox();
        let (training, runs) = bounded(1);
        let (prediction, classify) = bounded(JOBS_WAITING);
        let (files, write) = bounded(JOBS_WAITING);
        let (results, evaluate) = mailbox();
        let (evaluated, pictures) = mailbox();
        let (overlay, overlays) = bounded(JOBS_WAITING);
        let (duplicates, look) = mailbox();
        let (explanation, ask) = mailbox();
        let explain = explain::spawn(&outbox, ask, occlusion_generation.clone(), model.clone(), options.threads)?;
        let mut threads = vec![
            dataset::spawn(&outbox, open, dataset_generation.clone(), opened.clone())?,
            thumbnails::spawn(&outbox, wanted, opened.clone())?,
            preview::spawn(&outbox, questions, opened.clone(), options.threads)?,
            training::spawn(&outbox, runs, options.clone(), model.clone(), prediction.clone())?,
            prediction::spawn(&outbox, classify, card_generation.clone(), model, options.threads)?,
            files::spawn(&outbox, write, card_generation.clone())?,
            results::spawn(&outbox, evaluate, evaluation_generation.clone(), session.clone(), options.clone())?,
            results::spawn_pictures(&outbox, pictures)?,
            overlay::spawn(&outbox, overlays)?,
            duplicates::spawn(&outbox, look, duplicates_generation.clone(), opened, options.clone())?,
        ];
        let links = Links {
            events,
            datasets,
            thumbnails,
            previews,
            training,
            prediction,
            files,
            results,
            evaluated,
            overlay,
            duplicates,
            explanation,
        };
        threads.extend(explain);
        Ok(Self {
            links: Some(links),
            threads,
            dataset_generation,
            card_generation,
            evaluation_generation,
            duplicates_generation,
            occlusion_generation,
            session,
            card_batch: 0,
            control: None,
        })
    }

    /// Passes a wish on. Never waits.
    ///
    /// # Errors
    /// [`Busy`] if too many jobs of this kind wait already.
    pub fn send(&mut self, command: EngineCommand) -> Result<(), Busy> {
        let Some(links) = &self.links else { return Err(Busy) };
        match command {
            EngineCommand::OpenDataset { generation, source } => {
                self.dataset_generation.set(generation);
                links.datasets.post(dataset::Open { generation, source });
            }
            EngineCommand::CloseDataset => self.dataset_generation.cancel(),
            EngineCommand::ShowThumbnails { generation, indices } => {
                links.thumbnails.post(thumbnails::Wanted { generation, indices });
            }
            EngineCommand::Preview { generation, question } => {
                links.previews.post(preview::Question::new(generation, question));
            }
            EngineCommand::StartTraining(order) => {
                let control = Arc::new(Control::default());
                queue(&links.training, training::Job { order, control: Arc::clone(&control) })?;
                self.control = Some(control);
            }
            EngineCommand::PauseTraining => self.control_training(Control::pause),
            EngineCommand::ResumeTraining => self.control_training(Control::resume),
            EngineCommand::StopTraining => self.control_training(Control::stop),
            EngineCommand::StopTrainingAfterEpoch => self.control_training(Control::stop_after_epoch),
            EngineCommand::OpenRun { folder } => queue(&links.prediction, prediction::Job::OpenRun { folder })?,
            EngineCommand::Classify { items } => {
                let batch = self.card_batch;
                queue(&links.prediction, prediction::Job::Classify { batch, items })?;
            }
            EngineCommand::CancelClassification => {
                self.card_batch += 1;
                self.card_generation.set(self.card_batch);
            }
            EngineCommand::Evaluator { generation, evaluation } => {
                self.evaluation_generation.set(generation);
                links.results.post(results::Question::Evaluator(generation, evaluation));
            }
            EngineCommand::WriteReport { run, moved_to, path, language } => {
                links.results.post(results::Question::Report(results::Report { run, moved_to, path, language }));
            }
            EngineCommand::CancelEvaluation => self.evaluation_generation.cancel(),
            EngineCommand::ShowEvaluated { generation, results, photographs } => {
                links.evaluated.post(results::Wanted { generation, results, photographs });
            }
            EngineCommand::Explain { generation, question } => {
                links.results.post(results::Question::Explain(generation, question));
            }
            EngineCommand::Overlay(command) => queue(&links.overlay, command)?,
            EngineCommand::FindDuplicates { generation, dataset, preprocessing } => {
                self.duplicates_generation.set(generation);
                links.duplicates.post(duplicates::DuplicatesRequest { generation, dataset, preprocessing });
            }
            EngineCommand::CancelDuplicates => self.duplicates_generation.cancel(),
            EngineCommand::OpenExplanation { generation, subject } => {
                self.occlusion_generation.cancel();
                links.explanation.post(explain::Question::Open(generation, subject));
            }
            EngineCommand::AskExplanation { generation, question } => {
                if matches!(question, ExplanationRequest::Occlusion { .. }) {
                    self.occlusion_generation.set(generation);
                }
                links.explanation.post(explain::Question::new(generation, question));
            }
            EngineCommand::CancelOcclusion => self.occlusion_generation.cancel(),
            EngineCommand::ListPhotographs { paths } => {
                queue(&links.files, files::Job::List { batch: self.card_batch, paths })?;
            }
            EngineCommand::ReadConfig { path } => queue(&links.files, files::Job::ReadConfig { path })?,
            EngineCommand::WriteFile { path, contents } => {
                queue(&links.files, files::Job::Write { path, contents })?;
            }
            EngineCommand::WriteFigure { path, figure, format } => {
                queue(&links.files, files::Job::Draw { path, figure, format })?;
            }
        }
        Ok(())
    }

    /// The next event, if there is one. Never waits.
    #[must_use]
    pub fn next_event(&self) -> Option<EngineEvent> {
        self.links.as_ref()?.events.try_recv().ok()
    }

    /// The running batch's latest numbers: looked at when painting, so that training never waits for a frame.
    #[must_use]
    pub fn batch_progress(&self) -> Option<BatchProgress> {
        self.control.as_ref()?.progress()
    }

    fn control_training(&self, request: impl Fn(&Control)) {
        if let Some(control) = &self.control {
            request(control);
        }
    }
}

fn queue<J>(jobs: &Sender<J>, job: J) -> Result<(), Busy> {
    jobs.try_send(job).map_err(|error| match error {
        TrySendError::Full(_) | TrySendError::Disconnected(_) => Busy,
    })
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.control_training(Control::stop);
        self.dataset_generation.cancel();
        self.card_generation.cancel();
        self.evaluation_generation.cancel();
        self.duplicates_generation.cancel();
        self.occlusion_generation.cancel();
        self.session.cancel();
        self.links = None;
        for thread in self.threads.drain(..) {
            // Jobs run inside catch_unwind, so a thread that still ended by panic has nothing left to tell.
            let _ended = thread.join();
        }
    }
}
