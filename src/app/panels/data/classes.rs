//! The classes with their counts: which one is shown, and those of a list that is being made are edited here.

use std::fmt::Display;

use eframe::egui::{
    Align2, Button, CornerRadius, FontId, Id, Key, Rect, Role, ScrollArea, Sense, TextEdit, TextStyle, Ui, WidgetInfo,
    pos2, vec2,
};

use super::View;
use crate::app::command_handling::ListAction;
use crate::app::state::{ClassFilter, DataState, Renaming};
use crate::app::widgets::{self, emphasis, middle};
use crate::engine::DatasetView;
use crate::text::{DataText, printable};

/// Height of a class's row.
const ROW: f32 = 32.0;
/// Width of the button that edits a class.
const EDIT: f32 = 24.0;
/// Classes that a digit gives.
const DIGITS: usize = 9;

/// A row of the list.
struct Row<'a> {
    filter: ClassFilter,
    name: &'a str,
    count: usize,
}

/// All classes; those of a list (`editable`) can be added, renamed, merged and removed.
pub fn classes_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState, editable: bool) {
    let Some(dataset) = data.dataset.clone() else { return };
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.label(emphasis(view.text(DataText::Classes)));
    if editable {
        new_class_ui(ui, view, data);
    }
    let unlabelled = data.unlabelled();
    let all = Row { filter: ClassFilter::All, name: view.text(DataText::AllClasses), count: dataset.photos.len() };
    let none = Row { filter: ClassFilter::None, name: view.text(DataText::NoClass), count: unlabelled };
    let before = data.filter.class;
    let mut rows = vec![all];
    rows.extend((unlabelled > 0 && !dataset.classes.is_empty()).then_some(none));
    let heads = rows.len();
    let can_remove = editable && unlabelled > 0;
    let count = heads + dataset.classes.len() + usize::from(can_remove);
    let largest = data.counts.iter().copied().max().unwrap_or(1).max(1);
    widgets::rows(ui, "classes", ROW, count, |ui, place| {
        let Some(class) = place.checked_sub(heads) else {
            row_ui(ui, view, data, &dataset, &rows[place], largest);
            return;
        };
        let Some(name) = dataset.classes.get(class) else {
            if ui.button(view.text(DataText::RemoveUnlabelled)).clicked() {
                view.send(ListAction::RemoveUnlabelled);
            }
            return;
        };
        let count = data.counts.get(class).copied().unwrap_or_default();
        let row = Row { filter: ClassFilter::Of(class as u32), name: view.class(name), count };
        let renamed = data.renaming.as_ref().is_some_and(|renaming| renaming.class == *name);
        if editable && renamed {
            rename_ui(ui, view, data);
        } else if editable {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.spacing_mut().button_padding.x = 4.0;
                let width = ui.available_width() - EDIT;
                ui.allocate_ui(vec2(width, ROW), |ui| row_ui(ui, view, data, &dataset, &row, largest));
                edit_ui(ui, view, data, &dataset, name);
            });
        } else {
            row_ui(ui, view, data, &dataset, &row, largest);
        }
    });
    if data.filter.class != before {
        data.apply_filter();
        data.to_top = true;
    }
}

