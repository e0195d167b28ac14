//! The card of one photograph with its prediction, or with the reason why it has none.

use std::fmt::Display;
use std::path::Path;

use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{
    Align2, Color32, CornerRadius, FontFamily, FontId, Id, Image, Rect, Response, Role, Stroke, StrokeKind,
    TextureHandle, Ui, WidgetInfo, pos2, vec2,
};

use super::View;
use crate::app::state::{Card, CardState, Cell, is_uncertain, probabilities};
use crate::app::theme::EMPHASIS;
use crate::app::widgets::{ClassNames, cell_at, middle, width_of};
use crate::engine::Verdict;
use crate::text::{PredictionText, printable};

/// A card's smallest width, in points.
pub const WIDTH: f32 = 192.0;
const PICTURE: f32 = 136.0;
const AROUND: f32 = 8.0;
/// The prediction, and the file's name.
const SAYS: f32 = 26.0;
const FILE: f32 = 22.0;
const BAR_ROW: f32 = 16.0;
/// Classes with a bar of their own; the rest is in the large view.
const BARS: usize = 5;
/// The largest part of a card's width for the classes' names, and the width of a share.
const CLASSES: f32 = 0.45;
const SHARE: f32 = 40.0;
/// Lines of the reason why there is no prediction.
const REASON_LINES: usize = 3;

/// A card, and how it is shown.
pub struct CardView<'a> {
    pub card: &'a Card,
    pub picture: Option<&'a Cell>,
    pub calibrated: bool,
    pub rect: Rect,
    /// Whether the Tab key leads to it.
    pub is_stop: bool,
    /// The network's classes.
    pub names: &'a ClassNames<'a>,
    /// Whether its prediction is of earlier weights.
    pub is_outdated: bool,
}

/// A card's height for so many classes, the same for all cards with a picture.
pub fn height(classes: usize) -> f32 {
    AROUND + PICTURE + words_height(classes)
}

/// The height of what stands below the picture.
fn words_height(classes: usize) -> f32 {
    SAYS + BAR_ROW * classes.min(BARS) as f32 + FILE + 4.0
}

pub fn id_of(card: u64) -> Id {
    Id::unique(("card", card))
}

pub fn card_ui(ui: &mut Ui, view: &View<'_>, shown: &CardView<'_>) -> Response {
    let CardView { card, rect, is_stop, .. } = *shown;
    let response = cell_at(ui, id_of(card.id), rect, is_stop);
    let tokens = view.tokens;
    let fill = if response.hovered() { tokens.raised } else { tokens.background };
    ui.painter().rect_filled(rect, CornerRadius::same(8), fill);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, CornerRadius::same(8), Stroke::new(2.0, tokens.accent), StrokeKind::Inside);
    }
    let path = Path::new(&card.name);
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or(&card.name);
    let (name, whole) = (printable(name), printable(&card.name));
    let said = match &card.state {
        CardState::Done(verdict) => done_ui(ui, view, shown, verdict, &name),
        CardState::Waiting => {
            let waiting = view.text(PredictionText::CardWaiting);
            line(ui, rect, rect.bottom() - FILE - SAYS, waiting, (14.0, tokens.text_weak, false));
            file_ui(ui, rect, tokens.text_weak, &name, "");
            waiting.to_owned()
        }
        CardState::Failed(reason) => {
            let reason = reason.localized(view.language);
            // The name stands above.
            let short = reason.strip_prefix(&card.name).map(|rest| rest.trim_start_matches([':', ' ']));
            failed_ui(ui, view, rect, &name, short.unwrap_or(&reason));
            format!("✗ {}: {reason}", view.text(PredictionText::NotClassified))
        }
    };
    let full = format!("{name}: {said}");
    let response = response.on_hover_ui(|ui| {
        ui.label(&*whole);
        match &card.state {
            CardState::Failed(reason) => drop(ui.label(reason.localized(view.language))),
            CardState::Done(_) => drop(ui.label(&said)),
            CardState::Waiting => {}
        }
        if let CardState::Done(verdict) = &card.state {
            let time = view.language.decimal(verdict.milliseconds, 0);
            ui.label(view.language.fill(PredictionText::Milliseconds, &[("n", &time)]));
        }
    });
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &full));
    response
}

