//! The results page: metrics, the confusion matrix, the photographs by their loss, and Grad-CAM.

mod confusion;
mod curves;
mod detail;
mod gallery;
mod overview;
mod plot;
mod reliability;
mod waiting;

use std::sync::Arc;

use eframe::egui::{Button, Label, RichText, Ui};

use super::View;
use super::comparison::comparison_ui;
use super::overlay::{Editable, strip_ui};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{Evaluation, ResultsState, ResultsTab, State, Subject, run_name};
use crate::app::widgets::{next_button, page_header, small, with_column};
use crate::engine::{EvaluationSet, ResultsView};
use crate::text::{ComparisonText, OverlayText, ResultsText, ShellText};

/// Below this width the header has no room for the button that trains again.
const WIDE: f32 = 760.0;
/// Width of the large photograph's column.
const DETAIL: f32 = 304.0;

pub fn results_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let training = state.active_run().is_some();
    let again = Command::TrainAgain.enabled(state);
    let wide = ui.available_width() >= WIDE;
    let State { subject: Subject { results, run: shown, .. }, overlay, comparison, .. } = state;
    let newest = shown.as_ref().and_then(|run| run.weights);
    if results.tab == ResultsTab::Comparison {
        page_header(ui, view.text(ResultsText::Title), view.text(ResultsText::Subtitle), |ui| {
            next_button(ui, view.tokens, view.language, Page::Results, view.actions);
        });
        ui.horizontal_wrapped(|ui| {
            sets_ui(ui, view, results);
            ui.separator();
            tabs_ui(ui, view, results);
        });
        ui.add_space(8.0);
        comparison_ui(ui, view, comparison);
        return;
    }
    let Some(run) = results.run.clone() else {
        waiting::no_run_ui(ui, view, training);
        return;
    };
    page_header(ui, view.text(ResultsText::Title), view.text(ResultsText::Subtitle), |ui| {
        if wide {
            again_ui(ui, view, again);
        }
        if matches!(results.evaluation, Evaluation::Done(_)) && ui.button(view.text(ResultsText::Export)).clicked() {
            view.send(Command::ExportResults);
        }
        if ui.button(view.text(ResultsText::WriteReport)).clicked() {
            view.send(Command::WriteReport);
        }
        next_button(ui, view.tokens, view.language, Page::Results, view.actions);
    });
    ui.horizontal_wrapped(|ui| {
        sets_ui(ui, view, results);
        if let Evaluation::Done(evaluated) = &results.evaluation {
            let evaluated = Arc::clone(evaluated);
            ui.separator();
            tabs_ui(ui, view, results);
            ui.separator();
            facts_ui(ui, view, &evaluated);
        } else {
            small(ui, view.language.fill(ResultsText::OfRun, &[("run", &run_name(&run))]));
        }
        newer_ui(ui, view, results, newest);
    });
    gone_ui(ui, view, results);
    ui.add_space(8.0);
    let Evaluation::Done(evaluated) = &results.evaluation else {
        waiting::waiting_ui(ui, view, results);
        return;
    };
    let evaluated = Arc::clone(evaluated);
    match results.tab {
        ResultsTab::Photographs => {
            overview::overview_ui(ui, view, results, &evaluated);
            ui.add_space(8.0);
            let document = overlay.document(evaluated.source());
            strip_ui(ui, view, document, |ui, view| {
                if !wide {
                    again_ui(ui, view, again);
                }
            });
            photographs_ui(ui, view, results, &evaluated);
        }
        ResultsTab::Curves => curves::curves_ui(ui, view, results),
        ResultsTab::Comparison => {}
    }
}

/// Offers to evaluate the newest best weights, where those that are shown are older: the run trains on.
fn newer_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState, newest: Option<usize>) {
    let (Some(shown), Some(newest)) = (results.weights, newest) else { return };
    if shown != newest {
        ui.separator();
        let values: [(&str, &dyn std::fmt::Display); 2] = [("epoch", &shown), ("newest", &newest)];
        small(ui, view.language.fill(ResultsText::OfEarlierEpoch, &values));
        if ui.button(view.text(ResultsText::EvaluateNewest)).clicked() {
            view.send(Action::EvaluateNewest);
        }
    }
}

