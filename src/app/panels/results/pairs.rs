//! The pairs of classes that are confused most. A click shows their photographs.

use std::fmt::Display;

use eframe::egui::{Align2, CornerRadius, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::View;
use super::pane::rows_ui;
use crate::app::state::{Choice, ResultsState};
use crate::app::widgets::{ClassNames, small, weak};
use crate::results::{ConfusedPair, Scores};
use crate::text::MatrixText;

const ROW: f32 = 28.0;
/// So many pairs are listed.
const LISTED: usize = 100;
/// Room for a count and a share, in points.
const NUMBERS: f32 = 124.0;

pub fn pairs_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, scores: &Scores) {
    let all = results.confused_pairs();
    let (pairs, count) = (all[..all.len().min(LISTED)].to_vec(), all.len());
    if pairs.is_empty() {
        weak(ui, view.text(MatrixText::NoneConfused));
        return;
    }
    if count > LISTED {
        let values: [(&str, &dyn Display); 2] =
            [("n", &view.language.integer(LISTED)), ("all", &view.language.integer(count))];
        small(ui, view.language.fill(MatrixText::PairsShown, &values));
    }
    let names = ClassNames::of(scores.classes.iter().map(|class| view.class(&class.name)));
    let by_share = results.matrix.by_share;
    let largest = if by_share { pairs[0].share } else { pairs[0].count as f64 };
    rows_ui(ui, "confused pairs", ROW, pairs.len(), |ui, place| {
        let pair = &pairs[place];
        let part = if by_share { pair.share } else { pair.count as f64 } / largest;
        pair_ui(ui, view, results, scores, &names, pair, part as f32);
    });
}

/// A pair with a bar, whose length is its part of the largest one's.
fn pair_ui(
    ui: &mut Ui,
    view: &View<'_>,
    results: &mut ResultsState,
    scores: &Scores,
    names: &ClassNames<'_>,
    pair: &ConfusedPair,
    part: f32,
) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let choice = Choice::Cell { label: pair.label as u32, predicted: pair.predicted as u32 };
    let is_chosen = results.choice == choice;
    let (tokens, painter) = (view.tokens, ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())));
    let inner = rect.shrink2(vec2(0.0, 2.0));
    let bar = Rect::from_min_size(inner.min, vec2(inner.width() * part, inner.height()));
    painter.rect_filled(bar, CornerRadius::same(4), tokens.background.lerp_to_gamma(tokens.failure, 0.25));
    if is_chosen || response.hovered() || response.has_focus() {
        let stroke = Stroke::new(if is_chosen { 2.0 } else { 1.0 }, tokens.accent);
        painter.rect_stroke(inner, CornerRadius::same(4), stroke, StrokeKind::Inside);
    }
    let (font, width) = (FontId::proportional(13.0), (inner.width() - NUMBERS - 40.0) / 2.0);
    let [label, predicted] = [pair.label, pair.predicted].map(|class| names.cut(ui, class, &font, width));
    let text = format!("{label} → {predicted}");
    painter.text(inner.left_center() + vec2(8.0, 0.0), Align2::LEFT_CENTER, text, font, tokens.text);
    let (count, share) = (view.language.integer(pair.count), view.language.percent(pair.share, 1));
    let font = FontId::monospace(13.0);
    let right = inner.right() - 8.0;
    painter.text(pos2(right, inner.center().y), Align2::RIGHT_CENTER, share, font.clone(), tokens.text_weak);
    painter.text(pos2(right - 76.0, inner.center().y), Align2::RIGHT_CENTER, count, font, tokens.text);
    let name = super::matrix::description(view, scores, names, (pair.label, pair.predicted));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
    if response.on_hover_text(name).clicked() {
        results.toggle(choice);
    }
}
