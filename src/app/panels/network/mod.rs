//! The network page: layers as a picture and a table that is edited in place, and how they will be trained.

mod address;
mod callbacks;
mod class_weight;
mod head;
mod layer;
mod layers;
mod learning_rate;
mod lesson_presets;
mod optimizer;
mod picture;
mod presets;
mod row;
mod schedule;

use std::fmt::Display;

use eframe::egui::{ScrollArea, Ui};

use super::View;
use super::room::NARROW;
use crate::app::notices::Severity;
use crate::app::state::{NetworkState, Speed, State, Subject};
use crate::app::theme::{GAP, GROUP, INSIDE, SECTION};
use crate::app::widgets::{Problems, card, emphasis, exact, group, sign, small, unlabelled, with_column};
use crate::engine::Side;
use crate::shared_error::SharedError;
use crate::text::{NetworkText, ShellText};
#[cfg(test)]
pub use callbacks::all_kinds as kinds_of_callbacks;
#[cfg(test)]
pub use layer::all_kinds as kinds_of_layers;
use lesson_presets::lesson_cards_ui;
use picture::Drawing;
use presets::{cards_ui, explanation_ui, preset_ui};
use row::Table;

/// Width of the column with optimiser and callbacks.
const SIDE: f32 = 320.0;
/// Below this width it goes under the layers.
const WIDE: f32 = 900.0;
/// Room for the input's size.
const INPUT: f32 = 304.0;
const NARROW_INPUT: f32 = 192.0;
/// The drawing's share of the page's height, and its least and greatest height.
const PICTURE: f32 = 0.34;
const LOWEST_PICTURE: f32 = 136.0;
const HIGHEST_PICTURE: f32 = 360.0;

pub fn network_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let missing = match &state.subject.network.summary {
        Some(Err(_)) => Some(ShellText::NeedsNetwork),
        _ if !state.problems().is_empty() => Some(ShellText::NeedsValues),
        _ => None,
    };
    head::head_ui(ui, view, missing);
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
    let room = ui.available_height();
    ScrollArea::vertical().auto_shrink(false).id_salt("layers").show(ui, |ui| {
        view.guard(ui);
        choice_ui(ui, view, state, narrow);
        cards_ui(ui, view, state);
        lesson_cards_ui(ui, view, state);
        problems.show(ui, "input");
        ui.add_space(GAP);
        let count = state.classes();
        let names = state.subject.data.dataset.iter().flat_map(|dataset| &dataset.classes);
        let names: Vec<String> = names.map(|name| view.class(name).to_owned()).collect();
        let speed = state.training_speed();
        let height = (room * PICTURE).clamp(LOWEST_PICTURE, HIGHEST_PICTURE);
        let Subject { network, config, .. } = &mut state.subject;
        let drawing = Drawing { height, count, classes: &names };
        picture::picture_ui(ui, view, &config.network, network, drawing);
        totals_ui(ui, view, state);
        ui.add_space(GAP);
        let Subject { network, config, .. } = &mut state.subject;
        let table = Table { speed, classes: &names };
        ui.scope(|ui| layers::layers_ui(ui, view, network, &mut config.network, table, problems));
        if narrow {
            ui.add_space(GROUP);
            settings_ui(ui, view, state, problems);
        }
    });
}

/// Preset and input size in one row, and what the preset is for where there is room.
fn choice_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State, narrow: bool) {
    ui.horizontal_wrapped(|ui| {
        let narrow = narrow && ui.available_width() < NARROW;
        preset_ui(ui, view, state, narrow);
        ui.add_space(GAP);
        if narrow {
            // What the preset is for is at the pointer, and on the presets' cards.
            group(ui, NARROW_INPUT, |ui| narrow_input_ui(ui, view, state));
            return;
        }
        group(ui, INPUT, |ui| input_ui(ui, view, state));
        ui.add_space(GAP);
        explanation_ui(ui, view, state);
    });
}

