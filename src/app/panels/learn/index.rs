//! The index of the lessons, with what was answered.

use eframe::egui::{Align2, Atom, Button, FontId, Frame, Margin, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::View;
use crate::app::state::{Reply, State, reply_to};
use crate::app::theme::GAP;
use crate::app::widgets::{emphasis, page_header, small, weak};
use crate::lessons::Lesson;
use crate::text::lessons::{LearnText, WholeText};

/// Width of a lesson's name.
const NAME: f32 = 356.0;
/// Height of a row's button.
const HEIGHT: f32 = 32.0;
/// Room for the sign of what was answered.
const SIGN: f32 = 24.0;
/// Below this width the claims stand below the names.
const WIDE: f32 = 1000.0;

pub fn index_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let known = answered(view, state);
    page_header(ui, view.text(LearnText::Title), view.text(LearnText::Subtitle), |ui| {
        small(ui, known);
    });
    ScrollArea::vertical().auto_shrink(false).id_salt("lessons").show(ui, |ui| {
        let mut chosen = None;
        for lesson in Lesson::ALL {
            if row_ui(ui, view, lesson, reply_to(&state.settings.lessons, lesson)) {
                chosen = Some(lesson);
            }
        }
        if chosen.is_some() {
            state.lessons.show(chosen);
        }
        if closing_ui(ui, view) {
            state.lessons.show_whole();
        }
    });
}

/// How many lessons have been answered, in words.
pub fn answered(view: &View<'_>, state: &State) -> String {
    let n = Lesson::ALL.into_iter().filter(|lesson| reply_to(&state.settings.lessons, *lesson).is_some()).count();
    view.language.fill(LearnText::Answered, &[("n", &n), ("all", &Lesson::ALL.len())])
}

/// A sign and words for what was answered.
const fn sign_of(reply: Option<Reply>) -> (&'static str, LearnText) {
    match reply {
        None => ("", LearnText::NotAnswered),
        Some(Reply::Shown) => ("○", LearnText::AnswerShown),
        Some(Reply::Right) => ("✓", LearnText::AnsweredRight),
        Some(Reply::Wrong) => ("✗", LearnText::AnsweredWrong),
    }
}

/// A lesson's row. Whether it was chosen.
fn row_ui(ui: &mut Ui, view: &View<'_>, lesson: Lesson, reply: Option<Reply>) -> bool {
    let title = lesson.title(view.language);
    let name = view.language.fill(LearnText::OpenLesson, &[("n", &lesson.number()), ("title", &title)]);
    let (sign, words) = sign_of(reply);
    let row = Row {
        label: format!("{} · {title}", lesson.number()),
        name: &name,
        claim: &lesson.claim(view.language),
        sign,
        words: view.text(words),
    };
    row.show(ui, view)
}

/// The closing page's row. Whether it was chosen.
fn closing_ui(ui: &mut Ui, view: &View<'_>) -> bool {
    let (name, claim) = (view.text(WholeText::Title), view.text(WholeText::Claim));
    Row { label: name.to_owned(), name, claim, sign: "", words: "" }.show(ui, view)
}

/// A lesson among others, with the sign of what was answered. Whether it was chosen.
pub fn lesson_button(ui: &mut Ui, view: &View<'_>, state: &State, lesson: Lesson) -> bool {
    let title = lesson.title(view.language);
    let name = view.language.fill(LearnText::OpenLesson, &[("n", &lesson.number()), ("title", &title)]);
    let (sign, words) = sign_of(reply_to(&state.settings.lessons, lesson));
    let response = ui.button(format!("{sign} {} · {title}", lesson.number()).trim_start());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let words = view.text(words);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(words));
    response.on_hover_text(words).clicked()
}

/// A row of the index.
struct Row<'a> {
    label: String,
    /// What a screen reader calls it.
    name: &'a str,
    claim: &'a str,
    sign: &'a str,
    /// The sign in words.
    words: &'a str,
}

impl Row<'_> {
    fn show(&self, ui: &mut Ui, view: &View<'_>) -> bool {
        let wide = ui.available_width() >= WIDE;
        ui.horizontal(|ui| {
            let (place, _) = ui.allocate_exact_size(vec2(SIGN, HEIGHT), Sense::hover());
            let colour = if self.sign == "✓" { view.tokens.best } else { view.tokens.text_weak };
            let font = FontId::proportional(14.0);
            ui.painter().text(place.center(), Align2::CENTER_CENTER, self.sign, font, colour);
            if wide {
                let clicked = self.button(ui);
                weak(ui, self.claim);
                return clicked;
            }
            let column = |ui: &mut Ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let clicked = self.button(ui);
                // Below the name, which stands inside its button.
                let left = ui.spacing().button_padding.x as i8;
                Frame::new().inner_margin(Margin { left, ..Margin::ZERO }).show(ui, |ui| weak(ui, self.claim));
                ui.add_space(GAP);
                clicked
            };
            ui.vertical(column).inner
        })
        .inner
    }

    fn button(&self, ui: &mut Ui) -> bool {
        let content = (emphasis(&self.label), Atom::grow());
        let response = ui.add(Button::new(content).frame_when_inactive(false).min_size(vec2(NAME, HEIGHT)));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, self.name));
        let description = format!("{} {}", self.claim, self.words);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(description.trim_end()));
        if self.words.is_empty() { response } else { response.on_hover_text(self.words) }.clicked()
    }
}
