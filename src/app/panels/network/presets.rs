//! The presets: chosen from a list, or compared as cards that say what each is for, costs here, and lets expect.

use std::fmt::Display;

use eframe::egui::{Button, Color32, TextStyle, Ui, vec2};

use super::View;
use crate::app::actions::Action;
use crate::app::state::State;
use crate::app::theme::{GAP, INSIDE};
use crate::app::widgets::{card, combo, emphasis, small, unlabelled};
use crate::config::PRESETS;
use crate::text::{NetworkText, preset_expectation, preset_explanation, preset_name};

/// Least width of a card, in points.
const LEAST: f32 = 232.0;
/// Height of the button that chooses a preset.
const BUTTON: f32 = 24.0;

/// The list of presets, and the switch that shows the cards; in a narrow window without its label.
pub fn preset_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State, narrow: bool) {
    let label = (!narrow).then(|| ui.label(view.text(NetworkText::Preset)));
    let chosen = state.subject.config.preset.clone();
    let known = PRESETS.iter().copied().find(|preset| *preset == chosen);
    let names = PRESETS.iter().map(|preset| (Some(*preset), preset_name(view.language, preset)));
    let names: Vec<_> = names.collect();
    let (response, picked) = combo(ui, "preset", 160.0, (known, preset_name(view.language, &chosen)), &names);
    if let Some(preset) = picked.flatten() {
        view.send(Action::UsePreset(preset));
    }
    let explained = preset_explanation(view.language, &chosen);
    let response = match &label {
        Some(label) => response.labelled_by(label.id),
        None => unlabelled(response, view.text(NetworkText::Preset)),
    };
    response.on_hover_text(explained);
    let open = &mut state.subject.network.presets_open;
    if ui.selectable_label(*open, view.text(NetworkText::ComparePresets)).clicked() {
        *open = !*open;
    }
}

/// What the chosen preset is for; where the rest of the row is too narrow for it, in a line of its own.
pub fn explanation_ui(ui: &mut Ui, view: &View<'_>, state: &State) {
    let explained = preset_explanation(view.language, &state.subject.config.preset);
    let font = TextStyle::Small.resolve(ui.style());
    let width = ui.painter().layout_no_wrap(explained.to_owned(), font, Color32::PLACEHOLDER).size().x;
    if width > ui.available_size_before_wrap().x {
        ui.end_row();
    }
    small(ui, explained);
}

/// The preset that suits the open photographs, where another one is chosen; and the cards, where they are shown.
pub fn cards_ui(ui: &mut Ui, view: &mut View<'_>, state: &State) {
    let suggested = state.suggested_preset();
    let open = state.subject.network.presets_open;
    if let Some(preset) = suggested.filter(|preset| view.editable && !open && state.subject.config.preset != *preset) {
        ui.horizontal_wrapped(|ui| {
            let name = preset_name(view.language, preset);
            let count = view.language.integer(state.subject.data.sides.len());
            let values: [(&str, &dyn Display); 2] = [("n", &count), ("name", &name)];
            small(ui, format!("→ {}", view.language.fill(NetworkText::SuggestedFor, &values)));
            use_ui(ui, view, preset);
        });
    }
    if !open {
        return;
    }
    ui.add_space(GAP);
    grid_ui(ui, PRESETS, |ui, preset| card_ui(ui, view, state, preset, suggested == Some(preset)));
}

/// A card for each preset, as many beside each other as there is room for.
pub fn grid_ui(ui: &mut Ui, presets: &[&'static str], mut card_ui: impl FnMut(&mut Ui, &'static str)) {
    let columns = ((ui.available_width() + GAP) / (LEAST + GAP)).floor().clamp(1.0, 3.0);
    let width = (ui.available_width() - (columns - 1.0) * GAP) / columns;
    for row in presets.chunks(columns as usize) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for preset in row {
                ui.allocate_ui(vec2(width, 0.0), |ui| {
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        card_ui(ui, preset);
                    });
                });
            }
        });
        ui.add_space(GAP);
    }
}

fn card_ui(ui: &mut Ui, view: &mut View<'_>, state: &State, preset: &'static str, suggested: bool) {
    let tokens = view.tokens;
    card(ui, tokens, |ui| {
        ui.set_width(ui.available_width() - INSIDE);
        let chosen = state.subject.config.preset == preset;
        ui.horizontal_wrapped(|ui| {
            ui.label(emphasis(preset_name(view.language, preset)));
            if suggested {
                small(ui, view.text(NetworkText::Suggested));
            }
            if chosen {
                small(ui, format!("✓ {}", view.text(NetworkText::Chosen)));
            } else if view.editable {
                use_ui(ui, view, preset);
            }
        });
        ui.label(preset_explanation(view.language, preset));
        small(ui, cost(view, state, preset));
        small(ui, view.text(preset_expectation(preset)));
    });
}

fn use_ui(ui: &mut Ui, view: &mut View<'_>, preset: &'static str) {
    let name = preset_name(view.language, preset);
    let button = Button::new(view.language.fill(NetworkText::UsePreset, &[("name", &name)]));
    if ui.add(button.small().min_size(vec2(0.0, BUTTON))).clicked() {
        view.send(Action::UsePreset(preset));
    }
}

/// How long an epoch and the whole training take here.
pub fn cost(view: &View<'_>, state: &State, preset: &str) -> String {
    let known = state.subject.network.preset_costs.iter().find(|(name, _)| *name == preset);
    let (Some((_, cost)), Some(speed)) = (known, state.training_speed()) else {
        return view.text(NetworkText::NotMeasured).to_owned();
    };
    if cost.whole <= 0.0 {
        return view.text(NetworkText::CostUnknown).to_owned();
    }
    let time = |work: f64| view.language.elapsed(work / speed.multiply_adds());
    let (epoch, whole) = (time(cost.epoch), time(cost.whole));
    let values: [(&str, &dyn Display); 2] = [("epoch", &epoch), ("whole", &whole)];
    let is_short = cost.epoch / speed.multiply_adds() < 1.0;
    view.language.fill(if is_short { NetworkText::PresetWholeCost } else { NetworkText::PresetCost }, &values)
}
