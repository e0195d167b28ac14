//! How the run ended, and the next steps.

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

fn outcome_text(view: &View<'_>, outcome: &RunOutcome, failure: Option<&SharedError>) -> (Severity, String) {
    let phrase = match &outcome.end {
        RunEnd::Completed => TrainingText::EndedCompleted,
        RunEnd::StoppedByCallback => TrainingText::EndedByCallback,
        RunEnd::Stopped if outcome.epochs == 0 => TrainingText::EndedStoppedEarly,
        RunEnd::Stopped => {
            return (Severity::Information, view.language.count(TrainingText::EndedStopped, outcome.epochs));
        }
        RunEnd::Failed { message } => {
            let explanation = failure.map_or_else(|| message.clone(), |reason| reason.localized(view.language));
            return (Severity::Failure, format!("{}: {explanation}", view.text(TrainingText::EndedByFailure)));
        }
    };
    let best = outcome.best.as_ref();
    let epoch = best.map_or(0, |best| best.epoch);
    let accuracy = best.map_or_else(String::new, |best| match best.val_accuracy {
        Some(accuracy) => format!("val_accuracy {}", view.language.decimal(accuracy, 3)),
        None => format!("accuracy {}", view.language.decimal(best.accuracy, 3)),
    });
    let values: [(&str, &dyn Display); 3] = [("epochs", &outcome.epochs), ("best", &epoch), ("accuracy", &accuracy)];
    (Severity::Information, view.language.fill(phrase, &values))
}
