//! How much `ReLU` silences in a trained network, and the filters that are dead.

use std::fmt::Display;

use eframe::egui::Ui;

use super::View;
use super::controls::share_bar;
use crate::app::widgets::small;
use crate::lessons::own::Silent;
use crate::text::lessons::OwnText as Text;

/// Dead filters that are named, at most.
const NAMED: usize = 12;

pub fn silent_ui(ui: &mut Ui, view: &View<'_>, silent: &Silent) {
    if silent.layers.is_empty() {
        small(ui, view.text(Text::NoRelu));
        return;
    }
    for layer in &silent.layers {
        let zeros = view.language.percent(layer.zeros, 0);
        let words = view.language.fill(Text::Silent, &[("name", &layer.name), ("zeros", &zeros)]);
        share_bar(ui, &words, layer.zeros as f32, view.tokens.accent);
        if layer.dead.is_empty() {
            continue;
        }
        let mut numbers: Vec<String> = layer.dead.iter().take(NAMED).map(|place| (place + 1).to_string()).collect();
        if layer.dead.len() > NAMED {
            numbers.push("…".to_owned());
        }
        let values: [(&str, &dyn Display); 4] =
            [("n", &silent.photos), ("name", &layer.name), ("all", &layer.filters), ("numbers", &numbers.join(", "))];
        small(ui, view.language.fill(Text::Dead, &values));
    }
    if silent.layers.iter().all(|layer| layer.dead.is_empty()) {
        small(ui, view.language.fill(Text::NoDead, &[("n", &silent.photos)]));
    }
}
