//! The lesson on softmax.

use eframe::egui::Ui;

use super::View;
use super::controls::{Steps, share_bar, slider};
use super::formula::{formula_ui, terms_ui};
use super::lesson::Yours;
use crate::app::commands::Command;
use crate::app::state::Subject;
use crate::app::theme::GAP;
use crate::app::widgets::weak;
use crate::lessons::softmax::{LOGITS, MOST_CLASSES, Softmax};
use crate::text::lessons::SoftmaxText as Text;

fn class(view: &View<'_>, number: usize) -> String {
    match number {
        0 => view.text(Text::Cat).to_owned(),
        1 => view.text(Text::Dog).to_owned(),
        _ => view.language.fill(Text::Class, &[("n", &(number + 1))]),
    }
}

pub fn move_ui(ui: &mut Ui, view: &View<'_>, softmax: &mut Softmax) {
    for number in 0..softmax.logits.len() {
        let name = view.language.fill(Text::Logit, &[("class", &class(view, number))]);
        slider(ui, view, &name, &mut softmax.logits[number], LOGITS, Steps::Even);
    }
    ui.checkbox(&mut softmax.is_shifted, view.text(Text::AddFive));
    if softmax.is_shifted {
        weak(ui, view.text(Text::Unchanged));
    }
    ui.add_space(GAP);
    for (number, share) in softmax.probabilities().into_iter().enumerate() {
        let percent = view.language.percent(f64::from(share), 2);
        let words = view.language.fill(Text::Share, &[("class", &class(view, number)), ("share", &percent)]);
        share_bar(ui, &words, share, view.tokens.class(number));
    }
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, softmax: &Softmax) {
    let formulas = softmax.formulas(view.language);
    for formula in &formulas {
        formula_ui(ui, view, formula);
    }
    terms_ui(ui, view, &formulas);
}

pub fn sandbox_ui(ui: &mut Ui, view: &View<'_>, softmax: &mut Softmax) {
    let mut classes = softmax.logits.len();
    slider(ui, view, view.text(Text::Classes), &mut classes, 2..=MOST_CLASSES, Steps::Even);
    softmax.set_classes(classes);
    if ui.button(view.text(Text::Reset)).clicked() {
        *softmax = Softmax::default();
    }
}

pub fn yours(view: &View<'_>, subject: &Subject, classes: usize) -> Option<Yours> {
    subject.run.as_ref()?;
    let words = view.language.fill(Text::Yours, &[("n", &classes)]);
    Some(Yours { words, command: Command::GoPrediction })
}
