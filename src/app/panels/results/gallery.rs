//! The evaluated photographs as thumbnails, each with its label, prediction and probability.

use std::fmt::Display;

use eframe::egui::{
    Align2, Button, CornerRadius, FontId, Id, Memory, Rect, Role, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::{View, editable};
use crate::app::actions::Action;
use crate::app::panels::overlay::{mark_ui, menu_ui, named};
use crate::app::state::{Choice, ResultsState, Reveal};
use crate::app::widgets::{ClassNames, Gallery, cell_at, combo, small, small_picture, weak};
use crate::results::{Order, Predictions};
use crate::text::{MatrixText, ResultsText};

const SIDE: f32 = 112.0;
/// Height of the line with the count and what is chosen.
const CHIP: f32 = 24.0;
/// Room for a sign and a share beside the predicted class.
const ANSWER: f32 = 60.0;
/// The list of orders is never narrower.
const ORDER: f32 = 120.0;
/// Two lines of text below each picture.
const WORDS: f32 = 38.0;
const GALLERY: Gallery = Gallery { name: "evaluated photos", cell: vec2(SIDE, SIDE + WORDS) };

/// Which photographs are shown, and in which order; below, how many there are of them. Both lines are always there.
pub fn choice_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState) {
    let before = (results.choice, results.order);
    ui.horizontal_wrapped(|ui| {
        ui.selectable_value(&mut results.choice, Choice::All, view.text(ResultsText::All));
        ui.selectable_value(&mut results.choice, Choice::Wrong, view.text(ResultsText::Wrong));
        order_ui(ui, view, &mut results.order);
    });
    ui.horizontal(|ui| {
        ui.set_height(CHIP);
        ui.spacing_mut().interact_size.y = CHIP;
        ui.spacing_mut().button_padding = vec2(8.0, 2.0);
        small(ui, view.language.count(ResultsText::Photographs, results.shown.len()));
        chip_ui(ui, view, results);
    });
    if before != (results.choice, results.order) {
        results.arrange();
        if let Some(first) = results.shown.first() {
            results.select(*first);
        }
    }
}

/// The label or the cell whose photographs alone are shown; a click shows all again.
fn chip_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState) {
    let Some(figures) = results.figures() else { return };
    let class = |class: u32| view.class(&figures.predictions.classes()[class as usize]);
    let text = match results.choice {
        Choice::All | Choice::Wrong => return,
        Choice::Label(label) => view.language.fill(MatrixText::LabelShown, &[("label", &class(label))]),
        Choice::Cell { label, predicted } => {
            let values: [(&str, &dyn Display); 2] = [("label", &class(label)), ("predicted", &class(predicted))];
            view.language.fill(MatrixText::CellShown, &values)
        }
    };
    let chip = Button::selectable(true, format!("× {text}")).truncate();
    if ui.add(chip).on_hover_text(text).clicked() {
        results.choice = Choice::All;
    }
}

fn order_ui(ui: &mut Ui, view: &View<'_>, chosen: &mut Order) {
    let orders = [
        (Order::Loss, view.text(ResultsText::OrderLoss)),
        (Order::Confidence, view.text(ResultsText::OrderConfidence)),
        (Order::Uncertainty, view.text(ResultsText::OrderMargin)),
    ];
    let name = orders.iter().find(|(order, _)| order == chosen).map_or("", |(_, name)| name);
    let width = (ui.available_size_before_wrap().x - 8.0).clamp(ORDER, 176.0);
    let (response, picked) = combo(ui, "order of results", width, (*chosen, name), &orders);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(view.text(ResultsText::SortBy)));
    response.on_hover_text(view.text(ResultsText::SortBy));
    *chosen = picked.unwrap_or(*chosen);
}

