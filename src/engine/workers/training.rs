//! The training: one run at a time, whose events go to the window.

use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::{Sender, TrySendError, bounded};

use super::{Context, Worker};
use crate::data::DataError;
use crate::engine::EngineOptions;
use crate::engine::model::Models;
use crate::engine::threads::{Ended, Outbox, Throttle};
use crate::engine::views::{Preparation, RunPlace, TrainingCommand, TrainingEvent, TrainingOrder, WorkerKind};
use crate::exchange::tensorboard::TrainingLog;
use crate::predict::Weights;
use crate::results::{EvaluationError, Evaluator, Set, Source};
use crate::run::{RunEnd, RunOutcome, TestFigures, TrainEvent};
use crate::shared_error::SharedError;
use crate::text::Language;
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
    event_files: EventFiles,
}

/// The language of the event files that are to be kept up; none where there are to be none.
type EventFiles = Arc<Mutex<Option<Language>>>;

impl Worker for TrainingWorker {
    type Command = TrainingCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (jobs, next) = bounded(1);
        let event_files = EventFiles::default();
        let trainer = Trainer {
            event_files: Arc::clone(&event_files),
            outbox: context.outbox.clone(),
            options: context.options.clone(),
            models: context.models.clone(),
        };
        context.spawn(WorkerKind::Training, next, move |job: Job| trainer.train(job))?;
        Ok(Self { jobs, control: None, event_files })
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
            TrainingCommand::EventFiles(language) => {
                *self.event_files.lock().unwrap_or_else(PoisonError::into_inner) = language;
            }
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

struct Trainer {
    event_files: EventFiles,
    outbox: Outbox,
    options: EngineOptions,
    models: Models,
}

impl Trainer {
    fn train(&self, job: Job) -> Ended {
        let Self { outbox, options, .. } = self;
        let Job { order, control } = job;
        let (run, holds_back) = (order.run, order.config.data.holds_back());
        let moved_to = match &order.place {
            RunPlace::Resume { moved_to, .. } => moved_to.clone(),
            RunPlace::New { .. } => None,
        };
        let mut listener = Listener {
            run,
            outbox,
            has_ended: false,
            throttle: Throttle::default(),
            event_files: &self.event_files,
            log: Some(TrainingLog::default()),
        };
        let request = TrainRequest { job: job_of(*order), threads: options.threads, cache: options.cache.clone() };
        match train::start(&request, &control, &mut listener) {
            Ok(outcome) => {
                let (end, folder, has_best) = (outcome.end.clone(), outcome.folder.clone(), outcome.best.is_some());
                // A run that was finished before reports nothing by itself.
                listener.end(outcome);
                if matches!(end, RunEnd::Stopped) {
                    return Ended::Cancelled;
                }
                if holds_back && has_best {
                    let result = self.test(run, &folder, moved_to.as_deref(), &control);
                    outbox.send(TrainingEvent::Tested { run, result });
                }
                Ended::Done
            }
            Err(error) => {
                let stopped = matches!(error, TrainError::StoppedWhileLoading);
                outbox.send(TrainingEvent::Failed { run, reason: error.into() });
                if stopped { Ended::Cancelled } else { Ended::Done }
            }
        }
    }

    /// Evaluates the test set of a run that has ended by itself.
    fn test(
        &self,
        run: u64,
        folder: &Path,
        moved_to: Option<&Path>,
        control: &Control,
    ) -> Result<Option<TestFigures>, SharedError> {
        let mut throttle = Throttle::default();
        let mut progress = |done: usize, total: usize| {
            if throttle.is_due() {
                self.outbox.send(TrainingEvent::Testing { run, done, total });
            }
            if control.stop_requested() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let model = self.models.of_run(folder, None)?;
        let (cache, threads, classifier) = (&self.options.cache, self.options.threads, &model.classifier);
        let evaluator = Evaluator { run: folder, weights: Weights::Best, classifier, cache, threads };
        match evaluator.evaluate(&Source::Run { folder, set: Set::Test, moved_to }, &mut progress) {
            Ok(evaluation) => Ok(classifier.epoch().map(|epoch| evaluation.test_figures(epoch))),
            Err(EvaluationError::Data(DataError::Cancelled)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

fn job_of(order: TrainingOrder) -> TrainJob {
    match order.place {
        RunPlace::New { folder } => TrainJob::New { config: order.config, folder },
        RunPlace::Resume { folder, moved_to } => TrainJob::Resume { folder, data: moved_to, epochs: None },
    }
}

/// Passes a run's events on.
struct Listener<'a> {
    run: u64,
    outbox: &'a Outbox,
    has_ended: bool,
    throttle: Throttle,
    event_files: &'a EventFiles,
    /// None once it cannot be written.
    log: Option<TrainingLog>,
}

impl Listener<'_> {
    /// Brings the event files up to date where they are wanted. Where that fails, the training goes on without.
    fn log(&mut self, event: &TrainEvent) {
        let language = *self.event_files.lock().unwrap_or_else(PoisonError::into_inner);
        let written = self.log.as_mut().map_or(Ok(()), |log| log.take(event, language));
        if let Err(error) = written {
            self.log = None;
            self.outbox.send(TrainingEvent::NoEventFiles { run: self.run, reason: error.into() });
        }
    }

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
        self.log(&event);
        match event {
            TrainEvent::RunEnded(outcome) => self.end(outcome),
            event => self.outbox.send(TrainingEvent::Train { run: self.run, event }),
        }
    }

    fn loading(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        if self.throttle.is_due() {
            self.outbox.send(TrainingEvent::Loading { run: self.run, step: Preparation::Reading, done, total });
        }
        ControlFlow::Continue(())
    }

    fn features(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        if self.throttle.is_due() {
            self.outbox.send(TrainingEvent::Loading { run: self.run, step: Preparation::Features, done, total });
        }
        ControlFlow::Continue(())
    }
}
