//! The settings in which the runs differ; what is the same is left out.

use eframe::egui::{Grid, Label, ScrollArea, Ui};

use super::View;
use super::fields::field_name;
use crate::app::panels::shelf::one_line;
use crate::app::widgets::{small, weak};
use crate::results::ComparedCurves;
use crate::text::CurvesText;

/// A value is never wider; all of it is under the pointer.
const VALUE: f32 = 176.0;

pub fn settings_ui(ui: &mut Ui, view: &View<'_>, read: &ComparedCurves) {
    if read.differences.is_empty() {
        weak(ui, view.text(CurvesText::NoDifference));
        return;
    }
    ScrollArea::horizontal().id_salt("settings that differ").show(ui, |ui| {
        let grid =
            Grid::new("settings that differ").num_columns(read.runs.len() + 1).spacing([20.0, 4.0]).striped(true);
        grid.show(ui, |ui| {
            small(ui, view.text(CurvesText::Setting));
            for run in &read.runs {
                value_ui(ui, &one_line(&run.summary.name()));
            }
            ui.end_row();
            for difference in &read.differences {
                ui.label(field_name(view.language, &difference.field));
                for value in &difference.values {
                    value_ui(
                        ui,
                        value.as_deref().map_or_else(|| view.text(CurvesText::None).to_owned(), one_line).as_str(),
                    );
                }
                ui.end_row();
            }
        });
    });
}

fn value_ui(ui: &mut Ui, text: &str) {
    ui.scope(|ui| {
        ui.set_max_width(VALUE);
        ui.add(Label::new(text).truncate());
    });
}
