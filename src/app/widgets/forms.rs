//! Fields and buttons.

use std::ops::RangeInclusive;

use eframe::egui::emath::Numeric;
use eframe::egui::{Button, DragValue, Response, Ui, vec2};

use super::text::emphasis;
use crate::app::theme::Tokens;

/// The one button that leads on.
pub fn primary_button(ui: &mut Ui, tokens: &Tokens, text: &str, enabled: bool) -> Response {
    let label = emphasis(text).color(if enabled { tokens.on_accent } else { tokens.text_weak });
    let fill = if enabled { tokens.accent } else { tokens.raised };
    ui.add_enabled(enabled, Button::new(label).fill(fill).min_size(vec2(0.0, 32.0)))
}

/// A label and its field, tied together for screen readers.
pub fn field(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let name = ui.label(label);
    add(ui).labelled_by(name.id)
}

/// A labelled number. Values outside the range are kept in it.
pub fn number_field<N: Numeric>(ui: &mut Ui, label: &str, value: &mut N, range: RangeInclusive<N>, speed: f64) -> Response {
    field(ui, label, |ui| ui.add(DragValue::new(value).range(range).speed(speed).max_decimals(7)))
}
