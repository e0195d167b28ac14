//! Precision, recall and F1 of each class and on average, sorted by a click on a column's head.

use std::fmt::Display;

use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Painter, Rect, Role, Sense, Separator, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use super::View;
use super::pane::rows_ui;
use crate::app::state::{Choice, ClassColumn, ResultsState};
use crate::app::widgets::{ClassNames, explain_named};
use crate::lessons::glossary::Glossed;
use crate::results::{Average, Scores};
use crate::text::{MatrixText, ResultsText};

const ROW: f32 = 26.0;
const COLUMNS: [(ClassColumn, ResultsText); 5] = [
    (ClassColumn::Class, ResultsText::Class),
    (ClassColumn::Precision, ResultsText::Precision),
    (ClassColumn::Recall, ResultsText::Recall),
    (ClassColumn::F1, ResultsText::F1),
    (ClassColumn::Support, ResultsText::Support),
];
/// Room for each column of numbers, in points.
const NUMBER: f32 = 77.0;
/// Room that the bar which scrolls takes.
const BAR: f32 = 8.0;
/// The line with the terms.
const TERMS: f32 = 28.0;

pub fn classes_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, scores: &Scores) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let width = ui.available_width() - BAR;
    heads_ui(ui, view, results, width);
    let names = ClassNames::of(scores.classes.iter().map(|class| view.class(&class.name)));
    let order = results.matrix.sorted(scores);
    let below = 2.0 * ROW + 6.0 + TERMS;
    let room = ui.available_size() - vec2(0.0, below);
    ui.allocate_ui(room.max(vec2(0.0, 3.0 * ROW)), |ui| {
        rows_ui(ui, "by class", ROW, order.len(), |ui, place| {
            class_ui(ui, view, results, scores, &names, order[place], width);
        });
    });
    ui.add(Separator::default().spacing(6.0));
    for (name, hint, average) in [
        (MatrixText::MacroMean, MatrixText::MacroHint, scores.macro_average),
        (MatrixText::WeightedMean, MatrixText::WeightedHint, scores.weighted_average),
    ] {
        average_ui(ui, view, name, hint, average, scores.count, width);
    }
    ui.horizontal(|ui| {
        ui.set_height(TERMS);
        for term in [Glossed::Precision, Glossed::Recall, Glossed::F1] {
            explain_named(ui, view.language, term);
        }
    });
}

fn heads_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, width: f32) {
    let (row, _) = ui.allocate_exact_size(vec2(width, ROW + 4.0), Sense::hover());
    for (place, (column, text)) in COLUMNS.into_iter().enumerate() {
        let rect = cell(row, place);
        let id = ui.scope_id().with(("sort by", place));
        let response = ui.interact(rect, id, Sense::click());
        let is_sorted = results.matrix.sorted_by == column;
        let sign = match (is_sorted, results.matrix.descending) {
            (true, true) => " ▼",
            (true, false) => " ▲",
            (false, _) => "",
        };
        let written = format!("{}{sign}", view.text(text));
        let colour = if is_sorted || response.hovered() { view.tokens.text } else { view.tokens.text_weak };
        put(ui.painter(), rect, place, &written, FontId::proportional(12.0), colour);
        if response.has_focus() {
            let stroke = Stroke::new(2.0, view.tokens.accent);
            ui.painter().rect_stroke(rect, CornerRadius::same(4), stroke, StrokeKind::Inside);
        }
        let name = if is_sorted {
            view.language.fill(MatrixText::Sorted, &[("column", &view.text(text))])
        } else {
            view.text(text).to_owned()
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.clicked() {
            results.matrix.sort_by(column);
        }
    }
}

fn class_ui(
    ui: &mut Ui,
    view: &View<'_>,
    results: &mut ResultsState,
    scores: &Scores,
    names: &ClassNames<'_>,
    class: usize,
    width: f32,
) {
    let score = &scores.classes[class];
    let choice = Choice::Label(class as u32);
    let is_chosen = results.choice == choice;
    let average = Average { precision: score.precision, recall: score.recall, f1: score.f1 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::click());
    if is_chosen || response.hovered() || response.has_focus() {
        let stroke = Stroke::new(if is_chosen { 2.0 } else { 1.0 }, view.tokens.accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(4), stroke, StrokeKind::Inside);
    }
    let font = FontId::proportional(13.0);
    let name = names.cut(ui, class, &font, cell(rect, 0).width() - 12.0);
    put(ui.painter(), cell(rect, 0), 0, &name, font, view.tokens.text);
    numbers(ui.painter(), view, rect, average, score.support);
    let name = row_name(view, &names.whole(class), average, score.support);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
    if response.on_hover_text(name).clicked() {
        results.toggle(choice);
    }
}

fn average_ui(
    ui: &mut Ui,
    view: &View<'_>,
    name: MatrixText,
    hint: MatrixText,
    average: Average,
    support: usize,
    width: f32,
) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    put(ui.painter(), cell(rect, 0), 0, view.text(name), FontId::proportional(13.0), view.tokens.text_weak);
    numbers(ui.painter(), view, rect, average, support);
    let words = row_name(view, &view.text(name), average, support);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    response.on_hover_text(view.text(hint));
}

fn row_name(view: &View<'_>, name: &dyn Display, average: Average, support: usize) -> String {
    let language = view.language;
    let [precision, recall, f1] = values(view, average);
    let photos = language.count(ResultsText::Photographs, support);
    let values: [(&str, &dyn Display); 5] =
        [("class", name), ("precision", &precision), ("recall", &recall), ("f1", &f1), ("photos", &photos)];
    language.fill(MatrixText::ClassRow, &values)
}

fn values(view: &View<'_>, average: Average) -> [String; 3] {
    [average.precision, average.recall, average.f1].map(|value| view.language.decimal(value, 3))
}

fn numbers(painter: &Painter, view: &View<'_>, row: Rect, average: Average, support: usize) {
    let [precision, recall, f1] = values(view, average);
    for (place, text) in [precision, recall, f1, view.language.integer(support)].iter().enumerate() {
        put(painter, cell(row, place + 1), place + 1, text, FontId::monospace(13.0), view.tokens.text);
    }
}

/// A column's part of a row: the name has what the numbers leave.
fn cell(row: Rect, column: usize) -> Rect {
    let numbers = (COLUMNS.len() - 1) as f32;
    let number = NUMBER.min(row.width() * 0.68 / numbers);
    let first = row.width() - number * numbers;
    let (left, right) =
        if column == 0 { (0.0, first) } else { (first + number * (column - 1) as f32, first + number * column as f32) };
    Rect::from_min_max(pos2(row.left() + left, row.top()), pos2(row.left() + right, row.bottom()))
}

/// Names stand at the left of their column, numbers at its right.
fn put(painter: &Painter, rect: Rect, column: usize, text: &str, font: FontId, colour: Color32) {
    let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let (align, at) = if column == 0 {
        (Align2::LEFT_CENTER, rect.left_center() + vec2(6.0, 0.0))
    } else {
        (Align2::RIGHT_CENTER, rect.right_center() - vec2(6.0, 0.0))
    };
    painter.text(at, align, text, font, colour);
}
