//! A loss that is not a number; how the run ended, and the next steps.

use std::fmt::Display;

use eframe::egui::Ui;

use super::View;
use crate::app::notices::Severity;
use crate::app::state::{Phase, RunView};
use crate::app::theme::INSIDE;
use crate::app::widgets::{card, sign};
use crate::run::{RunEnd, RunOutcome};
use crate::shared_error::SharedError;
use crate::text::TrainingText;

pub fn ending_ui(ui: &mut Ui, view: &View<'_>, run: &RunView) {
    let (severity, sentence) = match &run.phase {
        Phase::Ended(outcome) => outcome_text(view, outcome, run.failure.as_ref()),
        Phase::Refused(reason) => (Severity::Failure, reason.localized(view.language)),
        Phase::Interrupted => {
            (Severity::Warning, view.language.count(TrainingText::EndedInterrupted, run.epochs.len()))
        }
        Phase::TrainedElsewhere => (Severity::Information, view.text(TrainingText::TrainedElsewhere).to_owned()),
        _ => return,
    };
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width());
        ui.label(sign(severity, view.tokens, view.language));
        ui.label(sentence);
    });
    ui.add_space(INSIDE);
}

/// That nothing is learnt any more, and what to do.
pub fn invalid_loss_ui(ui: &mut Ui, view: &View<'_>, run: &RunView) {
    let Some((epoch, batch)) = run.invalid_loss else { return };
    let sentence = match batch {
        Some(batch) => view.language.fill(TrainingText::InvalidTrainingLoss, &[("batch", &batch), ("epoch", &epoch)]),
        None => view.language.fill(TrainingText::InvalidLoss, &[("epoch", &epoch)]),
    };
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width());
        ui.label(sign(Severity::Warning, view.tokens, view.language));
        ui.label(sentence);
    });
    ui.add_space(INSIDE);
}

fn outcome_text(view: &View<'_>, outcome: &RunOutcome, failure: Option<&SharedError>) -> (Severity, String) {
    let phrase = match &outcome.end {
        RunEnd::Completed => TrainingText::EndedCompleted,
        RunEnd::StoppedByCallback => TrainingText::EndedByCallback,
        RunEnd::Stopped if outcome.epochs == 0 => {
            return (Severity::Information, view.text(TrainingText::EndedStoppedEarly).to_owned());
        }
        RunEnd::Stopped => {
            return (Severity::Information, view.language.count(TrainingText::EndedStopped, outcome.epochs));
        }
        RunEnd::Failed { message } => {
            let explanation = failure.map_or_else(|| message.clone(), |reason| reason.localized(view.language));
            return (Severity::Failure, format!("{}: {explanation}", view.text(TrainingText::EndedByFailure)));
        }
    };
    let Some(best) = &outcome.best else {
        let values: [(&str, &dyn Display); 1] = [("epochs", &outcome.epochs)];
        return (Severity::Warning, view.language.fill(TrainingText::EndedNoBest, &values));
    };
    let accuracy = match best.val_accuracy {
        Some(accuracy) => format!("val_accuracy {}", view.language.decimal(accuracy, 3)),
        None => format!("accuracy {}", view.language.decimal(best.accuracy, 3)),
    };
    let values: [(&str, &dyn Display); 3] =
        [("epochs", &outcome.epochs), ("best", &best.epoch), ("accuracy", &accuracy)];
    (Severity::Information, view.language.fill(phrase, &values))
}
