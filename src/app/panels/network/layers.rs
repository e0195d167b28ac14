//! The table of layers: `model.summary()`, edited in place.

use std::fmt::Display;

use eframe::egui::{Align, Button, Layout, RichText, Role, Ui, WidgetInfo, vec2};

use super::{View, layer, layer_at_fault};
use crate::app::notices::Severity;
use crate::app::state::{NetworkState, Speed};
use crate::app::widgets::{Problems, emphasis, sign, sign_button, small, table_text};
use crate::config::{LayerConfig, NetworkConfig};
use crate::nn::summary::Row;
use crate::text::NetworkText;

/// Widths of output, parameters, multiply-adds, memory; the name takes the rest.
const COLUMNS: [f32; 4] = [88.0, 84.0, 74.0, 70.0];
/// A row's height, a button's size, and how many buttons there are.
const BUTTON: f32 = 28.0;
const BUTTONS: usize = 3;
/// Between two cells.
const GAP: f32 = 4.0;
/// Width of the estimated time.
const TIME: f32 = 48.0;

/// An edit of the list of layers, requested by a click.
enum Change {
    Remove(usize),
    Up(usize),
    Down(usize),
    Open(usize),
    Insert(usize, LayerConfig),
}

pub fn layers_ui(
    ui: &mut Ui,
    view: &View<'_>,
    state: &mut NetworkState,
    network: &mut NetworkConfig,
    speed: Option<Speed>,
    problems: Problems<'_>,
) {
    header_ui(ui, view, speed);
    let mut change = None;
    for place in 0..network.layers.len() {
        ui.push_id(place, |ui| {
            change = row_ui(ui, view, state, network, place, speed).or(change.take());
            let at = format!("network.layers[{place}]");
            let problems = problems.of(&at);
            if !problems.is_empty() {
                problems.show_all(ui);
            } else if let Some((_, reason)) = layer_at_fault(state).filter(|(layer, _)| *layer == place) {
                ui.horizontal_wrapped(|ui| {
                    ui.label(sign(Severity::Failure, view.tokens, view.language));
                    ui.label(RichText::new(reason.localized(view.language)).color(view.tokens.failure));
                });
            }
            if state.open_layer == Some(place) {
                ui.horizontal_wrapped(|ui| {
                    ui.add_space(24.0);
                    layer::fields_ui(ui, view, &mut network.layers[place]);
                });
                ui.horizontal_wrapped(|ui| {
                    ui.add_space(24.0);
                    let added = add_ui(ui, view.text(NetworkText::AddLayer));
                    change = added.map(|layer| Change::Insert(place + 1, layer)).or(change.take());
                });
                ui.add_space(8.0);
            }
        });
    }
    ui.add_space(8.0);
    let added = add_ui(ui, view.text(NetworkText::AddLayerEnd));
    let end = network.layers.len();
    if let Some(change) = change.or(added.map(|layer| Change::Insert(end, layer))) {
        apply(change, state, &mut network.layers);
    }
}

fn apply(change: Change, state: &mut NetworkState, layers: &mut Vec<LayerConfig>) {
    match change {
        Change::Open(place) => state.open_layer = (state.open_layer != Some(place)).then_some(place),
        Change::Remove(place) => {
            layers.remove(place);
            state.open_layer = None;
        }
        Change::Up(place) => {
            layers.swap(place, place - 1);
            state.open_layer = None;
        }
        Change::Down(place) => {
            layers.swap(place, place + 1);
            state.open_layer = None;
        }
        Change::Insert(place, layer) => {
            layers.insert(place, layer);
            state.open_layer = Some(place);
        }
    }
}

fn header_ui(ui: &mut Ui, view: &View<'_>, speed: Option<Speed>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let name = name_width(ui, speed.is_some());
        cell(ui, name, false, |ui| drop(small(ui, view.text(NetworkText::Layer))));
        for (width, (text, explained)) in COLUMNS.into_iter().zip([
            (NetworkText::Output, NetworkText::OutputExplained),
            (NetworkText::Parameters, NetworkText::ParametersExplained),
            (NetworkText::MultiplyAdds, NetworkText::MultiplyAddsExplained),
            (NetworkText::LayerMemory, NetworkText::LayerMemoryExplained),
        ]) {
            cell(ui, width, true, |ui| drop(small(ui, view.text(text)).on_hover_text(view.text(explained))));
        }
        if let Some(speed) = speed {
            let explained = view.text(match speed {
                Speed::Measured(_) => NetworkText::LayerTimeExplained,
                Speed::Likely(_) => NetworkText::LayerTimeLikely,
            });
            cell(ui, TIME, true, |ui| drop(small(ui, view.text(NetworkText::LayerTime)).on_hover_text(explained)));
        }
    });
}

