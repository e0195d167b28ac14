//! Each skipped file and why.

use eframe::egui::{FontId, Label, RichText, ScrollArea, Ui};

use super::{View, examining_ui};
use crate::app::state::{DataState, DataView};
use crate::app::theme::INSIDE;
use crate::app::widgets::{emphasis, middle, weak};
use crate::data::Note;
use crate::text::{DataText, printable};

const ROW: f32 = 24.0;
/// Share of the width that a file's name has at most.
const NAME: f32 = 0.45;

/// A skipped file.
struct Skipped {
    name: String,
    reason: String,
    /// Its place among the photographs, if it has one.
    place: Option<usize>,
}

pub fn left_out_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState) {
    if let Some((done, total)) = data.examining {
        ui.horizontal(|ui| examining_ui(ui, view, done, total));
    }
    let Some(dataset) = data.dataset.clone() else { return };
    let notes = dataset.notes.iter().filter(|note| !matches!(note, Note::LeftOut { .. }));
    for note in notes {
        weak(ui, note.text(view.language));
    }
    let unusable = data.unusable.clone().unwrap_or_default();
    let mut skipped = Vec::new();
    for (names, reason, more) in dataset.notes.iter().filter_map(|note| note.left_out(view.language)) {
        skipped.extend(names.iter().map(|name| Skipped { name: name.clone(), reason: reason.to_owned(), place: None }));
        if more > 0 {
            let more = view.language.fill(DataText::More, &[("n", &view.language.integer(more))]);
            skipped.push(Skipped { name: more, reason: reason.to_owned(), place: None });
        }
    }
    skipped.extend(unusable.iter().map(|file| {
        let reason = file.reason.localized(view.language);
        Skipped { name: file.name.clone(), reason, place: Some(file.index) }
    }));
    if data.examining.is_none() && skipped.is_empty() {
        ui.label(RichText::new(format!("✓ {}", view.text(DataText::AllUsable))).color(view.tokens.best));
        return;
    }
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, skipped.len(), |ui, visible| {
        for file in skipped.iter().take(visible.end).skip(visible.start) {
            row_ui(ui, data, file);
        }
    });
}

/// A file's name, which selects it, and its message; a text too long for the row is a tooltip.
fn row_ui(ui: &mut Ui, data: &mut DataState, file: &Skipped) {
    ui.horizontal(|ui| {
        ui.set_height(ROW);
        ui.spacing_mut().item_spacing.x = INSIDE;
        let name = printable(&file.name);
        let shown = middle(ui, &name, &FontId::proportional(14.0), ui.available_width() * NAME);
        match file.place {
            Some(place) => {
                if ui.link(emphasis(shown)).on_hover_text(&*name).clicked() {
                    data.show(place, DataView::Table);
                }
            }
            None => drop(ui.label(emphasis(shown)).on_hover_text(&*name)),
        }
        ui.scope(|ui| {
            // The bar that scrolls lies over the right end.
            ui.set_max_width((ui.available_width() - INSIDE).max(0.0));
            ui.add(Label::new(RichText::new(&file.reason).weak()).truncate());
        });
    });
}
