//! Cells of one size in rows: only those on the screen are painted, and arrow keys move a choice among them.

use std::ops::Range;

use eframe::egui::{
    Align, Align2, CornerRadius, EventFilter, FontId, Id, Image, Key, Layout, Memory, Modifiers, Rect, Response,
    ScrollArea, Sense, Ui, UiBuilder, Vec2, pos2, vec2,
};

use crate::app::state::Cell;
use crate::app::theme::Tokens;
use crate::shared_error::SharedError;

/// Room between cells.
const GAP: f32 = 8.0;
/// Room for the bar that scrolls.
const BAR: f32 = 12.0;
/// Rows beyond the screen whose pictures are read ahead.
const AHEAD: usize = 4;

/// A scrolling area of cells.
#[derive(Debug, Clone, Copy)]
pub struct Gallery {
    /// Its name among the window's scrolling areas.
    pub name: &'static str,
    /// A cell's size.
    pub cell: Vec2,
}

impl Gallery {
    /// How many cells stand in a row.
    #[must_use]
    pub fn columns(&self, ui: &Ui) -> usize {
        (((ui.available_width() - BAR + GAP) / (self.cell.x + GAP)).floor() as usize).max(1)
    }

    /// The same gallery with cells a little larger, so that rows fill the room; the room for words in a cell stays.
    #[must_use]
    pub fn filling(self, ui: &Ui) -> Self {
        let columns = self.columns(ui) as f32;
        let more = ((ui.available_width() - BAR + GAP) / columns - GAP - self.cell.x).floor().clamp(0.0, self.cell.x);
        Self { cell: self.cell + Vec2::splat(more), ..self }
    }

    /// How many cells the arrow keys move the choice by, while nothing but a cell has the keyboard.
    #[must_use]
    pub fn moved(ui: &Ui, columns: usize) -> Option<isize> {
        Self::arrows(ui, columns, Modifiers::NONE)
    }

    /// The same for arrow keys with Shift.
    #[must_use]
    pub fn extended(ui: &Ui, columns: usize) -> Option<isize> {
        Self::arrows(ui, columns, Modifiers::SHIFT)
    }

    fn arrows(ui: &Ui, columns: usize, modifiers: Modifiers) -> Option<isize> {
        // Read before it is looked up: the context's lock must not be taken twice at once.
        let focused = ui.ctx().memory(Memory::focused);
        if focused.is_some_and(|id| !is_cell(ui, id)) {
            return None;
        }
        let columns = columns as isize;
        let keys = [(Key::ArrowLeft, -1), (Key::ArrowRight, 1), (Key::ArrowUp, -columns), (Key::ArrowDown, columns)];
        let by = keys
            .into_iter()
            .filter(|(key, _)| ui.ctx().input_mut(|input| input.consume_key(modifiers, *key)))
            .map(|(_, by)| by);
        by.reduce(|sum, by| sum + by)
    }

    /// Paints the cells on the screen out of `count`, scrolled so that the one at `reveal` is seen. Gives the places
    /// whose pictures are wanted now or soon.
    pub fn show(
        &self,
        ui: &mut Ui,
        columns: usize,
        count: usize,
        reveal: Option<usize>,
        mut cell: impl FnMut(&mut Ui, usize),
    ) -> Range<usize> {
        ui.spacing_mut().item_spacing = vec2(GAP, GAP);
        let mut area = ScrollArea::vertical().auto_shrink(false).id_salt(self.name);
        if let Some(offset) = reveal.and_then(|place| self.offset_to(ui, place / columns)) {
            area = area.vertical_scroll_offset(offset);
        }
        let mut visible = 0..0;
        let output = area.show_rows(ui, self.cell.y, count.div_ceil(columns), |ui, rows| {
            visible = rows.clone();
            for row in rows {
                ui.horizontal(|ui| {
                    for place in row * columns..((row + 1) * columns).min(count) {
                        cell(ui, place);
                    }
                });
            }
        });
        let view = (output.state.clamped_offset().y, output.inner_rect.height());
        ui.data_mut(|memory| memory.insert_temp(self.id(), view));
        (visible.start * columns).min(count)..((visible.end + AHEAD) * columns).min(count)
    }