/// The picture, the prediction, the classes' bars and the file's name; gives the prediction in words.
fn done_ui(ui: &Ui, view: &View<'_>, shown: &CardView<'_>, verdict: &Verdict, name: &str) -> String {
    let CardView { rect, calibrated, picture, .. } = *shown;
    let tokens = view.tokens;
    let words = words_height(verdict.model.classes.len());
    let area = Rect::from_min_max(rect.min + vec2(AROUND, AROUND), pos2(rect.right() - AROUND, rect.bottom() - words));
    if let Some(Cell::Ready { texture, .. }) = picture {
        paint_picture(ui, texture, area);
    }
    let mut said = in_words(view, verdict, calibrated);
    let font = FontId::proportional(14.0);
    if width_of(ui, &said, &font) > rect.width() - 2.0 * AROUND - 8.0 && is_uncertain(verdict, calibrated) {
        // The class matters more than the words around it.
        said = format!("? {}", label_and_share(view, verdict, calibrated, PredictionText::Says));
    }
    let colour = if is_uncertain(verdict, calibrated) { tokens.warning } else { tokens.text };
    line(ui, rect, area.bottom() + SAYS / 2.0, &said, (14.0, colour, true));
    bars_ui(ui, view, shown, verdict, area.bottom() + SAYS);
    let time = view.language.decimal(verdict.milliseconds, 0);
    let time = view.language.fill(PredictionText::Milliseconds, &[("n", &time)]);
    file_ui(ui, rect, tokens.text_weak, name, &format!(" · {time}"));
    if !verdict.is_novel() {
        return said;
    }
    notice_ui(ui, view, area, &novel(view));
    format!("{said}; {}", novel(view))
}

fn novel(view: &View<'_>) -> String {
    format!("⚠ {}", view.text(PredictionText::Novel))
}

/// A line on the picture's lower edge.
fn notice_ui(ui: &Ui, view: &View<'_>, area: Rect, notice: &str) {
    let job = wrapped(notice, view.tokens.warning, area.width() - 2.0 * AROUND, 2);
    let words = ui.painter().layout_job(job);
    let ground = Rect::from_min_max(pos2(area.left(), area.bottom() - words.size().y - 6.0), area.max);
    ui.painter().rect_filled(ground, CornerRadius::same(4), view.tokens.background.gamma_multiply(0.9));
    ui.painter().galley(ground.min + vec2(AROUND, 3.0), words, view.tokens.warning);
}

/// The file's name and the reason why it has no prediction.
fn failed_ui(ui: &Ui, view: &View<'_>, rect: Rect, name: &str, reason: &str) {
    let font = FontId::new(13.0, FontFamily::Name(EMPHASIS.into()));
    let sign = format!("✗ {}", middle(ui, name, &font, rect.width() - 2.0 * AROUND - width_of(ui, "✗ ", &font)));
    line(ui, rect, rect.top() + AROUND + 8.0, &sign, (13.0, view.tokens.failure, true));
    let lines = ((rect.height() - 2.0 * AROUND - 18.0) / 15.0).floor().clamp(1.0, REASON_LINES as f32) as usize;
    let job = wrapped(reason, view.tokens.text, rect.width() - 2.0 * AROUND, lines);
    let words = ui.painter().layout_job(job);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.galley(rect.min + vec2(AROUND, AROUND + 19.0), words, view.tokens.text);
}

/// Small text in at most so many lines, cut at its end.
fn wrapped(text: &str, colour: Color32, width: f32, lines: usize) -> LayoutJob {
    let mut job = LayoutJob::simple(text.to_owned(), FontId::proportional(12.0), colour, width);
    job.wrap = TextWrapping { max_width: width, max_rows: lines, ..TextWrapping::default() };
    job
}

/// The label and its probability; a small margin is worded as uncertain.
pub fn in_words(view: &View<'_>, verdict: &Verdict, calibrated: bool) -> String {
    let phrase = if is_uncertain(verdict, calibrated) { PredictionText::Uncertainty } else { PredictionText::Says };
    label_and_share(view, verdict, calibrated, phrase)
}

