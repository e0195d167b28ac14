//! The last layer's numbers as bars, one for each class.

use eframe::egui::{
    Align2, CornerRadius, FontId, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::{View, chart};
use crate::app::widgets::ClassNames;
use crate::engine::ExplanationView;
use crate::text::ExplanationText;

const ROW: f32 = 28.0;
const NAME: f32 = 160.0;
const NUMBER: f32 = 72.0;
const WIDEST: f32 = 640.0;

/// Gives the class that was chosen, as its number in the layer's result.
pub fn logits_ui(ui: &mut Ui, view: &View<'_>, network: &ExplanationView) -> Option<usize> {
    let logits = &network.softmax.logits;
    let largest = logits.iter().fold(f32::MIN_POSITIVE, |largest, logit| largest.max(logit.abs()));
    let names = ClassNames::of(network.classes.iter().map(|name| view.class(name)));
    let mut order: Vec<usize> = (0..logits.len().min(names.len())).collect();
    order.sort_by(|a, b| logits[*b].total_cmp(&logits[*a]));
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut chosen = None;
    ScrollArea::vertical().auto_shrink(false).id_salt("logits").show_rows(ui, ROW, order.len(), |ui, rows| {
        for class in &order[rows] {
            if logit_ui(ui, view, &names, *class, logits[*class], largest) {
                chosen = Some(*class);
            }
        }
    });
    chosen
}

/// A bar to the right above 0 and to the left below.
fn logit_ui(ui: &mut Ui, view: &View<'_>, names: &ClassNames<'_>, class: usize, logit: f32, largest: f32) -> bool {
    let width = ui.available_width().min(WIDEST);
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::click());
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let font = FontId::proportional(14.0);
    let named = NAME.min(width * 0.35);
    let name = names.cut(ui, class, &font, named - 12.0);
    painter.text(rect.left_center() + vec2(4.0, 0.0), Align2::LEFT_CENTER, name, font, view.tokens.text);
    let written = chart::written(view, logit);
    let at = rect.right_center() - vec2(4.0, 0.0);
    painter.text(at, Align2::RIGHT_CENTER, &written, FontId::monospace(13.0), view.tokens.text);
    let (left, right) = (rect.left() + named, (rect.right() - NUMBER).max(rect.left() + named));
    let middle = f32::midpoint(left, right);
    let end = middle + (right - left) / 2.0 * if logit.is_finite() { logit / largest } else { 0.0 };
    let bar = Rect::from_two_pos(pos2(middle, rect.top() + 6.0), pos2(end, rect.bottom() - 6.0));
    painter.vline(middle, rect.y_range(), Stroke::new(1.0, view.tokens.line));
    painter.rect_filled(bar, CornerRadius::same(2), view.tokens.class(class));
    if response.hovered() || response.has_focus() {
        painter.rect_stroke(rect, CornerRadius::same(4), Stroke::new(1.0, view.tokens.accent), StrokeKind::Inside);
    }
    let whole = names.whole(class);
    let name = view.language.fill(ExplanationText::LogitOf, &[("class", &whole), ("value", &written)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response.on_hover_text(name).clicked()
}
