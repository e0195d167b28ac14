//! The learning rate: a number, or a schedule by step.

use eframe::egui::Ui;

use super::View;
use crate::app::widgets::{Problems, combo, exact, exact_field, term_field};
use crate::config::{LearningRate, LearningRateSchedule};
use crate::lessons::glossary::Glossed;
use crate::text::NetworkText;

/// Steps and rates of a field, for each pixel that it is dragged.
const STEPS: f64 = 10.0;
const RATE: f64 = 0.0005;

/// Rows of a grid with two columns. `problems` are those of the learning rate; `speed` is that of a constant one.
pub fn learning_rate_ui(ui: &mut Ui, view: &View<'_>, rate: &mut LearningRate, speed: f64, problems: Problems<'_>) {
    let kinds = choices(rate);
    let names: Vec<_> = kinds.iter().enumerate().map(|(place, kind)| (place, name(view, kind))).collect();
    let shown = name(view, rate);
    let chosen = names.iter().position(|(_, name)| *name == shown).unwrap_or_default();
    term_field(ui, view.language, view.text(NetworkText::Schedule), Glossed::Schedule, |ui| {
        let (response, picked) = combo(ui, "schedule", 112.0, (chosen, shown), &names);
        if let Some(picked) = picked.filter(|picked| *picked != chosen) {
            *rate = kinds[picked].clone();
        }
        response
    });
    ui.end_row();
    let field = |ui: &mut Ui, name: &str, value: &mut f32, speed: f64| {
        exact_field(ui, view.language, name, value, speed);
        ui.end_row();
        problems.show_row(ui, name);
    };
    match rate {
        LearningRate::Constant(rate) => {
            term_field(ui, view.language, "learning_rate", Glossed::LearningRate, |ui| {
                exact(ui, view.language, rate, speed)
            });
            ui.end_row();
            problems.show_row(ui, "");
        }
        LearningRate::Schedule(LearningRateSchedule::CosineDecay {
            initial_learning_rate,
            decay_steps,
            alpha,
            warmup_target,
            warmup_steps,
        }) => {
            field(ui, "initial_learning_rate", initial_learning_rate, RATE);
            decay_steps_ui(ui, view, decay_steps);
            problems.show_row(ui, "decay_steps");
            field(ui, "alpha", alpha, 0.005);
            let mut warms_up = warmup_target.is_some();
            checkbox_row(ui, &mut warms_up, "warmup", view.text(NetworkText::WarmupExplained));
            if warms_up {
                field(ui, "warmup_target", warmup_target.get_or_insert(*initial_learning_rate), RATE);
                exact_field(ui, view.language, "warmup_steps", warmup_steps, STEPS);
                ui.end_row();
            } else {
                *warmup_target = None;
            }
        }
        LearningRate::Schedule(LearningRateSchedule::PolynomialDecay {
            initial_learning_rate,
            decay_steps,
            end_learning_rate,
            power,
        }) => {
            field(ui, "initial_learning_rate", initial_learning_rate, RATE);
            decay_steps_ui(ui, view, decay_steps);
            problems.show_row(ui, "decay_steps");
            field(ui, "end_learning_rate", end_learning_rate, RATE);
            field(ui, "power", power, 0.05);
        }
        LearningRate::Schedule(LearningRateSchedule::PiecewiseConstantDecay { boundaries, values }) => {
            for (number, value) in values.iter_mut().enumerate() {
                exact_field(ui, view.language, &format!("values[{number}]"), value, RATE);
                ui.end_row();
                if let Some(boundary) = boundaries.get_mut(number) {
                    exact_field(ui, view.language, &format!("boundaries[{number}]"), boundary, STEPS);
                    ui.end_row();
                }
            }
            problems.show_row(ui, "values");
        }
    }
}

fn checkbox_row(ui: &mut Ui, checked: &mut bool, name: &str, explained: &str) {
    ui.checkbox(checked, name).on_hover_text(explained);
    ui.end_row();
}

fn decay_steps_ui(ui: &mut Ui, view: &View<'_>, steps: &mut Option<u64>) {
    let mut own = steps.is_some();
    checkbox_row(ui, &mut own, "decay_steps", view.text(NetworkText::DecayStepsExplained));
    if own {
        exact_field(ui, view.language, "decay_steps", steps.get_or_insert(1000), STEPS);
        ui.end_row();
    } else {
        *steps = None;
    }
}

fn name<'a>(view: &View<'a>, rate: &LearningRate) -> &'a str {
    match rate {
        LearningRate::Constant(_) => view.text(NetworkText::ConstantRate),
        LearningRate::Schedule(schedule) => schedule.kind(),
    }
}

/// A constant rate and each schedule, of about the rate that there is.
fn choices(rate: &LearningRate) -> [LearningRate; 4] {
    let initial_learning_rate = match rate {
        LearningRate::Schedule(LearningRateSchedule::CosineDecay { warmup_target: Some(target), .. }) => *target,
        other => other.at_start(),
    };
    [
        LearningRate::Constant(initial_learning_rate),
        LearningRate::Schedule(LearningRateSchedule::CosineDecay {
            initial_learning_rate,
            decay_steps: None,
            alpha: 0.0,
            warmup_target: None,
            warmup_steps: 0,
        }),
        LearningRate::Schedule(LearningRateSchedule::PolynomialDecay {
            initial_learning_rate,
            decay_steps: None,
            end_learning_rate: 0.0001,
            power: 1.0,
        }),
        LearningRate::Schedule(LearningRateSchedule::PiecewiseConstantDecay {
            boundaries: vec![1000],
            values: vec![initial_learning_rate, initial_learning_rate / 10.0],
        }),
    ]
}
