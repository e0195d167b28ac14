//! The callbacks: how each stands now, and what they did.

use std::fmt::Display;

use eframe::egui::{Button, RichText, Ui};

use super::View;
use crate::app::state::RunView;
use crate::app::theme::INSIDE;
use crate::app::widgets::{bar, card, emphasis, small, weak};
use crate::config::CallbackConfig;
use crate::run::{CallbackEvent, Verdict};
use crate::text::{Language, TrainingText};

pub fn callbacks_ui(ui: &mut Ui, view: &View<'_>, run: &mut RunView) {
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width());
        ui.label(emphasis(view.text(TrainingText::Callbacks)));
        if run.config.callbacks.is_empty() {
            weak(ui, view.text(TrainingText::CallbacksNone));
        }
        for place in 0..run.config.callbacks.len() {
            state_ui(ui, view, run, place);
        }
    });
    ui.add_space(INSIDE);
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width());
        ui.label(emphasis(view.text(TrainingText::Events)));
        let reported: Vec<(usize, String)> =
            run.callbacks.iter().filter_map(|event| story(view.language, event)).rev().collect();
        if reported.is_empty() {
            weak(ui, view.text(TrainingText::EventsNone));
        }
        for (place, (epoch, text)) in reported.iter().enumerate() {
            ui.push_id(place, |ui| {
                let marked = run.marked_epoch == Some(*epoch);
                if ui.add(Button::selectable(marked, RichText::new(text).small()).wrap()).clicked() {
                    run.marked_epoch = (!marked).then_some(*epoch);
                }
            });
        }
    });
}

/// A callback's live state: how much of its patience is used, and its best value.
fn state_ui(ui: &mut Ui, view: &View<'_>, run: &RunView, place: usize) {
    let language = view.language;
    let callback = &run.config.callbacks[place];
    ui.label(callback.kind());
    match callback {
        CallbackConfig::EarlyStopping { .. } | CallbackConfig::ReduceLROnPlateau { .. } => match run.report(place) {
            Some(
                CallbackEvent::EarlyStopping { wait, patience, best, monitor, .. }
                | CallbackEvent::ReduceLROnPlateau { wait, patience, best, monitor, .. },
            ) if !best.is_finite() => {
                let values: [(&str, &dyn Display); 3] =
                    [("wait", wait), ("patience", patience), ("monitor", &monitor.name())];
                patience_ui(ui, view, &language.fill(TrainingText::NoNumberState, &values), *wait, *patience);
            }
            Some(CallbackEvent::EarlyStopping { wait, patience, best, best_epoch, monitor, .. }) => {
                let (monitor, best) = (monitor.name(), language.short(*best));
                let values: [(&str, &dyn Display); 5] = [
                    ("wait", wait),
                    ("patience", patience),
                    ("monitor", &monitor),
                    ("best", &best),
                    ("epoch", best_epoch),
                ];
                patience_ui(ui, view, &language.fill(TrainingText::EarlyStoppingState, &values), *wait, *patience);
            }
            Some(CallbackEvent::ReduceLROnPlateau { wait, patience, best, monitor, cooldown_left, .. }) => {
                let (monitor, best) = (monitor.name(), language.short(*best));
                let values: [(&str, &dyn Display); 4] =
                    [("wait", wait), ("patience", patience), ("monitor", &monitor), ("best", &best)];
                patience_ui(ui, view, &language.fill(TrainingText::ReduceState, &values), *wait, *patience);
                if *cooldown_left > 0 {
                    small(ui, language.count(TrainingText::Cooldown, *cooldown_left));
                }
            }
            _ => drop(weak(ui, view.text(TrainingText::CallbackWaiting))),
        },
        CallbackConfig::ModelCheckpoint { filepath: file, .. } | CallbackConfig::CSVLogger { filename: file, .. } => {
            weak(ui, language.fill(TrainingText::Writes, &[("file", file)]));
        }
        CallbackConfig::TerminateOnNaN {} => {
            weak(ui, view.text(TrainingText::Watches));
        }
    }
}

fn patience_ui(ui: &mut Ui, view: &View<'_>, text: &str, wait: usize, patience: usize) {
    weak(ui, text);
    let share = wait as f32 / patience.max(1) as f32;
    bar(ui, text, share, ui.available_width(), view.tokens.warning);
}

/// What happened, in words, and at which epoch; nothing for epochs that only wait.
fn story(language: Language, event: &CallbackEvent) -> Option<(usize, String)> {
    Some(match event {
        CallbackEvent::EarlyStopping { epoch, monitor, value, verdict: Verdict::Improved, .. } if value.is_finite() => {
            let value = language.short(*value);
            let values: [(&str, &dyn Display); 3] = [("epoch", epoch), ("monitor", &monitor.name()), ("value", &value)];
            (*epoch, language.fill(TrainingText::EventImproved, &values))
        }
        CallbackEvent::EarlyStopping { epoch, monitor, wait, verdict: Verdict::Stopped, .. } => {
            let values: [(&str, &dyn Display); 3] = [("epoch", epoch), ("monitor", &monitor.name()), ("wait", wait)];
            (*epoch, language.fill(TrainingText::EventStopped, &values))
        }
        CallbackEvent::ReduceLROnPlateau { epoch, change: Some(change), .. } => {
            let (old, new) = (language.short(f64::from(change.old)), language.short(f64::from(change.new)));
            let values: [(&str, &dyn Display); 3] = [("epoch", epoch), ("old", &old), ("new", &new)];
            (*epoch, language.fill(TrainingText::EventRate, &values))
        }
        CallbackEvent::BestWeightsRestored { best_epoch, .. } => {
            (*best_epoch, language.fill(TrainingText::EventRestored, &[("epoch", best_epoch)]))
        }
        CallbackEvent::ModelSaved { epoch, file } => {
            let values: [(&str, &dyn Display); 2] = [("epoch", epoch), ("file", &file.display())];
            (*epoch, language.fill(TrainingText::EventSaved, &values))
        }
        CallbackEvent::InvalidLoss { epoch, batch } => {
            (*epoch, language.fill(TrainingText::EventNotFinite, &[("epoch", epoch), ("batch", batch)]))
        }
        CallbackEvent::EarlyStopping { .. } | CallbackEvent::ReduceLROnPlateau { .. } => return None,
    })
}
