//! One layer's fields, under Keras's names.

use eframe::egui::Ui;

use super::View;
use crate::app::widgets::{combo, exact, exact_field, group, term_field};
use crate::config::{Activation, LayerConfig, Padding, PretrainedName, PretrainedNetwork, Trainable, Units};
use crate::lessons::glossary::Glossed;
use crate::text::{Language, NetworkText};

/// Room of a label with its list.
const GROUPED: f32 = 184.0;

/// The kind with what matters most: `Conv2D 32 · 3×3 · relu`, `Dense 2: cat, dog · softmax`.
pub fn title(layer: &LayerConfig, language: Language, classes: &[String]) -> String {
    let kind = layer.kind();
    match layer {
        LayerConfig::Conv2D { filters, kernel_size: (height, width), activation, .. }
        | LayerConfig::SeparableConv2D { filters, kernel_size: (height, width), activation, .. } => {
            format!("{kind} {filters} · {height}×{width}{}", activation_suffix(*activation))
        }
        LayerConfig::MaxPooling2D { pool_size: (height, width), .. }
        | LayerConfig::AveragePooling2D { pool_size: (height, width), .. } => format!("{kind} {height}×{width}"),
        LayerConfig::Dropout { rate } => format!("{kind} {}", language.point_in(&rate.to_string())),
        LayerConfig::Activation { activation } => format!("{kind} {}", activation.name()),
        LayerConfig::DepthwiseConv2D { kernel_size: (height, width), activation, .. } => {
            format!("{kind} {height}×{width}{}", activation_suffix(*activation))
        }
        LayerConfig::Pretrained { name, weights, trainable, .. } => {
            let network = PretrainedNetwork { name: *name, weights: *weights };
            format!("{kind} {network}{}", learning_suffix(language, *trainable))
        }
        LayerConfig::Residual { layers, .. } => {
            let kinds: Vec<&str> = layers.iter().map(LayerConfig::kind).collect();
            format!("{kind} ({})", kinds.join(", "))
        }
        LayerConfig::Dense { units: Units::Count(units), activation, .. } => {
            format!("{kind} {units}{}", activation_suffix(*activation))
        }
        LayerConfig::Dense { units: Units::Classes, activation, .. } => {
            format!("{kind} {}{}", class_names(language, classes), activation_suffix(*activation))
        }
        _ => kind.to_owned(),
    }
}

/// How many classes there are, and the first of their names.
pub fn class_names(language: Language, classes: &[String]) -> String {
    const NAMED: usize = 3;
    if classes.is_empty() {
        return language.text(NetworkText::ClassesWord).to_owned();
    }
    let more = if classes.len() > NAMED { ", …" } else { "" };
    format!("{}: {}{more}", classes.len(), classes[..classes.len().min(NAMED)].join(", "))
}

/// What a kind of layer does, in a line.
pub const fn explanation(layer: &LayerConfig) -> NetworkText {
    match layer {
        LayerConfig::Conv2D { .. } => NetworkText::Conv2DIs,
        LayerConfig::BatchNormalization { .. } => NetworkText::BatchNormalizationIs,
        LayerConfig::MaxPooling2D { .. } => NetworkText::MaxPoolingIs,
        LayerConfig::AveragePooling2D { .. } => NetworkText::AveragePoolingIs,
        LayerConfig::GlobalAveragePooling2D {} => NetworkText::GlobalPoolingIs,
        LayerConfig::Dropout { .. } => NetworkText::DropoutIs,
        LayerConfig::Flatten {} => NetworkText::FlattenIs,
        LayerConfig::Dense { .. } => NetworkText::DenseIs,
        LayerConfig::Activation { .. } => NetworkText::ActivationIs,
        LayerConfig::GlobalMaxPooling2D {} => NetworkText::GlobalMaxPoolingIs,
        LayerConfig::ZeroPadding2D { .. } => NetworkText::ZeroPaddingIs,
        LayerConfig::DepthwiseConv2D { .. } => NetworkText::DepthwiseIs,
        LayerConfig::SeparableConv2D { .. } => NetworkText::SeparableIs,
        LayerConfig::Residual { .. } => NetworkText::ResidualIs,
        LayerConfig::Pretrained { .. } => NetworkText::PretrainedIs,
    }
}

