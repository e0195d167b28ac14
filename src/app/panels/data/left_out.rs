//! Each file that cannot be used and why, and identical files.

use eframe::egui::{FontId, Label, RichText, ScrollArea, Ui};

use super::{View, examining_ui};
use crate::app::state::{DataState, DataView};
use crate::app::theme::INSIDE;
use crate::app::widgets::{emphasis, middle};
use crate::text::DataText;

const ROW: f32 = 24.0;
/// Share of the width that a file's name has at most.
const NAME: f32 = 0.45;

pub fn left_out_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState) {
    if let Some((done, total)) = data.examining {
        ui.horizontal(|ui| examining_ui(ui, view, done, total));
    }
    let unusable = data.unusable.clone().unwrap_or_default();
    let duplicates = data.duplicates.clone();
    if data.examining.is_none() && unusable.is_empty() && duplicates.is_empty() {
        ui.label(RichText::new(format!("✓ {}", view.text(DataText::AllUsable))).color(view.tokens.best));
        return;
    }
    let copies: usize = duplicates.iter().map(Vec::len).sum();
    let rows = unusable.len() + copies;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, rows, |ui, visible| {
        for file in unusable.iter().take(visible.end).skip(visible.start) {
            row_ui(ui, data, &file.name, Some(file.index), &file.reason.localized(view.language));
        }
        let first = visible.start.saturating_sub(unusable.len());
        let last = visible.end.saturating_sub(unusable.len());
        let copies = duplicates.iter().flat_map(|group| group.iter().map(move |name| (name, group)));
        for (name, group) in copies.take(last).skip(first) {
            let others: Vec<&str> = group.iter().filter(|other| *other != name).map(String::as_str).collect();
            let words = format!("{}: {}", view.text(DataText::EqualFiles), others.join(", "));
            let place = data.place(name);
            row_ui(ui, data, name, place, &words);
        }
    });
}

/// A file's name, which selects it, and its message; a text too long for the row is a tooltip.
fn row_ui(ui: &mut Ui, data: &mut DataState, name: &str, place: Option<usize>, words: &str) {
    ui.horizontal(|ui| {
        ui.set_height(ROW);
        ui.spacing_mut().item_spacing.x = INSIDE;
        let shown = middle(ui, name, &FontId::proportional(14.0), ui.available_width() * NAME);
        if ui.link(emphasis(shown)).on_hover_text(name).clicked()
            && let Some(place) = place
        {
            data.show(place, DataView::Table);
        }
        ui.add(Label::new(RichText::new(words).weak()).truncate());
    });
}
