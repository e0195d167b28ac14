//! The table of layers: `model.summary()`, edited in place. A residual block opens to its own layers, as a table within.

use eframe::egui::{Id, RichText, ScrollArea, Ui};

use super::address::{Address, last_part, name, number, row_within};
use super::row::{BUTTON, Position, Pressed, Table, header_ui, row_ui};
use super::{View, layer, layer_at_fault};
use crate::app::notices::Severity;
use crate::app::state::NetworkState;
use crate::app::widgets::{Problems, explained_here, sign, small};
use crate::config::{LayerConfig, NetworkConfig};
use crate::lessons::glossary::Glossed;
use crate::nn::Branch;
use crate::nn::summary::Row;
use crate::text::NetworkText;

/// How far what belongs to a layer begins from the left.
const INDENT: f32 = 24.0;

/// An edit of a list of layers, requested by a click.
enum Change {
    Row(usize, Pressed),
    Insert(usize, LayerConfig),
}

/// A list of layers: the network's, or one of a residual block's.
#[derive(Clone, Copy)]
struct List<'a> {
    /// The place of the residual block that it belongs to, and of that within the network; empty for the network's list.
    block: &'a Address,
    branch: Branch,
    table: Table<'a>,
}

pub fn layers_ui(
    ui: &mut Ui,
    view: &View<'_>,
    state: &mut NetworkState,
    network: &mut NetworkConfig,
    table: Table<'_>,
    problems: Problems<'_>,
) {
    // Rows stand close, and no control makes them higher.
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.spacing_mut().interact_size.y = BUTTON;
    let table = table.fitted(ui);
    header_ui(ui, view, table.speed);
    let list = List { block: &[], branch: Branch::Layers, table };
    list.show(ui, view, state, &mut network.layers, Some(problems));
}

