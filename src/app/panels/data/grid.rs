//! The photographs as small pictures: only rows on the screen are painted and read.

use std::fmt::Display;

use eframe::egui::{Align2, CornerRadius, FontId, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::{View, editable, filters::side_name};
use crate::app::actions::Action;
use crate::app::panels::overlay::{mark_ui, menu_ui, named};
use crate::app::state::{DataState, Growth};
use crate::app::widgets::{Gallery, mark_cell, small_picture, weak};
use crate::engine::Side;
use crate::text::{DataText, printable};

/// A cell's smallest side.
const SIDE: f32 = 104.0;
const GALLERY: Gallery = Gallery { name: "photographs", cell: vec2(SIDE, SIDE) };

pub fn grid_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState) {
    if data.shown.is_empty() {
        weak(ui, view.text(DataText::NoneShown));
        return;
    }
    let gallery = GALLERY.filling(ui);
    let columns = gallery.columns(ui);
    data.columns = columns;
    if let Some(by) = Gallery::moved(ui, columns) {
        data.move_selection(by);
        data.reveal = true;
    }
    let selected = data.selected.filter(|_| std::mem::take(&mut data.reveal));
    let reveal = selected.and_then(|index| data.shown.binary_search(&index).ok());
    let wanted = gallery.show(ui, columns, data.shown.len(), reveal, |ui, place| {
        cell_ui(ui, view, data, data.shown[place], gallery.cell);
    });
    let wanted = data.shown.get(wanted).unwrap_or_default();
    if let Some(missing) = data.thumbnails.missing(wanted) {
        view.load(Action::LoadThumbnails(missing));
    }
}

fn cell_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState, index: usize, size: Vec2) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    mark_cell(ui, &response);
    let selected = data.selected == Some(index);
    let side = data.side(index);
    let failed = small_picture(ui, view.tokens, rect, data.thumbnails.get(index));
    mark_ui(ui, view, rect, data.marks.get(index));
    if side == Some(Side::Validation) {
        let mark = rect.right_bottom() - vec2(12.0, 12.0);
        ui.painter().circle_filled(mark, 8.0, view.tokens.surface);
        ui.painter().text(mark, Align2::CENTER_CENTER, "◆", FontId::proportional(10.0), view.tokens.validation);
    }
    if selected || response.hovered() || response.has_focus() {
        let stroke = Stroke::new(if selected { 3.0 } else { 1.0 }, view.tokens.accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(4), stroke, StrokeKind::Inside);
    }
    let name = named(view, cell_name(view, data, index, side), data.marks.get(index));
    let response = match failed {
        Some(reason) => response.on_hover_text(format!("{name}\n{}", reason.localized(view.language))),
        None => response,
    };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    if response.clicked() || response.secondary_clicked() {
        data.selected = Some(index);
    }
    response.context_menu(|ui| editable(data, index, |photograph| menu_ui(ui, view, photograph)));
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
    let values: [(&str, &dyn Display); 3] = [("name", &printable(name)), ("class", &printable(class)), ("side", &side)];
    view.language.fill(DataText::Photograph, &values)
}
