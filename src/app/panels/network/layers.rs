//! The table of layers: `model.summary()`, edited in place.

use std::fmt::Display;

use eframe::egui::{Align, Button, Id, Layout, PointerButton, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};

use super::{View, layer, layer_at_fault};
use crate::app::notices::Severity;
use crate::app::state::{NetworkState, Speed};
use crate::app::widgets::{Problems, emphasis, explain, explained_here, sign, sign_button, small, table_text};
use crate::config::{LayerConfig, NetworkConfig};
use crate::lessons::glossary::Glossed;
use crate::nn::summary::Row;
use crate::text::NetworkText;

/// In a narrower page only output and parameters are shown.
const NARROW: f32 = 600.0;
/// A row's height, a button's size, and how many buttons there are.
const BUTTON: f32 = 28.0;
const BUTTONS: usize = 3;
/// Width of the question mark after a layer's name.
const SIGN: f32 = 14.0;
/// Between two cells.
const GAP: f32 = 4.0;
/// Width of the estimated time.
const TIME: f32 = 48.0;

/// What the table shows besides the layers.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// How fast the machine trains.
    pub speed: Option<Speed>,
    /// The classes' names.
    pub classes: &'a [String],
}

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
    table: Table<'_>,
    problems: Problems<'_>,
) {
    let mut change = None;
    // Rows stand close, and no control makes them higher.
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.spacing_mut().interact_size.y = BUTTON;
    let is_narrow = ui.available_width() < NARROW;
    let table = Table { speed: table.speed.filter(|_| !is_narrow), ..table };
    header_ui(ui, view, table.speed);
    let next = ui.data_mut(|data| data.remove_temp::<usize>(next_focus()));
    for place in 0..network.layers.len() {
        ui.push_id(place, |ui| {
            change = row_ui(ui, view, state, network, place, table, next == Some(place)).or(change.take());
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
                    let added = add_ui(ui, view, NetworkText::AddLayer);
                    change = added.map(|layer| Change::Insert(place + 1, layer)).or(change.take());
                });
                ui.add_space(8.0);
            }
            if let Some(term) = Glossed::of_keras(network.layers[place].kind()) {
                explained_here(ui, ui.min_rect(), term);
            }
        });
    }
    ui.add_space(8.0);
    let added = add_ui(ui, view, NetworkText::AddLayerEnd);
    let end = network.layers.len();
    if let Some(change) = change.or(added.map(|layer| Change::Insert(end, layer))) {
        if let Change::Remove(place) = change {
            // Not the next layer's own button: pressed again, it would remove that layer, too.
            let next = place.min(network.layers.len().saturating_sub(2));
            ui.data_mut(|data| data.insert_temp(next_focus(), next));
        }
        apply(change, state, &mut network.layers);
    }
}

/// Remembers which layer's row gets the keyboard.
fn next_focus() -> Id {
    Id::unique("layer that gets the keyboard")
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
        cell(ui, name + GAP + SIGN, false, |ui| drop(small(ui, view.text(NetworkText::Layer))));
        for (width, (text, explained)) in columns(ui).iter().copied().zip([
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

/// Widths of output, parameters, multiply-adds and memory, as many as there is room for; the name takes the rest.
fn columns(ui: &Ui) -> &'static [f32] {
    const COLUMNS: &[f32] = &[88.0, 84.0, 74.0, 70.0];
    if ui.max_rect().width() < NARROW { &COLUMNS[..2] } else { COLUMNS }
}

fn name_width(ui: &Ui, timed: bool) -> f32 {
    let time = if timed { TIME + GAP } else { 0.0 };
    let columns = columns(ui).iter().map(|width| width + GAP).sum::<f32>();
    let buttons = BUTTONS as f32 * (BUTTON + GAP) + SIGN + GAP;
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
    table: Table<'_>,
    gets_keyboard: bool,
) -> Option<Change> {
    let Table { speed, classes } = table;
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
            let title = layer::title(layer, view.language, classes);
            let text = format!("{:>2}  {title}", place + 1);
            let text = if open { emphasis(text) } else { RichText::new(text) };
            ui.spacing_mut().button_padding.x = 4.0;
            let button = Button::selectable(open, text).truncate().min_size(vec2(ui.available_width(), BUTTON));
            let response = ui.add(button).on_hover_text(title);
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &edit));
            if gets_keyboard {
                response.request_focus();
            }
            if response.clicked() {
                change = Some(Change::Open(place));
            }
        });
        cell(ui, SIGN, false, |ui| {
            if let Some(term) = Glossed::of_keras(kind) {
                explain(ui, view.language, term);
            }
        });
        let language = view.language;
        let unknown = || std::array::from_fn(|_| "–".to_owned());
        let cells = row.as_ref().map_or_else(unknown, |row| {
            let shape: Vec<String> = row.output_shape.iter().map(ToString::to_string).collect();
            let quiet = |n: u64, text: String| if n == 0 { "·".to_owned() } else { text };
            let parameters = quiet(row.parameters as u64, language.integer(row.parameters));
            let work = quiet(row.multiply_adds, language.magnitude(row.multiply_adds));
            [shape.join("×"), parameters, work, language.bytes(row.activation_bytes)]
        });
        for (width, text) in columns(ui).iter().copied().zip(cells) {
            cell(ui, width, true, |ui| drop(ui.label(table_text(text))));
        }
        if let Some(speed) = speed {
            // What is frozen takes no time in the epochs.
            let work = row.as_ref().map_or(0, |row| row.learning_multiply_adds);
            let milliseconds = work as f64 / speed.multiply_adds() * 1000.0;
            let text = match row {
                None => "–".to_owned(),
                Some(_) if work == 0 => "·".to_owned(),
                Some(_) => language.decimal(milliseconds, 2),
            };
            cell(ui, TIME, true, |ui| drop(ui.label(table_text(text))));
        }
        let last = place + 1 == network.layers.len();
        // A double click removes one layer.
        let is_second = ui.input(|input| input.pointer.button_double_clicked(PointerButton::Primary));
        for (sign, phrase, possible, request) in [
            ("↑", NetworkText::MoveUp, place > 0, Change::Up(place)),
            ("↓", NetworkText::MoveDown, !last, Change::Down(place)),
            ("✗", NetworkText::Remove, true, Change::Remove(place)),
        ] {
            if sign_button(ui, sign, &named(phrase), possible) && !(matches!(request, Change::Remove(_)) && is_second) {
                change = Some(request);
            }
        }
    });
    change
}

/// The layer's line of the table. In a network that cannot be built the layers before the one at fault have theirs, and the
/// others none.
fn row_of(state: &NetworkState, network: &NetworkConfig, place: usize) -> Option<Row> {
    let summary = match &state.summary {
        Some(Ok(summary)) => Some(summary),
        Some(Err(problem)) if problem.layer.is_some_and(|fault| place < fault) => state.last_good.as_ref(),
        _ => None,
    }?;
    summary.of_place(place).filter(|row| row.part_of == network.layers[place].kind())
}

/// A menu of all kinds of layer.
fn add_ui(ui: &mut Ui, view: &View<'_>, text: NetworkText) -> Option<LayerConfig> {
    let mut chosen = None;
    ui.menu_button(format!("+ {}", view.text(text)), |ui| {
        let room = ui.ctx().content_rect().height() - 2.0 * BUTTON;
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
            for layer in layer::all_kinds() {
                let explained = view.text(layer::explanation(&layer));
                if ui.button(layer.kind()).clicked() {
                    chosen = Some(layer);
                    ui.close();
                }
                small(ui, explained);
            }
        });
    });
    chosen
}
