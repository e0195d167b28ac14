//! A picture on which a place of a grid is chosen, by mouse or by arrow keys.

use eframe::egui::{
    Color32, CornerRadius, EventFilter, Image, Key, Modifiers, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind,
    TextureHandle, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::theme::Tokens;

/// A picture with a grid of rows and columns over it.
pub struct PlacePicture<'a> {
    /// What lies on top of each other, the lowest first, and how much it covers.
    pub layers: &'a [(&'a TextureHandle, f32)],
    /// Rows and columns.
    pub grid: (usize, usize),
    /// The chosen place.
    pub place: (usize, usize),
    /// Rows and columns of the frame around it.
    pub span: (usize, usize),
    /// The accessible name.
    pub name: &'a str,
}

impl PlacePicture<'_> {
    /// Paints it as large as it fits into `most`. Gives where it is, and the place that was chosen, if another one was.
    pub fn show(&self, ui: &mut Ui, tokens: &Tokens, most: Vec2) -> (Response, Option<(usize, usize)>) {
        let Some((first, _)) = self.layers.first() else {
            return (ui.allocate_response(Vec2::ZERO, Sense::hover()), None);
        };
        let (rect, response) = ui.allocate_exact_size(fitted(first.size_vec2(), most), Sense::click_and_drag());
        for (texture, cover) in self.layers {
            let tint = Color32::WHITE.gamma_multiply(*cover);
            Image::new(*texture).corner_radius(4.0).tint(tint).paint_at(ui, rect);
        }
        outline(ui, tokens, cell(rect, self.grid, self.place, self.span));
        if response.has_focus() {
            ui.painter().rect_stroke(rect, CornerRadius::same(4), Stroke::new(2.0, tokens.accent), StrokeKind::Outside);
            let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, self.name));
        let chosen = self.by_pointer(rect, &response).or_else(|| self.by_keys(ui, &response));
        (response, chosen.filter(|place| *place != self.place))
    }

    /// The place under the pointer.
    pub fn under(&self, rect: Rect, at: Pos2) -> (usize, usize) {
        let share = (at - rect.min) / rect.size();
        let along = |share: f32, count: usize| ((share * count as f32).max(0.0) as usize).min(count.saturating_sub(1));
        (along(share.y, self.grid.0), along(share.x, self.grid.1))
    }

    fn by_pointer(&self, rect: Rect, response: &Response) -> Option<(usize, usize)> {
        if response.clicked() || response.dragged() {
            response.request_focus();
            // The frame is taken by its middle.
            let first = |(row, column): (usize, usize)| {
                (row.saturating_sub(self.span.0 / 2), column.saturating_sub(self.span.1 / 2))
            };
            return response.interact_pointer_pos().map(|at| first(self.under(rect, at)));
        }
        None
    }

    fn by_keys(&self, ui: &Ui, response: &Response) -> Option<(usize, usize)> {
        if !response.has_focus() {
            return None;
        }
        let (mut row, mut column) = self.place;
        for (key, down, right) in
            [(Key::ArrowUp, -1, 0), (Key::ArrowDown, 1, 0), (Key::ArrowLeft, 0, -1), (Key::ArrowRight, 0, 1)]
        {
            if ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                row = row.saturating_add_signed(down).min(self.grid.0.saturating_sub(1));
                column = column.saturating_add_signed(right).min(self.grid.1.saturating_sub(1));
            }
        }
        Some((row, column))
    }
}

/// As large as it fits, with its proportions; small pictures are enlarged.
pub fn fitted(size: Vec2, most: Vec2) -> Vec2 {
    size * (most.x / size.x.max(1.0)).min(most.y / size.y.max(1.0)).max(0.0)
}

/// Some rows and columns of a grid over a picture.
pub fn cell(rect: Rect, grid: (usize, usize), place: (usize, usize), count: (usize, usize)) -> Rect {
    let step = vec2(rect.width() / grid.1.max(1) as f32, rect.height() / grid.0.max(1) as f32);
    let min = rect.min + vec2(place.1 as f32 * step.x, place.0 as f32 * step.y);
    Rect::from_min_size(pos2(min.x, min.y), vec2(count.1 as f32 * step.x, count.0 as f32 * step.y))
}

/// A frame that stands out from any picture: light within dark.
#[expect(clippy::disallowed_methods, reason = "darkens the picture below it, in either theme")]
pub fn outline(ui: &Ui, tokens: &Tokens, rect: Rect) {
    let rect = if rect.width() < 5.0 { Rect::from_center_size(rect.center(), Vec2::splat(5.0)) } else { rect };
    let painter = ui.painter();
    painter.rect_stroke(rect, CornerRadius::ZERO, Stroke::new(4.0, Color32::from_black_alpha(160)), StrokeKind::Middle);
    painter.rect_stroke(rect, CornerRadius::ZERO, Stroke::new(2.0, tokens.series(4)), StrokeKind::Middle);
}
