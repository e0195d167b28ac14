//! The results thread: judges labelled photographs with a run's network, and says what an answer rests on.

mod explain;
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
pub use view::{ExplanationView, Figures, JudgingProblem, ResultsView};

use super::EngineOptions;
use super::absent::Absent;
use super::command::{Explanation, JudgedSet, Judging};
use super::event::EngineEvent;
use super::generation::Generation;
use super::latest::Questions;
use super::outbox::Outbox;
use super::worker;
use crate::config::DataSource;
use crate::data::DataError;
use crate::nn::explain::convolutions;
use crate::predict::{Classifier, Weights};
use crate::reason::Reason;
use crate::results::{self, EvaluationError, Judge, Set, Source};
use crate::train::run_folder;
use explain::Explainer;

/// What the thread is asked. A newer question of a kind replaces one that still waits.
pub(super) enum Question {
    /// Judge photographs.
    Judge(u64, Judging),
    /// Say what an answer rests on.
    Explain(u64, Explanation),
    /// Write a report.
    Report(Report),
}

/// Progress is told at most this often.
const TELL_EVERY: Duration = Duration::from_millis(50);

pub(super) fn spawn(
    outbox: &Outbox,
    questions: Questions<Question>,
    newest: Generation,
    open: Generation,
    options: EngineOptions,
) -> io::Result<JoinHandle<()>> {
    let mut desk = Desk { outbox: outbox.clone(), newest, options, explainer: None };
    worker::spawn(worker::Part::Results, outbox.clone(), questions, move |question: Question| match question {
        Question::Judge(generation, judging) => desk.judge(generation, &judging),
        Question::Explain(generation, explanation) => desk.explain(generation, &explanation),
        Question::Report(wanted) => {
            if let Some(result) = report::write(&wanted, &desk.options, &open) {
                desk.outbox.send(EngineEvent::FileWritten { path: wanted.path, result });
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
    fn judge(&mut self, generation: u64, judging: &Judging) {
        self.explainer = None;
        let event = match self.judged(generation, judging) {
            Ok(results) => EngineEvent::Judged { generation, results: Arc::new(results) },
            Err(EvaluationError::Data(DataError::Cancelled)) => return,
            Err(error) => EngineEvent::JudgingFailed { generation, problem: JudgingProblem::of(error, &judging.set) },
        };
        self.outbox.send(event);
    }

    fn judged(&mut self, generation: u64, judging: &Judging) -> Result<ResultsView, EvaluationError> {
        let classifier = Classifier::open(&judging.run, Weights::Best, self.options.threads)?;
        let (outbox, newest) = (&self.outbox, &self.newest);
        let mut told: Option<Instant> = None;
        let mut progress = |done: usize, total: usize| {
            if told.is_none_or(|told| told.elapsed() > TELL_EVERY) {
                told = Some(Instant::now());
                outbox.send(EngineEvent::JudgingProgress { generation, done, total });
            }
            newest.flow(generation)
        };
        let (cache, threads) = (&self.options.cache, self.options.threads);
        let judge = Judge { run: &judging.run, weights: Weights::Best, classifier: &classifier, cache, threads };
        let evaluation = judge.evaluate(&source(judging), &mut progress)?;
        let epochs = match judging.set {
            JudgedSet::Validation => results::epochs(&judging.run)?,
            JudgedSet::Training | JudgedSet::Labelled(_) => std::collections::BTreeMap::new(),
        };
        let layers = convolutions(classifier.network());
        let mut config = run_folder::read_config(&judging.run)?;
        if let Some(path) = &judging.moved_to {
            config.data.source = Some(DataSource::Path(path.clone()));
        }
        let view = ResultsView::new(judging.run.clone(), config, evaluation, epochs, layers);
        self.explainer = Some(Explainer::new(judging.run.clone(), classifier));
        Ok(view)
    }

    fn explain(&mut self, generation: u64, explanation: &Explanation) {
        let answer = self
            .explainer_of(&explanation.results.run)
            .and_then(|explainer| explainer.explain(explanation))
            .map(Box::new);
        self.outbox.send(EngineEvent::Explained { generation, explanation: answer });
    }

    fn explainer_of(&mut self, run: &Path) -> Result<&mut Explainer, Reason> {
        if self.explainer.as_ref().is_none_or(|explainer| explainer.run != run) {
            let classifier = Classifier::open(run, Weights::Best, self.options.threads)?;
            self.explainer = Some(Explainer::new(run.to_owned(), classifier));
        }
        self.explainer.as_mut().ok_or_else(|| Absent::Network.into())
    }
}

fn source(judging: &Judging) -> Source<'_> {
    let of_run = |set| Source::Run { folder: &judging.run, set, moved_to: judging.moved_to.as_deref() };
    match &judging.set {
        JudgedSet::Validation => of_run(Set::Validation),
        JudgedSet::Training => of_run(Set::Training),
        JudgedSet::Labelled(path) => Source::Labelled(path),
    }
}