fn input_ui(ui: &mut Ui, view: &View<'_>, state: &mut State) {
    ui.label(view.text(NetworkText::Input));
    let (height, width) = &mut state.subject.config.network.input;
    for (name, value) in [(NetworkText::Height, height), (NetworkText::Width, width)] {
        let label = ui.label(view.text(name));
        exact(ui, view.language, value, 1.0).labelled_by(label.id);
    }
    ui.label("× 3");
}

/// The same without words, which are for a screen reader and at the pointer.
fn narrow_input_ui(ui: &mut Ui, view: &View<'_>, state: &mut State) {
    ui.label(view.text(NetworkText::Input));
    let (height, width) = &mut state.subject.config.network.input;
    for (name, value) in [(NetworkText::Height, height), (NetworkText::Width, width)] {
        unlabelled(exact(ui, view.language, value, 1.0), view.text(name));
        ui.label("×");
    }
    ui.label("3");
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
            if let Some(network) = state.subject.config.network.pretrained() {
                let known = if network.weights.is_none() { NetworkText::KnewImageNet } else { NetworkText::KnewOthers };
                small(ui, language.fill(known, &[("name", &network)]));
            }
            small(ui, epoch_estimate(view, state, summary.learning_multiply_adds()));
            if let Some(whole) = whole_estimate(view, state) {
                small(ui, whole);
            }
        }
        Some(Err(problem)) => {
            ui.horizontal_wrapped(|ui| {
                ui.label(sign(Severity::Failure, view.tokens, language));
                let reason = problem.reason.localized(language);
                let layer =
                    problem.layer.and_then(|place| Some((place + 1, state.subject.config.network.layers.get(place)?)));
                ui.label(match layer {
                    // The reason stands at the layer.
                    Some((n, layer)) => {
                        let kind = layer.kind();
                        let values: [(&str, &dyn Display); 2] = [("n", &n), ("kind", &kind)];
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
    let seconds = photographs as f64 / speed;
    if photographs > 0 && seconds < 1.0 {
        let is_measured = matches!(measured, Speed::Measured(_));
        let phrase = if is_measured { NetworkText::EpochShort } else { NetworkText::EpochShortLikely };
        return view.text(phrase).to_owned();
    }
    let time = view.language.elapsed(seconds);
    let phrase = match measured {
        _ if photographs == 0 => NetworkText::SpeedOnly,
        Speed::Measured(_) => NetworkText::EpochEstimate,
        Speed::Likely(_) => NetworkText::EpochLikely,
    };
    let speed = view.language.integer(speed.round() as usize);
    let values: [(&str, &dyn Display); 2] = [("time", &time), ("speed", &speed)];
    view.language.fill(phrase, &values)
}

/// How long the whole training takes; nothing while that is not known.
fn whole_estimate(view: &View<'_>, state: &State) -> Option<String> {
    let cost = state.subject.network.cost.filter(|cost| cost.whole > 0.0)?;
    let time = view.language.elapsed(cost.whole / state.training_speed()?.multiply_adds());
    let values: [(&str, &dyn Display); 2] = [("time", &time), ("epochs", &state.subject.config.training.epochs)];
    Some(view.language.fill(NetworkText::WholeEstimate, &values))
}

fn settings_ui(ui: &mut Ui, view: &View<'_>, state: &mut State, problems: Problems<'_>) {
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width());
        ui.label(emphasis(view.text(NetworkText::Training)).size(SECTION));
        let photographs = state.subject.data.count(Side::Training);
        let Subject { network, config, data, .. } = &mut state.subject;
        let classes = data.dataset.as_ref().map_or(&[] as &[String], |dataset| &dataset.classes);
        optimizer::optimizer_ui(ui, view, network, config, problems, (photographs, classes));
    });
    ui.add_space(INSIDE);
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width());
        ui.label(emphasis(view.text(NetworkText::Callbacks)).size(SECTION));
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
