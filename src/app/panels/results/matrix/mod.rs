//! The confusion matrix: rows are labels, columns predictions. A click, or Enter, shows the photographs of a cell.

mod geometry;
mod nodes;
mod paint;

use std::fmt::Display;

use eframe::egui::{EventFilter, Id, Key, Modifiers, Rect, Response, Role, Sense, Ui, WidgetInfo};

use super::View;
use crate::app::state::{Choice, ResultsState};
use crate::app::widgets::ClassNames;
use crate::results::Scores;
use crate::text::MatrixText;
use geometry::Geometry;
pub use geometry::widest;

/// A cell: its label and its predicted class.
pub type Place = (usize, usize);

/// Fills the room with the matrix. Gives the cell under the pointer or, with the keyboard's focus, at the cursor.
pub fn matrix_ui(
    ui: &mut Ui,
    view: &View<'_>,
    results: &mut ResultsState,
    scores: &Scores,
    room: Rect,
) -> Option<Place> {
    let count = scores.classes.len();
    if count == 0 {
        return None;
    }
    let names = ClassNames::of(scores.classes.iter().map(|class| view.class(&class.name)));
    let geometry = Geometry::fitting(ui, view, scores, &names, room, results.matrix.by_share);
    let response = ui.interact(geometry.cells, Id::unique("confusion matrix"), Sense::click());
    let cursor = &mut results.matrix.cursor;
    *cursor = (cursor.0.min(count - 1), cursor.1.min(count - 1));
    if response.has_focus() {
        move_cursor(ui, response.id, cursor, count);
    }
    let cursor = *cursor;
    let under = response.hover_pos().filter(|_| response.hovered()).map(|at| geometry.at(at));
    let pointed = under.or_else(|| response.has_focus().then_some(cursor));
    paint::matrix(ui, view, results, scores, &names, &geometry, pointed);
    name_it(ui, view, scores, &names, &response, cursor);
    let mut chosen = nodes::nodes_ui(ui, view, results.choice, scores, &names, &geometry);
    if response.clicked() {
        chosen = Some(response.interact_pointer_pos().map_or(cursor, |at| geometry.at(at)));
        response.request_focus();
    }
    if let Some(place) = under {
        response.on_hover_text_at_pointer(description(view, scores, &names, place));
    }
    if let Some((label, predicted)) = chosen {
        results.matrix.cursor = (label, predicted);
        results.toggle(Choice::Cell { label: label as u32, predicted: predicted as u32 });
    }
    pointed
}

/// The matrix is one stop of the Tab key; arrow keys move within it.
fn move_cursor(ui: &Ui, id: Id, cursor: &mut Place, count: usize) {
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
    let moved = |place: usize, back, on| (place + pressed(on)).saturating_sub(pressed(back)).min(count - 1);
    *cursor = (moved(cursor.0, Key::ArrowUp, Key::ArrowDown), moved(cursor.1, Key::ArrowLeft, Key::ArrowRight));
}

fn name_it(ui: &Ui, view: &View<'_>, scores: &Scores, names: &ClassNames<'_>, response: &Response, cursor: Place) {
    let n = view.language.integer(names.len());
    let name = view.language.fill(MatrixText::Description, &[("n", &n)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, &name));
    let value = description(view, scores, names, cursor);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(value));
}

/// A cell in words: "cat, predicted dog: 4, 5.0 %".
pub fn description(view: &View<'_>, scores: &Scores, names: &ClassNames<'_>, (label, predicted): Place) -> String {
    let count = view.language.integer(scores.confusion[label][predicted]);
    let share = view.language.percent(scores.share(label, predicted), 1);
    let values: [(&str, &dyn Display); 4] =
        [("label", &names.whole(label)), ("predicted", &names.whole(predicted)), ("n", &count), ("share", &share)];
    view.language.fill(MatrixText::Cell, &values)
}
