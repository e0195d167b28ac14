//! The head of a lesson and of the closing page: its name, and the ways to those beside it.

use eframe::egui::{Key, Modifiers, Ui};

use super::View;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::State;
use crate::app::theme::TITLE;
use crate::app::widgets::{emphasis, sign_button, two_ends};
use crate::text::lessons::LearnText;

pub fn header_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State, title: &str) {
    let page = view.page;
    let is_beside = page != Page::Learn;
    let is_full = state.lessons.is_full;
    let mut is_closed = false;
    let left = |ui: &mut Ui| {
        ui.label(emphasis(title).size(TITLE));
    };
    two_ends(ui, "lesson", left, |ui| {
        if !is_beside && ui.button(view.text(LearnText::Index)).clicked() {
            state.lessons.show(None);
        }
        let before = state.lessons.before();
        if sign_button(ui, "←", view.text(LearnText::Previous), before.is_some()) {
            state.lessons.show(before);
        }
        if sign_button(ui, "→", view.text(LearnText::Next), state.lessons.goes_on(page)) {
            state.lessons.go_on(page);
        }
        let full = if is_full { LearnText::LeaveFullView } else { LearnText::FullView };
        if sign_button(ui, "□", view.text(full), true) {
            view.send(Command::FullView);
        }
        is_closed = is_beside && sign_button(ui, "✗", view.text(LearnText::Close), true);
    });
    if is_closed {
        state.lessons.close_beside();
    }
}

/// On the lessons' own page, arrow keys lead to what is beside this one, while no control has the keyboard.
pub fn arrows(ui: &Ui, page: Page, state: &mut State) {
    if page != Page::Learn || ui.ctx().memory(|memory| memory.focused().is_some()) {
        return;
    }
    let pressed = |key| ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowRight) {
        state.lessons.go_on(page);
    } else if pressed(Key::ArrowLeft)
        && let Some(before) = state.lessons.before()
    {
        state.lessons.show(Some(before));
    }
}
