//! From logits to probabilities and the loss, with their numbers.

use std::fmt::Display;

use eframe::egui::{Grid, Ui};

use super::{View, chart};
use crate::app::state::ExplanationState;
use crate::app::theme::{GAP, INSIDE, TITLE};
use crate::app::widgets::{bar, emphasis, small, table_text, weak};
use crate::engine::ExplanationView;
use crate::text::ExplanationText;

pub fn softmax_ui(ui: &mut Ui, view: &View<'_>, explanation: &ExplanationState, network: &ExplanationView) {
    let softmax = &network.softmax;
    ui.label(emphasis(view.text(ExplanationText::Softmax)).size(TITLE - 4.0));
    weak(ui, view.text(ExplanationText::SoftmaxExplained));
    let largest = softmax.logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let largest = chart::written(view, largest);
    Grid::new("softmax").num_columns(5).spacing([INSIDE, 4.0]).striped(true).show(ui, |ui| {
        small(ui, view.text(ExplanationText::Class));
        small(ui, view.text(ExplanationText::Logit));
        small(ui, view.language.fill(ExplanationText::Exponential, &[("largest", &largest)]));
        small(ui, format!("÷ {} = {}", small_number(view, softmax.sum), view.text(ExplanationText::Probability)));
        ui.end_row();
        for (class, name) in network.classes.iter().enumerate() {
            let probability = softmax.probabilities[class];
            ui.label(name.as_str());
            ui.label(table_text(chart::written(view, softmax.logits[class])));
            ui.label(table_text(small_number(view, softmax.exponentials[class])));
            ui.label(table_text(small_number(view, probability)));
            let percent = view.language.percent(f64::from(probability), 2);
            bar(ui, &format!("{name}: {percent}"), probability, 120.0, view.tokens.series(class));
            ui.end_row();
        }
    });
    let sum = small_number(view, softmax.sum);
    weak(ui, view.language.fill(ExplanationText::ExponentialSum, &[("value", &sum)]));
    ui.add_space(INSIDE);
    ui.label(emphasis(view.text(ExplanationText::CrossEntropyTitle)).size(TITLE - 4.0));
    weak(ui, view.text(ExplanationText::CrossEntropyExplained));
    ui.add_space(GAP);
    let label = explanation.subject.as_ref().and_then(|subject| subject.label.as_deref());
    for (class, name) in network.classes.iter().enumerate() {
        let share = small_number(view, softmax.probabilities[class]);
        let loss = small_number(view, softmax.cross_entropy(class));
        let values: [(&str, &dyn Display); 3] = [("class", name), ("share", &share), ("loss", &loss)];
        if label == Some(name.as_str()) {
            ui.label(emphasis(view.language.fill(ExplanationText::CrossEntropyLabel, &values)));
        } else {
            ui.label(table_text(view.language.fill(ExplanationText::CrossEntropyOf, &values)));
        }
    }
}

/// Probabilities can be very small and still matter.
fn small_number(view: &View<'_>, value: f32) -> String {
    view.language.short(f64::from(value))
}
