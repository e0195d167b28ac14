//! Callbacks with all their parameters, under Keras's names.

use std::fmt::Display;

use eframe::egui::emath::Numeric;
use eframe::egui::{Grid, PointerButton, Response, TextEdit, Ui, UiBuilder};

use super::View;
use crate::app::widgets::{
    Problems, at_right, combo, emphasis, exact, explain, explained_here, field, keras_field, keras_switch, sign_button,
    small, term_field,
};
use crate::config::{CallbackConfig, Metric, Mode};
use crate::lessons::glossary::Glossed;
use crate::text::{Language, NetworkText};

pub fn callbacks_ui(ui: &mut Ui, view: &View<'_>, callbacks: &mut Vec<CallbackConfig>, problems: Problems<'_>) {
    let mut removed = None;
    let mut raised = None;
    for (place, callback) in callbacks.iter_mut().enumerate() {
        ui.push_id(place, |ui| {
            let kind = callback.kind();
            let values: [(&str, &dyn Display); 1] = [("kind", &kind)];
            let term = Glossed::of_keras(kind);
            ui.horizontal(|ui| {
                ui.label(emphasis(kind));
                if let Some(term) = term {
                    ui.add_space(-ui.spacing().item_spacing.x);
                    explain(ui, view.language, term);
                }
                at_right(ui, &format!("callback {place}"), |ui| {
                    if sign_button(ui, "↑", &view.language.fill(NetworkText::MoveCallbackUp, &values), place > 0) {
                        raised = Some(place);
                    }
                    // A double click removes one callback.
                    let is_second = ui.input(|input| input.pointer.button_double_clicked(PointerButton::Primary));
                    let name = view.language.fill(NetworkText::RemoveCallback, &values);
                    if sign_button(ui, "✗", &name, true) && !is_second {
                        removed = Some(place);
                    }
                });
            });
            let at = format!("callbacks[{place}]");
            let problems = problems.of(&at);
            let grid = Grid::new("callback").num_columns(2).spacing([16.0, 8.0]);
            grid.show(ui, |ui| fields_ui(ui, callback, problems));
            switches_ui(ui, view, callback);
            if let Some(term) = term {
                explained_here(ui, ui.min_rect(), term);
            }
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
    let id = ui.scope_id().with("add a callback");
    let add = ui.scope_builder(UiBuilder::new().scope_id(id), |ui| add_ui(ui, view, callbacks)).inner;
    if removed.is_some() {
        // Not the next callback's own button: pressed again, it would remove that one, too.
        add.request_focus();
    }
}

/// The list of callbacks that can be added. Returns its button.
fn add_ui(ui: &mut Ui, view: &View<'_>, callbacks: &mut Vec<CallbackConfig>) -> Response {
    let menu = ui.menu_button(format!("+ {}", view.text(NetworkText::AddCallback)), |ui| {
        for callback in all_kinds() {
            let explained = view.text(explanation(&callback));
            if ui.button(callback.kind()).on_hover_text(explained).clicked() {
                callbacks.push(callback);
                ui.close();
                continue;
            }
            small(ui, explained);
        }
    });
    menu.response
}

/// Each callback with Keras's defaults, except for a useful patience.
pub fn all_kinds() -> [CallbackConfig; 5] {
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

/// What a callback is for, in a line.
const fn explanation(callback: &CallbackConfig) -> NetworkText {
    match callback {
        CallbackConfig::EarlyStopping { .. } => NetworkText::EarlyStoppingIs,
        CallbackConfig::ReduceLROnPlateau { .. } => NetworkText::ReduceIs,
        CallbackConfig::ModelCheckpoint { .. } => NetworkText::CheckpointIs,
        CallbackConfig::CSVLogger { .. } => NetworkText::LoggerIs,
        CallbackConfig::TerminateOnNaN {} => NetworkText::TerminateIs,
    }
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
            mode_ui(ui, problems.language, mode);
            option_ui(ui, "baseline", baseline, problems);
            number_ui(ui, "start_from_epoch", start_from_epoch, 0.1, problems);
        }
        CallbackConfig::ReduceLROnPlateau { monitor, factor, patience, min_delta, mode, cooldown, min_lr } => {
            monitor_ui(ui, monitor, problems);
            number_ui(ui, "factor", factor, 0.005, problems);
            number_ui(ui, "patience", patience, 0.1, problems);
            number_ui(ui, "min_delta", min_delta, 0.0001, problems);
            mode_ui(ui, problems.language, mode);
            number_ui(ui, "cooldown", cooldown, 0.1, problems);
            number_ui(ui, "min_lr", min_lr, 0.00001, problems);
        }
        CallbackConfig::ModelCheckpoint { filepath, monitor, save_best_only: _, mode, initial_value_threshold } => {
            text_ui(ui, "filepath", filepath, problems);
            monitor_ui(ui, monitor, problems);
            mode_ui(ui, problems.language, mode);
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
    keras_field(ui, problems.language, name, value, speed);
    ui.end_row();
    problems.show_row(ui, name);
}

/// What is only on or off, under the numbers: these names are long.
fn switches_ui(ui: &mut Ui, view: &View<'_>, callback: &mut CallbackConfig) {
    let (value, name) = match callback {
        CallbackConfig::EarlyStopping { restore_best_weights, .. } => (restore_best_weights, "restore_best_weights"),
        CallbackConfig::ModelCheckpoint { save_best_only, .. } => (save_best_only, "save_best_only"),
        CallbackConfig::CSVLogger { append, .. } => (append, "append"),
        CallbackConfig::ReduceLROnPlateau { .. } | CallbackConfig::TerminateOnNaN {} => return,
    };
    keras_switch(ui, view.language, value, name);
}

fn text_ui(ui: &mut Ui, name: &str, value: &mut String, problems: Problems<'_>) {
    named_ui(ui, problems.language, name, |ui| ui.add(TextEdit::singleline(value).desired_width(152.0)));
    ui.end_row();
    problems.show_row(ui, name);
}

fn option_ui(ui: &mut Ui, name: &str, value: &mut Option<f64>, problems: Problems<'_>) {
    let mut there = value.is_some();
    keras_switch(ui, problems.language, &mut there, name);
    if there {
        let response = exact(ui, problems.language, value.get_or_insert(0.0), 0.005);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
    } else {
        *value = None;
    }
    ui.end_row();
    problems.show_row(ui, name);
}

/// A field of a row under Keras's name.
fn named_ui(ui: &mut Ui, language: Language, name: &str, add: impl FnOnce(&mut Ui) -> Response) {
    match Glossed::of_keras(name) {
        Some(term) => term_field(ui, language, name, term, add),
        None => field(ui, name, add),
    };
}

fn mode_ui(ui: &mut Ui, language: Language, mode: &mut Mode) {
    let name = |mode: Mode| match mode {
        Mode::Auto => "auto",
        Mode::Min => "min",
        Mode::Max => "max",
    };
    let choices = [Mode::Auto, Mode::Min, Mode::Max].map(|choice| (choice, name(choice)));
    named_ui(ui, language, "mode", |ui| {
        let (response, picked) = combo(ui, "mode", 112.0, (*mode, name(*mode)), &choices);
        *mode = picked.unwrap_or(*mode);
        response
    });
    ui.end_row();
}

fn monitor_ui(ui: &mut Ui, monitor: &mut String, problems: Problems<'_>) {
    let chosen = monitor.clone();
    let chosen = chosen.as_str();
    let choices = Metric::ALL.map(|metric| (metric.name(), metric.name()));
    named_ui(ui, problems.language, "monitor", |ui| {
        let (response, picked) = combo(ui, "monitor", 112.0, (chosen, chosen), &choices);
        if let Some(picked) = picked {
            picked.clone_into(monitor);
        }
        response
    });
    ui.end_row();
    problems.show_row(ui, "monitor");
}
