//! The chosen version's random parameters and its matrix.

use std::fmt::Display;

use eframe::egui::{Grid, Ui};

use super::View;
use crate::app::state::AugmentationState;
use crate::app::theme::{GAP, GROUP, SECTION};
use crate::app::widgets::{emphasis, table_text};
use crate::engine::VersionView;
use crate::text::AugmentationText;

/// Room that the matrix needs, in points.
pub const HEIGHT: f32 = 132.0;

/// What was drawn for the chosen version; the first one, until another is chosen.
pub fn matrix_ui(ui: &mut Ui, view: &View<'_>, state: &AugmentationState) {
    let versions = state.versions.as_ref().and_then(|versions| versions.as_ref().ok());
    let chosen = state.selected.unwrap_or_default();
    let Some(version) = versions.and_then(|versions| versions.view.versions.get(chosen)) else { return };
    ui.add_space(GAP);
    ui.horizontal(|ui| {
        let name = view.language.fill(AugmentationText::Version, &[("n", &(chosen + 1))]);
        let title = format!("{} · {name}", view.text(AugmentationText::Matrix));
        ui.label(emphasis(title).size(SECTION)).on_hover_text(view.text(AugmentationText::MatrixExplained));
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GROUP;
        numbers_ui(ui, view, version);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            drawn_ui(ui, view, version);
        });
    });
}

fn numbers_ui(ui: &mut Ui, view: &View<'_>, version: &VersionView) {
    Grid::new("matrix").num_columns(3).spacing([16.0, 4.0]).min_row_height(20.0).show(ui, |ui| {
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
    let mut drawn = vec![
        one(AugmentationText::DrawnAngle, transform.theta_degrees),
        two(AugmentationText::DrawnShift, transform.tx, transform.ty),
        one(AugmentationText::DrawnShear, transform.shear_degrees),
        two(AugmentationText::DrawnZoom, transform.zx, transform.zy),
    ];
    let mut sides = Vec::new();
    if transform.flip_horizontal {
        sides.push(view.text(AugmentationText::Sideways));
    }
    if transform.flip_vertical {
        sides.push(view.text(AugmentationText::Upright));
    }
    let sides = if sides.is_empty() { view.text(AugmentationText::NoFlip).to_owned() } else { sides.join(", ") };
    drawn.push(language.fill(AugmentationText::DrawnFlips, &[("sides", &sides)]));
    drawn.extend(transform.brightness.map(|factor| one(AugmentationText::DrawnBrightness, factor)));
    drawn.extend(transform.channel_shift.map(|shift| one(AugmentationText::DrawnChannel, shift)));
    for pair in drawn.chunks(2) {
        ui.label(pair.join(" · "));
    }
}
