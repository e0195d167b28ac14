//! Callbacks with all their parameters, under Keras's names.

use std::fmt::Display;

use eframe::egui::emath::Numeric;
use eframe::egui::{ComboBox, Grid, TextEdit, Ui};

use super::View;
use crate::app::widgets::{Problems, at_right, emphasis, exact, exact_field, field, sign_button};
use crate::config::{CallbackConfig, Metric, Mode};
use crate::text::NetworkText;

pub fn callbacks_ui(ui: &mut Ui, view: &View<'_>, callbacks: &mut Vec<CallbackConfig>, problems: Problems<'_>) {
    let mut removed = None;
    let mut raised = None;
    for (place, callback) in callbacks.iter_mut().enumerate() {
        ui.push_id(place, |ui| {
            let kind = callback.kind();
            let values: [(&str, &dyn Display); 1] = [("kind", &kind)];
            ui.horizontal(|ui| {
                ui.label(emphasis(kind));
                at_right(ui, &format!("callback {place}"), |ui| {
                    if sign_button(ui, "↑", &view.language.fill(NetworkText::MoveCallbackUp, &values), place > 0) {
                        raised = Some(place);
                    }
                    if sign_button(ui, "✗", &view.language.fill(NetworkText::RemoveCallback, &values), true) {
                        removed = Some(place);
                    }
                });
            });
            let at = format!("callbacks[{place}]");
            let problems = problems.of(&at);
            let grid = Grid::new("callback").num_columns(2).spacing([16.0, 8.0]);
            grid.show(ui, |ui| fields_ui(ui, callback, problems));
            switches_ui(ui, callback);
            problems.show(ui, "");
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

/// Each callback with Keras's defaults, except for a useful patience.
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

fn fields_ui(ui: &mut Ui, callback: &mut CallbackConfig, problems: Problems<'_>) {
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
            monitor_ui(ui, monitor, problems);
            number_ui(ui, "patience", patience, 0.1, problems);
            number_ui(ui, "min_delta", min_delta, 0.0005, problems);
            mode_ui(ui, mode);
            option_ui(ui, "baseline", baseline, problems);
            number_ui(ui, "start_from_epoch", start_from_epoch, 0.1, problems);
        }
        CallbackConfig::ReduceLROnPlateau { monitor, factor, patience, min_delta, mode, cooldown, min_lr } => {
            monitor_ui(ui, monitor, problems);
            number_ui(ui, "factor", factor, 0.005, problems);
            number_ui(ui, "patience", patience, 0.1, problems);
            number_ui(ui, "min_delta", min_delta, 0.0001, problems);
            mode_ui(ui, mode);
            number_ui(ui, "cooldown", cooldown, 0.1, problems);
            number_ui(ui, "min_lr", min_lr, 0.00001, problems);
        }
        CallbackConfig::ModelCheckpoint { filepath, monitor, save_best_only: _, mode, initial_value_threshold } => {
            text_ui(ui, "filepath", filepath, problems);
            monitor_ui(ui, monitor, problems);
            mode_ui(ui, mode);
            option_ui(ui, "initial_value_threshold", initial_value_threshold, problems);
        }
        CallbackConfig::CSVLogger { filename, separator, append: _ } => {
            text_ui(ui, "filename", filename, problems);
            text_ui(ui, "separator", separator, problems);
        }
        CallbackConfig::TerminateOnNaN {} => {}
    }
}

fn number_ui<N: Numeric + Display>(ui: &mut Ui, name: &str, value: &mut N, speed: f64, problems: Problems<'_>) {
    exact_field(ui, name, value, speed);
    ui.end_row();
    problems.show_row(ui, name);
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

fn text_ui(ui: &mut Ui, name: &str, value: &mut String, problems: Problems<'_>) {
    field(ui, name, |ui| ui.add(TextEdit::singleline(value).desired_width(152.0)));
    ui.end_row();
    problems.show_row(ui, name);
}

fn option_ui(ui: &mut Ui, name: &str, value: &mut Option<f64>, problems: Problems<'_>) {
    let mut there = value.is_some();
    ui.checkbox(&mut there, name);
    if there {
        let response = exact(ui, value.get_or_insert(0.0), 0.005);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
    } else {
        *value = None;
    }
    ui.end_row();
    problems.show_row(ui, name);
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

fn monitor_ui(ui: &mut Ui, monitor: &mut String, problems: Problems<'_>) {
    let label = ui.label("monitor");
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
    problems.show_row(ui, "monitor");
}
