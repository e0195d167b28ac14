//! Presets to learn from, apart from those to use: each is predicted before it can be trained.

use eframe::egui::{Button, RadioButton, Ui, vec2};

use super::View;
use super::presets::{cost, grid_ui};
use crate::app::actions::Action;
use crate::app::panels::learn::why_ui;
use crate::app::state::State;
use crate::app::theme::{GAP, INSIDE, SECTION};
use crate::app::widgets::{card, emphasis, small};
use crate::config::LESSON_PRESETS;
use crate::lessons::presets::{Outcome, lesson_of};
use crate::text::lessons::LessonPresetText;
use crate::text::{NetworkText, preset_explanation, preset_name};

/// The cards, below those of the other presets.
pub fn lesson_cards_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    if !state.subject.network.presets_open {
        return;
    }
    ui.add_space(INSIDE);
    ui.label(emphasis(view.text(LessonPresetText::Title)).size(SECTION));
    small(ui, view.text(LessonPresetText::Subtitle));
    ui.add_space(GAP);
    grid_ui(ui, LESSON_PRESETS, |ui, preset| card_ui(ui, view, state, preset));
}

fn card_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State, preset: &'static str) {
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width() - INSIDE);
        ui.spacing_mut().icon_spacing = GAP;
        ui.label(emphasis(preset_name(view.language, preset)));
        ui.label(preset_explanation(view.language, preset));
        small(ui, cost(view, state, preset));
        ui.add_space(GAP);
        ui.label(view.text(LessonPresetText::WhatHappens));
        let predicted = state.settings.predicted(preset);
        for outcome in Outcome::ALL {
            let answer = RadioButton::new(predicted == Some(outcome), view.text(outcome.text()));
            if ui.add_enabled(view.editable, answer).clicked() {
                state.settings.predict(preset, outcome);
            }
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().interact_size.y = 0.0;
            if state.subject.config.preset == preset {
                small(ui, format!("✓ {}", view.text(NetworkText::Chosen)));
            } else if view.editable {
                let name = view.language.fill(NetworkText::UsePreset, &[("name", &preset_name(view.language, preset))]);
                let button = Button::new(name).small().min_size(vec2(0.0, 24.0));
                let first = view.text(LessonPresetText::PredictFirst);
                if ui.add_enabled(predicted.is_some(), button).on_disabled_hover_text(first).clicked() {
                    view.send(Action::UsePreset(preset));
                }
            }
            if let Some(lesson) = lesson_of(preset) {
                why_ui(ui, view, lesson);
            }
        });
    });
}
