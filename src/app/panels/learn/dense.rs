//! The lesson on Flatten and dense layers.

use eframe::egui::Ui;

use super::View;
use super::controls::{Steps, share_bar, slider};
use super::formula::{formula_ui, terms_ui};
use super::lesson::Yours;
use crate::app::commands::Command;
use crate::app::state::Subject;
use crate::app::widgets::weak;
use crate::lessons::dense::{Dense, Layer, UNITS, layers_of};
use crate::text::lessons::{DenseText as Text, LearnText};

pub fn move_ui(ui: &mut Ui, view: &View<'_>, dense: &mut Dense, is_known: bool) {
    ui.horizontal_wrapped(|ui| {
        ui.selectable_value(&mut dense.is_pooled, false, view.text(Text::WithFlatten));
        ui.selectable_value(&mut dense.is_pooled, true, view.text(Text::WithPooling));
    });
    if is_known {
        layers_ui(ui, view, &dense.layers());
        return;
    }
    // Where the weights are is what the question asks.
    for layer in dense.layers() {
        share_bar(ui, &layer.name, 0.0, view.tokens.accent);
    }
    weak(ui, view.text(LearnText::GuessFirst));
}

/// Each layer's share of the weights.
fn layers_ui(ui: &mut Ui, view: &View<'_>, layers: &[Layer]) {
    let all: usize = layers.iter().map(|layer| layer.weights).sum();
    for (number, layer) in layers.iter().enumerate() {
        let share = layer.weights as f64 / all.max(1) as f64;
        let (n, percent) = (view.language.integer(layer.weights), view.language.percent(share, 2));
        let words = view.language.fill(Text::Layer, &[("name", &layer.name), ("n", &n), ("share", &percent)]);
        share_bar(ui, &words, share as f32, view.tokens.series(number));
    }
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, dense: &Dense, is_known: bool) {
    if !is_known {
        weak(ui, view.text(LearnText::GuessFirst));
        return;
    }
    let Some(formula) = dense.formula(view.language) else {
        weak(ui, view.text(Text::WithPooling));
        return;
    };
    formula_ui(ui, view, &formula);
    terms_ui(ui, view, &[formula]);
    let layers = dense.layers();
    let all: usize = layers.iter().map(|layer| layer.weights).sum();
    let most = layers.iter().map(|layer| layer.weights).max().unwrap_or(0);
    let (n, share) = (view.language.integer(all), view.language.percent(most as f64 / all.max(1) as f64, 1));
    ui.label(view.language.fill(Text::Of, &[("all", &n), ("share", &share)]));
}

pub fn sandbox_ui(ui: &mut Ui, view: &View<'_>, dense: &mut Dense) {
    slider(ui, view, view.text(Text::Units), &mut dense.units, UNITS, Steps::Logarithmic);
}

pub fn yours(view: &View<'_>, subject: &Subject, classes: usize, is_known: bool) -> Yours {
    if !is_known {
        return Yours { words: view.text(LearnText::GuessFirst).to_owned(), command: Command::GoNetwork };
    }
    let layers = layers_of(&subject.config.network, classes);
    let most = layers.as_ref().and_then(|layers| layers.iter().max_by_key(|layer| layer.weights));
    let words = match (&layers, most) {
        (Some(layers), Some(most)) => {
            let all: usize = layers.iter().map(|layer| layer.weights).sum();
            let (n, whole) = (view.language.integer(most.weights), view.language.integer(all));
            let share = view.language.percent(most.weights as f64 / all.max(1) as f64, 1);
            let values: [(&str, &dyn std::fmt::Display); 4] =
                [("name", &most.name), ("n", &n), ("all", &whole), ("share", &share)];
            view.language.fill(Text::Yours, &values)
        }
        _ => view.text(Text::Invalid).to_owned(),
    };
    Yours { words, command: Command::GoNetwork }
}
