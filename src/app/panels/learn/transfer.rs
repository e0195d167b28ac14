//! The lesson on transfer learning.

use eframe::egui::Ui;

use super::View;
use super::controls::{Steps, share_bar, slider};
use super::formula::{formula_ui, terms_ui};
use super::lesson::Yours;
use crate::app::commands::Command;
use crate::app::state::Subject;
use crate::app::widgets::weak;
use crate::lessons::transfer::{CLASSES, PHOTOS, Transfer, Weights};
use crate::text::lessons::{LearnText, TransferText as Text};

pub fn move_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Transfer, is_known: bool) {
    ui.checkbox(&mut lesson.is_frozen, view.text(Text::Frozen));
    slider(ui, view, view.text(Text::ClassesOf), &mut lesson.classes, CLASSES, Steps::Logarithmic);
    let n = view.language.integer(lesson.features());
    ui.label(view.language.fill(Text::Parts, &[("n", &n), ("classes", &lesson.classes)]));
    // How many weights learn is what the question asks.
    if !is_known {
        weak(ui, view.text(LearnText::GuessFirst));
        return;
    }
    let weights = lesson.weights();
    let share = weights.learning as f32 / weights.all.max(1) as f32;
    share_bar(ui, &words(view, Text::Learning, weights), share, view.tokens.accent);
}

fn words(view: &View<'_>, text: Text, weights: Weights) -> String {
    let [all, learning] = [weights.all, weights.learning].map(|n| view.language.integer(n));
    view.language.fill(text, &[("all", &all), ("learning", &learning)])
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, lesson: &Transfer, is_known: bool) {
    if !is_known {
        weak(ui, view.text(LearnText::GuessFirst));
        return;
    }
    let formula = lesson.formula(view.language);
    formula_ui(ui, view, &formula);
    terms_ui(ui, view, &[formula]);
}

pub fn sandbox_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Transfer, is_known: bool) {
    slider(ui, view, view.text(Text::Photos), &mut lesson.photos, PHOTOS, Steps::Logarithmic);
    if !is_known {
        weak(ui, view.text(LearnText::GuessFirst));
        return;
    }
    let each = lesson.weights().learning as f64 / lesson.photos.max(1) as f64;
    ui.label(view.language.fill(Text::PerPhoto, &[("n", &view.language.short(each))]));
}

pub fn yours(view: &View<'_>, subject: &Subject, classes: usize) -> Option<Yours> {
    let weights = Weights::of(&subject.config.network, classes)?;
    Some(Yours { words: words(view, Text::Yours, weights), command: Command::GoNetwork })
}
