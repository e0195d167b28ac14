//! The settings in which the runs differ; what is the same is left out.

use eframe::egui::{Grid, Label, ScrollArea, Ui};

use super::View;
use super::fields::{field_name, value_text};
use crate::app::panels::shelf::one_line;
use crate::app::widgets::{small, weak};
use crate::results::ComparedCurves;
use crate::text::CurvesText;

/// Room for a setting's name; a value has at least and at most so much, and all of it is under the pointer.
const NAME: f32 = 240.0;
const VALUE: std::ops::RangeInclusive<f32> = 176.0..=480.0;
const BETWEEN: f32 = 20.0;

pub fn settings_ui(ui: &mut Ui, view: &View<'_>, read: &ComparedCurves) {
    if read.differences.is_empty() {
        weak(ui, view.text(CurvesText::NoDifference));
        return;
    }
    let width = (ui.available_width() - NAME) / read.runs.len().max(1) as f32 - BETWEEN;
    let width = width.clamp(*VALUE.start(), *VALUE.end());
    ScrollArea::horizontal().id_salt("settings that differ").show(ui, |ui| {
        let grid =
            Grid::new("settings that differ").num_columns(read.runs.len() + 1).spacing([BETWEEN, 4.0]).striped(true);
        grid.show(ui, |ui| {
            small(ui, view.text(CurvesText::Setting));
            for run in &read.runs {
                value_ui(ui, &one_line(&run.summary.name()), width);
            }
            ui.end_row();
            for difference in &read.differences {
                ui.label(field_name(view.language, &difference.field));
                for value in &difference.values {
                    value_ui(ui, &one_line(&value_text(view.language, &difference.field, value.as_deref())), width);
                }
                ui.end_row();
            }
        });
    });
}

fn value_ui(ui: &mut Ui, text: &str, width: f32) {
    ui.scope(|ui| {
        ui.set_max_width(width);
        ui.add(Label::new(text).truncate());
    });
}
