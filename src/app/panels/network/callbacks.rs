//! Callbacks with all their parameters, under Keras's names.

use std::fmt::Display;

use eframe::egui::{Align, ComboBox, Grid, Layout, RichText, TextEdit, Ui};

use super::View;
use super::layers::sign_button;
use crate::app::texts::NetworkText;
use crate::app::widgets::{emphasis, field, number_field};
use crate::config::{CallbackConfig, Metric, Mode};

pub fn callbacks_ui(ui: &mut Ui, view: &View<'_>, callbacks: &mut Vec<CallbackConfig>) {
    let mut removed = None;
    let mut raised = None;
    for (place, callback) in callbacks.iter_mut().enumerate() {
        ui.push_id(place, |ui| {
            let kind = callback.kind();
            let values: [(&str, &dyn Display); 1] = [("kind", &kind)];
            ui.horizontal(|ui| {
                ui.label(emphasis(kind));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if sign_button(ui, "✗", &view.language.fill(NetworkText::RemoveCallback, &values), true) {
                        removed = Some(place);
                    }
                    if sign_button(ui, "↑", &view.language.fill(NetworkText::MoveCallbackUp, &values), place > 0) {
                        raised = Some(place);
                    }
                });
            });
            Grid::new("callback").num_columns(2).spacing([16.0, 8.0]).show(ui, |ui| fields_ui(ui, view, callback));
            switches_ui(ui, callback);
            ui.add_space(8.0);
        });
    }
    if let Some(place) = raised {
        callbacks.swap(place, place - 1);
    }
    if let Some(place) = removed {
        callbacks.remove(place);
    }
    ui.menu_button(format!("+ {}", view.text(NetworkText::AddCallback)), |ui| {
        for callback in all_kinds() {
            if ui.button(callback.kind()).clicked() {
                callbacks.push(callback);
                ui.close();
            }
        }
    });
}

/// Each callback with Keras's defaults, but with a patience that makes sense.
fn all_kinds() -> [CallbackConfig; 5] {
    let monitor = || Metric::ValLoss.name().to_owned();
    [
        CallbackConfig::EarlyStopping {
            monitor: monitor(),
            min_delta: 0.0,
            patience: 10,
            mode: Mode::Auto,
            baseline: None,
            restore_best_weights: false,
            start_from_epoch: 0,
        },
        CallbackConfig::ReduceLROnPlateau {
            monitor: monitor(),
            factor: 0.1,
            patience: 10,
            min_delta: 1e-4,
            mode: Mode::Auto,
            cooldown: 0,
            min_lr: 0.0,
        },
        CallbackConfig::ModelCheckpoint {
            filepath: "epoch-{epoch}.safetensors".to_owned(),
            monitor: monitor(),
            save_best_only: false,
            mode: Mode::Auto,
            initial_value_threshold: None,
        },
        CallbackConfig::CSVLogger { filename: "log.csv".to_owned(), separator: ",".to_owned(), append: false },
        CallbackConfig::TerminateOnNaN {},
    ]
}

