//! The test set of a training that has ended: evaluated once, with the best weights.

use std::ops::ControlFlow;
use std::path::Path;

use super::words::quoted;
use crate::cli::output;
use crate::cli::progress::Bar;
use crate::data::{DataError, cache_folder};
use crate::predict::{Classifier, Weights};
use crate::results::{Evaluation, EvaluationError, Evaluator, Scores, Set, Source};
use crate::run;
use crate::text::{CliText, Language, Localized as _};
use crate::train::Control;

/// The sentence about a run's test set, if it has one; where it cannot be evaluated, that is a warning. `moved_to` is where
/// the run's photographs are now, if they have moved.
pub(super) fn line(
    run: &Path,
    moved_to: Option<&Path>,
    threads: usize,
    control: &Control,
    language: Language,
) -> Option<String> {
    if !run::read_config(run).is_ok_and(|config| config.data.holds_back()) {
        return None;
    }
    match evaluate(run, moved_to, threads, control, language) {
        Ok(evaluation) => {
            for note in &evaluation.notes {
                output::warn(&note.text(language));
            }
            let Scores { count, accuracy, loss, .. } = Scores::of(&evaluation.predictions);
            let (accuracy, loss) = (language.accuracy(accuracy), language.decimal(loss, 4));
            Some(language.count_and_fill(CliText::TestSet, count, &[("accuracy", &accuracy), ("loss", &loss)]))
        }
        Err(error) => {
            let text = match error {
                EvaluationError::Data(DataError::Cancelled) => CliText::TestSetInterrupted,
                _ => CliText::TestSetNotEvaluated,
            };
            output::warn(&language.fill(text, &[("reason", &error.localized(language)), ("folder", &quoted(run))]));
            None
        }
    }
}

fn evaluate(
    run: &Path,
    moved_to: Option<&Path>,
    threads: usize,
    control: &Control,
    language: Language,
) -> Result<Evaluation, EvaluationError> {
    let weights = Weights::Best;
    let classifier = Classifier::open(run, weights, threads)?;
    let cache = cache_folder();
    let evaluator = Evaluator { run, weights, classifier: &classifier, cache: &cache, threads };
    let bar = Bar::new(language.text(CliText::BarTest));
    let evaluation = evaluator.evaluate(&Source::Run { folder: run, set: Set::Test, moved_to }, &mut |done, all| {
        if control.stop_requested() { ControlFlow::Break(()) } else { bar.show(done, all) }
    });
    bar.clear();
    evaluation
}
