//! The original and its versions in a grid, from the very code that training uses.

use eframe::egui::{
    Color32, CornerRadius, FontId, Image, Pos2, Rect, Role, Sense, Stroke, StrokeKind, TextureHandle, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::View;
use crate::app::notices::Severity;
use crate::app::state::{AugmentationState, Versions};
use crate::app::theme::GAP;
use crate::app::widgets::{explain_named, sign, weak};
use crate::lessons::glossary::Glossed;
use crate::text::AugmentationText;

/// A version is never smaller than this, and never larger than it is worth.
const SIDES: (f32, f32) = (56.0, 320.0);

/// What is shown, and the original with its versions, in `room` points of height where that is possible.
pub fn versions_ui(ui: &mut Ui, view: &View<'_>, state: &mut AugmentationState, photographs: usize, room: f32) {
    let width = ui.available_width();
    ui.horizontal_wrapped(|ui| {
        if ui.button(view.text(AugmentationText::AnotherPhoto)).clicked() && photographs > 0 {
            // Any step that shares no factor with common sizes shows different classes one after the other.
            state.index = (state.index + 7919) % photographs;
        }
        if ui.button(view.text(AugmentationText::DrawAgain)).clicked() {
            state.seed += 1;
        }
        ui.checkbox(&mut state.grid, view.text(AugmentationText::ShowGrid));
        explain_named(ui, view.language, Glossed::Augmentation);
    });
    ui.add_space(GAP);
    match &state.versions {
        None => drop(weak(ui, view.text(AugmentationText::Waiting))),
        Some(Err(reason)) => {
            ui.label(sign(Severity::Failure, view.tokens, view.language));
            weak(ui, format!("{}: {}", view.text(AugmentationText::CouldNotShow), reason.localized(view.language)));
        }
        Some(Ok(versions)) => {
            let above = ui.cursor().top() - ui.min_rect().top();
            let room = vec2(width, room - above);
            let (columns, side) = cells(versions.textures.len() + 1, room);
            let mut selected = state.selected;
            let overlaid = selected.filter(|_| state.grid);
            ui.spacing_mut().item_spacing = vec2(GAP, GAP);
            for row in 0..(versions.textures.len() + 1).div_ceil(columns) {
                ui.horizontal(|ui| {
                    for cell in row * columns..((row + 1) * columns).min(versions.textures.len() + 1) {
                        // The original is the first cell.
                        let Some(number) = cell.checked_sub(1) else {
                            original_ui(ui, view, versions, side, overlaid);
                            continue;
                        };
                        let texture = &versions.textures[number];
                        if version_ui(ui, view, texture, side, number, selected == Some(number)) {
                            selected = Some(number);
                        }
                    }
                });
            }
            state.selected = selected;
        }
    }
}

/// How many columns make the cells largest, and their side, in points.
fn cells(count: usize, room: Vec2) -> (usize, f32) {
    let side = |columns: usize| {
        let (across, down) = (columns as f32, count.div_ceil(columns) as f32);
        ((room.x - GAP * (across - 1.0)) / across).min((room.y - GAP * (down - 1.0)) / down)
    };
    let fits = |columns: &usize| (room.x - GAP * (*columns as f32 - 1.0)) / *columns as f32 >= SIDES.0;
    let best = (1..=count).rev().filter(fits).max_by(|one, other| side(*one).total_cmp(&side(*other))).unwrap_or(1);
    (best, side(best).clamp(SIDES.0, SIDES.1).floor())
}

fn original_ui(ui: &mut Ui, view: &View<'_>, versions: &Versions, side: f32, overlaid: Option<usize>) {
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    Image::new(&versions.original).corner_radius(CornerRadius::same(4)).paint_at(ui, rect);
    let name = view.text(AugmentationText::Original);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    if let Some(version) = overlaid.and_then(|chosen| versions.view.versions.get(chosen)) {
        let size = versions.original.size_vec2();
        lay_grid(ui, rect, size.y, size.x, &version.matrix, view.tokens.accent);
    }
    // Its name tells it from the versions.
    let words = ui.painter().layout_no_wrap(name.to_owned(), FontId::proportional(12.0), view.tokens.text);
    let plate = Rect::from_min_size(rect.min, words.size() + vec2(12.0, 6.0));
    ui.painter().rect_filled(plate, CornerRadius::same(4), view.tokens.raised.gamma_multiply(0.9));
    ui.painter().galley(plate.min + vec2(6.0, 3.0), words, view.tokens.text);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_take_the_room_that_there_is() {
        for (room, least) in [(vec2(680.0, 440.0), 100.0), (vec2(1300.0, 700.0), 165.0), (vec2(440.0, 300.0), 64.0)] {
            let (columns, side) = cells(16, room);
            let rows = 16_usize.div_ceil(columns) as f32;
            assert!(side >= least, "{side} in {room:?}");
            assert!(columns as f32 * (side + GAP) - GAP <= room.x && rows * (side + GAP) - GAP <= room.y, "{room:?}");
        }
        assert!((cells(16, vec2(200.0, 40.0)).1 - SIDES.0).abs() < 0.1, "what does not fit is scrolled");
    }
}
