//! The original and its versions in a grid, from the very code that training uses.

use eframe::egui::{
    Color32, CornerRadius, Image, Pos2, Rect, Role, Sense, Stroke, StrokeKind, TextureHandle, Ui, WidgetInfo, pos2,
    vec2,
};

use super::View;
use crate::app::notices::Severity;
use crate::app::state::{AugmentationState, Versions};
use crate::app::theme::{GAP, INSIDE};
use crate::app::widgets::{emphasis, sign, weak};
use crate::text::AugmentationText;

const COLUMNS: usize = 5;
const ORIGINAL: f32 = 200.0;
/// Below this width the original stands above its versions.
const NARROW: f32 = 440.0;

pub fn versions_ui(ui: &mut Ui, view: &View<'_>, state: &mut AugmentationState, photographs: usize) {
    ui.horizontal(|ui| {
        if ui.button(view.text(AugmentationText::AnotherPhoto)).clicked() && photographs > 0 {
            // Any step that shares no factor with common sizes shows different classes one after the other.
            state.index = (state.index + 7919) % photographs;
        }
        if ui.button(view.text(AugmentationText::DrawAgain)).clicked() {
            state.seed += 1;
        }
    });
    ui.add_space(GAP);
    match &state.versions {
        None => drop(weak(ui, view.text(AugmentationText::Waiting))),
        Some(Err(reason)) => {
            ui.label(sign(Severity::Failure, view.tokens, view.language));
            weak(ui, format!("{}: {}", view.text(AugmentationText::CouldNotShow), reason.localized(view.language)));
        }
        Some(Ok(versions)) => {
            let (grid, mut selected) = (state.grid, state.selected);
            let room = ui.available_width();
            let original = ORIGINAL.min(room * 0.3);
            let overlaid = selected.filter(|_| grid);
            if room < NARROW {
                original_ui(ui, view, versions, original * 1.5, overlaid);
                ui.add_space(GAP);
                grid_ui(ui, view, versions, &mut selected, room);
            } else {
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width(original);
                        original_ui(ui, view, versions, original, overlaid);
                    });
                    ui.add_space(INSIDE - GAP);
                    ui.vertical(|ui| grid_ui(ui, view, versions, &mut selected, room - original - INSIDE));
                });
            }
            state.selected = selected;
        }
    }
}

fn original_ui(ui: &mut Ui, view: &View<'_>, versions: &Versions, side: f32, overlaid: Option<usize>) {
    ui.label(emphasis(view.text(AugmentationText::Original)));
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    Image::new(&versions.original).corner_radius(CornerRadius::same(4)).paint_at(ui, rect);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, view.text(AugmentationText::Original)));
    if let Some(version) = overlaid.and_then(|chosen| versions.view.versions.get(chosen)) {
        let size = versions.original.size_vec2();
        lay_grid(ui, rect, size.y, size.x, &version.matrix, view.tokens.validation);
    }
}

/// Where a version's pixels come from: its own lines, carried to the original by the matrix.
fn lay_grid(ui: &Ui, rect: Rect, height: f32, width: f32, matrix: &[[f64; 3]; 3], colour: Color32) {
    const LINES: usize = 8;
    let painter = ui.painter().with_clip_rect(rect);
    let stroke = Stroke::new(1.0, colour);
    let carried = |row: f32, column: f32| -> Pos2 {
        // The matrix counts from pixels' middles, the picture's edges lie half a pixel beyond them.
        let (row, column) = (f64::from(row) - 0.5, f64::from(column) - 0.5);
        let at = |line: &[f64; 3]| (line[0] * row + line[1] * column + line[2] + 0.5) as f32;
        let (row, column) = (at(&matrix[0]), at(&matrix[1]));
        pos2(rect.left() + column / width * rect.width(), rect.top() + row / height * rect.height())
    };
    for line in 0..=LINES {
        let share = line as f32 / LINES as f32;
        painter.line_segment([carried(share * height, 0.0), carried(share * height, width)], stroke);
        painter.line_segment([carried(0.0, share * width), carried(height, share * width)], stroke);
    }
}

fn grid_ui(ui: &mut Ui, view: &View<'_>, versions: &Versions, selected: &mut Option<usize>, room: f32) {
    ui.spacing_mut().item_spacing = vec2(GAP, GAP);
    let side = ((room - GAP * COLUMNS as f32) / COLUMNS as f32).clamp(32.0, 176.0);
    for (row, textures) in versions.textures.chunks(COLUMNS).enumerate() {
        ui.horizontal(|ui| {
            for (column, texture) in textures.iter().enumerate() {
                let number = row * COLUMNS + column;
                if version_ui(ui, view, texture, side, number, *selected == Some(number)) {
                    *selected = (*selected != Some(number)).then_some(number);
                }
            }
        });
    }
}

fn version_ui(ui: &mut Ui, view: &View<'_>, texture: &TextureHandle, side: f32, number: usize, selected: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
    Image::new(texture).corner_radius(CornerRadius::same(4)).paint_at(ui, rect);
    if selected || response.hovered() || response.has_focus() {
        let stroke = Stroke::new(if selected { 3.0 } else { 1.0 }, view.tokens.accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(4), stroke, StrokeKind::Inside);
    }
    let name = view.language.fill(AugmentationText::Version, &[("n", &(number + 1))]);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    response.clicked()
}
