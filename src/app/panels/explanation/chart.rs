//! Numbers as coloured cells, and sums as bars.

use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::panels::View;
use crate::app::widgets::emphasis;
use crate::text::ExplanationText;

const ROW: f32 = 26.0;
/// Cells narrower than this are painted without their numbers.
const READABLE: f32 = 34.0;
const BARS: f32 = 64.0;

/// Rows and columns of numbers: orange above 0, blue below, stronger where larger; one of them may be marked.
pub struct Cells<'a> {
    pub title: &'a str,
    pub values: &'a [f32],
    pub columns: usize,
    pub marked: Option<usize>,
    /// Width of the whole.
    pub width: f32,
}

impl Cells<'_> {
    pub fn show(&self, ui: &mut Ui, view: &View<'_>) {
        let columns = self.columns.max(1);
        let rows = self.values.len().div_ceil(columns);
        let are_whole = self.values.iter().all(|value| value.fract() == 0.0);
        let word = |value: &f32| {
            if are_whole {
                view.language.decimal(f64::from(*value), 0).replace('-', "−")
            } else {
                written(view, *value)
            }
        };
        let words: Vec<String> = self.values.iter().map(word).collect();
        let largest = self.values.iter().fold(f32::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
        ui.vertical(|ui| {
            ui.label(emphasis(self.title).small());
            let cell = vec2(self.width / columns as f32, ROW.min(self.width / columns as f32 * 1.2));
            let size = vec2(self.width, cell.y * rows as f32);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            let painter = ui.painter();
            for (at, value) in self.values.iter().enumerate() {
                let min = rect.min + vec2((at % columns) as f32 * cell.x, (at / columns) as f32 * cell.y);
                let place = Rect::from_min_size(min, cell - vec2(1.0, 1.0));
                painter.rect_filled(place, CornerRadius::same(2), shade(view, *value, largest));
                if cell.x >= READABLE {
                    let font = FontId::monospace(11.0);
                    painter.text(place.center(), Align2::CENTER_CENTER, &words[at], font, view.tokens.text);
                }
                if self.marked == Some(at) {
                    let stroke = Stroke::new(2.0, view.tokens.best);
                    painter.rect_stroke(place, CornerRadius::same(2), stroke, StrokeKind::Inside);
                }
            }
            let values = words.join("; ");
            let description =
                view.language.fill(ExplanationText::GridDescription, &[("title", &self.title), ("values", &values)]);
            let response = response.on_hover_text(description.clone());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &description));
        });
    }
}

/// A number of the network as it is read in a cell.
pub fn written(view: &View<'_>, value: f32) -> String {
    // A value that rounds to zero is shown without a minus sign.
    let value = if value.abs() < 5e-4 { 0.0 } else { value };
    let decimals = if value.abs() >= 100.0 {
        0
    } else if value.abs() >= 10.0 {
        1
    } else {
        3
    };
    view.language.decimal(f64::from(value), decimals).replace('-', "−")
}

/// A change of a probability in points of a hundred, with its sign.
pub fn points(view: &View<'_>, share: f32) -> String {
    let points = f64::from(share) * 100.0;
    let sign = if points >= 0.05 {
        "+"
    } else if points <= -0.05 {
        "−"
    } else {
        ""
    };
    format!("{sign}{}", view.language.decimal(points.abs(), 1))
}

fn shade(view: &View<'_>, value: f32, largest: f32) -> Color32 {
    if !value.is_finite() {
        return view.tokens.background;
    }
    let colour = view.tokens.series(usize::from(value > 0.0));
    view.tokens.raised.lerp_to_gamma(colour, 0.55 * (value.abs() / largest).min(1.0))
}

/// A bar a number, up above 0 and down below; a click chooses one.
pub fn sums_ui(ui: &mut Ui, view: &View<'_>, name: &str, sums: &[f32], chosen: usize) -> Option<usize> {
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, BARS), Sense::click());
    let step = (width / sums.len().max(1) as f32).min(24.0);
    let largest = sums.iter().fold(f32::MIN_POSITIVE, |largest, sum| largest.max(sum.abs()));
    let painter = ui.painter();
    let middle = rect.center().y;
    painter.hline(rect.x_range(), middle, Stroke::new(1.0, view.tokens.line));
    for (map, sum) in sums.iter().enumerate() {
        let left = rect.left() + map as f32 * step;
        let end = middle - sum / largest * (BARS / 2.0 - 2.0);
        let bar = Rect::from_two_pos(pos2(left, middle), pos2(left + (step - 1.0).max(1.0), end));
        painter.rect_filled(bar, CornerRadius::ZERO, view.tokens.series(usize::from(*sum > 0.0)));
        if map == chosen {
            let whole = Rect::from_x_y_ranges(left..=left + step, rect.y_range());
            painter.rect_stroke(whole, CornerRadius::ZERO, Stroke::new(1.0, view.tokens.text), StrokeKind::Inside);
        }
    }
    let under = |x: f32| (((x - rect.left()) / step).max(0.0) as usize).min(sums.len().saturating_sub(1));
    let listed: Vec<String> =
        sums.iter().enumerate().map(|(map, sum)| format!("{}: {}", map + 1, written(view, *sum))).collect();
    let description = format!("{name}: {}", listed.join("; "));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &description));
    let clicked = response.clicked().then(|| response.interact_pointer_pos().map(|at| under(at.x))).flatten();
    if let Some(at) = response.hover_pos()
        && let Some(value) = listed.get(under(at.x))
    {
        response.on_hover_text_at_pointer(value.as_str());
    }
    clicked
}
