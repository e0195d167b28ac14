//! Where the matrix's cells and names are, and what of them is written.

use eframe::egui::{FontId, Pos2, Rect, Ui, Vec2, pos2, vec2};

use super::{Place, View};
use crate::app::widgets::{ClassNames, width_of};
use crate::results::Scores;

/// Height of the line with the axes' names.
const AXES: f32 = 20.0;
/// Room between names and cells.
const GAP: f32 = 6.0;
/// The names of so many classes are written at most.
const NAMED: usize = 40;
/// A name needs at least so much room, in points.
const LINE: f32 = 12.0;
/// Of the room, names take at most this share.
const SHARE: f32 = 0.3;
/// Names of columns that are narrower than this are turned.
const LEVEL: f32 = 56.0;
/// No turned name is longer.
const TURNED: f32 = 96.0;
/// No cell is wider.
const WIDEST: f32 = 240.0;
/// A cell of at least this size has its count and its share.
const BOTH: Vec2 = vec2(52.0, 38.0);
/// Sizes of a cell's number, in points.
const SIZES: (usize, usize) = (8, 36);

/// How the numbers of the cells are written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellText {
    /// The size of the larger one, in points.
    pub size: f32,
    /// Whether both the count and the share are written.
    pub both: bool,
    /// Decimals of a share.
    pub decimals: usize,
}

/// How the classes are named along the sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Named {
    /// Room for the names of the rows, in points.
    pub left: f32,
    /// Room for the names of the columns, in points.
    pub top: f32,
    /// Whether these run upwards.
    pub turned: bool,
}

/// Where all of it is.
pub struct Geometry {
    /// The room that there is.
    pub room: Rect,
    /// All cells.
    pub cells: Rect,
    /// One of them.
    pub cell: Vec2,
    /// Rows, and columns.
    pub count: usize,
    /// The names, where there is room for them.
    pub named: Option<Named>,
    /// The numbers, where there is room for them.
    pub text: Option<CellText>,
}

/// More width than this shows a matrix of so many classes no larger.
pub fn widest(count: usize) -> f32 {
    /// Room for the names beside the rows.
    const NAMES: f32 = 120.0;
    count as f32 * WIDEST + NAMES
}

impl Geometry {
    pub fn fitting(
        ui: &Ui,
        view: &View<'_>,
        scores: &Scores,
        names: &ClassNames<'_>,
        room: Rect,
        by_share: bool,
    ) -> Self {
        let count = names.len();
        let named = (count <= NAMED).then(|| named(names.widest(ui, &name_font()), room.size(), count));
        let fits = |named: &Named| size(room.size(), count, named).min_elem() >= LINE;
        let named = named.filter(fits);
        let (left, top, cell) = if let Some(named) = &named {
            (named.left + GAP, AXES + named.top + GAP, size(room.size(), count, named))
        } else {
            let side = room.width().min(room.height() - AXES - GAP).max(1.0);
            (0.0, AXES + GAP, Vec2::splat(side / count as f32))
        };
        let cells = Rect::from_min_size(room.min + vec2(left, top), cell * count as f32);
        let most = scores.confusion.iter().flatten().max().copied().unwrap_or(0);
        let text = cell_text(ui, &view.language.integer(most), cell, by_share);
        Self { room, cells, cell, count, named, text }
    }

    /// The cell at a point, the nearest one where it lies beside all.
    pub fn at(&self, point: Pos2) -> Place {
        let along = |from: f32, size: f32| ((from / size).max(0.0) as usize).min(self.count - 1);
        (along(point.y - self.cells.top(), self.cell.y), along(point.x - self.cells.left(), self.cell.x))
    }

    /// A cell's place.
    pub fn rect(&self, (label, predicted): Place) -> Rect {
        let step = vec2(predicted as f32 * self.cell.x, label as f32 * self.cell.y);
        Rect::from_min_size(self.cells.min + step, self.cell)
    }

    /// A whole row with its name.
    pub fn row(&self, label: usize) -> Rect {
        let row = self.rect((label, 0));
        Rect::from_min_max(pos2(self.room.left(), row.top()), pos2(self.cells.right(), row.bottom()))
    }
}

/// The font of the classes' names.
pub fn name_font() -> FontId {
    FontId::proportional(12.0)
}

fn named(widest: f32, room: Vec2, count: usize) -> Named {
    let left = (widest + 2.0).min(room.x * SHARE);
    let width = (room.x - left - GAP) / count as f32;
    let turned = widest > width - 4.0 && width < LEVEL;
    let top = if turned { (widest + 2.0).min(room.y * SHARE).min(TURNED) } else { LINE + 4.0 };
    Named { left, top, turned }
}

/// A cell's size: as large as it can be, and never higher than wide.
fn size(room: Vec2, count: usize, named: &Named) -> Vec2 {
    let width = ((room.x - named.left - GAP) / count as f32).min(WIDEST);
    let height = ((room.y - AXES - named.top - GAP) / count as f32).min(width);
    vec2(width.max(1.0), height.max(1.0))
}

fn cell_text(ui: &Ui, most: &str, cell: Vec2, by_share: bool) -> Option<CellText> {
    let both = cell.x >= BOTH.x && cell.y >= BOTH.y;
    let decimals = usize::from(both);
    let widest = match (by_share, both) {
        (true, true) => "100.0 %",
        (true, false) => "100 %",
        (false, _) => most,
    };
    let height = if both { cell.y * 0.45 } else { cell.y };
    let fits = |size: &usize| {
        let font = FontId::monospace(*size as f32);
        *size as f32 * 1.2 <= height && width_of(ui, widest, &font) <= cell.x - 4.0
    };
    let size = (SIZES.0..=SIZES.1).rev().find(fits)?;
    Some(CellText { size: size as f32, both, decimals })
}