fn name_width(ui: &Ui, timed: bool) -> f32 {
    let time = if timed { TIME + GAP } else { 0.0 };
    let columns = COLUMNS.iter().map(|width| width + GAP).sum::<f32>();
    let buttons = BUTTONS as f32 * (BUTTON + GAP);
    (ui.available_width() - columns - time - buttons).max(120.0)
}

fn cell(ui: &mut Ui, width: f32, right: bool, add: impl FnOnce(&mut Ui)) {
    let layout = if right { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) };
    let layout = layout.with_main_align(Align::Min);
    ui.allocate_ui_with_layout(vec2(width, BUTTON), layout, |ui| {
        ui.set_width(width);
        add(ui);
    });
}

fn row_ui(
    ui: &mut Ui,
    view: &View<'_>,
    state: &NetworkState,
    network: &NetworkConfig,
    place: usize,
    speed: Option<Speed>,
) -> Option<Change> {
    let layer = &network.layers[place];
    let row = row_of(state, network, place);
    let kind = layer.kind();
    let named = |phrase: NetworkText| {
        let number = place + 1;
        let values: [(&str, &dyn Display); 2] = [("n", &number), ("kind", &kind)];
        view.language.fill(phrase, &values)
    };
    let mut change = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let name = name_width(ui, speed.is_some());
        let edit = named(NetworkText::Edit);
        let open = state.open_layer == Some(place);
        cell(ui, name, false, |ui| {
            let title = layer::title(layer);
            let text = format!("{:>2}  {title}", place + 1);
            let text = if open { emphasis(text) } else { RichText::new(text) };
            ui.spacing_mut().button_padding.x = 4.0;
            let button = Button::selectable(open, text).truncate().min_size(vec2(ui.available_width(), BUTTON));
            let response = ui.add(button).on_hover_text(title);
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &edit));
            if response.clicked() {
                change = Some(Change::Open(place));
            }
        });
        let language = view.language;
        let cells = row.map_or_else(Default::default, |row| {
            let shape: Vec<String> = row.output_shape.iter().map(ToString::to_string).collect();
            let quiet = |n: u64, text: String| if n == 0 { "·".to_owned() } else { text };
            let parameters = quiet(row.parameters as u64, language.integer(row.parameters));
            let work = quiet(row.multiply_adds, language.magnitude(row.multiply_adds));
            [shape.join("×"), parameters, work, format!("{}B", language.magnitude(row.activation_bytes))]
        });
        for (width, text) in COLUMNS.into_iter().zip(cells) {
            let weak = state.summary.as_ref().is_some_and(Result::is_err);
            cell(ui, width, true, |ui| {
                let text = table_text(text);
                ui.label(if weak { text.weak() } else { text });
            });
        }
        if let Some(speed) = speed {
            let work = row.map_or(0, |row| row.multiply_adds);
            let milliseconds = work as f64 / speed.multiply_adds() * 1000.0;
            let text = if work == 0 { "·".to_owned() } else { language.decimal(milliseconds, 2) };
            cell(ui, TIME, true, |ui| drop(ui.label(table_text(text))));
        }
        let last = place + 1 == network.layers.len();
        for (sign, phrase, possible, request) in [
            ("↑", NetworkText::MoveUp, place > 0, Change::Up(place)),
            ("↓", NetworkText::MoveDown, !last, Change::Down(place)),
            ("✗", NetworkText::Remove, true, Change::Remove(place)),
        ] {
            if sign_button(ui, sign, &named(phrase), possible) {
                change = Some(request);
            }
        }
    });
    change
}

/// The layer's line of the table, or of the last table that could be built while its kind is still the same.
fn row_of<'a>(state: &'a NetworkState, network: &NetworkConfig, place: usize) -> Option<&'a Row> {
    let summary = match &state.summary {
        Some(Ok(summary)) => Some(summary),
        _ => state.last_good.as_ref(),
    }?;
    summary.rows.get(place).filter(|row| row.layer == network.layers[place].kind())
}

/// A menu of all kinds of layer.
fn add_ui(ui: &mut Ui, text: &str) -> Option<LayerConfig> {
    let mut chosen = None;
    ui.menu_button(format!("+ {text}"), |ui| {
        for layer in layer::all_kinds() {
            if ui.button(layer.kind()).clicked() {
                chosen = Some(layer);
                ui.close();
            }
        }
    });
    chosen
}
