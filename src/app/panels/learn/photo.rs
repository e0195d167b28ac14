//! The photo of the lessons, its maps, and numbers of them in cells.

use eframe::egui::{TextureHandle, Ui, vec2};

use super::View;
use crate::app::panels::explanation::chart::Cells;
use crate::app::panels::explanation::place::PlacePicture;
use crate::app::widgets::small;

/// Height and width of a picture: at most the first in a narrow place, and at most the second in a wide one.
const SIDE: f32 = 200.0;
const LARGEST: f32 = 360.0;
/// A picture takes this share of the width where there is room.
const SHARE: f32 = 0.36;
/// Height and width of pictures beside each other, at least.
const SMALLEST: f32 = 120.0;
/// Width of a cell with a number, and how much narrower it may be.
const CELL: f32 = 46.0;
const NARROWEST: f32 = 0.85;

/// Height and width of a picture in the room that there is.
pub fn side(ui: &Ui) -> f32 {
    let width = ui.available_width();
    (SHARE * width).clamp(SIDE, LARGEST).min(width).floor()
}

/// So many pictures beside each other, or below each other where they would be too small; `add` is given their side.
pub fn beside(ui: &mut Ui, count: usize, add: impl FnOnce(&mut Ui, f32)) {
    let most = side(ui);
    let gaps = ui.spacing().item_spacing.x * count.saturating_sub(1) as f32;
    let each = ((ui.available_width() - gaps) / count.max(1) as f32).floor();
    if each >= SMALLEST {
        ui.horizontal_top(|ui| add(ui, each.min(most)));
    } else {
        ui.vertical(|ui| add(ui, most));
    }
}

/// A picture with a frame that is moved by the pointer or arrow keys. Gives the place of its first row and column, if
/// another one was chosen.
pub fn framed(
    ui: &mut Ui,
    view: &View<'_>,
    texture: &TextureHandle,
    grid: (usize, usize),
    (place, span): ((usize, usize), (usize, usize)),
    side: f32,
    name: &str,
) -> Option<(usize, usize)> {
    ui.vertical(|ui| {
        let layers = [(texture, 1.0)];
        let picture = PlacePicture { layers: &layers, grid, place, span, name };
        let (_, chosen) = picture.show(ui, view.tokens, vec2(side, side));
        caption(ui, name, side);
        chosen
    })
    .inner
}

/// A picture with its description.
pub fn still(ui: &mut Ui, texture: &TextureHandle, side: f32, name: &str) {
    use crate::app::panels::explanation::place::fitted;
    use eframe::egui::{Image, Role, Sense, WidgetInfo};
    ui.vertical(|ui| {
        // As wide as its place, whatever the picture's shape: so pictures beside each other stand evenly.
        ui.set_width(side);
        let size = fitted(texture.size_vec2(), vec2(side, side));
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        Image::new(texture).corner_radius(4.0).paint_at(ui, rect);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
        caption(ui, name, side);
    });
}

fn caption(ui: &mut Ui, name: &str, width: f32) {
    ui.scope(|ui| {
        ui.set_max_width(width);
        // A sign of percent stays with its number.
        small(ui, name.replace(" %", "\u{a0}%"));
    });
}

/// The least width of numbers in so many columns.
pub fn least_width(columns: usize) -> f32 {
    NARROWEST * CELL * columns as f32
}

/// Numbers in rows and columns.
pub fn cells(ui: &mut Ui, view: &View<'_>, title: &str, values: &[f32], columns: usize) {
    let wanted = columns as f32 * CELL;
    // Beside something they are a little narrower; where that is not enough, they begin a row of their own.
    let beside = ui.available_size_before_wrap().x;
    let width = if beside < NARROWEST * wanted { wanted.min(ui.available_width()) } else { wanted.min(beside) };
    Cells { title, values, columns, marked: None, width }.show(ui, view);
}
