//! The doctor's list: each file that cannot be used and why, and files that are equal.

use eframe::egui::{RichText, ScrollArea, Ui};

use super::{View, examining_ui};
use crate::app::state::{DataState, DataView};
use crate::app::texts::DataText;
use crate::app::theme::INSIDE;
use crate::app::widgets::{emphasis, weak};

const ROW: f32 = 24.0;

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
    let rows = unusable.len() + duplicates.len();
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, rows, |ui, visible| {
        for row in visible {
            ui.horizontal(|ui| {
                ui.set_height(ROW);
                ui.spacing_mut().item_spacing.x = INSIDE;
                if let Some(file) = unusable.get(row) {
                    if ui.link(emphasis(&file.name)).clicked() {
                        data.selected = Some(file.index);
                        data.view = DataView::Table;
                    }
                    weak(ui, view.language.reason(&file.reason));
                } else if let Some(group) = duplicates.get(row - unusable.len()) {
                    ui.label(emphasis(group.join(" = ")));
                    weak(ui, view.text(DataText::EqualFiles));
                }
            });
        }
    });
}
