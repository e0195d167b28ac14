//! The evaluated photographs as thumbnails, each with its label, prediction and probability.

use std::fmt::Display;

use eframe::egui::{
    Align2, ComboBox, CornerRadius, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::{View, editable};
use crate::app::actions::Action;
use crate::app::panels::overlay::{mark_ui, menu_ui, named};
use crate::app::state::{Choice, ResultsState};
use crate::app::widgets::{Gallery, mark_cell, small, small_picture, weak};
use crate::results::{Order, Predictions};
use crate::text::ResultsText;

const SIDE: f32 = 112.0;
/// Two lines of text below each picture.
const WORDS: f32 = 38.0;
const GALLERY: Gallery = Gallery { name: "evaluated photographs", cell: vec2(SIDE, SIDE + WORDS) };

/// Which photographs are shown, and in which order.
pub fn choice_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState) {
    let before = (results.choice, results.order);
    ui.horizontal_wrapped(|ui| {
        ui.selectable_value(&mut results.choice, Choice::All, view.text(ResultsText::All));
        ui.selectable_value(&mut results.choice, Choice::Wrong, view.text(ResultsText::Wrong));
        if let Choice::Cell { label, predicted } = results.choice
            && let Some(figures) = results.figures()
        {
            let classes = figures.predictions.classes();
            let values: [(&str, &dyn Display); 2] =
                [("label", &classes[label as usize]), ("predicted", &classes[predicted as usize])];
            let text = format!("× {}", view.language.fill(ResultsText::CellShown, &values));
            if ui.selectable_label(true, text).clicked() {
                results.choice = Choice::All;
            }
        }
        ui.separator();
        ui.horizontal(|ui| order_ui(ui, view, &mut results.order));
        small(ui, view.language.count(ResultsText::Photographs, results.shown.len()));
    });
    if before != (results.choice, results.order) {
        results.arrange();
        if let Some(first) = results.shown.first() {
            results.select(*first);
        }
    }
}

fn order_ui(ui: &mut Ui, view: &View<'_>, chosen: &mut Order) {
    let name = |order: Order| {
        view.text(match order {
            Order::Loss => ResultsText::OrderLoss,
            Order::Confidence => ResultsText::OrderConfidence,
            Order::Uncertainty => ResultsText::OrderMargin,
        })
    };
    let label = ui.label(view.text(ResultsText::SortBy));
    let combo = ComboBox::from_id_salt("order of results").selected_text(name(*chosen)).show_ui(ui, |ui| {
        for order in [Order::Loss, Order::Confidence, Order::Uncertainty] {
            ui.selectable_value(chosen, order, name(order));
        }
    });
    combo.response.labelled_by(label.id);
}

pub fn gallery_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState) {
    if results.shown.is_empty() {
        weak(ui, view.text(ResultsText::NoneShown));
        return;
    }
    let gallery = GALLERY.filling(ui);
    let columns = gallery.columns(ui);
    if let Some(by) = Gallery::moved(ui, columns) {
        results.move_selection(by);
    }
    let reveal = if std::mem::take(&mut results.reveal) { results.place() } else { None };
    let Some(evaluated) = results.results().cloned() else { return };
    let predictions = &evaluated.figures(results.epoch, results.calibrated).predictions;
    let wanted = gallery.show(ui, columns, results.shown.len(), reveal, |ui, place| {
        let photograph = results.shown[place];
        cell_ui(ui, view, results, predictions, photograph, gallery.cell);
    });
    let wanted = results.shown.get(wanted).unwrap_or_default();
    if let Some(missing) = results.thumbnails.missing(wanted) {
        view.load(Action::LoadEvaluated(missing));
    }
}

fn cell_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    results: &mut ResultsState,
    predictions: &Predictions,
    photograph: usize,
    size: Vec2,
) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    mark_cell(ui, &response);
    let tokens = view.tokens;
    let selected = results.selected == Some(photograph);
    let picture = Rect::from_min_size(rect.min, Vec2::splat(size.x));
    let failed = small_picture(ui, tokens, picture, results.thumbnails.get(photograph));
    mark_ui(ui, view, picture, results.marks.get(photograph));
    if selected || response.hovered() || response.has_focus() {
        let stroke = Stroke::new(if selected { 3.0 } else { 1.0 }, tokens.accent);
        ui.painter().rect_stroke(picture, CornerRadius::same(4), stroke, StrokeKind::Inside);
    }
    let is_right = predictions.is_right(photograph);
    let classes = predictions.classes();
    let label = &classes[predictions.labels()[photograph] as usize];
    let predicted = &classes[predictions.predicted(photograph) as usize];
    let share = view.language.percent(f64::from(predictions.confidence(photograph)), 0);
    let painter = ui.painter().with_clip_rect(rect);
    let line = |down: f32, text: String, colour| {
        let at = pos2(rect.left() + 2.0, picture.bottom() + down);
        painter.text(at, Align2::LEFT_CENTER, text, FontId::proportional(12.0), colour);
    };
    line(11.0, label.clone(), tokens.text);
    let (sign, colour) = if is_right { ("✓", tokens.best) } else { ("✗", tokens.failure) };
    line(27.0, format!("{sign} {predicted} {share}"), colour);
    let name = named(view, photograph_name(view, predictions, photograph), results.marks.get(photograph));
    let response = response.on_hover_text(match failed {
        Some(reason) => format!("{name}\n{}", reason.localized(view.language)),
        None => name.clone(),
    });
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    if response.clicked() || response.secondary_clicked() {
        results.select(photograph);
    }
    response.context_menu(|ui| editable(results, photograph, |photograph| menu_ui(ui, view, photograph)));
}

/// The accessible name: name, label and prediction.
pub fn photograph_name(view: &View<'_>, predictions: &Predictions, photograph: usize) -> String {
    let classes = predictions.classes();
    let label = &classes[predictions.labels()[photograph] as usize];
    let predicted = &classes[predictions.predicted(photograph) as usize];
    let share = view.language.percent(f64::from(predictions.confidence(photograph)), 0);
    let values: [(&str, &dyn Display); 4] =
        [("name", &predictions.names()[photograph]), ("label", label), ("predicted", predicted), ("share", &share)];
    let right = predictions.is_right(photograph);
    view.language.fill(if right { ResultsText::PhotographRight } else { ResultsText::PhotographWrong }, &values)
}
