//! The network page: layers as a picture and a table that is edited in place, and how they will be trained.

mod callbacks;
mod layer;
mod layers;
mod optimizer;
mod picture;

use std::fmt::Display;

use eframe::egui::{ComboBox, ScrollArea, Ui};

use super::View;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::state::{NetworkState, Speed, State, Subject};
use crate::app::theme::{GAP, GROUP, INSIDE};
use crate::app::widgets::{Problems, card, emphasis, exact, next_button, page_header, sign, small, with_column};
use crate::config::PRESETS;
use crate::engine::Side;
use crate::shared_error::SharedError;
use crate::text::{Language, NetworkText};

/// Width of the column with optimiser and callbacks.
const SIDE: f32 = 320.0;
/// Below this width it goes under the layers.
const WIDE: f32 = 900.0;

pub fn network_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    page_header(ui, view.text(NetworkText::Title), view.text(NetworkText::Subtitle), |ui| {
        view.edit_button(ui);
        if ui.button(view.text(NetworkText::Open)).clicked() {
            view.send(Command::OpenConfig);
        }
        if ui.button(view.text(NetworkText::Save)).clicked() {
            view.send(Command::SaveConfig);
        }
        next_button(ui, view.tokens, view.language, Page::Network, view.actions);
    });
    let all = state.problems();
    let problems = Problems { all: &all, at: "network", tokens: view.tokens, language: view.language };
    let wide = ui.available_width() >= WIDE;
    if wide {
        let (mut layers, mut column) = with_column(ui, SIDE);
        network_column_ui(&mut layers, view, state, problems, false);
        ScrollArea::vertical().auto_shrink(false).id_salt("settings").show(&mut column, |ui| {
            view.guard(ui);
            settings_ui(ui, view, state, problems);
        });
    } else {
        network_column_ui(ui, view, state, problems, true);
    }
}

/// The layers in pictures and in rows; where the window is narrow, the settings below them.
fn network_column_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State, problems: Problems<'_>, narrow: bool) {
    ScrollArea::vertical().auto_shrink(false).id_salt("layers").show(ui, |ui| {
        view.guard(ui);
        choice_ui(ui, view, state);
        problems.show(ui, "input");
        ui.add_space(GAP);
        let classes = state.classes();
        let Subject { network, config, .. } = &mut state.subject;
        picture::picture_ui(ui, view, &config.network, network, classes);
        totals_ui(ui, view, state);
        ui.add_space(GAP);
        let speed = state.training_speed();
        let Subject { network, config, .. } = &mut state.subject;
        layers::layers_ui(ui, view, network, &mut config.network, speed, problems);
        if narrow {
            ui.add_space(GROUP);
            settings_ui(ui, view, state, problems);
        }
    });
}

/// Preset and input size.
fn choice_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(view.text(NetworkText::Preset));
        let chosen = state.subject.config.preset.clone();
        let shown = if chosen == "custom" { view.text(NetworkText::Custom) } else { chosen.as_str() };
        let combo = ComboBox::from_id_salt("preset").selected_text(shown).show_ui(ui, |ui| {
            for preset in PRESETS {
                if ui.selectable_label(*preset == chosen, *preset).clicked() {
                    view.send(Action::UsePreset(preset));
                }
            }
        });
        combo.response.labelled_by(label.id);
        ui.add_space(INSIDE);
        ui.label(view.text(NetworkText::Input));
        let (height, width) = &mut state.subject.config.network.input;
        for (name, value) in [(NetworkText::Height, height), (NetworkText::Width, width)] {
            let label = ui.label(view.text(name));
            exact(ui, value, 1.0).labelled_by(label.id);
        }
        ui.label("× 3");
    });
}

/// Parameters, multiply-adds, memory and the estimated time of an epoch; or the problem.
fn totals_ui(ui: &mut Ui, view: &View<'_>, state: &State) {
    let language = view.language;
    match &state.subject.network.summary {
        Some(Ok(summary)) => {
            let parameters = language.integer(summary.parameters());
            let trainable = language.integer(summary.trainable());
            let work = language.magnitude(summary.multiply_adds());
            let memory = language.decimal(summary.activation_bytes() as f64 / 1e6, 1);
            let values: [(&str, &dyn Display); 4] =
                [("parameters", &parameters), ("trainable", &trainable), ("work", &work), ("memory", &memory)];
            small(ui, language.fill(NetworkText::TotalsLine, &values));
            small(ui, epoch_estimate(view, state, summary.multiply_adds()));
        }
        Some(Err(problem)) => {
            ui.horizontal_wrapped(|ui| {
                ui.label(sign(Severity::Failure, view.tokens, language));
                let reason = problem.reason.localized(language);
                let layer =
                    problem.layer.and_then(|place| Some((place + 1, state.subject.config.network.layers.get(place)?)));
                ui.label(match layer {
                    Some((n, layer)) => {
                        let kind = layer.kind();
                        let values: [(&str, &dyn Display); 3] = [("n", &n), ("kind", &kind), ("reason", &reason)];
                        language.fill(NetworkText::CannotBuildAt, &values)
                    }
                    None => format!("{}: {reason}", view.text(NetworkText::CannotBuild)),
                });
            });
        }
        None => {}
    }
}

/// How long an epoch takes, by the ratio of the networks' arithmetic to what the machine does in a second.
fn epoch_estimate(view: &View<'_>, state: &State, multiply_adds: u64) -> String {
    let Some(measured) = state.training_speed() else { return view.text(NetworkText::NotMeasured).to_owned() };
    let photographs = state.subject.data.count(Side::Training);
    let speed = measured.multiply_adds() / multiply_adds.max(1) as f64;
    let time = Language::duration(photographs as f64 / speed);
    let phrase = match measured {
        _ if photographs == 0 => NetworkText::SpeedOnly,
        Speed::Measured(_) => NetworkText::EpochEstimate,
        Speed::Likely(_) => NetworkText::EpochLikely,
    };
    let speed = view.language.decimal(speed, 0);
    let values: [(&str, &dyn Display); 2] = [("time", &time), ("speed", &speed)];
    view.language.fill(phrase, &values)
}

fn settings_ui(ui: &mut Ui, view: &View<'_>, state: &mut State, problems: Problems<'_>) {
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width());
        ui.label(emphasis(view.text(NetworkText::Training)));
        let Subject { network, config, .. } = &mut state.subject;
        optimizer::optimizer_ui(ui, view, network, config, problems);
    });
    ui.add_space(INSIDE);
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width());
        ui.label(emphasis(view.text(NetworkText::Callbacks)));
        callbacks::callbacks_ui(ui, view, &mut state.subject.config.callbacks, problems);
    });
}

/// The layer at fault, if one is.
fn layer_at_fault(network: &NetworkState) -> Option<(usize, &SharedError)> {
    match &network.summary {
        Some(Err(problem)) => problem.layer.map(|layer| (layer, &problem.reason)),
        _ => None,
    }
}
