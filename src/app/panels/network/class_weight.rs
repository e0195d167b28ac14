//! What a photo's loss is multiplied by, class by class.

use std::collections::BTreeMap;

use eframe::egui::{RichText, Ui};

use super::View;
use crate::app::notices::Severity;
use crate::app::widgets::{exact_field, keras_switch, set_sentence_width, sign, sign_button};
use crate::text::NetworkText;

/// Rows of the settings: whether classes have weights, and that of each of `classes`; an entry that is none of them is named,
/// and can be removed.
pub fn class_weight_ui(ui: &mut Ui, view: &View<'_>, weights: &mut BTreeMap<String, f32>, classes: &[String]) {
    let mut weighted = !weights.is_empty();
    let explained = view.text(NetworkText::ClassWeightExplained);
    ui.add_enabled_ui(weighted || !classes.is_empty(), |ui| {
        if keras_switch(ui, view.language, &mut weighted, "class_weight").on_hover_text(explained).changed() {
            weights.clear();
            if weighted {
                weights.extend(classes.iter().map(|class| (class.clone(), 1.0)));
            }
        }
    });
    ui.end_row();
    if weights.is_empty() {
        return;
    }
    for class in classes {
        // A class without an entry has the weight 1, and is only written down once it has another.
        let before = weights.get(class).copied().unwrap_or(1.0);
        let mut weight = before;
        exact_field(ui, view.language, class, &mut weight, 0.01);
        if weight.to_bits() != before.to_bits() {
            weights.insert(class.clone(), weight);
        }
        ui.end_row();
    }
    let absent = |name: &&String| !classes.is_empty() && !classes.contains(name);
    let mut removed = None;
    for name in weights.keys().filter(absent) {
        let named: [(&str, &dyn std::fmt::Display); 1] = [("class", name)];
        ui.label("");
        ui.vertical(|ui| {
            set_sentence_width(ui);
            ui.horizontal_wrapped(|ui| {
                ui.label(sign(Severity::Failure, view.tokens, view.language));
                let sentence = view.language.fill(NetworkText::NoSuchClass, &named);
                ui.label(RichText::new(sentence).color(view.tokens.failure));
                if sign_button(ui, "✗", &view.language.fill(NetworkText::RemoveClassWeight, &named), true) {
                    removed = Some(name.clone());
                }
            });
        });
        ui.end_row();
    }
    if let Some(name) = removed {
        weights.remove(&name);
    }
}
