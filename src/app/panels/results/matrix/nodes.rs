//! What a screen reader finds in the matrix: a few cells one by one, many as one node a row.

use std::fmt::Display;

use eframe::egui::accesskit::Action;
use eframe::egui::{Id, Role, Sense, Ui, WidgetInfo};

use super::geometry::Geometry;
use super::{Place, View, description};
use crate::app::state::Choice;
use crate::app::widgets::ClassNames;
use crate::results::Scores;
use crate::text::MatrixText;

/// The cells of so many classes are nodes each.
const FEW: usize = 10;
/// A row that is lower than this, in points, is no node: the table by class has it.
const LEAST: f32 = 1.0;

/// Gives the cell that a screen reader has chosen.
pub fn nodes_ui(
    ui: &Ui,
    view: &View<'_>,
    choice: Choice,
    scores: &Scores,
    names: &ClassNames<'_>,
    geometry: &Geometry,
) -> Option<Place> {
    if geometry.count > FEW {
        rows_ui(ui, view, scores, names, geometry);
        return None;
    }
    let mut chosen = None;
    for place in (0..geometry.count).flat_map(|label| (0..geometry.count).map(move |predicted| (label, predicted))) {
        let id = Id::unique(("confusion cell", place));
        let response = ui.interact(geometry.rect(place), id, Sense::hover());
        let is_chosen = choice == Choice::Cell { label: place.0 as u32, predicted: place.1 as u32 };
        let name = description(view, scores, names, place);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
        ui.ctx().accesskit_node_builder(id, |node| node.add_action(Action::Click));
        if ui.input(|input| input.has_accesskit_action_request(id, Action::Click)) {
            chosen = Some(place);
        }
    }
    chosen
}

fn rows_ui(ui: &Ui, view: &View<'_>, scores: &Scores, names: &ClassNames<'_>, geometry: &Geometry) {
    if geometry.cell.y < LEAST {
        return;
    }
    let in_view = (0..geometry.count).filter(|label| geometry.row(*label).intersects(ui.clip_rect()));
    for label in in_view {
        let id = Id::unique(("confusion row", label));
        let response = ui.interact(geometry.row(label), id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, row(view, scores, names, label)));
    }
}

/// A row in words: how many are right, and what the others are taken for most.
fn row(view: &View<'_>, scores: &Scores, names: &ClassNames<'_>, label: usize) -> String {
    let language = view.language;
    let counts = &scores.confusion[label];
    let (right, n) = (language.integer(counts[label]), language.integer(scores.classes[label].support));
    let share = language.percent(scores.share(label, label), 1);
    let values: [(&str, &dyn Display); 4] =
        [("label", &names.whole(label)), ("right", &right), ("n", &n), ("share", &share)];
    let row = language.fill(MatrixText::RowRight, &values);
    let wrong = counts.iter().enumerate().filter(|(predicted, count)| *predicted != label && **count > 0);
    // The first of equals.
    let Some((predicted, count)) = wrong.rev().max_by_key(|(_, count)| **count) else { return row };
    let (predicted, count) = (names.whole(predicted), language.integer(*count));
    let values: [(&str, &dyn Display); 3] = [("row", &row), ("predicted", &predicted), ("count", &count)];
    language.fill(MatrixText::RowWrong, &values)
}
