//! The results thread: judges labelled photographs with a run's network, and says what an answer rests on.

mod grad_cam;
mod pictures;
mod report;
mod view;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

pub(super) use pictures::{Wanted, spawn as spawn_pictures};
pub(super) use report::Report;
pub use view::{EvaluationProblem, Figures, GradCamView, ResultsView};

use super::EngineOptions;
use super::absent::Absent;
use super::command::{EvaluationRequest, EvaluationSet, GradCamRequest};
use super::event::EngineEvent;
use super::generation::Generation;
use super::mailbox::MailboxReceiver;
use super::outbox::Outbox;
use super::worker;
use crate::config::DataSource;
use crate::data::DataError;
use crate::nn::explain::convolutions;
use crate::predict::{Classifier, Weights};
use crate::results::{self, EvaluationError, Evaluator, Set, Source};
use crate::run;
use crate::shared_error::SharedError;
use grad_cam::Explainer;

/// What the thread is asked. A newer question of a kind replaces one that still waits.
pub(super) enum Question {
    /// Judge photographs.
    Evaluator(u64, EvaluationRequest),
    /// Say what an answer rests on.
    Explain(u64, GradCamRequest),
    /// Write a report.
    Report(Report),
}

/// Progress is told at most this often.
const TELL_EVERY: Duration = Duration::from_millis(50);

pub(super) fn spawn(
    outbox: &Outbox,
    questions: MailboxReceiver<Question>,
    newest: Generation,
    open: Generation,
    options: EngineOptions,
) -> io::Result<JoinHandle<()>> {
    let mut worker = Desk { outbox: outbox.clone(), newest, options, explainer: None };
    worker::spawn(worker::WorkerKind::Results, outbox.clone(), questions, move |question: Question| match question {
        Question::Evaluator(generation, evaluation) => worker.evaluate(generation, &evaluation),
        Question::Explain(generation, explanation) => worker.explain(generation, &explanation),
        Question::Report(wanted) => {
            if let Some(result) = report::write(&wanted, &worker.options, &open) {
                worker.outbox.send(EngineEvent::FileWritten { path: wanted.path, result });
            }
        }
    })
}

struct Desk {
    outbox: Outbox,
    newest: Generation,
    options: EngineOptions,
    /// The network of the run that was judged last.
    explainer: Option<Explainer>,
}

impl Desk {
    fn evaluate(&mut self, generation: u64, evaluation: &EvaluationRequest) {
        self.explainer = None;
        let event = match self.evaluated(generation, evaluation) {
            Ok(results) => EngineEvent::Evaluated { generation, results: Arc::new(results) },
            Err(EvaluationError::Data(DataError::Cancelled)) => return,
            Err(error) => {
                EngineEvent::EvaluationFailed { generation, problem: EvaluationProblem::of(error, &evaluation.set) }
            }
        };
        self.outbox.send(event);
    }

    fn evaluated(&mut self, generation: u64, request: &EvaluationRequest) -> Result<ResultsView, EvaluationError> {
        let classifier = Classifier::open(&request.run, Weights::Best, self.options.threads)?;
        let (outbox, newest) = (&self.outbox, &self.newest);
        let mut told: Option<Instant> = None;
        let mut progress = |done: usize, total: usize| {
            if told.is_none_or(|told| told.elapsed() > TELL_EVERY) {
                told = Some(Instant::now());
                outbox.send(EngineEvent::EvaluationProgress { generation, done, total });
            }
            newest.flow(generation)
        };
        let (cache, threads) = (&self.options.cache, self.options.threads);
        let evaluator =
            Evaluator { run: &request.run, weights: Weights::Best, classifier: &classifier, cache, threads };
        let evaluation = evaluator.evaluate(&source(request), &mut progress)?;
        let epochs = match request.set {
            EvaluationSet::Validation => results::epochs(&request.run)?,
            EvaluationSet::Training | EvaluationSet::Labelled(_) => std::collections::BTreeMap::new(),
        };
        let layers = convolutions(classifier.network());
        let mut config = run::read_config(&request.run)?;
        if let Some(path) = &request.moved_to {
            config.data.source = Some(DataSource::Path(path.clone()));
        }
        let view = ResultsView::new(request.run.clone(), config, evaluation, epochs, layers);
        self.explainer = Some(Explainer::new(request.run.clone(), classifier));
        Ok(view)
    }

    fn explain(&mut self, generation: u64, explanation: &GradCamRequest) {
        let answer = self
            .explainer_of(&explanation.results.run)
            .and_then(|explainer| explainer.explain(explanation))
            .map(Box::new);
        self.outbox.send(EngineEvent::Explained { generation, explanation: answer });
    }

    fn explainer_of(&mut self, run: &Path) -> Result<&mut Explainer, SharedError> {
        if self.explainer.as_ref().is_none_or(|explainer| explainer.run != run) {
            let classifier = Classifier::open(run, Weights::Best, self.options.threads)?;
            self.explainer = Some(Explainer::new(run.to_owned(), classifier));
        }
        self.explainer.as_mut().ok_or_else(|| Absent::Network.into())
    }
}

fn source(evaluation: &EvaluationRequest) -> Source<'_> {
    let of_run = |set| Source::Run { folder: &evaluation.run, set, moved_to: evaluation.moved_to.as_deref() };
    match &evaluation.set {
        EvaluationSet::Validation => of_run(Set::Validation),
        EvaluationSet::Training => of_run(Set::Training),
        EvaluationSet::Labelled(path) => Source::Labelled(path),
    }
}
