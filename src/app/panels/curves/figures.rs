//! A line for each run: it can be switched off, and has the values under the pointer, or else those of its best epoch.

use eframe::egui::{Grid, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::plots::style_of;
use super::{View, measure_text};
use crate::app::panels::shelf::{one_line, test_text};
use crate::app::state::{CurvesState, Measure};
use crate::app::widgets::{small, table_text, weak};
use crate::results::{ComparedCurves, RunCurves};
use crate::text::{CurvesText, ResultsText};

const MEASURES: [Measure; 3] = [Measure::Accuracy, Measure::Loss, Measure::LearningRate];

pub fn figures_ui(ui: &mut Ui, view: &View<'_>, curves: &mut CurvesState, read: &ComparedCurves) {
    if !read.is_comparable {
        weak(ui, format!("⚠ {}", view.text(CurvesText::NotComparable)));
    }
    let loss = |run: &RunCurves| run.summary.best.and_then(|best| best.val_loss).filter(|loss| loss.is_finite());
    let least =
        read.runs.iter().filter_map(loss).reduce(f64::min).filter(|_| read.is_comparable && read.runs.len() > 1);
    ScrollArea::horizontal().id_salt("compared figures").show(ui, |ui| {
        let has_test = read.runs.iter().any(|run| run.summary.test.is_some());
        Grid::new("compared figures").num_columns(6).spacing([20.0, 4.0]).striped(true).show(ui, |ui| {
            small(ui, view.text(CurvesText::Run));
            small(ui, if curves.cursor.is_some() { "" } else { view.text(CurvesText::Best) });
            for measure in MEASURES {
                small(ui, view.text(measure_text(measure)));
            }
            if has_test {
                small(ui, format!("▲ {}", view.text(CurvesText::TestSet)))
                    .on_hover_text(view.text(ResultsText::SetTestExplained));
            }
            ui.end_row();
            for (place, run) in read.runs.iter().enumerate() {
                run_ui(ui, view, curves, place, run, least.is_some() && loss(run) == least);
            }
        });
    });
}

fn run_ui(ui: &mut Ui, view: &View<'_>, curves: &mut CurvesState, place: usize, run: &RunCurves, is_best: bool) {
    let folder = &run.summary.folder;
    let name = one_line(&run.summary.name());
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(20.0, 12.0), Sense::hover());
        let (colour, _) = style_of(view, place);
        ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(3.0, colour));
        let mut is_shown = !curves.hidden.contains(folder);
        let box_of_run = ui.checkbox(&mut is_shown, &name);
        let text = view.language.fill(CurvesText::Show, &[("run", &name)]);
        box_of_run.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_shown, &text));
        if box_of_run.changed() && !curves.hidden.remove(folder) {
            curves.hidden.insert(folder.clone());
        }
        if is_best {
            ui.colored_label(view.tokens.best, "★").on_hover_text(view.text(CurvesText::BestOfAll));
        }
    });
    let epoch = curves.under_cursor(run).or(run.summary.best.as_ref());
    let Some(epoch) = epoch else {
        weak(ui, "–");
        ui.end_row();
        return;
    };
    ui.label(table_text(view.language.fill(CurvesText::AtEpoch, &[("n", &epoch.epoch)])));
    for measure in MEASURES {
        let value = curves.value(epoch, measure);
        ui.label(table_text(value.map_or_else(
            || "–".to_owned(),
            |value| match measure {
                Measure::Accuracy => view.language.accuracy(value),
                Measure::Loss => view.language.decimal(value, 4),
                Measure::LearningRate => view.language.short(value),
            },
        )));
    }
    // Of the best weights, wherever the pointer is.
    if let Some(test) = run.summary.test {
        ui.label(table_text(test_text(view.language, &test)));
    }
    ui.end_row();
}
