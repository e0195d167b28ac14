//! The photographs as small pictures: only rows on the screen are painted and read.

use std::fmt::Display;

use eframe::egui::{
    Align2, CornerRadius, Event, FontId, Id, Key, Popup, Rect, Role, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::{View, editable, filters::side_name};
use crate::app::actions::Action;
use crate::app::panels::overlay::{mark_ui, menu_ui, named};
use crate::app::state::{DataState, Growth};
use crate::app::widgets::{Gallery, cell_at, middle, small_picture, weak};
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
    if move_choice(ui, data, columns)
        && let Some(selected) = data.selected
        && ui.memory(eframe::egui::Memory::focused).is_some()
    {
        // A photograph has the keyboard, which goes along.
        ui.memory_mut(|memory| memory.request_focus(cell_id(selected)));
    }
    let top = std::mem::take(&mut data.to_top).then_some(0);
    let selected = data.selected.filter(|_| std::mem::take(&mut data.reveal));
    let reveal = selected.and_then(|index| data.place_shown(index).ok()).or(top);
    // The grid is one stop of the keyboard: the chosen photograph, or the first one where that is not in view.
    let stop_id = Id::unique("photos stop");
    let stop = ui.data(|memory| memory.get_temp::<usize>(stop_id));
    let mut painted = Vec::new();
    let wanted = gallery.show(ui, columns, data.shown.len(), reveal, |ui, place| {
        let index = data.shown[place];
        painted.push(index);
        cell_ui(ui, view, data, index, gallery.cell, stop == Some(index));
    });
    let stop = data.selected.filter(|index| painted.contains(index)).or(painted.first().copied());
    if let Some(stop) = stop {
        ui.data_mut(|memory| memory.insert_temp(stop_id, stop));
    }
    let wanted = data.shown.get(wanted).unwrap_or_default();
    if let Some(missing) = data.thumbnails.missing(wanted) {
        view.load(Action::LoadThumbnails(missing));
    }
}

/// Lets the arrow keys move the choice, with Shift its end; whether they did.
pub fn move_choice(ui: &Ui, data: &mut DataState, columns: usize) -> bool {
    let extends = ui.input(|input| input.modifiers.shift);
    if extends && let Some(by) = Gallery::extended(ui, columns) {
        data.extend_by(by);
    } else if let Some(by) = Gallery::moved(ui, columns) {
        data.several.clear();
        data.anchor = None;
        data.move_selection(by);
    } else {
        return false;
    }
    data.reveal = true;
    true
}

/// Lets the keys 1 to 9 give the chosen photographs a class, each press in its turn.
pub fn label_keys(ui: &Ui, view: &mut View<'_>, data: &DataState) {
    let elsewhere = Popup::is_any_open(ui.ctx()) || ui.memory(|memory| memory.top_modal_layer().is_some());
    if data.selected.is_none() || !view.editable || elsewhere || ui.ctx().text_edit_focused() {
        return;
    }
    let pressed: Vec<usize> = ui.input_mut(|input| {
        let digit = |event: &Event| match event {
            Event::Key { key, pressed: true, modifiers, .. } if modifiers.is_none() => {
                DIGITS.iter().position(|digit| digit == key)
            }
            _ => None,
        };
        let pressed = input.events.iter().filter_map(digit).collect();
        input.events.retain(|event| digit(event).is_none());
        pressed
    });
    for number in pressed {
        view.send(Action::LabelAs(number));
    }
}

/// The keys that give a class.
const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

fn cell_id(index: usize) -> Id {
    Id::unique(("photograph", index))
}

