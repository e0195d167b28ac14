//! The training: one run at a time, whose events go to the window and whose weights predict.

use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use crossbeam_channel::{Sender, TrySendError, bounded};

use super::{Context, Worker};
use crate::engine::EngineOptions;
use crate::engine::model::{ModelSource, Models};
use crate::engine::threads::{Ended, Outbox, Throttle};
use crate::engine::views::{RunPlace, TrainingCommand, TrainingEvent, TrainingOrder, WorkerKind};
use crate::run::{self, RunEnd, RunOutcome, Snapshot, TrainEvent};
use crate::train::{self, BatchProgress, Control, Observer, TrainError, TrainJob, TrainRequest};

/// A run to begin, and its control.
struct Job {
    order: Box<TrainingOrder>,
    control: Arc<Control>,
}

pub struct TrainingWorker {
    jobs: Sender<Job>,
    /// Of the run that was asked for last.
    control: Option<Arc<Control>>,
}

impl Worker for TrainingWorker {
    type Command = TrainingCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (jobs, next) = bounded(1);
        let (outbox, models, options) = (context.outbox.clone(), context.models.clone(), context.options.clone());
        context.spawn(WorkerKind::Training, next, move |job: Job| train(job, &options, &outbox, &models))?;
        Ok(Self { jobs, control: None })
    }

    fn send(&mut self, command: TrainingCommand) -> Result<(), TrainingCommand> {
        match command {
            TrainingCommand::Start(order) => {
                let control = Arc::new(Control::default());
                let job = Job { order, control: Arc::clone(&control) };
                self.jobs.try_send(job).map_err(|error| TrainingCommand::Start(rejected(error).order))?;
                self.control = Some(control);
            }
            TrainingCommand::Pause => self.control(Control::pause),
            TrainingCommand::Resume => self.control(Control::resume),
            TrainingCommand::Stop => self.control(Control::stop),
            TrainingCommand::StopAfterEpoch => self.control(Control::stop_after_epoch),
        }
        Ok(())
    }

    fn cancel(&self) {
        self.control(Control::stop);
    }
}

impl TrainingWorker {
    /// The running batch's latest numbers.
    pub fn batch_progress(&self) -> Option<BatchProgress> {
        self.control.as_ref()?.progress()
    }

    fn control(&self, request: impl Fn(&Control)) {
        if let Some(control) = &self.control {
            request(control);
        }
    }
}

fn rejected(error: TrySendError<Job>) -> Job {
    error.into_inner()
}

fn train(job: Job, options: &EngineOptions, outbox: &Outbox, models: &Models) -> Ended {
    let Job { order, control } = job;
    let run = order.run;
    if let RunPlace::Resume { folder } = &order.place
        && let Some(event) = so_far(run, folder)
    {
        outbox.send(event);
    }
    let is_resumed = matches!(order.place, RunPlace::Resume { .. });
    let mut listener = Listener { run, outbox, models, is_resumed, has_ended: false, throttle: Throttle::default() };
    let request = TrainRequest { job: job_of(*order), threads: options.threads, cache: options.cache.clone() };
    match train::start(&request, &control, &mut listener) {
        Ok(outcome) => {
            let ended = if matches!(outcome.end, RunEnd::Stopped) { Ended::Cancelled } else { Ended::Done };
            // A run that was finished before reports nothing by itself.
            listener.end(outcome);
            ended
        }
        Err(error) => {
            let ended = if matches!(error, TrainError::StoppedWhileLoading) { Ended::Cancelled } else { Ended::Done };
            outbox.send(TrainingEvent::Failed { run, reason: error.into() });
            ended
        }
    }
}

fn job_of(order: TrainingOrder) -> TrainJob {
    match order.place {
        RunPlace::New { runs } => {
            let folder = run::new_folder(&runs, &order.config.preset);
            TrainJob::New { config: order.config, folder }
        }
        RunPlace::Resume { folder } => TrainJob::Resume { folder, data: None, epochs: None },
    }
}

/// What a run has done so far, as its files say. Where they cannot be read, resuming fails too, and says why.
fn so_far(run: u64, folder: &Path) -> Option<TrainingEvent> {
    let config = Box::new(run::read_config(folder).ok()?);
    let epochs = run::read_history(folder).ok()?;
    let events = run::read_events(folder).ok()?;
    let callbacks = events.into_iter().filter_map(|event| match event {
        TrainEvent::Callback(event) => Some(event),
        _ => None,
    });
    Some(TrainingEvent::SoFar { run, config, epochs, callbacks: callbacks.collect() })
}

/// Passes a run's events on, and its weights to the prediction.
struct Listener<'a> {
    run: u64,
    outbox: &'a Outbox,
    models: &'a Models,
    is_resumed: bool,
    has_ended: bool,
    throttle: Throttle,
}

impl Listener<'_> {
    /// Reports the end once: from now on the best weights on disk predict.
    fn end(&mut self, outcome: RunOutcome) {
        if std::mem::replace(&mut self.has_ended, true) {
            return;
        }
        if outcome.epochs > 0 {
            self.models.offer(ModelSource::Run(outcome.folder.clone()));
        }
        self.outbox.send(TrainingEvent::Train { run: self.run, event: TrainEvent::RunEnded(outcome) });
    }
}

impl Observer for Listener<'_> {
    fn event(&mut self, event: TrainEvent) {
        match event {
            TrainEvent::RunEnded(outcome) => self.end(outcome),
            TrainEvent::RunStarted(info) => {
                let folder = info.folder.clone();
                self.outbox.send(TrainingEvent::Train { run: self.run, event: TrainEvent::RunStarted(info) });
                // Resuming has taken out of the files whatever happened after the checkpoint and is repeated now.
                if self.is_resumed
                    && let Some(event) = so_far(self.run, &folder)
                {
                    self.outbox.send(event);
                }
            }
            event => self.outbox.send(TrainingEvent::Train { run: self.run, event }),
        }
    }

    fn loading(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        if self.throttle.is_due() {
            self.outbox.send(TrainingEvent::Loading { run: self.run, done, total });
        }
        ControlFlow::Continue(())
    }

    fn wants_weights(&self) -> bool {
        true
    }

    fn weights(&mut self, snapshot: Arc<Snapshot>) {
        self.models.offer(ModelSource::Snapshot(snapshot));
    }
}
