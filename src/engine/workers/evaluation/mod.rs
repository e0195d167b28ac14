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
    EpochFigures, EvaluatedPhotographs, EvaluationCommand, EvaluationEvent, EvaluationProblem, EvaluationRequest,
    EvaluationSet, Figures, FilesEvent, ResultsView, WorkerKind,
};
use crate::nn::explain::convolutions;
use crate::predict::Weights;
use crate::results::{
    self, Evaluation, EvaluationError, EvaluationNote, Evaluator, LeftOut, Predictions, Set, Source, Uncertainty,
};
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
        let mut config = run::read_config(&request.run)?;
        if let Some(path) = &request.moved_to {
            config.data.source = Some(DataSource::Path(path.clone()));
        }
        let evaluated = match evaluator.evaluate(&source(request), &mut progress) {
            Ok(evaluation) => Evaluated::of(evaluation),
            Err(error) => Evaluated::kept(request, config.data.source.clone(), classifier.epoch(), error)?,
        };
        let epochs = match request.set {
            EvaluationSet::Validation => results::epochs(&request.run)?,
            EvaluationSet::Training | EvaluationSet::Test | EvaluationSet::Labelled(_) => BTreeMap::new(),
        };
        let Evaluated { predictions, left_out, notes, source, photographs, uncertainty } = evaluated;
        let uncertainty = uncertainty.or_else(|| results::stored_uncertainty(&request.run, Weights::Best, classifier));
        Ok(ResultsView {
            run: request.run.clone(),
            config,
            epochs: epoch_figures(epochs, &predictions),
            layers: convolutions(classifier.network()),
            left_out,
            notes,
            epoch: classifier.epoch(),
            weights: classifier.digest().to_owned(),
            source,
            photographs,
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

/// What an evaluation gives, or what the run keeps where its photographs are gone.
struct Evaluated {
    predictions: Predictions,
    left_out: Vec<LeftOut>,
    notes: Vec<EvaluationNote>,
    source: DataSource,
    photographs: Option<EvaluatedPhotographs>,
    uncertainty: Option<Uncertainty>,
}

impl Evaluated {
    fn of(evaluation: Evaluation) -> Self {
        let Evaluation { predictions, left_out, notes, dataset, places, uncertainty } = evaluation;
        let source = dataset.source.clone();
        let photographs = Some(EvaluatedPhotographs { dataset: Arc::new(dataset), places });
        Self { predictions, left_out, notes, source, photographs, uncertainty }
    }

    /// The predictions for the validation photographs that the training kept with the best weights, where the
    /// photographs cannot be read.
    fn kept(
        request: &EvaluationRequest,
        source: Option<DataSource>,
        best: Option<usize>,
        error: EvaluationError,
    ) -> Result<Self, EvaluationError> {
        let are_gone = matches!(
            error,
            EvaluationError::Gone { .. } | EvaluationError::Unopened { .. } | EvaluationError::Missing { .. }
        );
        let is_validation = request.set == EvaluationSet::Validation;
        let kept = best.filter(|_| are_gone && is_validation).and_then(|best| {
            let mut epochs = results::epochs(&request.run).ok()?;
            epochs.remove(&best)
        });
        match (kept, source) {
            (Some(predictions), Some(source)) => Ok(Self {
                predictions,
                left_out: Vec::new(),
                notes: vec![EvaluationNote::WithoutPhotographs { error: Box::new(error) }],
                source,
                photographs: None,
                uncertainty: None,
            }),
            _ => Err(error),
        }
    }
}

/// The figures after each epoch for the same photographs; none where an epoch has no predictions for one of them.
fn epoch_figures(epochs: BTreeMap<usize, Predictions>, best: &Predictions) -> Vec<(usize, EpochFigures)> {
    let epochs: Option<Vec<_>> =
        epochs.into_iter().map(|(epoch, predictions)| Some((epoch, predictions.of_names(best.names())?))).collect();
    epochs.unwrap_or_default().into_iter().map(|(epoch, predictions)| (epoch, EpochFigures::of(predictions))).collect()
}

fn source(request: &EvaluationRequest) -> Source<'_> {
    let of_run = |set| Source::Run { folder: &request.run, set, moved_to: request.moved_to.as_deref() };
    match &request.set {
        EvaluationSet::Validation => of_run(Set::Validation),
        EvaluationSet::Training => of_run(Set::Training),
        EvaluationSet::Test => of_run(Set::Test),
        EvaluationSet::Labelled(path) => Source::Labelled(path),
    }
}
