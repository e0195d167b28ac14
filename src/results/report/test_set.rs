//! The test set in a report: told apart from the validation photographs, by which the weights were chosen.

use std::fmt::{Display, Write as _};
use std::path::Path;

use super::evaluated::by_class;
use super::html::escaped;
use super::{Wanted, page};
use crate::data::DataError;
use crate::predict::{Classifier, Weights};
use crate::results::evaluation::Progress;
use crate::results::{EvaluationError, Evaluator, Scores, Set, Source};
use crate::run::history::best_epoch;
use crate::run::{self, RunEnd, TestFigures, TrainEvent};
use crate::text::{Language, ReportText};

/// What a report says of a run's test set.
pub(super) enum TestSet {
    /// Its evaluation.
    Evaluated(TestFigures, Scores),
    /// The figures that the run keeps, since its photographs cannot be evaluated.
    Kept(TestFigures),
    /// Why it cannot be evaluated.
    Failed(EvaluationError),
    /// The training has not ended by itself: nothing is evaluated before.
    NotYet,
}

impl TestSet {
    /// The figures, where they are known.
    pub(super) fn figures(&self) -> Option<&TestFigures> {
        match self {
            Self::Evaluated(figures, _) | Self::Kept(figures) => Some(figures),
            Self::Failed(_) | Self::NotYet => None,
        }
    }
}

/// Evaluates the test set of a run whose training has ended, or reads the predictions that it keeps.
///
/// # Errors
/// If `progress` breaks.
pub(super) fn test_set(wanted: &Wanted<'_>, progress: &mut Progress<'_>) -> Result<TestSet, DataError> {
    let run = wanted.run;
    if !has_ended(run) {
        return Ok(TestSet::NotYet);
    }
    match evaluate(wanted, progress) {
        Ok((figures, scores)) => Ok(TestSet::Evaluated(figures, scores)),
        Err(EvaluationError::Data(error @ DataError::Cancelled)) => Err(error),
        Err(error) => Ok(kept(run).map_or(TestSet::Failed(error), TestSet::Kept)),
    }
}

fn evaluate(wanted: &Wanted<'_>, progress: &mut Progress<'_>) -> Result<(TestFigures, Scores), EvaluationError> {
    let Wanted { run, moved_to, cache, threads, .. } = *wanted;
    let weights = Weights::Best;
    let classifier = Classifier::open(run, weights, threads)?;
    let source = Source::Run { folder: run, set: Set::Test, moved_to };
    let evaluation = Evaluator { run, weights, classifier: &classifier, cache, threads }.evaluate(&source, progress)?;
    let figures = evaluation.test_figures(classifier.epoch().unwrap_or_default());
    Ok((figures, Scores::of(&evaluation.predictions)))
}

fn kept(run: &Path) -> Option<TestFigures> {
    let history = run::read_history(run).ok()?;
    run::read_test_figures(run, best_epoch(&history)?.epoch)
}

/// Whether all epochs are done, or a callback has ended the training.
fn has_ended(run: &Path) -> bool {
    let last = run::read_whole_events(run).ok().and_then(|(events, _)| events.into_iter().next_back());
    matches!(
        last,
        Some(TrainEvent::RunEnded(outcome)) if matches!(outcome.end, RunEnd::Completed | RunEnd::StoppedByCallback)
    )
}

/// The part of the page.
pub(super) fn part(test: &TestSet, language: Language) -> String {
    let text = |word| escaped(language.text(word));
    let mut html = format!("<h2>{}</h2>\n<p>{}</p>\n", text(ReportText::TestSet), text(ReportText::TestExplained));
    if let Some(TestFigures { count, accuracy, loss, .. }) = test.figures() {
        let (accuracy, loss) = (language.accuracy(*accuracy), language.decimal(*loss, 4));
        let values: [(&str, &dyn Display); 2] = [("accuracy", &accuracy), ("loss", &loss)];
        let sentence = language.count_and_fill(ReportText::TestFigures, *count, &values);
        let _ = writeln!(html, "<p>{}</p>", escaped(&sentence));
    }
    html + &match test {
        TestSet::Evaluated(_, scores) => by_class(scores, language),
        TestSet::Kept(_) => format!("<p>{}</p>\n", text(ReportText::TestKept)),
        TestSet::Failed(error) => format!("<p>{}</p>\n", escaped(&page::not_evaluated(error, language))),
        TestSet::NotYet => format!("<p>{}</p>\n", text(ReportText::TestNotYet)),
    }
}
