//! The lesson on batch normalisation and dropout.

use std::fmt::Display;

use eframe::egui::Ui;

use super::View;
use super::controls::{Steps, share_bar, slider};
use super::formula::{formula_ui, terms_ui};
use super::lesson::Yours;
use super::photo::cells;
use crate::app::commands::Command;
use crate::app::state::{LessonPictures, Subject};
use crate::app::widgets::{small, weak};
use crate::config::LayerConfig;
use crate::lessons::Worked;
use crate::lessons::training_mode::{BATCHES, RATES, TrainingMode};
use crate::text::lessons::{LearnText, TrainingModeText as Text};

/// Units in a row.
const COLUMNS: usize = 8;

pub fn move_ui(
    ui: &mut Ui,
    view: &View<'_>,
    lesson: &mut TrainingMode,
    worked: Option<&LessonPictures>,
    is_known: bool,
) {
    ui.horizontal_wrapped(|ui| {
        ui.selectable_value(&mut lesson.is_training, true, view.text(Text::Training));
        ui.selectable_value(&mut lesson.is_training, false, view.text(Text::Prediction));
        if ui.button(view.text(Text::Redraw)).clicked() {
            lesson.draw += 1;
        }
    });
    slider(ui, view, view.text(Text::DropRate), &mut lesson.rate, RATES, Steps::Even);
    let factors = lesson.factors();
    let dropped = factors.iter().filter(|factor| **factor == 0.0).count();
    let factor = view.language.decimal(f64::from(factors.iter().copied().fold(0.0, f32::max)), 3);
    let values: [(&str, &dyn Display); 3] = [("n", &factors.len()), ("dropped", &dropped), ("factor", &factor)];
    cells(ui, view, &view.language.fill(Text::Units, &values), &factors, COLUMNS);
    small(ui, view.text(Text::Small));
    let Some(LessonPictures { worked: Worked::TrainingMode(repeated), .. }) = worked else { return };
    // Whether the passes agree is what the question asks.
    let shown = if is_known { repeated.shares.len() } else { 1 };
    for (number, share) in repeated.shares.iter().take(shown).enumerate() {
        let percent = view.language.percent(f64::from(*share), 2);
        let words = view.language.fill(Text::Pass, &[("n", &(number + 1)), ("share", &percent)]);
        share_bar(ui, &words, *share, view.tokens.accent);
    }
    if !is_known {
        weak(ui, view.text(LearnText::GuessFirst));
    }
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, lesson: &TrainingMode, worked: Option<&LessonPictures>) {
    let dropout = lesson.dropout_formula(view.language);
    formula_ui(ui, view, &dropout);
    terms_ui(ui, view, &[dropout]);
    let Some(LessonPictures { worked: Worked::TrainingMode(repeated), .. }) = worked else { return };
    let formulas = repeated.normalised.formulas(view.language);
    for formula in &formulas {
        formula_ui(ui, view, formula);
    }
    terms_ui(ui, view, &formulas);
}

pub fn sandbox_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut TrainingMode) {
    slider(ui, view, view.text(Text::Batches), &mut lesson.batches, BATCHES, Steps::Logarithmic);
    let share = view.language.percent(f64::from(lesson.arrived()), 0);
    ui.label(view.language.count_and_fill(Text::Arrived, lesson.batches, &[("share", &share)]));
}

pub fn yours(view: &View<'_>, subject: &Subject) -> Option<Yours> {
    subject.run.as_ref()?;
    let count =
        |is_one: fn(&LayerConfig) -> bool| subject.config.network.layers.iter().filter(|layer| is_one(layer)).count();
    let normalisations = count(|layer| matches!(layer, LayerConfig::BatchNormalization { .. }));
    let dropouts = count(|layer| matches!(layer, LayerConfig::Dropout { .. }));
    let values: [(&str, &dyn Display); 2] = [("normalisations", &normalisations), ("dropouts", &dropouts)];
    Some(Yours { words: view.language.fill(Text::Yours, &values), command: Command::GoResults })
}