fn activation_suffix(activation: Activation) -> String {
    match activation {
        Activation::Linear => String::new(),
        other => format!(" · {}", other.name()),
    }
}

/// What of a pretrained network learns.
fn learning_suffix(language: Language, trainable: Trainable) -> String {
    match trainable {
        Trainable::None => String::new(),
        Trainable::Last(blocks) => format!(" · {}", language.count(NetworkText::LastLearn, blocks)),
        Trainable::All => format!(" · {}", language.text(NetworkText::AllLearns)),
    }
}

const fn padding_name(padding: Padding) -> &'static str {
    match padding {
        Padding::Valid => "valid",
        Padding::Same => "same",
    }
}

/// A layer of each kind, with Keras's defaults.
pub fn all_kinds() -> [LayerConfig; 15] {
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
        LayerConfig::Activation { activation: Activation::Relu },
        LayerConfig::GlobalMaxPooling2D {},
        LayerConfig::ZeroPadding2D { padding: ((1, 1), (1, 1)) },
        LayerConfig::DepthwiseConv2D {
            kernel_size: (3, 3),
            strides: (1, 1),
            padding: Padding::Same,
            depth_multiplier: 1,
            activation: Activation::Relu,
            use_bias: true,
        },
        LayerConfig::SeparableConv2D {
            filters: 32,
            kernel_size: (3, 3),
            strides: (1, 1),
            padding: Padding::Same,
            depth_multiplier: 1,
            activation: Activation::Relu,
            use_bias: true,
        },
        LayerConfig::Residual {
            layers: vec![LayerConfig::Conv2D {
                filters: 32,
                kernel_size: (3, 3),
                strides: (1, 1),
                padding: Padding::Same,
                activation: Activation::Relu,
                use_bias: true,
            }],
            shortcut: Vec::new(),
        },
        LayerConfig::Pretrained {
            name: PretrainedName::EfficientnetLite0,
            weights: None,
            trainable: Trainable::None,
            learning_rate_multiplier: 1.0,
        },
    ]
}

/// The layer's fields. Wrong values can be entered: the sentence at the layer says what is wrong.
pub fn fields_ui(ui: &mut Ui, view: &View<'_>, layer: &mut LayerConfig) {
    match layer {
        LayerConfig::Conv2D { filters, kernel_size, strides, padding, activation, use_bias } => {
            exact_field(ui, view.language, "filters", filters, 0.5);
            pair_ui(ui, view, "kernel_size", kernel_size);
            pair_ui(ui, view, "strides", strides);
            padding_ui(ui, padding);
            activation_ui(ui, view.language, activation, &OF_WEIGHTS);
            ui.checkbox(use_bias, "use_bias");
        }
        LayerConfig::BatchNormalization { momentum, epsilon } => {
            exact_field(ui, view.language, "momentum", momentum, 0.001);
            exact_field(ui, view.language, "epsilon", epsilon, 0.0001);
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
        LayerConfig::Dropout { rate } => drop(exact_field(ui, view.language, "rate", rate, 0.01)),
        LayerConfig::Dense { units, activation, use_bias } => {
            units_ui(ui, view, units);
            activation_ui(ui, view.language, activation, &OF_WEIGHTS);
            ui.checkbox(use_bias, "use_bias");
        }
        LayerConfig::Activation { activation } => activation_ui(ui, view.language, activation, &Activation::ALL),
        LayerConfig::ZeroPadding2D { padding: (rows, columns) } => {
            for (value, name) in
                [(&mut rows.0, "top"), (&mut rows.1, "bottom"), (&mut columns.0, "left"), (&mut columns.1, "right")]
            {
                exact_field(ui, view.language, &format!("padding, {name}"), value, 0.05);
            }
        }
        LayerConfig::DepthwiseConv2D { kernel_size, strides, padding, depth_multiplier, activation, use_bias } => {
            pair_ui(ui, view, "kernel_size", kernel_size);
            pair_ui(ui, view, "strides", strides);
            padding_ui(ui, padding);
            exact_field(ui, view.language, "depth_multiplier", depth_multiplier, 0.05);
            activation_ui(ui, view.language, activation, &OF_WEIGHTS);
            ui.checkbox(use_bias, "use_bias");
        }
        LayerConfig::SeparableConv2D {
            filters,
            kernel_size,
            strides,
            padding,
            depth_multiplier,
            activation,
            use_bias,
        } => {
            exact_field(ui, view.language, "filters", filters, 0.5);
            pair_ui(ui, view, "kernel_size", kernel_size);
            pair_ui(ui, view, "strides", strides);
            padding_ui(ui, padding);
            exact_field(ui, view.language, "depth_multiplier", depth_multiplier, 0.05);
            activation_ui(ui, view.language, activation, &OF_WEIGHTS);
            ui.checkbox(use_bias, "use_bias");
        }
        LayerConfig::Pretrained { trainable, learning_rate_multiplier, .. } => {
            trainable_ui(ui, view, trainable);
            if *trainable != Trainable::None {
                exact_field(ui, view.language, "learning_rate_multiplier", learning_rate_multiplier, 0.01);
            }
        }
        // A residual block's layers are rows of the table.
        LayerConfig::Residual { .. }
        | LayerConfig::GlobalAveragePooling2D {}
        | LayerConfig::GlobalMaxPooling2D {}
        | LayerConfig::Flatten {} => {}
    }
}

/// What a layer with weights may apply to its result; the others are layers of their own.
const OF_WEIGHTS: [Activation; 3] = [Activation::Linear, Activation::Relu, Activation::Softmax];

fn pair_ui(ui: &mut Ui, view: &View<'_>, name: &str, (height, width): &mut (usize, usize)) {
    ui.label(name);
    for (value, axis) in [(height, NetworkText::Rows), (width, NetworkText::Columns)] {
        let full = format!("{name}, {}", view.text(axis));
        let response = exact(ui, view.language, value, 0.05).on_hover_text(&full);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(full));
    }
}

