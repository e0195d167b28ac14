//! The heads of columns that a table is sorted by.

use eframe::egui::{Button, Role, Ui, WidgetInfo};

use super::emphasis;
use crate::text::{Language, ShellText};

/// The head of a column, which sorts by it. `is_descending` is the direction where the table is sorted by it already.
/// Whether it was clicked.
pub fn sort_head(ui: &mut Ui, language: Language, text: &str, is_descending: Option<bool>) -> bool {
    let (arrow, phrase) = match is_descending {
        Some(true) => (" ▼", ShellText::SortedDescending),
        Some(false) => (" ▲", ShellText::SortedAscending),
        None => ("", ShellText::SortBy),
    };
    let label = emphasis(format!("{text}{arrow}")).size(12.0);
    let name = language.fill(phrase, &[("column", &text)]);
    let response = ui.scope(|ui| {
        // The head stands over its column's texts.
        ui.spacing_mut().button_padding.x = 0.0;
        ui.add(Button::new(label).small().wrap().frame_when_inactive(false))
    });
    let response = response.inner.on_hover_text(&name);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_descending.is_some(), &name));
    response.clicked()
}
