//! The shapes that pages are made of.

use eframe::egui::{Align, Frame, InnerResponse, Layout, Margin, Stroke, Ui};

use super::text::{emphasis, weak};
use crate::app::theme::{GROUP, INSIDE, TITLE, Tokens};

/// Text is never wider than about 80 characters.
const COLUMN: f32 = 576.0;

/// A page's title, to its right what can be done, and below both what the page is for.
pub fn page_header(ui: &mut Ui, title: &str, explanation: &str, right: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.label(emphasis(title).size(TITLE));
        ui.with_layout(Layout::right_to_left(Align::Center), right);
    });
    ui.scope(|ui| {
        ui.set_max_width(COLUMN.min(ui.available_width()));
        weak(ui, explanation);
    });
    ui.add_space(INSIDE);
}

/// A group on its own ground.
pub fn card<R>(ui: &mut Ui, tokens: &Tokens, contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    Frame::new()
        .fill(tokens.background)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(8.0)
        .inner_margin(Margin::same(INSIDE as i8))
        .show(ui, contents)
}

/// What will be here, and the way to get it.
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
