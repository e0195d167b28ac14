//! The chosen version's random parameters and its matrix.

use std::fmt::Display;

use eframe::egui::{Grid, Ui};

use super::View;
use crate::app::state::AugmentationState;
use crate::app::theme::{GROUP, INSIDE};
use crate::app::widgets::{card, emphasis, small, table_text, weak};
use crate::engine::VersionView;
use crate::text::AugmentationText;

pub fn matrix_ui(ui: &mut Ui, view: &View<'_>, state: &mut AugmentationState) {
    ui.add_space(INSIDE);
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(emphasis(view.text(AugmentationText::Matrix)));
            ui.checkbox(&mut state.grid, view.text(AugmentationText::ShowGrid));
        });
        let versions = state.versions.as_ref().and_then(|versions| versions.as_ref().ok());
        let chosen = versions.zip(state.selected).and_then(|(versions, chosen)| versions.view.versions.get(chosen));
        match chosen {
            None => drop(weak(ui, view.text(AugmentationText::ChooseVersion))),
            Some(version) => {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = GROUP;
                    numbers_ui(ui, view, version);
                    ui.vertical(|ui| drawn_ui(ui, view, version));
                });
                small(ui, view.text(AugmentationText::MatrixExplained));
            }
        }
    });
}

fn numbers_ui(ui: &mut Ui, view: &View<'_>, version: &VersionView) {
    Grid::new("matrix").num_columns(3).spacing([16.0, 4.0]).show(ui, |ui| {
        for row in &version.matrix {
            for number in row {
                ui.label(table_text(format!("{:>9}", view.language.decimal(*number, 3))));
            }
            ui.end_row();
        }
    });
}

fn drawn_ui(ui: &mut Ui, view: &View<'_>, version: &VersionView) {
    let language = view.language;
    let transform = &version.transform;
    let number = |value: f64| language.decimal(value, 2);
    let one = |phrase: AugmentationText, n: f64| language.fill(phrase, &[("n", &number(n))]);
    let two = |phrase: AugmentationText, x: f64, y: f64| {
        let (x, y) = (number(x), number(y));
        let values: [(&str, &dyn Display); 2] = [("x", &x), ("y", &y)];
        language.fill(phrase, &values)
    };
    ui.label(one(AugmentationText::DrawnAngle, transform.theta_degrees));
    ui.label(two(AugmentationText::DrawnShift, transform.tx, transform.ty));
    ui.label(one(AugmentationText::DrawnShear, transform.shear_degrees));
    ui.label(two(AugmentationText::DrawnZoom, transform.zx, transform.zy));
    let mut sides = Vec::new();
    if transform.flip_horizontal {
        sides.push(view.text(AugmentationText::Sideways));
    }
    if transform.flip_vertical {
        sides.push(view.text(AugmentationText::Upright));
    }
    let sides = if sides.is_empty() { view.text(AugmentationText::NoFlip).to_owned() } else { sides.join(", ") };
    ui.label(language.fill(AugmentationText::DrawnFlips, &[("sides", &sides)]));
    if let Some(factor) = transform.brightness {
        ui.label(one(AugmentationText::DrawnBrightness, factor));
    }
    if let Some(shift) = transform.channel_shift {
        ui.label(one(AugmentationText::DrawnChannel, shift));
    }
}
