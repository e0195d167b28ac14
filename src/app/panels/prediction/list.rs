//! The cards in rows; only those on the screen are painted.

use eframe::egui::{ScrollArea, Ui, vec2};

use super::{View, card};
use crate::app::actions::Action;
use crate::app::state::{Card, CardState, PredictionState};
use crate::app::theme::INSIDE;
use crate::app::widgets::weak;
use crate::text::PredictionText;

/// How opaque a card is whose prediction is of earlier weights.
const OUTDATED: f32 = 0.45;
/// Room for the bar that scrolls.
const BAR: f32 = 12.0;

pub fn list_ui(ui: &mut Ui, view: &mut View<'_>, prediction: &mut PredictionState) {
    let PredictionState { cards, shown, open, model, calibrated, thumbnails, .. } = prediction;
    if shown.is_empty() {
        weak(ui, view.text(PredictionText::NoneOfClass));
        return;
    }
    let outdated = |card: &Card| match &card.state {
        CardState::Done(verdict) => model.as_ref() != Some(&verdict.model),
        _ => false,
    };
    let classes = model.as_ref().map_or(2, |model| model.classes.len());
    let height = card::height(classes);
    let room = ui.available_width() - BAR;
    let columns = (((room + INSIDE) / (card::WIDTH + INSIDE)).floor() as usize).max(1);
    let width = ((room + INSIDE) / columns as f32 - INSIDE).floor();
    let rows = shown.len().div_ceil(columns);
    ui.spacing_mut().item_spacing = vec2(INSIDE, INSIDE);
    let mut wanted = Vec::new();
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, height, rows, |ui, visible| {
        for row in visible {
            ui.horizontal(|ui| {
                for card in shown.iter().skip(row * columns).take(columns).filter_map(|place| cards.get(*place)) {
                    let picture = thumbnails.get(card.id as usize);
                    if matches!(card.state, CardState::Done(_)) {
                        wanted.push(card.id as usize);
                    }
                    // A prediction of earlier weights is faint until the card is classified again.
                    let opacity = if outdated(card) { OUTDATED } else { 1.0 };
                    let clicked = ui.scope(|ui| {
                        ui.set_opacity(opacity);
                        card::card_ui(ui, view, card, picture, *calibrated, vec2(width, height)).clicked()
                    });
                    if clicked.inner {
                        *open = Some(card.id);
                    }
                }
            });
        }
    });
    // Textures that were evicted are made again when they are shown.
    if let Some(missing) = thumbnails.missing(&wanted) {
        view.load(Action::ShowCards(missing.into_iter().map(|number| number as u64).collect()));
    }
}
