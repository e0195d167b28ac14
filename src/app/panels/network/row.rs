//! A layer's line of the table.

use std::fmt::Display;

use eframe::egui::{Align, Button, Layout, PointerButton, RichText, Role, Ui, WidgetInfo, vec2};

use super::{View, layer};
use crate::app::state::Speed;
use crate::app::widgets::{emphasis, explain, sign_button, small, table_text};
use crate::config::LayerConfig;
use crate::lessons::glossary::Glossed;
use crate::nn::summary;
use crate::text::NetworkText;

/// A row's height, and a button's size.
pub const BUTTON: f32 = 28.0;
/// In a narrower page only output and parameters are shown.
const NARROW: f32 = 600.0;
/// How many buttons a row has.
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
    /// How fast the machine trains; none where its column has no room.
    pub speed: Option<Speed>,
    /// The classes' names.
    pub classes: &'a [String],
}

impl Table<'_> {
    /// Without the columns that the page has no room for.
    pub fn fitted(self, ui: &Ui) -> Self {
        Self { speed: self.speed.filter(|_| ui.available_width() >= NARROW), ..self }
    }
}

/// A layer's place in its list.
pub struct Position<'a> {
    /// `4`; within a residual block `4.1`, and in its shortcut `4.s1`.
    pub number: &'a str,
    /// How far the row begins from the left.
    pub indent: f32,
    /// The place in its list, and how many there are.
    pub place: usize,
    pub count: usize,
    pub is_open: bool,
    /// Whether it gets the keyboard.
    pub gets_keyboard: bool,
}

/// What a click in a row asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    Open,
    Up,
    Down,
    Remove,
}

pub fn header_ui(ui: &mut Ui, view: &View<'_>, speed: Option<Speed>) {
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

/// The row of `layer`; `summary` is its line of the summary, if it has one.
pub fn row_ui(
    ui: &mut Ui,
    view: &View<'_>,
    layer: &LayerConfig,
    summary: Option<&summary::Row>,
    position: &Position<'_>,
    table: Table<'_>,
) -> Option<Pressed> {
    let Table { speed, classes } = table;
    let kind = layer.kind();
    let named = |phrase: NetworkText| {
        let values: [(&str, &dyn Display); 2] = [("n", &position.number), ("kind", &kind)];
        view.language.fill(phrase, &values)
    };
    let mut pressed = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let name = name_width(ui, speed.is_some());
        let (edit, open) = (named(NetworkText::Edit), position.is_open);
        cell(ui, name, false, |ui| {
            ui.add_space(position.indent);
            let title = layer::title(layer, view.language, classes);
            let text = format!("{:>2}  {title}", position.number);
            let text = if open { emphasis(text) } else { RichText::new(text) };
            ui.spacing_mut().button_padding.x = 4.0;
            let button = Button::selectable(open, text).truncate().min_size(vec2(ui.available_width(), BUTTON));
            let response = ui.add(button).on_hover_text(title);
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &edit));
            if position.gets_keyboard {
                response.request_focus();
            }
            if response.clicked() {
                pressed = Some(Pressed::Open);
            }
        });
        cell(ui, SIGN, false, |ui| {
            if let Some(term) = Glossed::of_keras(kind) {
                explain(ui, view.language, term);
            }
        });
        let language = view.language;
        let unknown = || std::array::from_fn(|_| "–".to_owned());
        let cells = summary.map_or_else(unknown, |row| {
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
            let work = summary.map_or(0, |row| row.learning_multiply_adds);
            let milliseconds = work as f64 / speed.multiply_adds() * 1000.0;
            let text = match summary {
                None => "–".to_owned(),
                Some(_) if work == 0 => "·".to_owned(),
                Some(_) => language.decimal(milliseconds, 2),
            };
            cell(ui, TIME, true, |ui| drop(ui.label(table_text(text))));
        }
        // A double click removes one layer.
        let is_second = ui.input(|input| input.pointer.button_double_clicked(PointerButton::Primary));
        for (sign, phrase, possible, asks) in [
            ("↑", NetworkText::MoveUp, position.place > 0, Pressed::Up),
            ("↓", NetworkText::MoveDown, position.place + 1 < position.count, Pressed::Down),
            ("✗", NetworkText::Remove, true, Pressed::Remove),
        ] {
            if sign_button(ui, sign, &named(phrase), possible) && !(asks == Pressed::Remove && is_second) {
                pressed = Some(asks);
            }
        }
    });
    pressed
}
