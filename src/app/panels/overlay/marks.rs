//! The mark of a change on a thumbnail, and after a photograph's name.

use eframe::egui::{CornerRadius, FontId, Rect, Stroke, StrokeKind, Ui, vec2};

use super::View;
use crate::app::widgets::middle;
use crate::data::overlay::Change;
use crate::text::OverlayText;

const FONT: f32 = 11.0;

/// Writes the change over the upper left corner of a thumbnail; an excluded one is dimmed.
pub fn mark_ui(ui: &Ui, view: &View<'_>, picture: Rect, change: Option<&Change>) {
    let Some(change) = change else { return };
    let tokens = view.tokens;
    let painter = ui.painter().with_clip_rect(picture.intersect(ui.clip_rect()));
    if *change == Change::Exclude {
        painter.rect_filled(picture, CornerRadius::same(4), tokens.surface.gamma_multiply(0.7));
    }
    let (text, colour) = match change {
        Change::Relabel(label) => {
            (view.language.fill(OverlayText::MarkRelabelled, &[("label", &view.class(label))]), tokens.accent)
        }
        Change::Exclude => (view.text(OverlayText::MarkExcluded).to_owned(), tokens.failure),
        Change::Flagged => (view.text(OverlayText::Flag).to_owned(), tokens.warning),
    };
    let font = FontId::proportional(FONT);
    let text = middle(ui, &text, &font, picture.width() - 20.0);
    let words = painter.layout_no_wrap(text, font, tokens.text);
    let chip = Rect::from_min_size(picture.min + vec2(4.0, 4.0), words.size() + vec2(10.0, 4.0));
    painter.rect_filled(chip, CornerRadius::same(4), tokens.surface);
    painter.rect_stroke(chip, CornerRadius::same(4), Stroke::new(1.5, colour), StrokeKind::Inside);
    painter.galley(chip.min + vec2(5.0, 2.0), words, tokens.text);
}

/// A photograph's accessible name, with its change.
pub fn named(view: &View<'_>, name: String, change: Option<&Change>) -> String {
    match change {
        None => name,
        Some(Change::Relabel(label)) => {
            view.language.fill(OverlayText::NamedRelabelled, &[("name", &name), ("label", &view.class(label))])
        }
        Some(Change::Exclude) => view.language.fill(OverlayText::NamedExcluded, &[("name", &name)]),
        Some(Change::Flagged) => view.language.fill(OverlayText::NamedFlagged, &[("name", &name)]),
    }
}