/// A class with its count and its share of the largest one's; a click shows its photographs alone.
fn row_ui(ui: &mut Ui, view: &View<'_>, data: &mut DataState, dataset: &DatasetView, row: &Row<'_>, largest: usize) {
    let chosen = data.filter.class == row.filter;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let written = view.language.integer(row.count);
    let name = printable(row.name);
    let values: [(&str, &dyn Display); 2] = [("class", &name), ("n", &written)];
    let description = view.language.fill(DataText::ClassDescription, &values);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let fill = match (chosen, response.hovered()) {
        (true, _) => Some(view.tokens.accent_faint),
        (false, true) => Some(view.tokens.hovered),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        painter.rect_filled(rect, CornerRadius::same(4), fill);
    }
    if response.has_focus() {
        let stroke = eframe::egui::Stroke::new(1.5, view.tokens.accent);
        painter.rect_stroke(rect.shrink(1.0), CornerRadius::same(4), stroke, eframe::egui::StrokeKind::Inside);
    }
    let (left, right, middle_y) = (rect.left() + 6.0, rect.right() - 6.0, rect.top() + 12.0);
    let font = TextStyle::Body.resolve(ui.style());
    let count = painter.text(
        pos2(right, middle_y),
        Align2::RIGHT_CENTER,
        &written,
        FontId::monospace(12.0),
        view.tokens.text_weak,
    );
    let mut start = left;
    if let ClassFilter::Of(class) = row.filter {
        if (class as usize) < DIGITS {
            let digit = (class + 1).to_string();
            painter.text(
                pos2(left, middle_y),
                Align2::LEFT_CENTER,
                digit,
                FontId::monospace(11.0),
                view.tokens.text_weak,
            );
        }
        start += 14.0;
        let colour = view.tokens.class(class as usize);
        let whole = Rect::from_min_max(pos2(start, rect.bottom() - 8.0), pos2(right, rect.bottom() - 4.0));
        painter.rect_filled(whole, CornerRadius::same(2), view.tokens.raised);
        let width = whole.width() * row.count as f32 / largest as f32;
        painter.rect_filled(Rect::from_min_size(whole.min, vec2(width, 4.0)), CornerRadius::same(2), colour);
    }
    let room = count.left() - start - 6.0;
    let shown = middle(ui, &name, &font, room);
    painter.text(pos2(start, middle_y), Align2::LEFT_CENTER, &shown, font, view.tokens.text);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &description));
    let response = if shown == name { response } else { response.on_hover_text(&*name) };
    if response.clicked() {
        let is_all = chosen || dataset.classes.is_empty();
        data.filter.class = if is_all { ClassFilter::All } else { row.filter };
    }
}

/// What can be done with a class of a list.
fn edit_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState, dataset: &DatasetView, class: &str) {
    let name = view.language.fill(DataText::EditClass, &[("class", &printable(class))]);
    let menu = ui.menu_button("…", |ui| {
        if ui.button(view.text(DataText::Rename)).clicked() {
            data.renaming = Some(Renaming { class: class.to_owned(), name: class.to_owned(), focused: false });
            ui.close();
        }
        if ui.button(view.text(DataText::RemoveClass)).clicked() {
            view.send(ListAction::RemoveClass(class.to_owned()));
            ui.close();
        }
        ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
            for other in dataset.classes.iter().filter(|other| *other != class) {
                let merge = view.language.fill(DataText::Merge, &[("class", &printable(other))]);
                if ui.button(merge).clicked() {
                    view.send(ListAction::RenameClass { from: class.to_owned(), to: other.clone() });
                    ui.close();
                }
            }
        });
    });
    menu.response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    menu.response.on_hover_text(name);
}

/// The field in which a class is called otherwise: Enter takes the name, Escape leaves it.
fn rename_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState) {
    let Some(renaming) = &mut data.renaming else { return };
    let label = view.language.fill(DataText::RenameField, &[("class", &printable(&renaming.class))]);
    let field = ui.add(TextEdit::singleline(&mut renaming.name).desired_width(f32::INFINITY));
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
    if !std::mem::replace(&mut renaming.focused, true) {
        field.request_focus();
        return;
    }
    if field.lost_focus() {
        let escaped = ui.input(|input| input.key_pressed(Key::Escape));
        if let Some(Renaming { class, name, .. }) = data.renaming.take().filter(|_| !escaped) {
            view.send(ListAction::RenameClass { from: class, to: name });
        }
    }
}

/// The field for a new class.
fn new_class_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let text = view.text(DataText::AddClass);
        let button = Button::new(text);
        let font = TextStyle::Button.resolve(ui.style());
        let galley = ui.painter().layout_no_wrap(text.to_owned(), font, view.tokens.text);
        let width = galley.size().x + 2.0 * ui.spacing().button_padding.x + 4.0;
        let name = view.text(DataText::NewClass);
        let field = TextEdit::singleline(&mut data.new_class)
            .id(Id::unique("new class"))
            .hint_text(name)
            .desired_width((ui.available_width() - width - 12.0).max(48.0));
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let typed = !data.new_class.trim().is_empty();
        if (ui.add_enabled(typed, button).clicked() || entered) && typed {
            view.send(ListAction::AddClass(std::mem::take(&mut data.new_class)));
            field.request_focus();
        }
    });
    ui.add_space(4.0);
}