fn units_ui(ui: &mut Ui, view: &View<'_>, units: &mut Units) {
    let mut as_classes = *units == Units::Classes;
    if ui.checkbox(&mut as_classes, "units: classes").changed() {
        *units = if as_classes { Units::Classes } else { Units::Count(64) };
    }
    if let Units::Count(count) = units {
        exact_field(ui, view.language, "units", count, 0.5);
    }
}

fn trainable_ui(ui: &mut Ui, view: &View<'_>, trainable: &mut Trainable) {
    const BLOCKS: usize = 3;
    let name = |trainable: Trainable| match trainable {
        Trainable::None => "false",
        Trainable::Last(_) => "last",
        Trainable::All => "true",
    };
    let last = match trainable {
        Trainable::Last(blocks) => *blocks,
        Trainable::None | Trainable::All => BLOCKS,
    };
    group(ui, GROUPED, |ui| {
        let label = ui.label("trainable");
        let choices = [Trainable::None, Trainable::Last(last), Trainable::All].map(|choice| (choice, name(choice)));
        let (response, picked) = combo(ui, "trainable", 72.0, (*trainable, name(*trainable)), &choices);
        *trainable = picked.unwrap_or(*trainable);
        response.labelled_by(label.id).on_hover_text(view.text(NetworkText::TrainableIs));
    });
    if let Trainable::Last(blocks) = trainable {
        exact_field(ui, view.language, "blocks", blocks, 0.05);
    }
}

fn padding_ui(ui: &mut Ui, padding: &mut Padding) {
    // The label and its list stay in one line.
    group(ui, GROUPED, |ui| {
        let label = ui.label("padding");
        let choices = [Padding::Valid, Padding::Same].map(|choice| (choice, padding_name(choice)));
        let (response, picked) = combo(ui, "padding", 72.0, (*padding, padding_name(*padding)), &choices);
        *padding = picked.unwrap_or(*padding);
        response.labelled_by(label.id);
    });
}

fn activation_ui(ui: &mut Ui, language: Language, activation: &mut Activation, choices: &[Activation]) {
    group(ui, GROUPED, |ui| {
        let choices: Vec<_> = choices.iter().map(|choice| (*choice, choice.name())).collect();
        term_field(ui, language, "activation", Glossed::Activation, |ui| {
            let (response, picked) = combo(ui, "activation", 88.0, (*activation, activation.name()), &choices);
            *activation = picked.unwrap_or(*activation);
            response
        });
    });
}
