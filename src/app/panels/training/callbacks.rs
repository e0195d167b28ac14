//! The callbacks: how each stands now, and what they did.

use std::fmt::Display;

use eframe::egui::{Button, RichText, ScrollArea, Ui, vec2};

use super::View;
use super::event_files::event_files_ui;
use crate::app::state::RunView;
use crate::app::theme::{INSIDE, SECTION};
use crate::app::widgets::{bar, emphasis, explain, small, weak};
use crate::config::{CallbackConfig, Metric};
use crate::lessons::glossary::Glossed;
use crate::run::{CallbackEvent, Verdict};
use crate::text::{Language, TrainingText};

/// Events have at least this height.
const LEAST: f32 = 96.0;

/// Both lists below each other, within `room` points of height: more events scroll. Between them the switch for event files,
/// which a callback writes in Keras.
pub fn callbacks_ui(ui: &mut Ui, view: &mut View<'_>, run: &mut RunView, event_files: bool, room: f32) {
    let top = ui.cursor().top();
    ui.label(emphasis(view.text(TrainingText::Callbacks)).size(SECTION));
    if run.config.callbacks.is_empty() {
        weak(ui, view.text(TrainingText::CallbacksNone));
    }
    for place in 0..run.config.callbacks.len() {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            if let Some(term) = Glossed::of_keras(run.config.callbacks[place].kind()) {
                explain(ui, view.language, term);
            }
            ui.vertical(|ui| state_ui(ui, view, run, place));
        });
    }
    event_files_ui(ui, view, event_files);
    ui.add_space(INSIDE);
    ui.label(emphasis(view.text(TrainingText::Events)).size(SECTION));
    let reported: Vec<(usize, String)> =
        run.callbacks.iter().filter_map(|event| story(view.language, event)).rev().collect();
    if reported.is_empty() {
        weak(ui, view.text(if run.is_active() { TrainingText::EventsNone } else { TrainingText::EventsNever }));
        return;
    }
    let mut list_ui = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().button_padding = vec2(4.0, 3.0);
        for (place, (epoch, text)) in reported.iter().enumerate() {
            ui.push_id(place, |ui| {
                let marked = run.marked_epoch == Some(*epoch);
                let event = ui.add(Button::selectable(marked, RichText::new(text).small()).wrap());
                if event.on_hover_text(view.text(TrainingText::EventMarks)).clicked() {
                    run.marked_epoch = (!marked).then_some(*epoch);
                }
            });
        }
    };
    // Without a limit the page alone scrolls.
    if room.is_finite() {
        let left = room - (ui.cursor().top() - top);
        let area = ScrollArea::vertical().id_salt("events").max_height(left.max(LEAST));
        area.auto_shrink([false, true]).show(ui, list_ui);
    } else {
        ui.scope(|ui| list_ui(ui));
    }
}

/// A callback's state in a line: how much of its patience is used, or that nothing is left to do. Its best value is under
/// the pointer.
fn state_ui(ui: &mut Ui, view: &View<'_>, run: &RunView, place: usize) {
    let language = view.language;
    let callback = &run.config.callbacks[place];
    let kind = callback.kind();
    let named = |words: &str| format!("{kind}: {words}");
    match (callback, run.report(place)) {
        (
            _,
            Some(
                CallbackEvent::EarlyStopping { wait, patience, best, monitor, .. }
                | CallbackEvent::ReduceLROnPlateau { wait, patience, best, monitor, .. },
            ),
        ) if !best.is_finite() => {
            let values: [(&str, &dyn Display); 3] =
                [("wait", wait), ("patience", patience), ("monitor", &monitor.name())];
            weak(ui, named(&language.fill(TrainingText::NoNumberState, &values)));
        }
        (_, Some(CallbackEvent::EarlyStopping { wait, patience, best, monitor, .. })) => {
            patience_ui(ui, view, kind, (*wait, *patience), (*monitor, *best));
        }
        (CallbackConfig::ReduceLROnPlateau { min_lr, .. }, Some(CallbackEvent::ReduceLROnPlateau { .. }))
            if is_at_least(run, *min_lr) =>
        {
            let rate = language.short(*min_lr);
            let values: [(&str, &dyn Display); 2] = [("kind", &kind), ("rate", &rate)];
            weak(ui, language.fill(TrainingText::AtLeastRate, &values));
        }
        (_, Some(CallbackEvent::ReduceLROnPlateau { wait, patience, best, monitor, cooldown_left, .. })) => {
            patience_ui(ui, view, kind, (*wait, *patience), (*monitor, *best));
            if *cooldown_left > 0 {
                small(ui, language.count(TrainingText::Cooldown, *cooldown_left));
            }
        }
        (CallbackConfig::EarlyStopping { .. } | CallbackConfig::ReduceLROnPlateau { .. }, _) => {
            weak(ui, named(view.text(TrainingText::CallbackWaiting)));
        }
        (
            CallbackConfig::ModelCheckpoint { filepath: file, .. } | CallbackConfig::CSVLogger { filename: file, .. },
            _,
        ) => {
            weak(ui, named(&language.fill(TrainingText::Writes, &[("file", file)])));
        }
        (CallbackConfig::TerminateOnNaN {}, _) => {
            weak(ui, named(view.text(TrainingText::Watches)));
        }
    }
}

/// Whether the learning rate has reached the least one that its callback allows.
fn is_at_least(run: &RunView, min_lr: f64) -> bool {
    run.learning_rate().is_some_and(|rate| f64::from(rate) <= f64::from(min_lr as f32) * (1.0 + 1e-6) && min_lr > 0.0)
}

/// The state of a callback with patience, and a bar for it. `best` is the monitored metric with its best value.
fn patience_ui(
    ui: &mut Ui,
    view: &View<'_>,
    kind: &str,
    (wait, patience): (usize, usize),
    (monitor, best): (Metric, f64),
) {
    let language = view.language;
    let values: [(&str, &dyn Display); 3] = [("kind", &kind), ("wait", &wait), ("patience", &patience)];
    let text = language.fill(TrainingText::PatienceState, &values);
    let best = written(language, monitor, best);
    let explained = language.fill(TrainingText::BestMonitored, &[("monitor", &monitor.name()), ("best", &best)]);
    weak(ui, &text).on_hover_text(explained);
    let share = wait as f32 / patience.max(1) as f32;
    bar(ui, &text, share, ui.available_width(), view.tokens.warning);
}

/// A monitored value, with as many digits as the plots write.
fn written(language: Language, monitor: Metric, value: f64) -> String {
    match monitor {
        Metric::Accuracy | Metric::ValAccuracy => language.accuracy(value),
        Metric::Loss | Metric::ValLoss => language.decimal(value, 3),
    }
}

/// What happened, in words, and at which epoch; nothing for epochs that only wait.
fn story(language: Language, event: &CallbackEvent) -> Option<(usize, String)> {
    Some(match event {
        CallbackEvent::EarlyStopping { epoch, monitor, value, verdict: Verdict::Improved, .. } if value.is_finite() => {
            let value = written(language, *monitor, *value);
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
