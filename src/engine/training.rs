//! The training thread.

use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};

use super::EngineOptions;
use super::command::{RunPlace, TrainingOrder};
use super::event::EngineEvent;
use super::outbox::Outbox;
use super::prediction::{self, ModelSlot, ModelSource};
use super::worker;
use crate::run;
use crate::run::{RunOutcome, Snapshot, TrainEvent};
use crate::train::{self, Control, Observer, TrainJob, TrainRequest};

/// A run to begin, and its reins.
pub(super) struct Job {
    pub order: TrainingOrder,
    pub control: Arc<Control>,
}

pub(super) fn spawn(
    outbox: &Outbox,
    jobs: Receiver<Job>,
    options: EngineOptions,
    model: ModelSlot,
    prediction: Sender<prediction::Job>,
) -> io::Result<JoinHandle<()>> {
    let sender = outbox.clone();
    worker::spawn(worker::WorkerKind::Training, outbox.clone(), jobs, move |job: Job| {
        let run = job.order.run;
        let mut listener = Listener::new(run, &sender, &model, &prediction);
        if let RunPlace::Resume { folder } = &job.order.place
            && let Some(event) = so_far(run, folder)
        {
            sender.send(event);
        }
        let request = TrainRequest { job: wanted(job.order), threads: options.threads, cache: options.cache.clone() };
        match train::start(&request, &job.control, &mut listener) {
            // A run that was finished before tells nothing by itself.
            Ok(outcome) => listener.end(outcome),
            Err(error) => sender.send(EngineEvent::TrainingFailed { run, reason: error.into() }),
        }
    })
}

fn wanted(order: TrainingOrder) -> TrainJob {
    match order.place {
        RunPlace::New { runs } => {
            let folder = run::new_folder(&runs, &order.config.preset);
            TrainJob::New { config: order.config, folder }
        }
        RunPlace::Resume { folder } => TrainJob::Resume { folder, data: None, epochs: None },
    }
}

/// What a run has done so far. Where that cannot be read, going on fails too, and says why.
fn so_far(run: u64, folder: &Path) -> Option<EngineEvent> {
    let config = Box::new(run::read_config(folder).ok()?);
    let epochs = run::read_history(folder).ok()?;
    let events = run::read_events(folder).ok()?;
    let callbacks = events.into_iter().filter_map(|event| match event {
        TrainEvent::Callback(event) => Some(event),
        _ => None,
    });
    Some(EngineEvent::TrainingSoFar { run, config, epochs, callbacks: callbacks.collect() })
}

/// Loading is told at most this often.
const TELL_EVERY: Duration = Duration::from_millis(50);

/// Passes a run's events on, and its weights to the prediction thread.
struct Listener<'a> {
    run: u64,
    outbox: &'a Outbox,
    model: &'a ModelSlot,
    prediction: &'a Sender<prediction::Job>,
    ended: bool,
    told: Option<Instant>,
}

impl<'a> Listener<'a> {
    fn new(run: u64, outbox: &'a Outbox, model: &'a ModelSlot, prediction: &'a Sender<prediction::Job>) -> Self {
        Self { run, outbox, model, prediction, ended: false, told: None }
    }

    fn offer(&self, source: ModelSource) {
        self.model.set(source);
        // A full queue means that the thread will look at the slot anyway.
        let _told = self.prediction.try_send(prediction::Job::Refresh);
    }

    /// Tells the end once: from now on the best weights on disk predict.
    fn end(&mut self, outcome: RunOutcome) {
        if std::mem::replace(&mut self.ended, true) {
            return;
        }
        if outcome.epochs > 0 {
            self.offer(ModelSource::Run(outcome.folder.clone()));
        }
        self.outbox.send(EngineEvent::Train { run: self.run, event: TrainEvent::RunEnded(outcome) });
    }
}

impl Observer for Listener<'_> {
    fn event(&mut self, event: TrainEvent) {
        match event {
            TrainEvent::RunEnded(outcome) => self.end(outcome),
            event => self.outbox.send(EngineEvent::Train { run: self.run, event }),
        }
    }

    fn loading(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        if self.told.is_none_or(|told| told.elapsed() > TELL_EVERY) {
            self.told = Some(Instant::now());
            self.outbox.send(EngineEvent::TrainingLoading { run: self.run, done, total });
        }
        ControlFlow::Continue(())
    }

    fn wants_weights(&self) -> bool {
        true
    }

    fn weights(&mut self, snapshot: Arc<Snapshot>) {
        self.offer(ModelSource::Snapshot(snapshot));
    }
}
