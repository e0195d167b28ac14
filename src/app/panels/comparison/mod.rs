//! Two runs beside each other: curves over each other, figures side by side, differences in words.

mod figures;
mod plots;
mod words;

use std::sync::Arc;

use eframe::egui::{Button, FontId, ScrollArea, Ui};

use super::View;
use crate::app::actions::Action;
use crate::app::notices::Severity;
use crate::app::state::{ComparisonState, CurvesOf};
use crate::app::theme::{GROUP, INSIDE};
use crate::app::widgets::{combo, empty_page, group, middle, sign, small, weak};
use crate::results::Comparison;
use crate::text::{ComparisonText, TrainingText};

/// Below this width the figures stand under the plots' words instead of beside them.
const WIDE: f32 = 880.0;
/// Width of the list of runs, and what its arrow and edges take, in points.
const RUN: f32 = 216.0;
const ARROW: f32 = 44.0;
/// Room that the choice of a run needs.
const PICKER: f32 = 400.0;

pub fn comparison_ui(ui: &mut Ui, view: &mut View<'_>, comparison: &mut ComparisonState) {
    ui.horizontal_wrapped(|ui| {
        group(ui, PICKER, |ui| run_ui(ui, view, comparison, 0));
        let both = comparison.both().is_some();
        if ui.add_enabled(both, Button::new(format!("⇄ {}", view.text(ComparisonText::Exchange)))).clicked() {
            comparison.exchange();
        }
        group(ui, PICKER, |ui| run_ui(ui, view, comparison, 1));
    });
    ui.add_space(INSIDE);
    if comparison.both().is_none() {
        empty_page(ui, view.text(ComparisonText::EmptyTitle), view.text(ComparisonText::EmptyBody), |_| {});
        return;
    }
    match comparison.result.clone() {
        None => drop(weak(ui, view.text(ComparisonText::Reading))),
        Some(Err(reason)) => {
            ui.label(sign(Severity::Failure, view.tokens, view.language));
            let reason = reason.localized(view.language);
            ui.label(format!("{}: {reason}", view.text(ComparisonText::Failed)));
        }
        Some(Ok(compared)) => compared_ui(ui, view, comparison, &compared),
    }
}

/// The choice of one of the two.
fn run_ui(ui: &mut Ui, view: &mut View<'_>, comparison: &mut ComparisonState, which: usize) {
    let (text, other) = if which == 0 {
        (ComparisonText::First, ComparisonText::OtherFirst)
    } else {
        (ComparisonText::Second, ComparisonText::OtherSecond)
    };
    let label = ui.label(view.text(text));
    let names: Vec<String> = comparison.runs.iter().flatten().map(|run| view.run_name(run)).collect();
    let entries: Vec<(usize, &str)> = names.iter().map(String::as_str).enumerate().collect();
    let chosen = comparison.chosen[which].as_deref();
    let place = comparison.runs.iter().flatten().position(|run| Some(run.as_path()) == chosen);
    let shown = chosen.map_or_else(|| view.text(ComparisonText::NoneChosen).to_owned(), |run| view.run_name(run));
    let shown = middle(ui, &shown, &FontId::proportional(14.0), RUN - ARROW);
    let salt = format!("run {which}");
    let (response, picked) = combo(ui, &salt, RUN, (place.unwrap_or(usize::MAX), &shown), &entries);
    response.labelled_by(label.id);
    if let Some(run) = picked.and_then(|place| comparison.runs.iter().flatten().nth(place).cloned()) {
        comparison.chosen[which] = Some(run);
    }
    let full = view.text(other);
    let button = ui.button(view.text(ComparisonText::Other)).on_hover_text(full);
    button.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, full));
    if button.clicked() {
        view.send(Action::ChooseRun(which));
    }
}

fn compared_ui(ui: &mut Ui, view: &View<'_>, state: &mut ComparisonState, compared: &Arc<Comparison>) {
    ScrollArea::vertical().auto_shrink(false).id_salt("comparison").show(ui, |ui| {
        ui.horizontal(|ui| {
            small(ui, view.text(ComparisonText::CurvesOf));
            for (curves, text) in [
                (CurvesOf::Validation, TrainingText::SeriesValidation),
                (CurvesOf::Training, TrainingText::SeriesTraining),
            ] {
                ui.selectable_value(&mut state.curves, curves, view.text(text));
            }
        });
        plots::plots_ui(ui, view, compared, state.curves);
        ui.add_space(INSIDE);
        if ui.available_width() >= WIDE {
            let width = (ui.available_width() - GROUP) / 2.0;
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    figures::figures_ui(ui, view, compared);
                });
                ui.add_space(GROUP - ui.spacing().item_spacing.x);
                ui.vertical(|ui| {
                    ui.set_width(width);
                    words::words_ui(ui, view, compared);
                });
            });
        } else {
            words::words_ui(ui, view, compared);
            ui.add_space(INSIDE);
            figures::figures_ui(ui, view, compared);
        }
    });
}