/// Says that the photographs are gone and their predictions alone are shown, and lets the user say where they are.
fn gone_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState) {
    let Some(results) = results.results().filter(|results| !results.has_photographs()) else { return };
    ui.horizontal_wrapped(|ui| {
        for note in &results.notes {
            small(ui, format!("⚠ {}", note.text(view.language)));
        }
        if ui.button(view.text(ResultsText::FindPhotographs)).clicked() {
            view.send(Command::FindPhotographs);
        }
        if ui.button(view.text(ResultsText::FindArchive)).clicked() {
            view.send(Command::FindArchive);
        }
    });
}

/// The button that trains again, once something is changed.
fn again_ui(ui: &mut Ui, view: &mut View<'_>, again: Result<(), ShellText>) {
    if matches!(again, Err(ShellText::NeedsDecision | ShellText::NeedsResults)) {
        return;
    }
    let button = ui.add_enabled(again.is_ok(), Button::new(view.text(OverlayText::TrainAgain)));
    let button = match again {
        Err(missing) => button.on_disabled_hover_text(view.text(missing)),
        Ok(()) => button,
    };
    if button.clicked() {
        view.send(Command::TrainAgain);
    }
}

fn tabs_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState) {
    for (tab, text) in
        [(ResultsTab::Photographs, ResultsText::TabPhotographs), (ResultsTab::Curves, ResultsText::TabCurves)]
    {
        ui.selectable_value(&mut results.tab, tab, view.text(text));
    }
    let compared = results.tab == ResultsTab::Comparison;
    if ui.selectable_label(compared, view.text(ComparisonText::Tab)).clicked() && !compared {
        view.send(Command::CompareRuns);
    }
}

/// An evaluated photograph, for changes.
fn editable(results: &ResultsState, photograph: usize, decide: impl FnOnce(Editable<'_>)) {
    let Some(evaluated) = results.results() else { return };
    let Some(name) = evaluated.best.predictions.names().get(photograph) else { return };
    let (label, classes) = (evaluated.data_label(photograph), evaluated.data_classes());
    decide(Editable { name, label, classes, change: results.marks.get(photograph) });
}

fn sets_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState) {
    for (set, text) in
        [(EvaluationSet::Validation, ResultsText::SetValidation), (EvaluationSet::Training, ResultsText::SetTraining)]
    {
        let chosen = results.set == set;
        if ui.selectable_label(chosen, view.text(text)).clicked() && !chosen {
            view.send(Action::Evaluate(set));
        }
    }
    let labelled = matches!(results.set, EvaluationSet::Labelled(_));
    if ui.selectable_label(labelled, view.text(ResultsText::SetLabelled)).clicked() {
        view.send(Command::EvaluateFolder);
    }
}

/// The network whose predictions these are, and the photographs left out.
fn facts_ui(ui: &mut Ui, view: &View<'_>, evaluated: &ResultsView) {
    let mut facts = view.language.fill(ResultsText::OfRun, &[("run", &run_name(&evaluated.run))]);
    let file = evaluated.config.data.overlay.as_deref().and_then(std::path::Path::file_name);
    let with = file.map(|file| view.language.fill(OverlayText::TrainedWith, &[("file", &file.display())]));
    if with.is_some() {
        facts = format!("{facts} · {}", view.text(OverlayText::WithChanges));
    }
    if !evaluated.left_out.is_empty() {
        facts = format!("{facts} · ⚠ {}", view.language.count(ResultsText::LeftOut, evaluated.left_out.len()));
    }
    let notes = evaluated.notes.iter().map(|note| note.text(view.language));
    let left_out = evaluated.left_out.iter().map(|photograph| photograph.text(view.language));
    let more = std::iter::once(facts.clone()).chain(with).chain(notes).chain(left_out).take(20);
    let more: Vec<String> = more.collect();
    ui.add(Label::new(RichText::new(&facts).small().weak()).truncate()).on_hover_text(more.join("\n"));
}

fn photographs_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState, evaluated: &ResultsView) {
    gallery::choice_ui(ui, view, results);
    ui.add_space(8.0);
    let (mut photographs, mut column) = with_column(ui, DETAIL.min(ui.available_width() * 0.42));
    gallery::gallery_ui(&mut photographs, view, results);
    detail::detail_ui(&mut column, view, results, evaluated);
}
