//! Optimiser, rate, batch size, epochs, seed.

use eframe::egui::{Grid, Ui};

use super::View;
use super::class_weight::class_weight_ui;
use super::learning_rate::learning_rate_ui;
use super::schedule::schedule_ui;
use crate::app::notices::Severity;
use crate::app::state::NetworkState;
use crate::app::widgets::{
    Problems, beside_term, combo, exact, exact_field, keras_field, keras_switch, set_sentence_width, sign, sign_button,
    term_field,
};
use crate::config::{Algorithm, OptimizerConfig, ResizingStage, RunConfig, TrainingConfig};
use crate::lessons::glossary::Glossed;
use crate::memory::size;
use crate::text::NetworkText;
use crate::train::MemoryAdvice;

/// Epochs of the notebook's `FAST_RUN`.
const FAST_RUN: usize = 3;

pub fn optimizer_ui(
    ui: &mut Ui,
    view: &View<'_>,
    state: &mut NetworkState,
    config: &mut RunConfig,
    problems: Problems<'_>,
    (photographs, classes): (usize, &[String]),
) {
    let problems = problems.of("training");
    Grid::new("optimizer").num_columns(2).spacing([16.0, 8.0]).show(ui, |ui| {
        let optimizer_label = view.text(NetworkText::Optimizer);
        let optimizer = &mut config.training.optimizer;
        let kinds = all_kinds();
        let names = [0, 1, 2].map(|place| (place, kinds[place].kind()));
        let chosen = kinds.iter().position(|kind| kind.kind() == optimizer.kind()).unwrap_or_default();
        term_field(ui, view.language, optimizer_label, Glossed::Optimizer, |ui| {
            let (response, picked) = combo(ui, "optimizer", 112.0, (chosen, optimizer.kind()), &names);
            if let Some(picked) = picked.filter(|picked| *picked != chosen) {
                *optimizer = kinds[picked].clone();
            }
            response
        });
        ui.end_row();
        fields_ui(ui, view, optimizer, problems.of("training.optimizer"));
        term_field(ui, view.language, view.text(NetworkText::BatchSize), Glossed::BatchSize, |ui| {
            exact(ui, view.language, &mut config.training.batch_size, 0.1)
        });
        ui.end_row();
        problems.show_row(ui, "batch_size");
        memory_row_ui(ui, view, state);
        term_field(ui, view.language, view.text(NetworkText::Epochs), Glossed::Epoch, |ui| {
            exact(ui, view.language, &mut config.training.epochs, 0.1)
        });
        ui.end_row();
        problems.show_row(ui, "epochs");
        keras_field(ui, view.language, "label_smoothing", &mut config.training.label_smoothing, 0.005);
        ui.end_row();
        problems.show_row(ui, "label_smoothing");
        keras_field(ui, view.language, "validation_freq", &mut config.training.validation_freq, 0.1);
        ui.end_row();
        problems.show_row(ui, "validation_freq");
        class_weight_ui(ui, view, &mut config.training.class_weight, classes);
        problems.show_row(ui, "class_weight");
        resizing_ui(ui, view, config, problems);
        keras_switch(ui, view.language, &mut config.prediction.mirror_averaging, "mirror_averaging")
            .on_hover_text(view.text(NetworkText::MirrorExplained));
        ui.end_row();
        term_field(ui, view.language, view.text(NetworkText::RunSeed), Glossed::Seed, |ui| {
            exact(ui, view.language, &mut config.seed, 0.1)
        });
        ui.end_row();
    });
    schedule_ui(ui, view, &config.training, photographs);
    let mut fast = config.training.epochs == FAST_RUN;
    if ui.checkbox(&mut fast, view.text(NetworkText::FastRun)).changed() {
        if fast {
            state.epochs_before_fast = Some(config.training.epochs);
        }
        let before = state.epochs_before_fast.unwrap_or(TrainingConfig::default().epochs);
        config.training.epochs = if fast { FAST_RUN } else { before };
    }
}

