//! The cards in rows; only those on the screen are painted. They are one stop of the keyboard, within which arrow keys move.

use std::ops::Range;

use eframe::egui::{Rect, Ui, UiBuilder, vec2};

use super::View;
use super::card::{self, CardView};
use crate::app::actions::Action;
use crate::app::state::{CardState, PredictionState};
use crate::app::widgets::{ClassNames, Gallery, weak};
use crate::text::PredictionText;

/// How opaque a card is whose prediction is of earlier weights.
const OUTDATED: f32 = 0.45;
/// Room between cards that stand above each other.
const GAP: f32 = 8.0;
/// So many cards without a picture stand above each other where one with a picture would stand.
const STACKED: usize = 3;

pub fn list_ui(ui: &mut Ui, view: &mut View<'_>, prediction: &mut PredictionState) {
    if prediction.shown.is_empty() {
        weak(ui, view.text(PredictionText::NoneShown));
        return;
    }
    let classes = prediction.model.as_ref().map_or(0, |model| model.classes.len());
    let gallery = Gallery { name: "cards", cell: vec2(card::WIDTH, card::height(classes)) }.filling(ui);
    let columns = gallery.columns(ui);
    let cells = cells(prediction);
    let top = std::mem::take(&mut prediction.to_top).then_some(0);
    let reveal = move_by_keys(ui, prediction, &cells, columns).or(top);
    let PredictionState { cards, shown, open, stop, model, calibrated, thumbnails, .. } = prediction;
    let names = model.as_ref().map(|model| model.classes.iter().map(|name| view.class(name))).into_iter().flatten();
    let names = ClassNames::of(names);
    let mut painted = Vec::new();
    let mut clicked = None;
    gallery.show(ui, columns, cells.len(), reveal, |ui, cell| {
        let (_, room) = ui.allocate_space(gallery.cell);
        for (position, place) in cells[cell].clone().enumerate() {
            let card = &cards[shown[place]];
            let is_outdated = card.verdict().is_some_and(|verdict| model.as_ref() != Some(&verdict.model));
            let has_picture = !matches!(card.state, CardState::Failed(_));
            let rect = if has_picture { room } else { part(room, position) };
            let picture = thumbnails.get(card.id as usize);
            let is_stop = *stop == Some(card.id);
            let calibrated = *calibrated;
            let shown = CardView { card, picture, calibrated, rect, is_stop, names: &names, is_outdated };
            // A child does not move what comes after it: the cell has been allocated.
            let mut inside = ui.new_child(UiBuilder::new().id_salt(card.id).max_rect(rect));
            // A prediction of earlier weights is faint until the card is classified again.
            inside.set_opacity(if is_outdated { OUTDATED } else { 1.0 });
            if card::card_ui(&mut inside, view, &shown).clicked() {
                clicked = Some(card.id);
            }
            painted.push(card);
        }
    });
    if clicked.is_some() {
        (*open, *stop) = (clicked, clicked);
    }
    // The stop is a card on the screen.
    if !painted.iter().any(|card| *stop == Some(card.id)) {
        *stop = painted.first().map(|card| card.id);
    }
    let classified = painted.iter().filter(|card| card.verdict().is_some());
    let wanted: Vec<usize> = classified.map(|card| card.id as usize).collect();
    // Textures that were evicted are made again when they are shown.
    if let Some(missing) = thumbnails.missing(&wanted) {
        view.load(Action::ShowCards(missing.into_iter().map(|number| number as u64).collect()));
    }
}

/// The shown cards as cells of one size: one card with a picture, or some in a row without one above each other.
fn cells(prediction: &PredictionState) -> Vec<Range<usize>> {
    let mut cells: Vec<Range<usize>> = Vec::with_capacity(prediction.shown.len());
    let mut is_stack = false;
    for (place, card) in prediction.shown.iter().enumerate() {
        let has_picture = !matches!(prediction.cards[*card].state, CardState::Failed(_));
        match cells.last_mut() {
            Some(last) if is_stack && !has_picture && last.len() < STACKED => last.end += 1,
            _ => cells.push(place..place + 1),
        }
        is_stack = !has_picture;
    }
    cells
}

/// The place of a card without a picture in a cell.
fn part(room: Rect, position: usize) -> Rect {
    let height = (room.height() - (STACKED - 1) as f32 * GAP) / STACKED as f32;
    let top = room.top() + position as f32 * (height + GAP);
    Rect::from_min_size(room.min, vec2(room.width(), height)).translate(vec2(0.0, top - room.top()))
}

/// Lets arrow keys move the keyboard from card to card, or what is shown large; gives the cell that it comes to.
fn move_by_keys(ui: &Ui, prediction: &mut PredictionState, cells: &[Range<usize>], columns: usize) -> Option<usize> {
    let by = Gallery::moved(ui, columns)?;
    let from = prediction.open.or(prediction.stop);
    let from = prediction.shown.iter().position(|place| Some(prediction.cards[*place].id) == from)?;
    let place = neighbour(cells, from, by, columns);
    let id = prediction.cards[prediction.shown[place]].id;
    prediction.stop = Some(id);
    if prediction.open.is_some() {
        prediction.open = prediction.stop;
    } else {
        ui.memory_mut(|memory| memory.request_focus(card::id_of(id)));
    }
    cell_of(cells, place)
}

fn cell_of(cells: &[Range<usize>], place: usize) -> Option<usize> {
    let cell = cells.partition_point(|cell| cell.end <= place);
    (cell < cells.len()).then_some(cell)
}

/// The card that arrow keys lead to: `by` cards further, or by whole rows of `columns` cells up or down, through the cards
/// that stand above each other.
fn neighbour(cells: &[Range<usize>], from: usize, by: isize, columns: usize) -> usize {
    let last = cells.last().map_or(0, |cell| cell.end.saturating_sub(1));
    let rows = by / columns as isize;
    if columns == 1 || rows == 0 {
        return from.saturating_add_signed(by).min(last);
    }
    let mut place = from;
    for _ in 0..rows.unsigned_abs() {
        let Some(cell) = cell_of(cells, place) else { break };
        let position = place - cells[cell].start;
        place = if rows > 0 {
            match cells.get(cell + columns) {
                _ if position + 1 < cells[cell].len() => place + 1,
                Some(below) => below.start,
                None => place,
            }
        } else if position > 0 {
            place - 1
        } else {
            cell.checked_sub(columns).map_or(place, |above| cells[above].end - 1)
        };
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrow_keys_go_through_the_cards_that_stand_above_each_other() {
        // Three columns: a stack of two, a stack of three, one card; below, two cards.
        let cells = [0..2, 2..5, 5..6, 6..7, 7..8];
        let to = |from, by| neighbour(&cells, from, by, 3);
        assert_eq!([to(0, 1), to(1, 1), to(7, 1), to(0, -1), to(5, -1)], [1, 2, 7, 0, 4]);
        assert_eq!([to(0, 3), to(1, 3), to(2, 3), to(4, 3), to(5, 3)], [1, 6, 3, 7, 5]);
        assert_eq!([to(6, -3), to(7, -3), to(4, -3), to(1, -3), to(0, -3)], [1, 4, 3, 0, 0]);
        assert_eq!(to(0, 6), 6, "twice down within one frame");
        assert_eq!([neighbour(&cells, 4, 1, 1), neighbour(&cells, 4, -1, 1)], [5, 3]);
    }
}
