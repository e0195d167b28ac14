//! Labelled photographs before a run's network, and reports of runs.

mod report;

use std::collections::BTreeMap;
use std::io;
use std::mem::discriminant;
use std::sync::Arc;

use super::{Context, Worker};
use crate::config::DataSource;
use crate::data::DataError;
use crate::engine::EngineOptions;
use crate::engine::model::Models;
use crate::engine::threads::{Ended, Generation, Mailbox, Outbox, Throttle, mailbox};
use crate::engine::views::{
    EvaluationCommand, EvaluationEvent, EvaluationProblem, EvaluationRequest, EvaluationSet, Figures, FilesEvent,
    ResultsView, WorkerKind,
};
use crate::nn::explain::convolutions;
use crate::predict::Weights;
use crate::results::{self, Evaluation, EvaluationError, Evaluator, Predictions, Set, Source};
use crate::run;
use report::Report;

/// What the thread does. A newer job of a kind replaces one that still waits.
enum Job {
    Evaluate { generation: u64, request: EvaluationRequest },
    WriteReport(Report),
}

pub struct EvaluationWorker {
    jobs: Mailbox<Job>,
    current: Generation,
    /// Cancelled when the window closes: a report that is being written ends then.
    session: Generation,
}

impl Worker for EvaluationWorker {
    type Command = EvaluationCommand;

    fn start(context: &mut Context) -> io::Result<Self> {
        let (jobs, next) = mailbox(|newer, older| discriminant(newer) == discriminant(older));
        let (current, session) = (Generation::default(), Generation::default());
        let service = EvaluationService {
            outbox: context.outbox.clone(),
            current: current.clone(),
            session: session.clone(),
            models: context.models.clone(),
            options: context.options.clone(),
        };
        context.spawn(WorkerKind::Evaluation, next, move |job| match job {
            Job::Evaluate { generation, request } => service.evaluate(generation, &request),
            Job::WriteReport(report) => service.write_report(report),
        })?;
        Ok(Self { jobs, current, session })
    }

    fn send(&mut self, command: EvaluationCommand) -> Result<(), EvaluationCommand> {
        match command {
            EvaluationCommand::Evaluate { generation, request } => {
                self.current.set(generation);
                self.jobs.post(Job::Evaluate { generation, request });
            }
            EvaluationCommand::Cancel => self.current.cancel(),
            EvaluationCommand::WriteReport { run, moved_to, path, language } => {
                self.jobs.post(Job::WriteReport(Report { run, moved_to, path, language }));
            }
        }
        Ok(())
    }

    fn cancel(&self) {
        self.current.cancel();
        self.session.cancel();
    }
}

struct EvaluationService {
    outbox: Outbox,
    current: Generation,
    session: Generation,
    models: Models,
    options: EngineOptions,
}

impl EvaluationService {
    fn evaluate(&self, generation: u64, request: &EvaluationRequest) -> Ended {
        let event = match self.results(generation, request) {
            Ok(results) => EvaluationEvent::Evaluated { generation, results: Arc::new(results) },
            Err(EvaluationError::Data(DataError::Cancelled)) => return Ended::Cancelled,
            Err(error) => EvaluationEvent::Failed { generation, problem: EvaluationProblem::of(error, &request.set) },
        };
        self.outbox.send(event);
        Ended::Done
    }

    fn results(&self, generation: u64, request: &EvaluationRequest) -> Result<ResultsView, EvaluationError> {
        let model = self.models.of_run(&request.run, None)?;
        let classifier = &model.classifier;
        let mut throttle = Throttle::default();
        let mut progress = |done: usize, total: usize| {
            if throttle.is_due() {
                self.outbox.send(EvaluationEvent::Progress { generation, done, total });
            }
            self.current.flow(generation)
        };
        let (cache, threads) = (&self.options.cache, self.options.threads);
        let evaluator = Evaluator { run: &request.run, weights: Weights::Best, classifier, cache, threads };
        let evaluation = evaluator.evaluate(&source(request), &mut progress)?;
        let epochs = match request.set {
            EvaluationSet::Validation => results::epochs(&request.run)?,
            EvaluationSet::Training | EvaluationSet::Labelled(_) => BTreeMap::new(),
        };
        let mut config = run::read_config(&request.run)?;
        if let Some(path) = &request.moved_to {
            config.data.source = Some(DataSource::Path(path.clone()));
        }
        let Evaluation { predictions, left_out, notes, dataset, places, uncertainty } = evaluation;
        Ok(ResultsView {
            run: request.run.clone(),
            config,
            epochs: epoch_figures(epochs, &predictions),
            layers: convolutions(classifier.network()),
            left_out,
            notes,
            weights: classifier.digest().to_owned(),
            dataset: Arc::new(dataset),
            places,
            calibrated: uncertainty.map(|uncertainty| {
                (uncertainty.temperature, Figures::of(uncertainty.temperature.applied(&predictions)))
            }),
            best: Figures::of(predictions),
        })
    }

    fn write_report(&self, report: Report) -> Ended {
        match report.write(&self.options, &self.session) {
            Some(result) => {
                self.outbox.send(FilesEvent::Written { path: report.path, result });
                Ended::Done
            }
            None => Ended::Cancelled,
        }
    }
}

/// The figures after each epoch, if they are of the same photographs: one that has become unreadable since would shift
/// all that follow.
fn epoch_figures(epochs: BTreeMap<usize, Predictions>, best: &Predictions) -> Vec<(usize, Figures)> {
    if epochs.values().any(|predictions| predictions.names() != best.names()) {
        return Vec::new();
    }
    epochs.into_iter().map(|(epoch, predictions)| (epoch, Figures::of(predictions))).collect()
}

fn source(request: &EvaluationRequest) -> Source<'_> {
    let of_run = |set| Source::Run { folder: &request.run, set, moved_to: request.moved_to.as_deref() };
    match &request.set {
        EvaluationSet::Validation => of_run(Set::Validation),
        EvaluationSet::Training => of_run(Set::Training),
        EvaluationSet::Labelled(path) => Source::Labelled(path),
    }
}