    /// The same in a page that scrolls as a whole: all rows have their place in it, and those on the screen and next to it are painted.
    pub fn show_in_page(
        &self,
        ui: &mut Ui,
        columns: usize,
        count: usize,
        reveal: Option<usize>,
        mut cell: impl FnMut(&mut Ui, usize),
    ) -> Range<usize> {
        let step = self.cell.y + GAP;
        let rows = count.div_ceil(columns);
        let size = vec2(ui.available_width(), (rows as f32 * step - GAP).max(0.0));
        let (all, _) = ui.allocate_exact_size(size, Sense::hover());
        let row = |row: usize| Rect::from_min_size(all.min + vec2(0.0, row as f32 * step), vec2(size.x, self.cell.y));
        if let Some(place) = reveal {
            ui.scroll_to_rect(row(place / columns), None);
        }
        let seen = ui.clip_rect();
        let first = (((seen.top() - all.top()) / step).max(0.0) as usize).min(rows);
        let last = (((seen.bottom() - all.top()) / step).max(0.0).ceil() as usize).clamp(first, rows);
        // Some rows beyond the screen can be scrolled to by the keyboard and a screen reader.
        for number in first.saturating_sub(AHEAD)..(last + AHEAD).min(rows) {
            let inside =
                UiBuilder::new().id_salt(number).max_rect(row(number)).layout(Layout::left_to_right(Align::Min));
            ui.scope_builder(inside, |ui| {
                ui.spacing_mut().item_spacing = vec2(GAP, GAP);
                for place in number * columns..((number + 1) * columns).min(count) {
                    cell(ui, place);
                }
            });
        }
        (first * columns).min(count)..((last + AHEAD) * columns).min(count)
    }

    fn id(&self) -> Id {
        Id::unique((self.name, "view"))
    }

    /// How far to scroll so that a row is seen; nothing where it is.
    fn offset_to(&self, ui: &Ui, row: usize) -> Option<f32> {
        let top = row as f32 * (self.cell.y + GAP);
        let (offset, height) = ui.data(|memory| memory.get_temp::<(f32, f32)>(self.id()))?;
        if top < offset {
            Some(top)
        } else if top + self.cell.y > offset + height {
            // Of a cell that is higher than the room for it, the upper part is seen.
            Some((top + self.cell.y - height).min(top))
        } else {
            None
        }
    }
}

/// A cell at a place of its own. A gallery is one stop of the Tab key, within which arrow keys move: Tab comes to the cell
/// that `is_stop`.
pub fn cell_at(ui: &Ui, id: Id, rect: Rect, is_stop: bool) -> Response {
    let focused = ui.memory(|memory| memory.has_focus(id));
    let response = ui.interact(rect, id, if is_stop || focused { Sense::click() } else { Sense::CLICK });
    mark_cell(ui, &response);
    if response.has_focus() {
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

/// Lets arrow keys move the selection while this cell has the focus.
pub fn mark_cell(ui: &Ui, response: &Response) {
    ui.data_mut(|memory| memory.insert_temp(response.id.with("cell"), true));
}

fn is_cell(ui: &Ui, id: Id) -> bool {
    ui.data(|memory| memory.get_temp::<bool>(id.with("cell"))).unwrap_or_default()
}

/// The middle square of a thumbnail, so that all cells have one shape; gives the error where there is no picture.
pub fn small_picture(ui: &Ui, tokens: &Tokens, rect: Rect, cell: Option<&Cell>) -> Option<SharedError> {
    let corner = CornerRadius::same(4);
    match cell {
        Some(Cell::Ready { texture, .. }) => {
            let size = texture.size_vec2();
            let (x, y) = if size.x > size.y {
                ((1.0 - size.y / size.x) / 2.0, 0.0)
            } else {
                (0.0, (1.0 - size.x / size.y) / 2.0)
            };
            let middle = Rect::from_min_max(pos2(x, y), pos2(1.0 - x, 1.0 - y));
            Image::new(texture).uv(middle).corner_radius(corner).paint_at(ui, rect);
            None
        }
        Some(Cell::Failed(reason)) => {
            ui.painter().rect_filled(rect, corner, tokens.raised);
            let sign = FontId::proportional(20.0);
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, "✗", sign, tokens.failure);
            Some(reason.clone())
        }
        None => {
            ui.painter().rect_filled(rect, corner, tokens.background);
            None
        }
    }
}
