//! One layer's fields, under Keras's names.

use eframe::egui::{ComboBox, Ui};

use super::View;
use crate::app::widgets::{exact, exact_field};
use crate::config::{Activation, LayerConfig, Padding, Units};
use crate::text::NetworkText;

/// The kind with what matters most: `Conv2D 32 · 3×3 · relu`.
pub fn title(layer: &LayerConfig) -> String {
    let kind = layer.kind();
    match layer {
        LayerConfig::Conv2D { filters, kernel_size: (height, width), activation, .. } => {
            format!("{kind} {filters} · {height}×{width}{}", activation_suffix(*activation))
        }
        LayerConfig::MaxPooling2D { pool_size: (height, width), .. }
        | LayerConfig::AveragePooling2D { pool_size: (height, width), .. } => format!("{kind} {height}×{width}"),
        LayerConfig::Dropout { rate } => format!("{kind} {rate}"),
        LayerConfig::Dense { units: Units::Count(units), activation, .. } => {
            format!("{kind} {units}{}", activation_suffix(*activation))
        }
        LayerConfig::Dense { units: Units::Classes, activation, .. } => {
            format!("{kind} classes{}", activation_suffix(*activation))
        }
        _ => kind.to_owned(),
    }
}

fn activation_suffix(activation: Activation) -> String {
    match activation {
        Activation::Linear => String::new(),
        other => format!(" · {}", activation_name(other)),
    }
}

const fn activation_name(activation: Activation) -> &'static str {
    match activation {
        Activation::Linear => "linear",
        Activation::Relu => "relu",
        Activation::Softmax => "softmax",
    }
}

const fn padding_name(padding: Padding) -> &'static str {
    match padding {
        Padding::Valid => "valid",
        Padding::Same => "same",
    }
}

/// A layer of each kind, with Keras's defaults.
pub fn all_kinds() -> [LayerConfig; 8] {
    [
        LayerConfig::Conv2D {
            filters: 32,
            kernel_size: (3, 3),
            strides: (1, 1),
            padding: Padding::Valid,
            activation: Activation::Relu,
            use_bias: true,
        },
        LayerConfig::BatchNormalization { momentum: 0.99, epsilon: 1e-3 },
        LayerConfig::MaxPooling2D { pool_size: (2, 2), strides: None, padding: Padding::Valid },
        LayerConfig::AveragePooling2D { pool_size: (2, 2), strides: None, padding: Padding::Valid },
        LayerConfig::GlobalAveragePooling2D {},
        LayerConfig::Dropout { rate: 0.25 },
        LayerConfig::Flatten {},
        LayerConfig::Dense { units: Units::Count(64), activation: Activation::Relu, use_bias: true },
    ]
}

/// The layer's fields. Wrong values can be entered: the sentence at the layer says what is wrong.
pub fn fields_ui(ui: &mut Ui, view: &View<'_>, layer: &mut LayerConfig) {
    match layer {
        LayerConfig::Conv2D { filters, kernel_size, strides, padding, activation, use_bias } => {
            exact_field(ui, "filters", filters, 0.5);
            pair_ui(ui, view, "kernel_size", kernel_size);
            pair_ui(ui, view, "strides", strides);
            padding_ui(ui, padding);
            activation_ui(ui, activation);
            ui.checkbox(use_bias, "use_bias");
        }
        LayerConfig::BatchNormalization { momentum, epsilon } => {
            exact_field(ui, "momentum", momentum, 0.001);
            exact_field(ui, "epsilon", epsilon, 0.0001);
        }
        LayerConfig::MaxPooling2D { pool_size, strides, padding }
        | LayerConfig::AveragePooling2D { pool_size, strides, padding } => {
            pair_ui(ui, view, "pool_size", pool_size);
            let mut own = strides.is_some();
            ui.checkbox(&mut own, "strides").on_hover_text(view.text(NetworkText::AsPool));
            if own {
                pair_ui(ui, view, "strides", strides.get_or_insert(*pool_size));
            } else {
                *strides = None;
            }
            padding_ui(ui, padding);
        }
        LayerConfig::Dropout { rate } => drop(exact_field(ui, "rate", rate, 0.01)),
        LayerConfig::Dense { units, activation, use_bias } => {
            units_ui(ui, units);
            activation_ui(ui, activation);
            ui.checkbox(use_bias, "use_bias");
        }
        LayerConfig::GlobalAveragePooling2D {} | LayerConfig::Flatten {} => {}
    }
}

fn pair_ui(ui: &mut Ui, view: &View<'_>, name: &str, (height, width): &mut (usize, usize)) {
    ui.label(name);
    for (value, axis) in [(height, NetworkText::Rows), (width, NetworkText::Columns)] {
        let full = format!("{name}, {}", view.text(axis));
        let response = exact(ui, value, 0.05).on_hover_text(&full);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(full));
    }
}

fn units_ui(ui: &mut Ui, units: &mut Units) {
    let mut as_classes = *units == Units::Classes;
    if ui.checkbox(&mut as_classes, "units: classes").changed() {
        *units = if as_classes { Units::Classes } else { Units::Count(64) };
    }
    if let Units::Count(count) = units {
        exact_field(ui, "units", count, 0.5);
    }
}

fn padding_ui(ui: &mut Ui, padding: &mut Padding) {
    let label = ui.label("padding");
    let combo = ComboBox::from_id_salt("padding").width(72.0).selected_text(padding_name(*padding));
    let shown = combo.show_ui(ui, |ui| {
        for choice in [Padding::Valid, Padding::Same] {
            ui.selectable_value(padding, choice, padding_name(choice));
        }
    });
    shown.response.labelled_by(label.id);
}

fn activation_ui(ui: &mut Ui, activation: &mut Activation) {
    let label = ui.label("activation");
    let combo = ComboBox::from_id_salt("activation").width(88.0).selected_text(activation_name(*activation));
    let shown = combo.show_ui(ui, |ui| {
        for choice in [Activation::Linear, Activation::Relu, Activation::Softmax] {
            ui.selectable_value(activation, choice, activation_name(choice));
        }
    });
    shown.response.labelled_by(label.id);
}