impl List<'_> {
    /// The rows, what is open under one of them, and a menu to add a layer. Problems stand at the network's layers only, also those
    /// of layers within.
    fn show(
        self,
        ui: &mut Ui,
        view: &View<'_>,
        state: &mut NetworkState,
        layers: &mut Vec<LayerConfig>,
        problems: Option<Problems<'_>>,
    ) {
        let (mut change, count) = (None, layers.len());
        let next_focus = Id::unique(("layer that gets the keyboard", self.block, self.branch));
        let next = ui.data_mut(|data| data.remove_temp::<usize>(next_focus));
        for (place, layer) in layers.iter_mut().enumerate() {
            ui.push_id((self.branch, place), |ui| {
                let open = self.open(state) == Some(place);
                let summary = self.row_of(state, layer, place);
                let position = Position {
                    number: &self.number(place),
                    indent: INDENT * self.block.len() as f32,
                    place,
                    count,
                    is_open: open,
                    gets_keyboard: next == Some(place),
                };
                let pressed = row_ui(ui, view, layer, summary.as_ref(), &position, self.table);
                change = pressed.map(|pressed| Change::Row(place, pressed)).or(change.take());
                if let Some(problems) = problems {
                    problem_ui(ui, view, state, problems, place);
                }
                if open {
                    self.open_ui(ui, view, state, layer, place);
                    let after = view.language.fill(NetworkText::AddLayerAfter, &[("n", &self.number(place))]);
                    let added = self.add_ui(ui, view, &after);
                    change = added.map(|layer| Change::Insert(place + 1, layer)).or(change.take());
                    ui.add_space(8.0);
                }
                if let Some(term) = Glossed::of_keras(layer.kind()) {
                    explained_here(ui, ui.min_rect(), term);
                }
            });
        }
        // Within a block a layer is added under the one that is open, or where there is none yet.
        let mut added = None;
        if self.block.is_empty() {
            ui.add_space(8.0);
            let end = view.text(NetworkText::AddLayerEnd);
            added = add_ui(ui, view, end);
        } else if layers.is_empty() {
            let number = number(self.block);
            let within =
                view.language.fill(NetworkText::AddLayerWithin, &[("n", &number), ("list", &name(self.branch))]);
            added = self.add_ui(ui, view, &within);
        }
        if let Some(change) = change.or(added.map(|layer| Change::Insert(count, layer))) {
            if let Change::Row(place, Pressed::Remove) = change {
                // Not the next layer's own button: pressed again, it would remove that layer, too.
                let next = place.min(count.saturating_sub(2));
                ui.data_mut(|data| data.insert_temp(next_focus, next));
            }
            self.apply(change, state, layers);
        }
    }

    /// The fields of the layer that is open; of a residual block its two lists.
    fn open_ui(self, ui: &mut Ui, view: &View<'_>, state: &mut NetworkState, layer: &mut LayerConfig, place: usize) {
        let LayerConfig::Residual { layers, shortcut } = layer else {
            ui.horizontal(|ui| {
                ui.add_space(INDENT * (self.block.len() + 1) as f32);
                ui.horizontal_wrapped(|ui| layer::fields_ui(ui, view, layer));
            });
            return;
        };
        let block = self.address(place);
        let by_itself = row_within(state, &[&block[..], &[(Branch::Shortcut, 0)]].concat());
        for (branch, inner) in [(Branch::Layers, layers), (Branch::Shortcut, shortcut)] {
            ui.horizontal(|ui| {
                ui.add_space(INDENT * block.len() as f32 + 4.0);
                let is = match branch {
                    Branch::Layers => NetworkText::ResidualLayers,
                    Branch::Shortcut if !inner.is_empty() => NetworkText::ResidualShortcut,
                    Branch::Shortcut if by_itself.is_some() => NetworkText::ResidualProjection,
                    Branch::Shortcut => NetworkText::ResidualInput,
                };
                small(ui, format!("{}: {}", name(branch), view.text(is)));
            });
            List { block: &block, branch, ..self }.show(ui, view, state, inner, None);
        }
    }

    fn add_ui(self, ui: &mut Ui, view: &View<'_>, text: &str) -> Option<LayerConfig> {
        ui.horizontal_wrapped(|ui| {
            ui.add_space(INDENT * (self.block.len() + 1) as f32);
            add_ui(ui, view, text)
        })
        .inner
    }

    /// The layer of the list whose fields are open.
    fn open(self, state: &NetworkState) -> Option<usize> {
        match self.block.len().checked_sub(1) {
            None => state.open_layer,
            Some(depth) => {
                let open = state.open_inside.get(depth).filter(|(branch, _)| *branch == self.branch);
                open.map(|(_, place)| *place)
            }
        }
    }

    fn set_open(self, state: &mut NetworkState, place: Option<usize>) {
        match self.block.len().checked_sub(1) {
            None => state.open(place),
            Some(depth) => {
                state.open_inside.truncate(depth);
                state.open_inside.extend(place.map(|place| (self.branch, place)));
            }
        }
    }

    fn apply(self, change: Change, state: &mut NetworkState, layers: &mut Vec<LayerConfig>) {
        let open = match change {
            Change::Row(place, Pressed::Open) => (self.open(state) != Some(place)).then_some(place),
            Change::Row(place, Pressed::Remove) => {
                layers.remove(place);
                None
            }
            Change::Row(place, Pressed::Up) => {
                layers.swap(place, place - 1);
                None
            }
            Change::Row(place, Pressed::Down) => {
                layers.swap(place, place + 1);
                None
            }
            Change::Insert(place, layer) => {
                layers.insert(place, layer);
                Some(place)
            }
        };
        self.set_open(state, open);
    }

    fn address(self, place: usize) -> Vec<(Branch, usize)> {
        [self.block, &[(self.branch, place)]].concat()
    }

    /// `4`, `4.1`, `4.s1`.
    fn number(self, place: usize) -> String {
        number(&self.address(place))
    }

    /// The layer's line of the summary. In a network that cannot be built the layers before the one at fault have theirs, and the
    /// others none.
    fn row_of(self, state: &NetworkState, layer: &LayerConfig, place: usize) -> Option<Row> {
        let row = row_within(state, &self.address(place))?;
        let is_of_layer =
            if self.block.is_empty() { row.part_of == layer.kind() } else { row.layer == last_part(layer) };
        is_of_layer.then_some(row)
    }
}

/// What is wrong with the network's layer at a place.
fn problem_ui(ui: &mut Ui, view: &View<'_>, state: &NetworkState, problems: Problems<'_>, place: usize) {
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
}

/// A menu of all kinds of layer.
fn add_ui(ui: &mut Ui, view: &View<'_>, text: &str) -> Option<LayerConfig> {
    let mut chosen = None;
    ui.menu_button(format!("+ {text}"), |ui| {
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
