//! The line below the page's head: what the run is doing, or how it ended. Its place is always there.

use std::fmt::Display;

use eframe::egui::{Label, Response, RichText, Ui};

use super::View;
use super::best::best_words;
use crate::app::notices::Severity;
use crate::app::panels::shelf::test_text;
use crate::app::state::{Phase, RunView, TestSet};
use crate::app::widgets::{progress, sign, small};
use crate::engine::Preparation;
use crate::run::{RunEnd, RunOutcome};
use crate::shared_error::SharedError;
use crate::text::{OverlayText, ResultsText, ShellText, TrainingText};

/// What is done with photographs before the epochs.
pub const fn preparing_text(step: Preparation) -> TrainingText {
    match step {
        Preparation::Reading => TrainingText::PreparingData,
        Preparation::Features => TrainingText::PreparingFeatures,
    }
}

/// One line, or more for a failure. Under the pointer lie all `facts`; `missing` is why no other run can be started.
pub fn line_ui(ui: &mut Ui, view: &View<'_>, run: &RunView, facts: &[String], missing: Option<ShellText>) {
    ui.horizontal_wrapped(|ui| {
        let words = match &run.phase {
            Phase::Preparing { step, done, total } => {
                let words = view.text(preparing_text(*step));
                let label = ui.label(RichText::new(words).weak());
                progress(ui, words, *done, *total, 240.0);
                label
            }
            Phase::Ended(outcome) => match outcome_text(view, outcome, run.failure.as_ref()) {
                (Severity::Information, sentence) => ui.label(sentence),
                (severity, sentence) => failure_ui(ui, view, severity, sentence),
            },
            Phase::Refused(reason) => failure_ui(ui, view, Severity::Failure, reason.localized(view.language)),
            Phase::Interrupted => {
                let sentence = view.language.count(TrainingText::EndedInterrupted, run.epochs.len());
                failure_ui(ui, view, Severity::Warning, sentence)
            }
            Phase::TrainedElsewhere => ui.label(view.text(TrainingText::TrainedElsewhere)),
            Phase::Running | Phase::Paused | Phase::Stopping => {
                let first = facts.first().map_or("", String::as_str);
                ui.add(Label::new(RichText::new(first).weak()).truncate())
            }
        };
        let facts = facts.join("\n");
        ui.ctx().accesskit_node_builder(words.id, |node| node.set_description(facts.as_str()));
        words.on_hover_text(facts);
        if let Some(file) = run.config.data.overlay.as_deref().and_then(std::path::Path::file_name) {
            small(ui, view.language.fill(OverlayText::TrainedWith, &[("file", &file.display())]));
        }
        test_ui(ui, view, run);
        if let Some(missing) = missing {
            ui.label(RichText::new(format!("✗ {}", view.text(missing))).weak());
        }
    });
}

/// The test set, told apart by its sign and colour.
fn test_ui(ui: &mut Ui, view: &View<'_>, run: &RunView) {
    let name = format!("▲ {}", view.text(ResultsText::SetTest));
    let sentence = match &run.test {
        TestSet::NotEvaluated => return,
        TestSet::Running { done, total } => {
            ui.label(RichText::new(&name).color(view.tokens.test));
            progress(ui, &name, *done, *total, 160.0);
            return;
        }
        TestSet::Done(test) => test_text(view.language, test),
        TestSet::Failed(reason) => {
            view.language.fill(TrainingText::TestNotEvaluated, &[("reason", &reason.localized(view.language))])
        }
    };
    let label = ui.label(RichText::new(format!("{name}: {sentence}")).color(view.tokens.test));
    label.on_hover_text(view.text(ResultsText::SetTestExplained));
}

fn failure_ui(ui: &mut Ui, view: &View<'_>, severity: Severity, sentence: String) -> Response {
    ui.label(sign(severity, view.tokens, view.language));
    ui.label(sentence)
}

/// That nothing is learnt any more, and what to do.
pub fn invalid_loss_ui(ui: &mut Ui, view: &View<'_>, run: &RunView) {
    let Some((epoch, batch)) = run.invalid_loss else { return };
    let sentence = match batch {
        Some(batch) => view.language.fill(TrainingText::InvalidTrainingLoss, &[("batch", &batch), ("epoch", &epoch)]),
        None => view.language.fill(TrainingText::InvalidLoss, &[("epoch", &epoch)]),
    };
    ui.horizontal_wrapped(|ui| failure_ui(ui, view, Severity::Warning, sentence));
}

fn outcome_text(view: &View<'_>, outcome: &RunOutcome, failure: Option<&SharedError>) -> (Severity, String) {
    let language = view.language;
    let phrase = match &outcome.end {
        RunEnd::Completed => TrainingText::EndedCompleted,
        RunEnd::StoppedByCallback => TrainingText::EndedByCallback,
        RunEnd::Stopped if outcome.batches_in_epoch > 0 => {
            let epoch = outcome.epochs + 1;
            let values: [(&str, &dyn Display); 2] = [("epoch", &epoch), ("batch", &outcome.batches_in_epoch)];
            let sentence = view.language.fill(TrainingText::EndedStoppedWithinEpoch, &values);
            return (Severity::Information, sentence);
        }
        RunEnd::Stopped if outcome.epochs == 0 => {
            return (Severity::Information, view.text(TrainingText::EndedStoppedEarly).to_owned());
        }
        RunEnd::Stopped => {
            return (Severity::Information, language.count(TrainingText::EndedStopped, outcome.epochs));
        }
        RunEnd::Failed { message } => {
            let explanation = failure.map_or_else(|| message.clone(), |reason| reason.localized(language));
            return (Severity::Failure, format!("{}: {explanation}", view.text(TrainingText::EndedByFailure)));
        }
    };
    let Some(best) = &outcome.best else {
        let values: [(&str, &dyn Display); 1] = [("epochs", &outcome.epochs)];
        return (Severity::Warning, language.fill(TrainingText::EndedNoBest, &values));
    };
    let values: [(&str, &dyn Display); 2] = [("epochs", &outcome.epochs), ("best", &best_words(language, best))];
    (Severity::Information, language.fill(phrase, &values))
}
