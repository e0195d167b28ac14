//! The card of one photograph with its prediction.

use std::fmt::Display;
use std::path::Path;

use eframe::egui::{
    Align2, Color32, CornerRadius, FontFamily, FontId, Image, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    Vec2, WidgetInfo, pos2, vec2,
};

use super::View;
use crate::app::state::{Card, CardState, Cell, probabilities};
use crate::app::theme::EMPHASIS;
use crate::app::widgets::middle;
use crate::engine::Verdict;
use crate::text::PredictionText;

/// A card's smallest width, in points.
pub const WIDTH: f32 = 208.0;
const PICTURE: f32 = 152.0;
const BAR_ROW: f32 = 20.0;
/// Classes with a bar of their own; the rest is in the large view.
const BARS: usize = 5;
/// A prediction that leads the next class by less than this is uncertain.
const LEAD: f32 = 0.2;

/// A card's height for so many classes, the same for all cards.
pub fn height(classes: usize) -> f32 {
    PICTURE + 90.0 + BAR_ROW * classes.min(BARS) as f32
}

pub fn card_ui(
    ui: &mut Ui,
    view: &View<'_>,
    card: &Card,
    picture: Option<&Cell>,
    calibrated: bool,
    size: Vec2,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let tokens = view.tokens;
    let painter = ui.painter();
    let fill = if response.hovered() { tokens.raised } else { tokens.background };
    painter.rect_filled(rect, CornerRadius::same(8), fill);
    if response.has_focus() {
        painter.rect_stroke(rect, CornerRadius::same(8), Stroke::new(2.0, tokens.accent), StrokeKind::Inside);
    }
    let name = Path::new(&card.name).file_name().map_or(card.name.as_str(), |name| name.to_str().unwrap_or(&card.name));
    let said = match &card.state {
        CardState::Done(answer) => {
            let area = Rect::from_min_size(rect.min + vec2(8.0, 8.0), vec2(rect.width() - 16.0, PICTURE));
            if let Some(Cell::Ready { texture, .. }) = picture {
                paint_picture(ui, texture, area);
            }
            let said = in_words(view, answer, calibrated);
            let colour = if is_uncertain(answer, calibrated) { tokens.warning } else { tokens.text };
            text(ui, rect, PICTURE + 24.0, &said, 14.0, colour, true);
            bars_ui(ui, view, answer, calibrated, rect);
            if answer.is_novel() {
                let notice = format!("⚠ {}", view.text(PredictionText::Novel));
                text(ui, rect, PICTURE + 44.0, &notice, 12.0, tokens.warning, false);
                format!("{said}; {notice}")
            } else {
                said
            }
        }
        CardState::Waiting => {
            let waiting = view.text(PredictionText::CardWaiting);
            text(ui, rect, PICTURE + 24.0, waiting, 14.0, tokens.text_weak, false);
            waiting.to_owned()
        }
        CardState::Failed(reason) => {
            let failed = format!("✗ {}", view.text(PredictionText::Unreadable));
            text(ui, rect, PICTURE + 24.0, &failed, 14.0, tokens.failure, true);
            format!("{failed}: {}", reason.localized(view.language))
        }
    };
    let small = match &card.state {
        CardState::Done(answer) => {
            let time = view.language.decimal(answer.milliseconds, 0);
            format!("{name} · {}", view.language.fill(PredictionText::Milliseconds, &[("n", &time)]))
        }
        CardState::Waiting | CardState::Failed(_) => name.to_owned(),
    };
    text(ui, rect, PICTURE + 62.0, &small, 12.0, tokens.text_weak, false);
    let full = format!("{name}: {said}");
    let response = response.on_hover_text(match &card.state {
        CardState::Failed(reason) => format!("{}\n{}", card.name, reason.localized(view.language)),
        _ => card.name.clone(),
    });
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &full));
    response
}

/// The label and its probability; a small margin is worded as uncertain.
pub fn in_words(view: &View<'_>, answer: &Verdict, calibrated: bool) -> String {
    let label = answer.model.classes.get(answer.label as usize).map_or("", String::as_str);
    let share = probabilities(answer, calibrated).get(answer.label as usize).copied().unwrap_or_default();
    let share = view.language.percent(f64::from(share), 0);
    let values: [(&str, &dyn Display); 1] = [("label", &label)];
    let phrase = if is_uncertain(answer, calibrated) { PredictionText::Uncertainty } else { PredictionText::Says };
    format!("{} {share}", view.language.fill(phrase, &values))
}

fn is_uncertain(answer: &Verdict, calibrated: bool) -> bool {
    let mut shares = probabilities(answer, calibrated).to_vec();
    shares.sort_by(f32::total_cmp);
    let next = shares.len().checked_sub(2).map_or(0.0, |place| shares[place]);
    answer.is_novel() || shares.last().is_none_or(|share| share - next < LEAD)
}

/// The picture with its proportions, as large as it fits.
fn paint_picture(ui: &Ui, texture: &eframe::egui::TextureHandle, area: Rect) {
    let size = texture.size_vec2();
    let scale = (area.width() / size.x).min(area.height() / size.y);
    let rect = Rect::from_center_size(area.center(), size * scale);
    Image::new(texture).corner_radius(CornerRadius::same(4)).paint_at(ui, rect);
}

fn bars_ui(ui: &Ui, view: &View<'_>, answer: &Verdict, calibrated: bool, rect: Rect) {
    let probabilities = probabilities(answer, calibrated);
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]));
    let painter = ui.painter().with_clip_rect(rect);
    for (place, class) in order.into_iter().take(BARS).enumerate() {
        let y = rect.top() + PICTURE + 84.0 + place as f32 * BAR_ROW;
        let name = answer.model.classes.get(class).map_or("", String::as_str);
        let share = probabilities[class];
        let font = FontId::proportional(12.0);
        let left = rect.left() + 12.0;
        let name = middle(ui, name, &font, 60.0);
        painter.text(pos2(left, y), Align2::LEFT_CENTER, name, font.clone(), view.tokens.text_weak);
        let track = Rect::from_min_size(pos2(left + 64.0, y - 4.0), vec2(rect.width() - 64.0 - 24.0 - 40.0, 8.0));
        painter.rect_filled(track, CornerRadius::same(4), view.tokens.raised);
        let filled = Rect::from_min_size(track.min, vec2(track.width() * share.clamp(0.0, 1.0), 8.0));
        painter.rect_filled(filled, CornerRadius::same(4), view.tokens.series(class));
        let percent = view.language.percent(f64::from(share), 0);
        painter.text(pos2(rect.right() - 12.0, y), Align2::RIGHT_CENTER, percent, font, view.tokens.text_weak);
    }
}

fn text(ui: &Ui, rect: Rect, down: f32, text: &str, size: f32, colour: Color32, strong: bool) {
    let family = if strong { FontFamily::Name(EMPHASIS.into()) } else { FontFamily::Proportional };
    let painter = ui.painter().with_clip_rect(rect.shrink2(vec2(8.0, 0.0)));
    let at = pos2(rect.left() + 12.0, rect.top() + down);
    painter.text(at, Align2::LEFT_CENTER, text, FontId::new(size, family), colour);
}
