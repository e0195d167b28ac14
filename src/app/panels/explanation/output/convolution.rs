//! A convolution's arithmetic: a window of each input map times the kernel, added up.

use std::fmt::Display;

use eframe::egui::{DragValue, Ui, vec2};

use super::rest::ending_ui;
use super::{View, chart};
use crate::app::panels::explanation::chart::Cells;
use crate::app::theme::GAP;
use crate::app::widgets::{emphasis, small, table_text, weak};
use crate::engine::PathView;
use crate::nn::explain::Window;
use crate::text::ExplanationText;

/// What goes into the sum.
pub struct Parts<'a> {
    pub window: &'a Window,
    pub kernel: &'a [f32],
    pub bias: f32,
    pub sum: f32,
    pub relu: bool,
}

/// Width of the three blocks of numbers, at most.
const BLOCK: f32 = 156.0;
/// Room for the signs between them.
const SIGN: f32 = 24.0;

pub fn convolution_ui(ui: &mut Ui, view: &View<'_>, answer: &PathView, parts: &Parts<'_>, input_map: &mut usize) {
    weak(ui, view.text(ExplanationText::ConvolutionExplained));
    let channels = parts.window.channels;
    let map = (*input_map).min(channels.saturating_sub(1));
    ui.horizontal(|ui| {
        let mut from_1 = map + 1;
        let label = ui.label(view.text(ExplanationText::InputMap));
        ui.add(DragValue::new(&mut from_1).range(1..=channels).speed(0.1)).labelled_by(label.id);
        small(ui, format!("/ {channels}"));
        *input_map = from_1 - 1;
    });
    let of_map = |numbers: &[f32]| numbers.iter().skip(map).step_by(channels).copied().collect::<Vec<f32>>();
    let (values, weights) = (of_map(&parts.window.values), of_map(parts.kernel));
    let products: Vec<f32> = values.iter().zip(&weights).map(|(value, weight)| value * weight).collect();
    let width = ((ui.available_width() - 2.0 * SIGN - 8.0 * GAP) / 3.0).clamp(60.0, BLOCK);
    ui.horizontal_wrapped(|ui| {
        let block = |ui: &mut Ui, text: ExplanationText, values: &[f32]| {
            let title = view.text(text);
            Cells { title, values, columns: parts.window.width, marked: None, width }.show(ui, view);
        };
        block(ui, ExplanationText::WindowTitle, &values);
        sign(ui, "×");
        block(ui, ExplanationText::KernelTitle, &weights);
        sign(ui, "=");
        block(ui, ExplanationText::ProductTitle, &products);
    });
    ui.add_space(GAP);
    let sums = answer.sums_by_input_map();
    let of_this = sums.get(map).copied().unwrap_or(0.0);
    let line = |ui: &mut Ui, words: String| ui.label(table_text(words));
    let value = chart::written(view, of_this);
    let values: [(&str, &dyn Display); 2] = [("n", &(map + 1)), ("value", &value)];
    line(ui, format!("  {}", view.language.fill(ExplanationText::SumOfMap, &values)));
    if channels > 1 {
        let others = chart::written(view, parts.sum - parts.bias - of_this);
        let words = view.language.count(ExplanationText::SumOfOthers, channels - 1).replace("{value}", &others);
        line(ui, format!("+ {words}"));
    }
    line(
        ui,
        format!("+ {}", view.language.fill(ExplanationText::Bias, &[("value", &chart::written(view, parts.bias))])),
    );
    ending_ui(ui, view, parts.sum, parts.relu);
    if channels > 1 {
        ui.add_space(GAP);
        let name = view.text(ExplanationText::SumsByMap);
        ui.label(emphasis(name).small());
        if let Some(chosen) = chart::sums_ui(ui, view, name, &sums, map) {
            *input_map = chosen;
        }
    }
}

fn sign(ui: &mut Ui, sign: &str) {
    ui.allocate_ui(vec2(SIGN - GAP, 64.0), |ui| ui.label(emphasis(sign).size(18.0)));
}