/// The photographs, which scroll by themselves, or `in_page` with it.
pub fn gallery_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState, in_page: bool) {
    if results.shown.is_empty() {
        weak(ui, view.text(ResultsText::NoneShown));
        return;
    }
    let gallery = GALLERY.filling(ui);
    let columns = gallery.columns(ui);
    if let Some(by) = Gallery::moved(ui, columns) {
        results.move_selection(by);
        if let Some(selected) = results.selected.filter(|_| ui.memory(Memory::focused).is_some()) {
            // A photograph has the keyboard, which goes along.
            ui.memory_mut(|memory| memory.request_focus(cell_id(selected)));
        }
    }
    let wanted = std::mem::take(&mut results.reveal);
    let is_revealed = wanted > if in_page { Reveal::Gallery } else { Reveal::Nothing };
    let reveal = is_revealed.then(|| results.place()).flatten();
    let Some(evaluated) = results.results().cloned() else { return };
    let predictions = &evaluated.figures(results.epoch, results.calibrated).predictions;
    let names = ClassNames::of(predictions.classes().iter().map(|name| view.class(name)));
    let count = results.shown.len();
    // The gallery is one stop of the keyboard: the chosen photograph, or the first one where that is not in view.
    let stop_id = Id::unique("evaluated photos stop");
    let stop = ui.data(|memory| memory.get_temp::<usize>(stop_id));
    let mut painted = Vec::new();
    let cell = |ui: &mut Ui, place: usize| {
        let photograph = results.shown[place];
        painted.push(photograph);
        let is_stop = stop == Some(photograph);
        cell_ui(ui, view, results, &Evaluated { predictions, names: &names, photograph, is_stop }, gallery.cell);
    };
    let wanted = if in_page {
        gallery.show_in_page(ui, columns, count, reveal, cell)
    } else {
        gallery.show(ui, columns, count, reveal, cell)
    };
    let stop = results.selected.filter(|selected| painted.contains(selected)).or(painted.first().copied());
    if let Some(stop) = stop {
        ui.data_mut(|memory| memory.insert_temp(stop_id, stop));
    }
    let wanted = results.shown.get(wanted).unwrap_or_default();
    if let Some(missing) = results.thumbnails.missing(wanted) {
        view.load(Action::LoadEvaluated(missing));
    }
}

/// A photograph with its prediction.
struct Evaluated<'a> {
    predictions: &'a Predictions,
    names: &'a ClassNames<'a>,
    photograph: usize,
    /// Whether the Tab key leads to it.
    is_stop: bool,
}

fn cell_id(photograph: usize) -> Id {
    Id::unique(("evaluated photo", photograph))
}

fn cell_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState, cell: &Evaluated<'_>, size: Vec2) {
    let Evaluated { predictions, names, photograph, is_stop } = *cell;
    let (_, rect) = ui.allocate_space(size);
    let response = cell_at(ui, cell_id(photograph), rect, is_stop);
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
    let font = FontId::proportional(12.0);
    let (label, predicted) = (predictions.labels()[photograph] as usize, predictions.predicted(photograph) as usize);
    let share = view.language.percent(f64::from(predictions.confidence(photograph)), 0);
    let painter = ui.painter().with_clip_rect(rect);
    let line = |down: f32, text: String, colour| {
        let at = pos2(rect.left() + 2.0, picture.bottom() + down);
        painter.text(at, Align2::LEFT_CENTER, text, font.clone(), colour);
    };
    line(11.0, names.cut(ui, label, &font, size.x - 4.0), tokens.text);
    let (sign, colour) = if is_right { ("✓", tokens.best) } else { ("✗", tokens.failure) };
    let predicted = names.cut(ui, predicted, &font, size.x - ANSWER);
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
    let class = |class: u32| view.class(&predictions.classes()[class as usize]);
    let (label, predicted) = (class(predictions.labels()[photograph]), class(predictions.predicted(photograph)));
    let share = view.language.percent(f64::from(predictions.confidence(photograph)), 0);
    let values: [(&str, &dyn Display); 4] =
        [("name", &predictions.names()[photograph]), ("label", &label), ("predicted", &predicted), ("share", &share)];
    let right = predictions.is_right(photograph);
    view.language.fill(if right { ResultsText::PhotographRight } else { ResultsText::PhotographWrong }, &values)
}
