//! The training: one run at a time, whose events go to the window.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;

use crossbeam_channel::{Sender, TrySendError, bounded};

use super::{Context, Worker};
use crate::engine::EngineOptions;
use crate::engine::threads::{Ended, Outbox, Throttle};
use crate::engine::views::{RunPlace, TrainingCommand, TrainingEvent, TrainingOrder, WorkerKind};
use crate::run::{self, RunEnd, RunOutcome, TrainEvent};
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
        let (outbox, options) = (context.outbox.clone(), context.options.clone());
        context.spawn(WorkerKind::Training, next, move |job: Job| train(job, &options, &outbox))?;
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

fn train(job: Job, options: &EngineOptions, outbox: &Outbox) -> Ended {
    let Job { order, control } = job;
    let run = order.run;
    let mut listener = Listener { run, outbox, has_ended: false, throttle: Throttle::default() };
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
        RunPlace::Resume { folder, moved_to } => TrainJob::Resume { folder, data: moved_to, epochs: None },
    }
}

/// Passes a run's events on.
struct Listener<'a> {
    run: u64,
    outbox: &'a Outbox,
    has_ended: bool,
    throttle: Throttle,
}

impl Listener<'_> {
    /// Reports the end once.
    fn end(&mut self, outcome: RunOutcome) {
        if std::mem::replace(&mut self.has_ended, true) {
            return;
        }
        self.outbox.send(TrainingEvent::Train { run: self.run, event: TrainEvent::RunEnded(outcome) });
    }
}

impl Observer for Listener<'_> {
    fn event(&mut self, event: TrainEvent) {
        match event {
            TrainEvent::RunEnded(outcome) => self.end(outcome),
            event => self.outbox.send(TrainingEvent::Train { run: self.run, event }),
        }
    }

    fn loading(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        if self.throttle.is_due() {
            self.outbox.send(TrainingEvent::Loading { run: self.run, done, total });
        }
        ControlFlow::Continue(())
    }
}
