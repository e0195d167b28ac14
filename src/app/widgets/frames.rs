//! The shapes that pages are made of.

use eframe::egui::{Align, Color32, Frame, Id, InnerResponse, Layout, Margin, Rect, TextStyle, Ui, UiBuilder, pos2};

use super::text::{emphasis, small, weak};
use crate::app::theme::{GAP, GROUP, INSIDE, TITLE, Tokens};

/// Text is never wider than about 80 characters.
const COLUMN: f32 = 576.0;

/// What stands at the right end of a row, in reading order: its width is that of the last frame, and a frame in which
/// it changes is laid out again before it is shown.
pub fn at_right<R>(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let id = right_end(name);
    let room = ui.available_rect_before_wrap();
    let width = ui.data(|memory| memory.get_temp::<f32>(id)).unwrap_or_default();
    let left = (room.right() - width).max(room.left());
    let place = Rect::from_min_max(pos2(left, room.top()), room.max);
    let shown = ui.scope_builder(UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center)), |ui| {
        let inner = contents(ui);
        (inner, ui.min_rect().width())
    });
    let (inner, its) = shown.inner;
    if (its - width).abs() > 0.5 {
        ui.data_mut(|memory| memory.insert_temp(id, its));
        ui.ctx().request_discard("what stands at the right end of a row has another width");
    }
    inner
}

/// What is left of a page as a part at the left and a column of this width at the right, to be filled in this order, in
/// which they are read.
pub fn with_column(ui: &mut Ui, width: f32) -> (Ui, Ui) {
    let all = ui.available_rect_before_wrap();
    let border = all.right() - width;
    let part = |from: f32, to: f32| Rect::from_min_max(pos2(from, all.top()), pos2(to, all.bottom()));
    let down = Layout::top_down(Align::Min);
    let left = UiBuilder::new().id_salt("left").max_rect(part(all.left(), border - GROUP)).layout(down);
    let right = UiBuilder::new().id_salt("right").max_rect(part(border, all.right())).layout(down);
    let parts = (ui.new_child(left), ui.new_child(right));
    ui.advance_cursor_after_rect(all);
    parts
}

/// A row with something at its left and at its right end; where both do not fit, what is right stands below.
pub fn two_ends(ui: &mut Ui, name: &str, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let id = right_end(name);
    let width = ui.data(|memory| memory.get_temp::<f32>(id)).unwrap_or_default();
    let mut right = Some(right);
    ui.horizontal(|ui| {
        left(ui);
        if width <= ui.available_width()
            && let Some(right) = right.take()
        {
            at_right(ui, name, right);
        }
    });
    let Some(right) = right else { return };
    let row = ui.horizontal_wrapped(right).response.rect;
    // One row gives the width.
    if row.height() < 2.0 * ui.spacing().interact_size.y {
        ui.data_mut(|memory| memory.insert_temp(id, row.width()));
    }
}

/// The room that [`at_right`] leaves free in this row.
pub fn room_beside(ui: &Ui, name: &str) -> f32 {
    let width = ui.data(|memory| memory.get_temp::<f32>(right_end(name))).unwrap_or_default();
    (ui.available_width() - width - ui.spacing().item_spacing.x).max(0.0)
}

fn right_end(name: &str) -> Id {
    Id::unique((name, "at right"))
}

/// A page's head in one line: its title, what the page is for where there is room for it, and what can be done, in
/// reading order.
pub fn page_header(ui: &mut Ui, title: &str, explanation: &str, right: impl FnOnce(&mut Ui)) {
    let room = room_beside(ui, title);
    let left = |ui: &mut Ui| {
        let label = ui.label(emphasis(title).size(TITLE)).on_hover_text(explanation);
        ui.ctx().accesskit_node_builder(label.id, |node| node.set_description(explanation));
        let font = TextStyle::Small.resolve(ui.style());
        let width = ui.painter().layout_no_wrap(explanation.to_owned(), font, Color32::PLACEHOLDER).size().x;
        if label.rect.width() + width + 2.0 * INSIDE <= room {
            ui.add_space(GAP);
            small(ui, explanation);
        }
    };
    two_ends(ui, title, left, right);
    ui.add_space(GAP);
}

/// A group on its own ground.
pub fn card<R>(ui: &mut Ui, tokens: &Tokens, contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    Frame::new().fill(tokens.background).corner_radius(8.0).inner_margin(Margin::same(INSIDE as i8)).show(ui, contents)
}

/// An empty state: what will be here, and how to get it.
pub fn empty_page(ui: &mut Ui, title: &str, body: &str, actions: impl FnOnce(&mut Ui)) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.28).max(GROUP));
        ui.label(emphasis(title).size(TITLE));
        ui.scope(|ui| {
            ui.set_max_width(COLUMN);
            weak(ui, body);
        });
        ui.add_space(INSIDE);
        actions(ui);
    });
}
