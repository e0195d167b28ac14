//! Any number of rows of one height, of which those in view alone are laid out.

use eframe::egui::{Rect, ScrollArea, Ui, UiBuilder};

/// Rows next to those in view are laid out too, so that the keyboard reaches them.
const BESIDE: usize = 2;

/// Scrolls `count` rows of this height, in points; `row` lays out the one at a place. A row that gets the keyboard's focus
/// must scroll itself into view.
pub fn rows(ui: &mut Ui, salt: &str, height: f32, count: usize, mut row: impl FnMut(&mut Ui, usize)) {
    let step = height + ui.spacing().item_spacing.y;
    ScrollArea::vertical().auto_shrink([false, true]).id_salt(salt).show_viewport(ui, |ui, view| {
        ui.set_height((step * count as f32 - ui.spacing().item_spacing.y).max(0.0));
        let first = ((view.top() / step).floor().max(0.0) as usize).saturating_sub(BESIDE);
        let end = ((view.bottom() / step).ceil().max(0.0) as usize + BESIDE).min(count);
        let all = ui.max_rect();
        let place = |place: usize| all.top() + step * place as f32;
        let laid_out = Rect::from_x_y_ranges(all.x_range(), place(first)..=place(end));
        ui.scope_builder(UiBuilder::new().max_rect(laid_out), |ui| {
            // A row keeps its identity, and so the keyboard, when others are laid out before it.
            ui.skip_ahead_auto_ids(first);
            for place in first..end {
                ui.push_id(place, |ui| row(ui, place));
            }
        });
    });
}
