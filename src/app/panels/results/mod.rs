//! The results page: figures, the confusion matrix, the photographs by their loss, and what an answer rests on.

mod confusion;
mod curves;
mod detail;
mod gallery;
mod overview;
mod plot;
mod reliability;
mod waiting;

use std::sync::Arc;

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::View;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{Judged, ResultsState, ResultsTab, State, run_name};
use crate::app::texts::ResultsText;
use crate::app::theme::{GROUP, INSIDE};
use crate::app::widgets::{next_button, page_header, small};
use crate::engine::{JudgedSet, ResultsView};

/// Width of the large photograph's column.
const DETAIL: f32 = 304.0;

pub fn results_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let training = state.training.active().is_some();
    let results = &mut state.results;
    let Some(run) = results.run.clone() else {
        waiting::no_run_ui(ui, view, training);
        return;
    };
    page_header(ui, view.text(ResultsText::Title), view.text(ResultsText::Explanation), |ui| {
        next_button(ui, view.tokens, view.language, Page::Results, view.actions);
        if ui.button(view.text(ResultsText::WriteReport)).clicked() {
            view.send(Command::WriteReport);
        }
        if matches!(results.judged, Judged::Done(_)) && ui.button(view.text(ResultsText::Export)).clicked() {
            view.send(Command::ExportResults);
        }
    });
    ui.horizontal_wrapped(|ui| {
        sets_ui(ui, view, results);
        if let Judged::Done(judged) = &results.judged {
            ui.separator();
            for (tab, text) in
                [(ResultsTab::Photographs, ResultsText::TabPhotographs), (ResultsTab::Curves, ResultsText::TabCurves)]
            {
                ui.selectable_value(&mut results.tab, tab, view.text(text));
            }
            ui.separator();
            facts_ui(ui, view, judged);
        }
        if matches!(results.judged, Judged::Done(_)) {
            reliability::calibrated_ui(ui, view, results);
        } else {
            small(ui, view.language.fill(ResultsText::OfRun, &[("run", &run_name(&run))]));
        }
    });
    ui.add_space(8.0);
    let Judged::Done(judged) = &results.judged else {
        waiting::waiting_ui(ui, view, results);
        return;
    };
    let judged = Arc::clone(judged);
    match results.tab {
        ResultsTab::Photographs => photographs_ui(ui, view, results, &judged),
        ResultsTab::Curves => curves::curves_ui(ui, view, results),
    }
}

fn sets_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState) {
    for (set, text) in
        [(JudgedSet::Validation, ResultsText::SetValidation), (JudgedSet::Training, ResultsText::SetTraining)]
    {
        let chosen = results.set == set;
        if ui.selectable_label(chosen, view.text(text)).clicked() && !chosen {
            view.send(Action::Judge(set));
        }
    }
    let labelled = matches!(results.set, JudgedSet::Labelled(_));
    if ui.selectable_label(labelled, view.text(ResultsText::SetLabelled)).clicked() {
        view.send(Command::JudgeFolder);
    }
}

/// Whose answers these are, and what was left out.
fn facts_ui(ui: &mut Ui, view: &View<'_>, judged: &ResultsView) {
    let mut facts = view.language.fill(ResultsText::OfRun, &[("run", &run_name(&judged.run))]);
    if !judged.left_out.is_empty() {
        facts = format!("{facts} · ⚠ {}", view.language.count(ResultsText::LeftOut, judged.left_out.len()));
    }
    let more: Vec<&str> = judged.notes.iter().chain(&judged.left_out).take(20).map(String::as_str).collect();
    let label = small(ui, facts);
    if !more.is_empty() {
        label.on_hover_text(more.join("\n"));
    }
}

fn photographs_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState, judged: &ResultsView) {
    overview::overview_ui(ui, view, results, judged);
    ui.add_space(INSIDE);
    gallery::choice_ui(ui, view, results);
    ui.add_space(8.0);
    let margin = Margin { left: GROUP as i8, ..Margin::ZERO };
    Panel::right("judged photograph")
        .exact_size(DETAIL.min(ui.available_width() * 0.42) + GROUP)
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().inner_margin(margin))
        .show(ui, |ui| detail::detail_ui(ui, view, results, judged));
    CentralPanel::no_frame().show(ui, |ui| gallery::gallery_ui(ui, view, results));
}