fn label_and_share(view: &View<'_>, verdict: &Verdict, calibrated: bool, phrase: PredictionText) -> String {
    let label = verdict.model.classes.get(verdict.label as usize).map_or("", |name| view.class(name));
    let share = probabilities(verdict, calibrated).get(verdict.label as usize).copied().unwrap_or_default();
    let share = view.language.percent(f64::from(share), 0);
    let values: [(&str, &dyn Display); 1] = [("label", &printable(label))];
    format!("{} {share}", view.language.fill(phrase, &values))
}

/// The picture with its proportions, as large as it fits.
fn paint_picture(ui: &Ui, texture: &TextureHandle, area: Rect) {
    let size = texture.size_vec2();
    let scale = (area.width() / size.x).min(area.height() / size.y);
    let rect = Rect::from_center_size(area.center(), size * scale);
    Image::new(texture).corner_radius(CornerRadius::same(4)).paint_at(ui, rect);
}

/// The most probable classes, from `top` down.
fn bars_ui(ui: &Ui, view: &View<'_>, shown: &CardView<'_>, verdict: &Verdict, top: f32) {
    let CardView { rect, names, .. } = *shown;
    let probabilities = probabilities(verdict, shown.calibrated);
    // Another network may have other classes.
    let names = Some(names).filter(|names| !shown.is_outdated && names.len() >= probabilities.len());
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]));
    order.truncate(BARS);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let font = FontId::proportional(12.0);
    let most = (rect.width() * CLASSES).floor();
    let name = |class: &usize| verdict.model.classes.get(*class).map_or("", |name| view.class(name));
    let cut = |class: &usize| match names {
        Some(names) => names.cut(ui, *class, &font, most),
        None => middle(ui, &printable(name(class)), &font, most),
    };
    let names: Vec<String> = order.iter().map(cut).collect();
    let widest = names.iter().map(|name| width_of(ui, name, &font)).fold(0.0, f32::max);
    for ((place, class), name) in order.into_iter().enumerate().zip(names) {
        let y = top + (place as f32 + 0.5) * BAR_ROW;
        let share = probabilities[class];
        let left = rect.left() + AROUND + 2.0;
        painter.text(pos2(left, y), Align2::LEFT_CENTER, name, font.clone(), view.tokens.text_weak);
        let left = left + widest + 8.0;
        let right = rect.right() - AROUND - 2.0 - SHARE;
        let track = Rect::from_min_max(pos2(left, y - 3.0), pos2(right, y + 3.0));
        painter.rect_filled(track, CornerRadius::same(3), view.tokens.raised);
        let filled = Rect::from_min_size(track.min, vec2(track.width() * share.clamp(0.0, 1.0), track.height()));
        painter.rect_filled(filled, CornerRadius::same(3), view.tokens.class(class));
        let percent = view.language.percent(f64::from(share), 0);
        let end = pos2(rect.right() - AROUND - 2.0, y);
        painter.text(end, Align2::RIGHT_CENTER, percent, font.clone(), view.tokens.text_weak);
    }
}

/// The file's name in the lowest line, cut in its middle, and what follows it.
fn file_ui(ui: &Ui, rect: Rect, colour: Color32, name: &str, after: &str) {
    let font = FontId::proportional(12.0);
    let room = rect.width() - 2.0 * AROUND - 4.0 - width_of(ui, after, &font);
    let text = format!("{}{after}", middle(ui, name, &font, room));
    line(ui, rect, rect.bottom() - FILE / 2.0 - 2.0, &text, (12.0, colour, false));
}

/// One line around `y`, of a size and a colour, in the weight that stands out or not; cut where it is wider than the card.
fn line(ui: &Ui, rect: Rect, y: f32, text: &str, (size, colour, stands_out): (f32, Color32, bool)) {
    let family = if stands_out { FontFamily::Name(EMPHASIS.into()) } else { FontFamily::Proportional };
    let font = FontId::new(size, family);
    let text = middle(ui, text, &font, rect.width() - 2.0 * AROUND - 4.0);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.text(pos2(rect.left() + AROUND + 2.0, y), Align2::LEFT_CENTER, text, font, colour);
}
