//! The photographs as rows: name, class, side.

use eframe::egui::{Align, Label, Layout, Role, Sense, TextStyle, Ui, WidgetInfo};
use egui_extras::{Column, TableBuilder};

use super::{View, filters::side_name, grid::move_choice, grid::shown_name};
use crate::app::panels::overlay::named;
use crate::app::state::{DataColumn, DataState};
use crate::app::widgets::{mark_cell, middle, sort_head, weak};
use crate::text::{DataText, printable};

/// Rows touch each other, so that one that is scrolled to is seen whole.
const ROW: f32 = 32.0;
/// From this width on, names have so much room and no more.
const WIDE: f32 = 840.0;
const NAME: f32 = 480.0;

/// A cell's text; a long name loses its middle, for names differ at their end. A screen reader is given the whole.
fn cell_ui(ui: &mut Ui, text: &str) {
    let shown = middle(ui, text, &TextStyle::Body.resolve(ui.style()), ui.available_width());
    let label = ui.add(Label::new(shown.as_str()).selectable(false).truncate());
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    if shown != text {
        label.on_hover_text(text);
    }
}

pub fn table_ui(ui: &mut Ui, view: &View<'_>, data: &mut DataState) {
    let Some(dataset) = data.dataset.clone() else { return };
    if data.shown.is_empty() {
        weak(ui, view.text(DataText::NoneShown));
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    data.columns = 1;
    move_choice(ui, data, 1);
    let top = std::mem::take(&mut data.to_top).then_some(0);
    let selected = data.selected.filter(|_| std::mem::take(&mut data.reveal));
    let reveal = selected.and_then(|index| data.place_shown(index).ok()).or(top);
    let choice = data.choice();
    let (mut chosen, mut sorted) = (None, None);
    let mut cells = Vec::new();
    // In a wide window a name's class stands near it, not at the other end.
    let is_wide = ui.available_width() > WIDE;
    let (name, side) =
        if is_wide { (Column::exact(NAME), Column::remainder()) } else { (Column::remainder(), Column::exact(96.0)) };
    let mut table = TableBuilder::new(ui);
    if let Some(place) = reveal {
        table = table.scroll_to_row(place, None);
    }
    table
        .id_salt("photos table")
        .striped(true)
        .sense(Sense::click())
        .cell_layout(Layout::left_to_right(Align::Center))
        .column(name.clip(true))
        .column(Column::exact(120.0).clip(true))
        .column(side.clip(true))
        .auto_shrink(false)
        .header(ROW, |mut header| {
            for (column, name) in [
                (DataColumn::Name, DataText::ColumnName),
                (DataColumn::Class, DataText::ColumnClass),
                (DataColumn::Side, DataText::ColumnSide),
            ] {
                header.col(|ui| {
                    if sort_head(ui, view.language, view.text(name), data.sorting.direction(column)) {
                        sorted = Some(column);
                    }
                });
            }
        })
        .body(|body| {
            body.rows(ROW, data.shown.len(), |mut row| {
                let index = data.shown[row.index()];
                let (name, label) = &dataset.photos[index];
                row.set_selected(choice.contains(&index));
                let class =
                    label.and_then(|label| dataset.classes.get(label as usize)).map_or("–", |name| view.class(name));
                let side = data.side(index).map_or("–", |side| side_name(view, Some(side)));
                let name = named(view, shown_name(data, index, name), data.marks.get(index));
                let class = printable(class);
                let looks_like_another = data.forms.contains_key(&index);
                for (column, cell) in [name.as_str(), class.as_ref(), side].into_iter().enumerate() {
                    let (_, response) = row.col(|ui| cell_ui(ui, cell));
                    cells.push(response.clone());
                    if column == 0 && looks_like_another {
                        response.on_hover_text(view.text(DataText::SameLook));
                    }
                }
                if row.response().clicked() {
                    chosen = Some(index);
                }
            });
        });
    for cell in &cells {
        mark_cell(ui, cell);
    }
    if let Some(column) = sorted {
        data.sort_by(column);
    }
    let modifiers = ui.input(|input| input.modifiers);
    match chosen {
        Some(index) if modifiers.shift => data.extend_to(index),
        Some(index) if modifiers.command => data.toggle(index),
        Some(index) => data.choose(index),
        None => {}
    }
}