/// The sizes of pictures in the first epochs.
fn resizing_ui(ui: &mut Ui, view: &View<'_>, config: &mut RunConfig, problems: Problems<'_>) {
    let input = config.network.input;
    let stages = &mut config.training.progressive_resizing;
    beside_term(ui, view.language, Glossed::ProgressiveResizing, |ui| {
        ui.label("progressive_resizing").on_hover_text(view.text(NetworkText::ResizingExplained))
    });
    ui.horizontal(|ui| {
        if sign_button(ui, "+", view.text(NetworkText::AddStage), true) {
            stages.push(ResizingStage { epochs: 1, size: stages.last().map_or(input, |last| last.size) });
        }
        if sign_button(ui, "−", view.text(NetworkText::RemoveStage), !stages.is_empty()) {
            stages.pop();
        }
    });
    ui.end_row();
    problems.show_row(ui, "progressive_resizing");
    for (number, stage) in stages.iter_mut().enumerate() {
        let at = format!("progressive_resizing[{number}]");
        exact_field(ui, view.language, &format!("[{number}].epochs"), &mut stage.epochs, 0.1);
        ui.end_row();
        problems.show_row(ui, &format!("{at}.epochs"));
        for (name, value) in [(NetworkText::Height, &mut stage.size.0), (NetworkText::Width, &mut stage.size.1)] {
            exact_field(ui, view.language, &format!("[{number}] {}", view.text(name)), value, 1.0);
            ui.end_row();
        }
        problems.show_row(ui, &format!("{at}.size"));
    }
}

/// That memory may run out, in a row below the batch size.
fn memory_row_ui(ui: &mut Ui, view: &View<'_>, state: &NetworkState) {
    let Some(MemoryAdvice::Close { needed_bytes, available_bytes }) = &state.memory else { return };
    let [needed, available] = [needed_bytes, available_bytes].map(|bytes| view.language.point_in(&size(*bytes)));
    let sentence = view.language.fill(NetworkText::MemoryClose, &[("needed", &needed), ("available", &available)]);
    ui.label("");
    ui.vertical(|ui| {
        set_sentence_width(ui);
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
        OptimizerConfig::sgd(0.01, 0.0, false),
        OptimizerConfig::rmsprop(0.001, 0.9, 0.0, 1e-7),
        OptimizerConfig::adam(0.001, 0.9, 0.999, 1e-7),
    ]
}

fn fields_ui(ui: &mut Ui, view: &View<'_>, optimizer: &mut OptimizerConfig, problems: Problems<'_>) {
    let field = |ui: &mut Ui, name: &str, value: &mut f32, speed: f64| {
        keras_field(ui, problems.language, name, value, speed);
        ui.end_row();
        problems.show_row(ui, name);
    };
    let speed = if matches!(optimizer.algorithm, Algorithm::SGD { .. }) { 0.0005 } else { 0.00005 };
    learning_rate_ui(ui, view, &mut optimizer.learning_rate, speed, problems.of("training.optimizer.learning_rate"));
    match &mut optimizer.algorithm {
        Algorithm::SGD { momentum, nesterov } => {
            field(ui, "momentum", momentum, 0.005);
            keras_switch(ui, view.language, nesterov, "nesterov");
            ui.end_row();
        }
        Algorithm::RMSprop { rho, momentum, epsilon } => {
            field(ui, "rho", rho, 0.005);
            field(ui, "momentum", momentum, 0.005);
            field(ui, "epsilon", epsilon, 1e-7);
        }
        Algorithm::Adam { beta_1, beta_2, epsilon } => {
            field(ui, "beta_1", beta_1, 0.005);
            field(ui, "beta_2", beta_2, 0.0005);
            field(ui, "epsilon", epsilon, 1e-7);
        }
    }
    field(ui, "weight_decay", &mut optimizer.weight_decay, 0.0005);
    keras_switch(ui, view.language, &mut optimizer.use_ema, "use_ema");
    ui.end_row();
    if optimizer.use_ema {
        field(ui, "ema_momentum", &mut optimizer.ema_momentum, 0.0005);
    }
}
