//! The cards in rows; only those on the screen are painted.

use eframe::egui::{ScrollArea, Ui};

use super::{View, card};
use crate::app::state::PredictionState;
use crate::app::texts::PredictionText;
use crate::app::theme::INSIDE;
use crate::app::widgets::weak;

pub fn list_ui(ui: &mut Ui, view: &mut View<'_>, prediction: &mut PredictionState) {
    let PredictionState { cards, shown, open, model, calibrated, .. } = prediction;
    if shown.is_empty() {
        weak(ui, view.text(PredictionText::NoneOfClass));
        return;
    }
    let classes = model.as_ref().map_or(2, |model| model.classes.len());
    let height = card::height(classes);
    let width = ui.available_width();
    let columns = (((width + INSIDE) / (card::WIDTH + INSIDE)).floor() as usize).max(1);
    let rows = shown.len().div_ceil(columns);
    ui.spacing_mut().item_spacing = eframe::egui::vec2(INSIDE, INSIDE);
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, height, rows, |ui, visible| {
        for row in visible {
            ui.horizontal(|ui| {
                for place in shown.iter().skip(row * columns).take(columns) {
                    if let Some(card) = cards.get(*place)
                        && card::card_ui(ui, view, card, *calibrated, height).clicked()
                    {
                        *open = Some(card.id);
                    }
                }
            });
        }
    });
}
