//! Optimiser, rate, batch size, epochs, seed.

use eframe::egui::{ComboBox, Grid, Ui};

use super::View;
use crate::app::notices::Severity;
use crate::app::state::NetworkState;
use crate::app::widgets::{Problems, exact_field, sign};
use crate::config::{OptimizerConfig, RunConfig, TrainingConfig};
use crate::memory::size;
use crate::text::NetworkText;
use crate::train::MemoryAdvice;

/// Epochs of the notebook's `FAST_RUN`.
const FAST_RUN: usize = 3;
/// Width of a sentence below a field.
const BESIDE: f32 = 200.0;

pub fn optimizer_ui(
    ui: &mut Ui,
    view: &View<'_>,
    state: &mut NetworkState,
    config: &mut RunConfig,
    problems: Problems<'_>,
) {
    let problems = problems.of("training");
    Grid::new("optimizer").num_columns(2).spacing([16.0, 8.0]).show(ui, |ui| {
        let label = ui.label(view.text(NetworkText::Optimizer));
        let optimizer = &mut config.training.optimizer;
        let combo = ComboBox::from_id_salt("optimizer").width(112.0).selected_text(optimizer.kind());
        let shown = combo.show_ui(ui, |ui| {
            for choice in all_kinds() {
                let same = choice.kind() == optimizer.kind();
                if ui.selectable_label(same, choice.kind()).clicked() && !same {
                    *optimizer = choice;
                }
            }
        });
        shown.response.labelled_by(label.id);
        ui.end_row();
        fields_ui(ui, optimizer, problems.of("training.optimizer"));
        exact_field(ui, view.text(NetworkText::BatchSize), &mut config.training.batch_size, 0.1);
        ui.end_row();
        problems.show_row(ui, "batch_size");
        memory_row_ui(ui, view, state);
        exact_field(ui, view.text(NetworkText::Epochs), &mut config.training.epochs, 0.1);
        ui.end_row();
        problems.show_row(ui, "epochs");
        exact_field(ui, view.text(NetworkText::RunSeed), &mut config.seed, 0.1);
        ui.end_row();
    });
    let mut fast = config.training.epochs == FAST_RUN;
    if ui.checkbox(&mut fast, view.text(NetworkText::FastRun)).changed() {
        if fast {
            state.epochs_before_fast = Some(config.training.epochs);
        }
        let before = state.epochs_before_fast.unwrap_or(TrainingConfig::default().epochs);
        config.training.epochs = if fast { FAST_RUN } else { before };
    }
}

/// That memory may run out, in a row below the batch size.
fn memory_row_ui(ui: &mut Ui, view: &View<'_>, state: &NetworkState) {
    let Some(MemoryAdvice::Close { needed_bytes, available_bytes }) = &state.memory else { return };
    let [needed, available] = [needed_bytes, available_bytes].map(|bytes| view.language.point_in(&size(*bytes)));
    let sentence = view.language.fill(NetworkText::MemoryClose, &[("needed", &needed), ("available", &available)]);
    ui.label("");
    ui.vertical(|ui| {
        ui.set_max_width(BESIDE);
        ui.horizontal_wrapped(|ui| {
            ui.label(sign(Severity::Warning, view.tokens, view.language));
            ui.label(sentence);
        });
    });
    ui.end_row();
}

/// Each optimiser with Keras's defaults.
fn all_kinds() -> [OptimizerConfig; 3] {
    [
        OptimizerConfig::SGD { learning_rate: 0.01, momentum: 0.0, nesterov: false },
        OptimizerConfig::RMSprop { learning_rate: 0.001, rho: 0.9, momentum: 0.0, epsilon: 1e-7 },
        OptimizerConfig::Adam { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
    ]
}

fn fields_ui(ui: &mut Ui, optimizer: &mut OptimizerConfig, problems: Problems<'_>) {
    let field = |ui: &mut Ui, name: &str, value: &mut f32, speed: f64| {
        exact_field(ui, name, value, speed);
        ui.end_row();
        problems.show_row(ui, name);
    };
    match optimizer {
        OptimizerConfig::SGD { learning_rate, momentum, nesterov } => {
            field(ui, "learning_rate", learning_rate, 0.0005);
            field(ui, "momentum", momentum, 0.005);
            ui.label("");
            ui.checkbox(nesterov, "nesterov");
            ui.end_row();
        }
        OptimizerConfig::RMSprop { learning_rate, rho, momentum, epsilon } => {
            field(ui, "learning_rate", learning_rate, 0.00005);
            field(ui, "rho", rho, 0.005);
            field(ui, "momentum", momentum, 0.005);
            field(ui, "epsilon", epsilon, 1e-7);
        }
        OptimizerConfig::Adam { learning_rate, beta_1, beta_2, epsilon } => {
            field(ui, "learning_rate", learning_rate, 0.00005);
            field(ui, "beta_1", beta_1, 0.005);
            field(ui, "beta_2", beta_2, 0.0005);
            field(ui, "epsilon", epsilon, 1e-7);
        }
    }
}
