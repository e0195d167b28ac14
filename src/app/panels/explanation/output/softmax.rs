//! From logits to probabilities and the loss, with their numbers.

use std::fmt::Display;

use eframe::egui::{Grid, Ui};

use super::{View, chart};
use crate::app::state::ExplanationState;
use crate::app::theme::{GAP, INSIDE, TITLE};
use crate::app::widgets::{bar, emphasis, small, table_text, weak};
use crate::engine::ExplanationView;
use crate::text::{ExplanationText, MatrixText};

/// Classes that are listed; of more the most probable ones.
const MOST: usize = 40;

pub fn softmax_ui(ui: &mut Ui, view: &View<'_>, explanation: &ExplanationState, network: &ExplanationView) {
    let softmax = &network.softmax;
    ui.label(emphasis(view.text(ExplanationText::Softmax)).size(TITLE - 4.0));
    weak(ui, view.text(ExplanationText::SoftmaxExplained));
    let label = explanation.subject.as_ref().and_then(|subject| subject.label.as_deref());
    let shown = shown(network, label);
    let largest = softmax.logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let largest = chart::written(view, largest);
    Grid::new("softmax").num_columns(5).spacing([INSIDE, 4.0]).striped(true).show(ui, |ui| {
        small(ui, view.text(ExplanationText::Class));
        small(ui, view.text(ExplanationText::Logit));
        small(ui, view.language.fill(ExplanationText::Exponential, &[("largest", &largest)]));
        small(ui, format!("÷ {} = {}", small_number(view, softmax.sum), view.text(ExplanationText::Probability)));
        ui.end_row();
        for class in shown.iter().copied() {
            let name = view.class(&network.classes[class]);
            let probability = softmax.probabilities[class];
            ui.label(name);
            ui.label(table_text(chart::written(view, softmax.logits[class])));
            ui.label(table_text(small_number(view, softmax.exponentials[class])));
            ui.label(table_text(small_number(view, probability)));
            let percent = view.language.percent(f64::from(probability), 2);
            bar(ui, &format!("{name}: {percent}"), probability, 120.0, view.tokens.class(class));
            ui.end_row();
        }
    });
    others_ui(ui, view, network, &shown);
    let sum = small_number(view, softmax.sum);
    weak(ui, view.language.fill(ExplanationText::ExponentialSum, &[("value", &sum)]));
    ui.add_space(INSIDE);
    ui.label(emphasis(view.text(ExplanationText::CrossEntropyTitle)).size(TITLE - 4.0));
    weak(ui, view.text(ExplanationText::CrossEntropyExplained));
    ui.add_space(GAP);
    for class in shown.iter().copied() {
        let name = &network.classes[class];
        let share = small_number(view, softmax.probabilities[class]);
        let loss = small_number(view, softmax.cross_entropy(class));
        let values: [(&str, &dyn Display); 3] = [("class", &view.class(name)), ("share", &share), ("loss", &loss)];
        if label == Some(name.as_str()) {
            ui.label(emphasis(view.language.fill(ExplanationText::CrossEntropyLabel, &values)));
        } else {
            ui.label(table_text(view.language.fill(ExplanationText::CrossEntropyOf, &values)));
        }
    }
}

/// The classes in their order; of many the most probable ones, the label's among them.
fn shown(network: &ExplanationView, label: Option<&str>) -> Vec<usize> {
    let probabilities = &network.softmax.probabilities;
    let mut classes: Vec<usize> = (0..network.classes.len()).collect();
    if classes.len() > MOST {
        let is_label = |class: &usize| Some(network.classes[*class].as_str()) == label;
        classes.sort_by(|a, b| {
            is_label(b).cmp(&is_label(a)).then(probabilities[*b].total_cmp(&probabilities[*a])).then(a.cmp(b))
        });
        classes.truncate(MOST);
        classes.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]));
    }
    classes
}

/// How many classes are not shown, and their probabilities together.
fn others_ui(ui: &mut Ui, view: &View<'_>, network: &ExplanationView, shown: &[usize]) {
    let others = network.classes.len() - shown.len();
    if others > 0 {
        let share: f64 = shown.iter().map(|class| f64::from(network.softmax.probabilities[*class])).sum();
        let share = view.language.percent((1.0 - share).max(0.0), 1);
        weak(ui, view.language.count_and_fill(MatrixText::Others, others, &[("share", &share)]));
    }
}

/// Probabilities can be very small and still matter.
fn small_number(view: &View<'_>, value: f32) -> String {
    view.language.short(f64::from(value))
}
