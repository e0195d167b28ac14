//! What the page shows while there are no results.

use std::fmt::Display;

use eframe::egui::Ui;

use super::View;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::state::{Evaluation, ResultsState};
use crate::app::theme::INSIDE;
use crate::app::widgets::{empty_page, primary_button, progress};
use crate::engine::{EvaluationProblem, EvaluationSet};
use crate::text::{ResultsText, ShellText};

const PROGRESS: f32 = 320.0;

/// There is no trained network yet.
pub fn no_run_ui(ui: &mut Ui, view: &mut View<'_>, training: bool) {
    let body = if training { ResultsText::EmptyTraining } else { ResultsText::EmptyBody };
    empty_page(ui, view.text(ResultsText::EmptyTitle), view.text(body), |ui| {
        if primary_button(ui, view.tokens, view.text(ResultsText::GoTrain), true).clicked() {
            view.send(Command::GoTraining);
        }
        if ui.button(view.text(ResultsText::OpenRun)).clicked() {
            view.send(Command::OpenRun);
        }
    });
}

/// Photographs are being evaluated, or could not be.
pub fn waiting_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState) {
    match &results.evaluation {
        Evaluation::Running { done, total } => running_ui(ui, view, *done, *total),
        Evaluation::Failed(problem) => failed_ui(ui, view, results, problem),
        Evaluation::Cancelled => {
            let (title, body) = (view.text(ResultsText::CancelledTitle), view.text(ResultsText::CancelledBody));
            empty_page(ui, title, body, |ui| evaluate_ui(ui, view, results));
        }
        Evaluation::NotStarted | Evaluation::Done(_) => {}
    }
}

fn running_ui(ui: &mut Ui, view: &mut View<'_>, done: usize, total: usize) {
    let title = view.text(ResultsText::Evaluating);
    let (done_written, total_written) = (view.language.integer(done), view.language.integer(total));
    let values: [(&str, &dyn Display); 2] = [("done", &done_written), ("total", &total_written)];
    let body = view.language.fill(ResultsText::EvaluationProgress, &values);
    empty_page(ui, title, &body, |ui| {
        progress(ui, title, done, total, PROGRESS.min(ui.available_width()));
        ui.add_space(INSIDE);
        if ui.button(view.text(ShellText::Cancel)).clicked() {
            view.send(Action::CancelEvaluation);
        }
    });
}

fn failed_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState, problem: &EvaluationProblem) {
    let body = sentence(view, problem);
    empty_page(ui, view.text(ResultsText::FailedTitle), &body, |ui| {
        if problem.wants_photographs() {
            if primary_button(ui, view.tokens, view.text(ResultsText::FindPhotographs), true).clicked() {
                view.send(Command::FindPhotographs);
            }
            if ui.button(view.text(ResultsText::FindArchive)).clicked() {
                view.send(Command::FindArchive);
            }
        } else if matches!(problem, EvaluationProblem::OtherClasses { .. }) {
            if primary_button(ui, view.tokens, view.text(ResultsText::SetValidation), true).clicked() {
                view.send(Action::Evaluate(EvaluationSet::Validation));
            }
            if ui.button(view.text(ResultsText::SetLabelled)).clicked() {
                view.send(Command::EvaluateFolder);
            }
        } else {
            evaluate_ui(ui, view, results);
        }
    });
}

fn evaluate_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState) {
    if primary_button(ui, view.tokens, view.text(ResultsText::Evaluate), true).clicked() {
        view.send(Action::Evaluate(results.set.clone()));
    }
}

fn sentence(view: &View<'_>, problem: &EvaluationProblem) -> String {
    let language = view.language;
    match problem {
        EvaluationProblem::Moved { path } => language.fill(ResultsText::Moved, &[("path", &path.display())]),
        EvaluationProblem::Missing { missing, count, example } => {
            let (missing, count) = (language.integer(*missing), language.integer(*count));
            let values: [(&str, &dyn Display); 3] = [("missing", &missing), ("count", &count), ("example", example)];
            language.fill(ResultsText::Missing, &values)
        }
        EvaluationProblem::OtherClasses { found, known } => {
            language.fill(ResultsText::OtherClasses, &[("found", found), ("known", known)])
        }
        EvaluationProblem::Unopened(reason) => {
            language.fill(ResultsText::Unopened, &[("reason", &reason.localized(language))])
        }
        EvaluationProblem::Other(reason) => reason.localized(language),
    }
}
