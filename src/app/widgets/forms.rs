//! Fields and buttons.

use std::ops::RangeInclusive;

use eframe::egui::emath::Numeric;
use eframe::egui::{Button, DragValue, Response, Ui, vec2};

use super::text::emphasis;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::texts::{Language, ShellText};
use crate::app::theme::Tokens;

/// The one button that leads on.
pub fn primary_button(ui: &mut Ui, tokens: &Tokens, text: &str, enabled: bool) -> Response {
    let label = emphasis(text).color(if enabled { tokens.on_accent } else { tokens.text_weak });
    let fill = if enabled { tokens.accent } else { tokens.raised };
    ui.add_enabled(enabled, Button::new(label).fill(fill).min_size(vec2(0.0, 32.0)))
}

/// The button that leads to the step after this one.
pub fn next_button(ui: &mut Ui, tokens: &Tokens, language: Language, page: Page, actions: &mut Vec<Action>) {
    let Some(next) = page.next() else { return };
    let text = language.fill(ShellText::Next, &[("step", &language.text(next.name()))]);
    if primary_button(ui, tokens, &format!("{text} →"), true).clicked() {
        actions.push(Command::go_to(next).into());
    }
}

/// A label and its field, tied together for screen readers.
pub fn field(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let name = ui.label(label);
    add(ui).labelled_by(name.id)
}

/// A label and its field in a wrapping row, which stay together: where `width` is not left, they begin the next one.
pub fn group(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    if ui.available_size_before_wrap().x < width {
        ui.end_row();
    }
    ui.horizontal(add);
}

/// A labelled number. Values outside the range are kept in it.
pub fn number_field<N: Numeric>(
    ui: &mut Ui,
    label: &str,
    value: &mut N,
    range: RangeInclusive<N>,
    speed: f64,
) -> Response {
    let decimals = if N::INTEGRAL { 0 } else { 7 };
    field(ui, label, |ui| ui.add(DragValue::new(value).range(range).speed(speed).max_decimals(decimals)))
}
