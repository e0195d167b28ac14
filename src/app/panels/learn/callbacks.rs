//! The lesson on callbacks.

use eframe::egui::Ui;
use egui_plot::MarkerShape;

use super::View;
use super::controls::{Steps, slider};
use super::formula::{formula_ui, terms_ui};
use super::lesson::Yours;
use super::picture::{Curve, Look, Picture};
use crate::app::commands::Command;
use crate::app::state::Subject;
use crate::app::widgets::{small, weak};
use crate::charts::Scale;
use crate::config::Metric;
use crate::lessons::callbacks::{Callbacks, FACTORS, LEAST_RATES, PATIENCES, Replayed};
use crate::lessons::recorded;
use crate::run::EpochStats;
use crate::text::lessons::CallbacksText as Text;

const HEIGHT: f32 = 220.0;

/// The epochs of the shown run, or the recorded ones; and whether they are the run's. The question is about the recorded
/// ones, so they are shown until it is answered.
fn shown(subject: &Subject, is_known: bool) -> (&[EpochStats], bool) {
    let own = subject.run.as_ref().filter(|_| is_known);
    recorded::or_own(own.map_or(&[], |run| run.epochs.as_slice()))
}

pub fn move_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Callbacks, subject: &Subject, is_known: bool) {
    let (epochs, is_own) = shown(subject, is_known);
    let own_later = !is_known && subject.run.is_some();
    let source = if own_later { Text::OwnLater } else { Text::Recorded };
    small(ui, view.text(if is_own { Text::Own } else { source }));
    ui.horizontal_wrapped(|ui| {
        ui.label(view.text(Text::Monitor));
        for metric in [Metric::ValLoss, Metric::ValAccuracy] {
            ui.selectable_value(&mut lesson.monitor, metric, metric.name());
        }
    });
    slider(ui, view, view.text(Text::Patience), &mut lesson.patience, PATIENCES, Steps::Even);
    slider(ui, view, view.text(Text::PlateauPatience), &mut lesson.plateau_patience, PATIENCES, Steps::Even);
    let replayed = lesson.replay(epochs);
    plot_ui(ui, view, lesson, epochs, &replayed);
    let Some(last) = replayed.last() else { return };
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("epoch", &last.epoch), ("best", &last.best), ("n", &replayed.len())];
    ui.label(view.language.fill(if last.is_stopped { Text::Stopped } else { Text::RunsOn }, &values));
    let lowered = replayed.iter().filter(|epoch| epoch.is_lowered).count();
    let rate = view.language.short(f64::from(last.learning_rate));
    ui.label(view.language.count_and_fill(Text::Lowered, lowered, &[("rate", &rate)]));
    weak(ui, view.text(Text::Honest));
}

fn value(metric: Metric, epoch: &EpochStats) -> Option<f64> {
    if metric == Metric::ValAccuracy { epoch.val_accuracy } else { epoch.val_loss }
}

fn plot_ui(ui: &mut Ui, view: &View<'_>, lesson: &Callbacks, epochs: &[EpochStats], replayed: &[Replayed]) {
    let all: Vec<[f64; 2]> =
        epochs.iter().filter_map(|epoch| Some([epoch.epoch as f64, value(lesson.monitor, epoch)?])).collect();
    let y = Scale::fitted(all.iter().map(|[_, value]| *value), 5);
    // The dots stand below the curve, one for each epoch that was waited.
    let (dot, room) = ((y.high - y.low) * 0.05, lesson.patience.min(10) as f64 + 1.0);
    let floor = y.low - dot * room;
    let dots = replayed
        .iter()
        .flat_map(|epoch| (1..=epoch.wait.min(10)).map(move |wait| [epoch.epoch as f64, floor + dot * wait as f64]));
    let words: Vec<String> = replayed
        .iter()
        .map(|epoch| {
            let value = view.language.decimal(epoch.value, 3);
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("epoch", &epoch.epoch), ("value", &value), ("wait", &epoch.wait)];
            view.language.fill(Text::Wait, &values)
        })
        .collect();
    let monitor = lesson.monitor.name();
    let description = view.language.fill(Text::Curve, &[("monitor", &monitor), ("waits", &words.join("; "))]);
    let best = replayed.last().map_or(0, |last| last.best);
    let best = all.iter().copied().filter(|[epoch, _]| *epoch as usize == best).collect();
    let seen = replayed.iter().map(|epoch| [epoch.epoch as f64, epoch.value]).collect();
    let curve = |text: Text, points, colour, look| Curve { name: view.text(text).to_owned(), points, colour, look };
    let curves = [
        curve(Text::Recording, all, view.tokens.text_weak, Look::Dashed),
        curve(Text::Value, seen, view.tokens.validation, Look::Path(MarkerShape::Diamond)),
        curve(Text::Best, best, view.tokens.best, Look::Marks(MarkerShape::Circle)),
        curve(Text::Waits, dots.collect(), view.tokens.warning, Look::Marks(MarkerShape::Circle)),
    ];
    let x = Scale::counting(1.0, epochs.len().max(2) as f64, 8);
    let y = Scale { low: floor, ..y };
    let picture = Picture {
        name: "callbacks",
        x: &x,
        y: &y,
        axes: (view.text(Text::AxisEpoch), monitor),
        height: HEIGHT,
        description: &description,
        has_legend: true,
    };
    picture.show(ui, view, &curves);
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, lesson: &Callbacks, subject: &Subject, is_known: bool) {
    let (epochs, _) = shown(subject, is_known);
    let rate = epochs.first().map_or(0.0, |first| first.learning_rate);
    let formula = lesson.formula(view.language, rate);
    formula_ui(ui, view, &formula);
    terms_ui(ui, view, &[formula]);
    let (n, rate_text) = (lesson.reductions(rate), view.language.short(f64::from(rate)));
    ui.label(view.language.fill(Text::Reductions, &[("rate", &rate_text), ("n", &n)]));
    small(ui, view.text(Text::ValAcc));
}

pub fn sandbox_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Callbacks) {
    slider(ui, view, view.text(Text::FactorOf), &mut lesson.factor, FACTORS, Steps::Even);
    slider(ui, view, view.text(Text::LeastRateOf), &mut lesson.min_lr, LEAST_RATES, Steps::Logarithmic);
}

pub fn yours(view: &View<'_>, subject: &Subject) -> Option<Yours> {
    let run = subject.run.as_ref()?;
    let words = view.language.count(Text::Yours, run.callbacks.len());
    Some(Yours { words, command: Command::GoTraining })
}
