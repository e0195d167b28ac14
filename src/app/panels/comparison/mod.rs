//! Two runs beside each other: curves over each other, figures side by side, differences in words.

mod figures;
mod plots;
mod words;

use std::path::Path;
use std::sync::Arc;

use eframe::egui::{Button, ComboBox, ScrollArea, Ui};

use super::View;
use crate::app::actions::Action;
use crate::app::notices::Severity;
use crate::app::state::{ComparisonState, CurvesOf, run_name};
use crate::app::theme::{GROUP, INSIDE};
use crate::app::widgets::{empty_page, group, sign, small, weak};
use crate::results::Comparison;
use crate::text::{ComparisonText, TrainingText};

/// Below this width the figures stand under the plots' words instead of beside them.
const WIDE: f32 = 880.0;
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
    let name = |run: Option<&Path>| run.map_or_else(|| view.text(ComparisonText::NoneChosen).to_owned(), run_name);
    let chosen = comparison.chosen[which].clone();
    let combo = ComboBox::from_id_salt(("run", which)).width(216.0).truncate().selected_text(name(chosen.as_deref()));
    let shown = combo.show_ui(ui, |ui| {
        for run in comparison.runs.iter().flatten() {
            let is_chosen = chosen.as_deref() == Some(run);
            if ui.selectable_label(is_chosen, name(Some(run))).clicked() {
                comparison.chosen[which] = Some(run.clone());
            }
        }
    });
    shown.response.labelled_by(label.id);
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
