//! A lesson's question: the answers, and what is said to the chosen one.

use eframe::egui::{RadioButton, Ui};

use super::View;
use crate::app::state::{Asked, Reply, State, reply_to};
use crate::app::theme::{GAP, SECTION};
use crate::app::widgets::{emphasis, weak};
use crate::lessons::Lesson;
use crate::text::lessons::LearnText;

pub fn question_ui(ui: &mut Ui, view: &View<'_>, state: &mut State, lesson: Lesson) {
    ui.label(emphasis(view.text(LearnText::Ask)).size(SECTION));
    let Some(question) = state.lessons.question(lesson, view.language).cloned() else {
        weak(ui, view.text(LearnText::Computing));
        return;
    };
    let mut asked = state.lessons.asked;
    ui.label(&question.prompt);
    for (place, answer) in question.answers.iter().enumerate() {
        if ui.add(RadioButton::new(asked.chosen == Some(place), &answer.text)).clicked() {
            asked.chosen = Some(place);
            remember(state, lesson, if answer.is_right { Reply::Right } else { Reply::Wrong });
        }
    }
    let reply_ui = |ui: &mut Ui, place: usize| {
        let Some(answer) = question.answers.get(place) else { return };
        let (sign, colour) = if answer.is_right {
            (LearnText::Right, view.tokens.best)
        } else {
            (LearnText::Wrong, view.tokens.warning)
        };
        ui.add_space(GAP);
        ui.label(emphasis(view.text(sign)).color(colour));
        ui.label(&answer.reply);
    };
    let right = question.right();
    if let Some(place) = asked.chosen {
        reply_ui(ui, place);
    }
    if let Some(right) = right.filter(|right| asked.is_shown && asked.chosen != Some(*right)) {
        ui.add_space(GAP);
        ui.label(emphasis(&question.answers[right].text));
        ui.label(&question.answers[right].reply);
    }
    ui.add_space(GAP);
    ui.horizontal(|ui| {
        let is_known = asked.is_shown || (asked.chosen.is_some() && asked.chosen == right);
        if !is_known && ui.button(view.text(LearnText::ShowMe)).clicked() {
            asked.is_shown = true;
            remember(state, lesson, Reply::Shown);
        }
        if (asked.is_shown || asked.chosen.is_some()) && ui.button(view.text(LearnText::Again)).clicked() {
            asked = Asked::default();
        }
    });
    state.lessons.asked = asked;
}

/// Keeps the first reply to a question.
fn remember(state: &mut State, lesson: Lesson, reply: Reply) {
    if reply_to(&state.settings.lessons, lesson).is_none() {
        state.settings.lessons.push((lesson, reply));
    }
}
