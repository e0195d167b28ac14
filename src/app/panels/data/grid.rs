//! The photographs as small pictures: only rows on the screen are painted and read.

use std::fmt::Display;

use eframe::egui::{
    Align2, CornerRadius, FontId, Id, Image, Key, Modifiers, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};

use super::{View, filters::side_name};
use crate::app::actions::Action;
use crate::app::state::{Cell, DataState, Growth};
use crate::app::texts::DataText;
use crate::app::widgets::weak;
use crate::engine::Side;

/// A cell's side, and the room between cells.
const SIDE: f32 = 104.0;
const GAP: f32 = 8.0;
/// Rows beyond the screen whose pictures are read ahead.
const AHEAD: usize = 4;

pub fn grid_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState) {
    if data.shown.is_empty() {
        weak(ui, view.text(DataText::NoneShown));
        return;
    }
    let columns = (((ui.available_width() - 12.0 + GAP) / (SIDE + GAP)).floor() as usize).max(1);
    data.columns = columns;
    move_by_keys(ui, data);
    let rows = data.shown.len().div_ceil(columns);
    ui.spacing_mut().item_spacing = vec2(GAP, GAP);
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("photographs");
    if let Some(offset) = offset_to_selection(ui, data, columns) {
        area = area.vertical_scroll_offset(offset);
    }
    let mut visible = 0..0;
    let output = area.show_rows(ui, SIDE, rows, |ui, range| {
        visible = range.clone();
        for row in range {
            ui.horizontal(|ui| {
                for place in row * columns..((row + 1) * columns).min(data.shown.len()) {
                    cell_ui(ui, view, data, data.shown[place]);
                }
            });
        }
    });
    ui.data_mut(|memory| {
        memory
            .insert_temp(Id::unique("photographs view"), (output.state.clamped_offset().y, output.inner_rect.height()))
    });
    let first = visible.start * columns;
    let last = ((visible.end + AHEAD) * columns).min(data.shown.len());
    let wanted = data.shown.get(first..last).unwrap_or_default();
    if let Some(missing) = data.thumbnails.missing(wanted) {
        view.send(Action::LoadThumbnails(missing));
    }
}

/// Arrow keys move the choice while nothing else has the keyboard.
fn move_by_keys(ui: &Ui, data: &mut DataState) {
    if ui.ctx().memory(|memory| memory.focused().is_some_and(|id| !is_cell(ui, id))) {
        return;
    }
    let columns = data.columns.max(1) as isize;
    for (key, by) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1), (Key::ArrowUp, -columns), (Key::ArrowDown, columns)] {
        if ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            data.move_selection(by);
            data.reveal = true;
        }
    }
}

fn is_cell(ui: &Ui, id: Id) -> bool {
    ui.data(|memory| memory.get_temp::<bool>(id.with("cell"))).unwrap_or_default()
}

/// How far to scroll so that the choice made by keys is seen; nothing where it is.
fn offset_to_selection(ui: &Ui, data: &mut DataState, columns: usize) -> Option<f32> {
    if !std::mem::take(&mut data.reveal) {
        return None;
    }
    let place = data.shown.binary_search(&data.selected?).ok()?;
    let top = (place / columns) as f32 * (SIDE + GAP);
    let (offset, height) = ui.data(|memory| memory.get_temp::<(f32, f32)>(Id::unique("photographs view")))?;
    if top < offset {
        Some(top)
    } else if top + SIDE > offset + height {
        Some(top + SIDE - height)
    } else {
        None
    }
}

fn cell_ui(ui: &mut Ui, view: &View<'_>, data: &mut DataState, index: usize) {
    let (rect, response) = ui.allocate_exact_size(vec2(SIDE, SIDE), Sense::click());
    ui.data_mut(|memory| memory.insert_temp(response.id.with("cell"), true));
    let selected = data.selected == Some(index);
    let side = data.side(index);
    let mut failed = None;
    match data.thumbnails.get(index) {
        Some(Cell::Ready { texture, .. }) => {
            // The middle square, so that the grid is quiet.
            let size = texture.size_vec2();
            let (x, y) = if size.x > size.y {
                ((1.0 - size.y / size.x) / 2.0, 0.0)
            } else {
                (0.0, (1.0 - size.x / size.y) / 2.0)
            };
            let middle = Rect::from_min_max(eframe::egui::pos2(x, y), eframe::egui::pos2(1.0 - x, 1.0 - y));
            Image::new(texture).uv(middle).corner_radius(CornerRadius::same(4)).paint_at(ui, rect);
        }
        Some(Cell::Failed(reason)) => {
            failed = Some(reason.clone());
            ui.painter().rect_filled(rect, CornerRadius::same(4), view.tokens.raised);
            ui.painter().text(
                rect.center(),
                Align2::CENTER_CENTER,
                "✗",
                FontId::proportional(20.0),
                view.tokens.failure,
            );
        }
        None => {
            ui.painter().rect_filled(rect, CornerRadius::same(4), view.tokens.background);
        }
    }
    if side == Some(Side::Validation) {
        let mark = rect.right_bottom() - vec2(12.0, 12.0);
        ui.painter().circle_filled(mark, 8.0, view.tokens.surface);
        ui.painter().text(mark, Align2::CENTER_CENTER, "◆", FontId::proportional(10.0), view.tokens.validation);
    }
    if selected || response.hovered() || response.has_focus() {
        let stroke = Stroke::new(if selected { 3.0 } else { 1.0 }, view.tokens.accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(4), stroke, StrokeKind::Inside);
    }
    let name = cell_name(view, data, index, side);
    let response = match failed {
        Some(reason) => response.on_hover_text(format!("{name}\n{reason}")),
        None => response,
    };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    if response.clicked() {
        data.selected = Some(index);
    }
    if data.selected == Some(index) && data.grown != Some(index) {
        data.grown = Some(index);
        data.growth = Some(Growth { index, from: rect, since: None });
    }
}

/// Name, class and side in words.
pub fn cell_name(view: &View<'_>, data: &DataState, index: usize, side: Option<Side>) -> String {
    let Some(dataset) = &data.dataset else { return String::new() };
    let Some((name, label)) = dataset.photos.get(index) else { return String::new() };
    let class = label.and_then(|label| dataset.classes.get(label as usize)).map_or("–", String::as_str);
    let side = side.map_or("–", |side| side_name(view, Some(side)));
    let values: [(&str, &dyn Display); 3] = [("name", name), ("class", &class), ("side", &side)];
    view.language.fill(DataText::Photograph, &values)
}