fn fields_ui(ui: &mut Ui, view: &View<'_>, callback: &mut CallbackConfig) {
    match callback {
        CallbackConfig::EarlyStopping {
            monitor,
            min_delta,
            patience,
            mode,
            baseline,
            restore_best_weights: _,
            start_from_epoch,
        } => {
            monitor_ui(ui, view, monitor);
            row(ui, |ui| drop(number_field(ui, "patience", patience, 0..=10_000, 0.1)));
            row(ui, |ui| drop(number_field(ui, "min_delta", min_delta, 0.0..=10.0, 0.0005)));
            mode_ui(ui, mode);
            option_ui(ui, "baseline", baseline);
            row(ui, |ui| drop(number_field(ui, "start_from_epoch", start_from_epoch, 0..=10_000, 0.1)));
        }
        CallbackConfig::ReduceLROnPlateau { monitor, factor, patience, min_delta, mode, cooldown, min_lr } => {
            monitor_ui(ui, view, monitor);
            row(ui, |ui| drop(number_field(ui, "factor", factor, 0.001..=0.999, 0.005)));
            row(ui, |ui| drop(number_field(ui, "patience", patience, 0..=10_000, 0.1)));
            row(ui, |ui| drop(number_field(ui, "min_delta", min_delta, 0.0..=10.0, 0.0001)));
            mode_ui(ui, mode);
            row(ui, |ui| drop(number_field(ui, "cooldown", cooldown, 0..=10_000, 0.1)));
            row(ui, |ui| drop(number_field(ui, "min_lr", min_lr, 0.0..=1.0, 0.00001)));
        }
        CallbackConfig::ModelCheckpoint { filepath, monitor, save_best_only: _, mode, initial_value_threshold } => {
            text_ui(ui, "filepath", filepath);
            monitor_ui(ui, view, monitor);
            mode_ui(ui, mode);
            option_ui(ui, "initial_value_threshold", initial_value_threshold);
        }
        CallbackConfig::CSVLogger { filename, separator, append: _ } => {
            text_ui(ui, "filename", filename);
            text_ui(ui, "separator", separator);
        }
        CallbackConfig::TerminateOnNaN {} => {}
    }
}

fn row(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    add(ui);
    ui.end_row();
}

/// What is only on or off, under the numbers: these names are long.
fn switches_ui(ui: &mut Ui, callback: &mut CallbackConfig) {
    let (value, name) = match callback {
        CallbackConfig::EarlyStopping { restore_best_weights, .. } => (restore_best_weights, "restore_best_weights"),
        CallbackConfig::ModelCheckpoint { save_best_only, .. } => (save_best_only, "save_best_only"),
        CallbackConfig::CSVLogger { append, .. } => (append, "append"),
        CallbackConfig::ReduceLROnPlateau { .. } | CallbackConfig::TerminateOnNaN {} => return,
    };
    ui.checkbox(value, name);
}

fn text_ui(ui: &mut Ui, name: &str, value: &mut String) {
    row(ui, |ui| drop(field(ui, name, |ui| ui.add(TextEdit::singleline(value).desired_width(152.0)))));
}

fn option_ui(ui: &mut Ui, name: &str, value: &mut Option<f64>) {
    let mut there = value.is_some();
    ui.checkbox(&mut there, name);
    if there {
        let number = value.get_or_insert(0.0);
        let response = ui.add(eframe::egui::DragValue::new(number).speed(0.005));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
    } else {
        *value = None;
    }
    ui.end_row();
}

fn mode_ui(ui: &mut Ui, mode: &mut Mode) {
    let name = |mode: Mode| match mode {
        Mode::Auto => "auto",
        Mode::Min => "min",
        Mode::Max => "max",
    };
    let label = ui.label("mode");
    let combo = ComboBox::from_id_salt("mode").width(112.0).selected_text(name(*mode));
    let shown = combo.show_ui(ui, |ui| {
        for choice in [Mode::Auto, Mode::Min, Mode::Max] {
            ui.selectable_value(mode, choice, name(choice));
        }
    });
    shown.response.labelled_by(label.id);
    ui.end_row();
}

fn monitor_ui(ui: &mut Ui, view: &View<'_>, monitor: &mut String) {
    let label = ui.label("monitor");
    let known = monitor.parse::<Metric>().is_ok();
    let combo = ComboBox::from_id_salt("monitor").width(112.0).selected_text(monitor.as_str());
    let shown = combo.show_ui(ui, |ui| {
        for metric in Metric::ALL {
            if ui.selectable_label(monitor.as_str() == metric.name(), metric.name()).clicked() {
                metric.name().clone_into(monitor);
            }
        }
    });
    shown.response.labelled_by(label.id);
    ui.end_row();
    if !known {
        ui.label("");
        ui.label(RichText::new(format!("⚠ {}", view.text(NetworkText::UnknownMetric))).color(view.tokens.warning));
        ui.end_row();
    }
}
