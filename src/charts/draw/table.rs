//! Tables on a figure.

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::sheet::{Drawn, MARGIN, NAME, Place, SCALE, SMALL, Sheet, WIDTH, colour_of, style};
use crate::charts::figure::{Cell, Colour, Table, paper};

/// Sizes in points.
const TITLE: i32 = 28;
const ROW: i32 = 24;
const BELOW: i32 = 20;
const WIDEST: i32 = 132;
const NAMES: i32 = 168;

/// Height of a table, in points.
pub(super) fn height(table: &Table) -> i32 {
    TITLE + ROW * (1 + table.rows.len() as i32) + BELOW
}

impl<D: DrawingBackend> Sheet<'_, D> {
    /// Names of columns above, names of rows at the left; text that is too long is cut.
    pub(super) fn table(&self, table: &Table, top: i32) -> Drawn<D> {
        let left = MARGIN * SCALE;
        self.text(&table.name, (left, top + 8 * SCALE), &style(NAME, true, paper::TEXT, HPos::Left))?;
        let columns = table.columns.len().max(1) as i32;
        let width = ((WIDTH - 2 * MARGIN - NAMES) / columns).min(WIDEST) * SCALE;
        let column = |number: usize| left + NAMES * SCALE + number as i32 * width;
        let middle = |row: usize| top + (TITLE + ROW * row as i32 + ROW / 2) * SCALE;
        let heads = style(SMALL, true, paper::TEXT_WEAK, HPos::Center);
        for (number, name) in table.columns.iter().enumerate() {
            self.fitted(name, (column(number) + width / 2, middle(0)), width, &heads)?;
        }
        for (number, (name, cells)) in table.rows.iter().enumerate() {
            let middle = middle(number + 1);
            self.fitted(name, (left, middle), NAMES * SCALE, &style(SMALL, true, paper::TEXT, HPos::Left))?;
            for (place, cell) in cells.iter().enumerate() {
                self.cell(cell, (column(place), middle), width)?;
            }
        }
        Ok(())
    }

    /// A cell at `left`, with its middle at this height.
    fn cell(&self, cell: &Cell, (left, middle): Place, width: i32) -> Drawn<D> {
        if let Some((colour, share)) = cell.shade {
            let half = ROW * SCALE / 2 - SCALE;
            let corners = [(left + SCALE, middle - half), (left + width - SCALE, middle + half)];
            self.root.draw(&Rectangle::new(corners, colour_of(mixed(colour, share)).filled()))?;
        }
        let words = style(SMALL, false, paper::TEXT, HPos::Center);
        self.fitted(&cell.text, (left + width / 2, middle), width, &words)
    }

    /// Text that is cut if it is wider than `room`.
    fn fitted(&self, text: &str, place: Place, room: i32, style: &TextStyle<'_>) -> Drawn<D> {
        let mut shown = text.to_owned();
        let mut letters = text.chars().count();
        while letters > 1 && self.width(&shown, style)? > room - 6 * SCALE {
            letters -= 1;
            shown = text.chars().take(letters).chain(['…']).collect();
        }
        self.text(&shown, place, style)
    }
}

/// A share of a colour on white.
fn mixed(colour: Colour, share: f64) -> Colour {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    colour.map(|level| (255.0 - (255.0 - f64::from(level)) * share).round() as u8)
}
