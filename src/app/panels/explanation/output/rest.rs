//! The arithmetic of poolings, normalisations and dense layers.

use std::fmt::Display;

use eframe::egui::{Grid, Ui};

use super::{View, chart};
use crate::app::panels::explanation::chart::Cells;
use crate::app::theme::GAP;
use crate::app::widgets::{emphasis, small, table_text, weak};
use crate::nn::explain::Window;
use crate::text::ExplanationText;

/// Products of a dense layer that are listed; the rest is added up.
const LISTED: usize = 10;
/// Width of a number's cell.
const CELL: f32 = 64.0;

/// The sum, and what the activation makes of it.
pub fn ending_ui(ui: &mut Ui, view: &View<'_>, sum: f32, relu: bool) {
    let written = chart::written(view, sum);
    ui.label(table_text(format!("= {}", view.language.fill(ExplanationText::Sum, &[("value", &written)]))));
    let words = if relu {
        let value = chart::written(view, sum.max(0.0));
        let values: [(&str, &dyn Display); 2] = [("sum", &written), ("value", &value)];
        view.language.fill(ExplanationText::Relu, &values)
    } else {
        view.language.fill(ExplanationText::Linear, &[("value", &written)])
    };
    ui.label(emphasis(words));
}

fn window_ui(ui: &mut Ui, view: &View<'_>, window: &Window, marked: Option<usize>) {
    let width = (window.width as f32 * CELL).min(ui.available_width() - GAP);
    let title = view.text(ExplanationText::WindowTitle);
    Cells { title, values: &window.values, columns: window.width, marked, width }.show(ui, view);
    ui.add_space(GAP);
}

pub fn max_ui(ui: &mut Ui, view: &View<'_>, window: &Window, winner: (usize, usize)) {
    weak(ui, view.text(ExplanationText::MaxExplained));
    let along = |at: usize, start: isize| usize::try_from(at as isize - start).unwrap_or(0);
    let marked = along(winner.0, window.top) * window.width + along(winner.1, window.left);
    window_ui(ui, view, window, Some(marked));
    let value = chart::written(view, window.values.get(marked).copied().unwrap_or(f32::NAN));
    let values: [(&str, &dyn Display); 3] = [("value", &value), ("row", &(winner.0 + 1)), ("column", &(winner.1 + 1))];
    ui.label(emphasis(view.language.fill(ExplanationText::Winner, &values)));
}

pub fn average_ui(ui: &mut Ui, view: &View<'_>, window: &Window) {
    weak(ui, view.text(ExplanationText::AverageExplained));
    window_ui(ui, view, window, None);
    let inside: Vec<f32> = window.values.iter().copied().filter(|value| !value.is_nan()).collect();
    let mean = chart::written(view, inside.iter().sum::<f32>() / inside.len().max(1) as f32);
    let values: [(&str, &dyn Display); 2] = [("n", &inside.len()), ("value", &mean)];
    ui.label(emphasis(view.language.fill(ExplanationText::Mean, &values)));
}

/// What a normalisation works with.
pub struct Normalisation {
    pub input: f32,
    pub mean: f32,
    pub variance: f32,
    pub epsilon: f32,
    pub gamma: f32,
    pub beta: f32,
}

pub fn normalisation_ui(ui: &mut Ui, view: &View<'_>, learnt: &Normalisation, value: f32) {
    weak(ui, view.text(ExplanationText::NormalisationExplained));
    let written = |value: f32| chart::written(view, value);
    ui.label(table_text(view.language.fill(ExplanationText::Input, &[("value", &written(learnt.input))])));
    let normalised = (learnt.input - learnt.mean) / (learnt.variance + learnt.epsilon).sqrt();
    let values: [(&str, &dyn Display); 5] = [
        ("input", &written(learnt.input)),
        ("mean", &written(learnt.mean)),
        ("variance", &written(learnt.variance)),
        ("epsilon", &view.language.short(f64::from(learnt.epsilon))),
        ("value", &written(normalised)),
    ];
    ui.label(table_text(view.language.fill(ExplanationText::Normalised, &values)));
    let values: [(&str, &dyn Display); 3] =
        [("gamma", &written(learnt.gamma)), ("beta", &written(learnt.beta)), ("value", &written(value))];
    ui.label(emphasis(view.language.fill(ExplanationText::Scaled, &values)));
}

pub fn dense_ui(ui: &mut Ui, view: &View<'_>, inputs: &[f32], weights: &[f32], bias: f32) {
    weak(ui, view.text(ExplanationText::DenseExplained));
    let product = |at: &usize| inputs[*at] * weights[*at];
    let mut order: Vec<usize> = (0..inputs.len().min(weights.len())).collect();
    order.sort_by(|a, b| product(b).abs().total_cmp(&product(a).abs()));
    let listed = &order[..order.len().min(LISTED)];
    Grid::new("products").num_columns(4).spacing([GAP * 2.0, 2.0]).striped(true).show(ui, |ui| {
        for text in
            [ExplanationText::InputNumber, ExplanationText::Value, ExplanationText::Weight, ExplanationText::Product]
        {
            small(ui, view.text(text));
        }
        ui.end_row();
        for at in listed {
            ui.label(table_text(view.language.integer(at + 1)));
            for number in [inputs[*at], weights[*at], product(at)] {
                ui.label(table_text(chart::written(view, number)));
            }
            ui.end_row();
        }
    });
    let rest: f64 = order[listed.len()..].iter().map(|at| f64::from(product(at))).sum();
    if order.len() > listed.len() {
        let rest = chart::written(view, rest as f32);
        let words = view.language.count(ExplanationText::Rest, order.len() - listed.len()).replace("{value}", &rest);
        ui.label(table_text(format!("+ {words}")));
    }
    ui.label(table_text(format!(
        "+ {}",
        view.language.fill(ExplanationText::Bias, &[("value", &chart::written(view, bias))])
    )));
}
