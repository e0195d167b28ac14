//! Bars for shares, probabilities and progress.

use eframe::egui::{Color32, CornerRadius, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

/// A share of the given width; `name` is its accessible name.
pub fn bar(ui: &mut Ui, name: &str, share: f32, width: f32, colour: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width, 8.0), Sense::hover());
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(4), ui.visuals().code_bg_color);
    let filled = Rect::from_min_size(
        rect.min,
        vec2((rect.width() * share).max(if share > 0.0 { 2.0 } else { 0.0 }), rect.height()),
    );
    painter.rect_filled(filled, CornerRadius::same(4), colour);
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name));
    response
}

/// Parts of a whole side by side; `name` is their accessible name.
pub fn split_bar(ui: &mut Ui, name: &str, parts: &[(f32, Color32)], width: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width, 8.0), Sense::hover());
    let whole: f32 = parts.iter().map(|(size, _)| size).sum();
    let mut left = rect.left();
    for (size, colour) in parts {
        let right = left + rect.width() * size / whole.max(f32::MIN_POSITIVE);
        ui.painter().rect_filled(
            Rect::from_x_y_ranges(left..=(right - 1.0).max(left), rect.y_range()),
            CornerRadius::same(2),
            *colour,
        );
        left = right;
    }
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name));
    response
}

/// Progress; without a known end the bar stays empty.
pub fn progress(ui: &mut Ui, name: &str, done: usize, total: usize, width: f32) -> Response {
    let share = if total == 0 { 0.0 } else { done as f32 / total as f32 };
    let colour = ui.visuals().hyperlink_color;
    bar(ui, name, share, width, colour)
}