fn cell_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState, index: usize, size: Vec2, is_stop: bool) {
    let (_, rect) = ui.allocate_space(size);
    let id = cell_id(index);
    let response = cell_at(ui, id, rect, is_stop);
    let selected = data.selected == Some(index) || (data.several.contains(&index) && data.choice().len() > 1);
    let side = data.side(index);
    let failed = small_picture(ui, view.tokens, rect, data.thumbnails.get(index));
    mark_ui(ui, view, rect, data.marks.get(index));
    let sign = match side {
        Some(Side::Validation) => Some(("◆", view.tokens.validation)),
        Some(Side::Test) => Some(("▲", view.tokens.test)),
        Some(Side::Training) | None => None,
    };
    if let Some((sign, colour)) = sign {
        let mark = rect.right_bottom() - vec2(12.0, 12.0);
        ui.painter().circle_filled(mark, 8.0, view.tokens.surface);
        ui.painter().text(mark, Align2::CENTER_CENTER, sign, FontId::proportional(10.0), colour);
    }
    class_ui(ui, view, data, index, rect);
    if selected || response.hovered() || response.has_focus() {
        let stroke = Stroke::new(if selected { 3.0 } else { 1.0 }, view.tokens.accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(4), stroke, StrokeKind::Inside);
    }
    let name = named(view, cell_name(view, data, index, side), data.marks.get(index));
    let response = match failed {
        Some(reason) => response.on_hover_text(format!("{name}\n{}", reason.localized(view.language))),
        None if data.forms.contains_key(&index) => {
            response.on_hover_text(format!("{name}\n{}", view.text(DataText::SameLook)))
        }
        None => response,
    };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    let modifiers = ui.input(|input| input.modifiers);
    if response.clicked() && modifiers.shift {
        data.extend_to(index);
    } else if response.clicked() && modifiers.command {
        data.toggle(index);
    } else if response.clicked() || (response.secondary_clicked() && !selected) {
        data.choose(index);
    }
    response.context_menu(|ui| editable(data, index, |photograph| menu_ui(ui, view, photograph)));
    if data.selected == Some(index) && data.grown != Some(index) {
        data.grown = Some(index);
        data.growth = Some(Growth { index, from: rect, since: None });
    }
}

/// Writes the class at the lower edge, where the photographs of a list get theirs.
fn class_ui(ui: &Ui, view: &View<'_>, data: &DataState, index: usize, rect: Rect) {
    let Some(dataset) = data.dataset.as_ref().filter(|_| data.names_classes) else { return };
    let label = dataset.photos.get(index).and_then(|(_, label)| *label);
    let name = label.and_then(|label| Some((label, dataset.classes.get(label as usize)?)));
    let (text, colour) = match name {
        Some((label, name)) => (printable(view.class(name)).into_owned(), view.tokens.class(label as usize)),
        None => ("?".to_owned(), view.tokens.warning),
    };
    let font = FontId::proportional(11.0);
    let text = middle(ui, &text, &font, rect.width() - 40.0);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let words = painter.layout_no_wrap(text, font, view.tokens.text);
    let size = words.size() + vec2(18.0, 4.0);
    let chip = Rect::from_min_size(rect.left_bottom() + vec2(4.0, -4.0 - size.y), size);
    painter.rect_filled(chip, CornerRadius::same(4), view.tokens.surface);
    painter.circle_filled(pos2(chip.left() + 7.0, chip.center().y), 3.0, colour);
    painter.galley(chip.min + vec2(13.0, 2.0), words, view.tokens.text);
}

/// Name, class and side in words.
pub fn cell_name(view: &View<'_>, data: &DataState, index: usize, side: Option<Side>) -> String {
    let Some(dataset) = &data.dataset else { return String::new() };
    let Some((name, label)) = dataset.photos.get(index) else { return String::new() };
    let name = shown_name(data, index, name);
    let class = label.and_then(|label| dataset.classes.get(label as usize)).map_or("–", |name| view.class(name));
    let side = side.map_or("–", |side| side_name(view, Some(side)));
    let values: [(&str, &dyn Display); 3] = [("name", &name), ("class", &printable(class)), ("side", &side)];
    view.language.fill(DataText::Photograph, &values)
}

/// A photograph's name; where another looks the same, with the form that its accents have.
pub fn shown_name(data: &DataState, index: usize, name: &str) -> String {
    let name = printable(name);
    data.forms.get(&index).map_or_else(|| name.to_string(), |form| format!("{name} ({})", form.name()))
}
