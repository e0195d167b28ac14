//! What the page shows before there is anything to look at.

use std::fmt::Display;

use eframe::egui::Ui;

use super::View;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::state::{Judged, ResultsState};
use crate::app::texts::{ResultsText, ShellText};
use crate::app::theme::INSIDE;
use crate::app::widgets::{empty_page, primary_button, progress};
use crate::engine::JudgingProblem;

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

/// Photographs are being judged, or could not be.
pub fn waiting_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState) {
    match &results.judged {
        Judged::Running { done, total } => running_ui(ui, view, *done, *total),
        Judged::Failed(problem) => failed_ui(ui, view, results, problem),
        Judged::Cancelled => {
            let (title, body) = (view.text(ResultsText::CancelledTitle), view.text(ResultsText::CancelledBody));
            empty_page(ui, title, body, |ui| judge_ui(ui, view, results));
        }
        Judged::Not | Judged::Done(_) => {}
    }
}

fn running_ui(ui: &mut Ui, view: &mut View<'_>, done: usize, total: usize) {
    let title = view.text(ResultsText::Judging);
    let (done_written, total_written) = (view.language.integer(done), view.language.integer(total));
    let values: [(&str, &dyn Display); 2] = [("done", &done_written), ("total", &total_written)];
    let body = view.language.fill(ResultsText::JudgingProgress, &values);
    empty_page(ui, title, &body, |ui| {
        progress(ui, title, done, total, PROGRESS.min(ui.available_width()));
        ui.add_space(INSIDE);
        if ui.button(view.text(ShellText::Cancel)).clicked() {
            view.send(Action::CancelJudging);
        }
    });
}

fn failed_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState, problem: &JudgingProblem) {
    let body = sentence(view, problem);
    empty_page(ui, view.text(ResultsText::FailedTitle), &body, |ui| {
        if problem.wants_photographs() {
            if primary_button(ui, view.tokens, view.text(ResultsText::FindPhotographs), true).clicked() {
                view.send(Command::FindPhotographs);
            }
            if ui.button(view.text(ResultsText::FindArchive)).clicked() {
                view.send(Command::FindArchive);
            }
        } else {
            judge_ui(ui, view, results);
        }
    });
}

fn judge_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState) {
    if primary_button(ui, view.tokens, view.text(ResultsText::Judge), true).clicked() {
        view.send(Action::Judge(results.set.clone()));
    }
}

fn sentence(view: &View<'_>, problem: &JudgingProblem) -> String {
    let language = view.language;
    match problem {
        JudgingProblem::Moved { path } => language.fill(ResultsText::Moved, &[("path", &path.display())]),
        JudgingProblem::Missing { missing, count, example } => {
            let (missing, count) = (language.integer(*missing), language.integer(*count));
            let values: [(&str, &dyn Display); 3] = [("missing", &missing), ("count", &count), ("example", example)];
            language.fill(ResultsText::Missing, &values)
        }
        JudgingProblem::OtherClasses { found, known } => {
            language.fill(ResultsText::OtherClasses, &[("found", found), ("known", known)])
        }
        JudgingProblem::Unopened(reason) => {
            language.fill(ResultsText::Unopened, &[("reason", &language.reason(reason))])
        }
        JudgingProblem::Other(reason) => language.reason(reason),
    }
}
