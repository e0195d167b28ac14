//! The lessons: their index, and a page for each.

mod callbacks;
mod controls;
mod convolution;
mod cross_entropy;
mod dense;
mod fields;
mod formula;
mod gradient_descent;
mod header;
mod help;
mod index;
mod lesson;
mod optimizers;
mod overfitting;
mod own;
mod own_losses;
mod own_photo;
mod own_rates;
mod own_silent;
mod photo;
mod picture;
mod pixels;
mod pooling;
mod question;
mod relu;
mod remark;
mod sharing;
mod softmax;
mod stand_in;
mod training_mode;
mod transfer;
mod whole;

use eframe::egui::{Context, Key, Modifiers, Popup, Ui};

use super::View;
use crate::app::state::State;
use crate::lessons::Lesson;

pub use help::{term_ui, terms_button};
pub use index::answered;
pub use remark::{remark_ui, remarks_ui, why_ui};

/// A lesson beside a page or over it.
pub fn beside_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State, lesson: Lesson) {
    lesson::lesson_ui(ui, view, state, lesson);
}

/// Closes the lesson beside a page by Escape, unless something lies over it. To be called before the page, which would
/// close something by the same press.
pub fn leave_beside(context: &Context, state: &mut State) {
    let is_covered = Popup::is_any_open(context) || context.memory(|memory| memory.top_modal_layer().is_some());
    if !is_covered && context.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        state.lessons.close_beside();
    }
}

/// The index, the lesson that is open, or the closing page.
pub fn learn_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    match state.lessons.open() {
        Some(lesson) => lesson::lesson_ui(ui, view, state, lesson),
        None if state.lessons.shows_index() => index::index_ui(ui, view, state),
        None => whole::whole_ui(ui, view, state),
    }
}
