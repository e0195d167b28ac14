//! The index of the lessons, with what was answered.

use eframe::egui::{Atom, Button, Role, ScrollArea, Ui, WidgetInfo, vec2};

use super::View;
use crate::app::state::{Reply, State, reply_to};
use crate::app::theme::GAP;
use crate::app::widgets::{emphasis, page_header, small, weak};
use crate::lessons::Lesson;
use crate::text::lessons::LearnText;

/// Width of a lesson's name.
const NAME: f32 = 356.0;
/// Room for the sign of what was answered.
const SIGN: f32 = 24.0;
/// Below this width the claims stand below the names.
const WIDE: f32 = 916.0;

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
    let words = view.text(words);
    let claim = lesson.claim(view.language);
    let wide = ui.available_width() >= WIDE;
    let button = |ui: &mut Ui| {
        let label = emphasis(format!("{} · {title}", lesson.number()));
        let response = ui.add(Button::new((label, Atom::grow())).frame_when_inactive(false).min_size(vec2(NAME, 32.0)));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(format!("{claim} {words}")));
        response.on_hover_text(words).clicked()
    };
    ui.horizontal(|ui| {
        let (place, _) = ui.allocate_exact_size(vec2(SIGN, 32.0), eframe::egui::Sense::hover());
        let colour = if sign == "✓" { view.tokens.best } else { view.tokens.text_weak };
        let font = eframe::egui::FontId::proportional(14.0);
        ui.painter().text(place.center(), eframe::egui::Align2::CENTER_CENTER, sign, font, colour);
        if wide {
            let clicked = button(ui);
            weak(ui, claim.as_str());
            return clicked;
        }
        let column = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let clicked = button(ui);
            weak(ui, claim.as_str());
            ui.add_space(GAP);
            clicked
        };
        ui.vertical(column).inner
    })
    .inner
}
