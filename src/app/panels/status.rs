//! The status bar: always there, always of the same shape.

use eframe::egui::{RichText, TextStyle, TextWrapMode, Ui, WidgetText};

use super::View;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::state::{Phase, RunView, State, run_name};
use crate::app::theme::INSIDE;
use crate::app::widgets::{at_right, progress, room_beside, small, table_text};
use crate::text::{DataText, Language, ShellText, TrainingText};

/// What is at the right end.
const RIGHT: &str = "status";

pub fn status_ui(ui: &mut Ui, view: &mut View<'_>, state: &State) {
    ui.spacing_mut().item_spacing.x = INSIDE;
    let shown = state.subject.run.as_ref();
    let parked = state.parked.run.as_ref().and_then(|subject| subject.run.as_ref());
    ui.horizontal_centered(|ui| {
        if let Some(run) = state.active_run() {
            let room = room_beside(ui, RIGHT);
            ui.scope(|ui| {
                ui.set_max_width(room);
                if parked.is_some_and(|parked| parked.number == run.number) {
                    parked_ui(ui, view, run);
                }
                run_ui(ui, view, run);
            });
            at_right(ui, RIGHT, |ui| controls_ui(ui, view, run));
            return;
        }
        if let Some(run) = parked {
            let phrase = if run.can_be_resumed() { ShellText::WasInterrupted } else { ShellText::HasEnded };
            small(ui, view.text(phrase));
            parked_ui(ui, view, run);
        }
        if let Some(loading) = &state.subject.data.loading {
            small(ui, view.language.count(DataText::Found, loading.found));
        } else if let Some((done, total)) = state.subject.data.examining {
            small(ui, view.text(DataText::Examining));
            progress(ui, view.text(DataText::Examining), done, total, 120.0);
        } else if let Some(run) = shown {
            last_ui(ui, view, run);
        } else if parked.is_none() {
            small(ui, view.text(ShellText::Ready));
        }
    });
}

/// The name of a run that is not shown; a click shows it.
fn parked_ui(ui: &mut Ui, view: &mut View<'_>, run: &RunView) {
    let name = run.run_folder().map_or_else(|| view.text(ShellText::Preparing).to_owned(), run_name);
    if ui.link(name).on_hover_text(view.text(ShellText::ShowRun)).clicked() {
        view.send(Action::ShowParkedRun);
    }
}

fn run_ui(ui: &mut Ui, view: &View<'_>, run: &RunView) {
    let language = view.language;
    let name = view.text(TrainingText::EpochProgress);
    match &run.phase {
        Phase::Preparing { done, total } => {
            ui.label(RichText::new(view.text(TrainingText::PreparingData)).small());
            progress(ui, view.text(TrainingText::PreparingData), *done, *total, 160.0);
            ui.label(table_text(format!("{} / {}", language.integer(*done), language.integer(*total))).small());
            return;
        }
        Phase::Paused => drop(ui.label(RichText::new(view.text(ShellText::Paused)).small())),
        Phase::Stopping => drop(ui.label(RichText::new(view.text(ShellText::Stopping)).small())),
        _ => {}
    }
    ui.label(table_text(format!(
        "{} {:>2}/{}",
        view.text(TrainingText::Epoch),
        run.epoch.min(run.epochs_wanted()),
        run.epochs_wanted()
    )));
    let Some(batch) = run.progress else { return };
    progress(ui, name, batch.batch, batch.batches, 120.0);
    number_ui(ui, format!("{:>5} img/s", language.decimal(batch.images_per_second, 0)));
    let left = Language::duration(batch.seconds_left);
    number_ui(ui, language.fill(TrainingText::TimeLeft, &[("time", &left)]));
    last_ui(ui, view, run);
    let stage = if batch.validating { TrainingText::Validating } else { TrainingText::TrainingPass };
    number_ui(ui, view.text(stage).to_owned());
}

/// One of the bar's numbers, where there is room for it: the first ones matter most.
fn number_ui(ui: &mut Ui, text: String) {
    let text = WidgetText::from(table_text(text));
    let galley = text.into_galley(ui, Some(TextWrapMode::Extend), f32::INFINITY, TextStyle::Body);
    if galley.size().x <= ui.available_width() {
        ui.label(galley);
    }
}

/// The last whole epoch's metrics and the best epoch.
fn last_ui(ui: &mut Ui, view: &View<'_>, run: &RunView) {
    let language = view.language;
    let Some(last) = run.epochs.last() else { return };
    if let Some(accuracy) = last.val_accuracy {
        number_ui(ui, format!("val_accuracy {}", language.accuracy(accuracy)));
    } else {
        number_ui(ui, format!("accuracy {}", language.accuracy(last.accuracy)));
    }
    if let Some(best) = run.best() {
        number_ui(ui, language.fill(TrainingText::BestEpoch, &[("epoch", &best.epoch)]));
    }
}

fn controls_ui(ui: &mut Ui, view: &mut View<'_>, run: &RunView) {
    let (sign, text) = match run.phase {
        Phase::Paused => ("▶", TrainingText::GoOn),
        _ => ("▮▮", TrainingText::Pause),
    };
    let controllable = matches!(run.phase, Phase::Running | Phase::Paused);
    let text = view.text(text);
    if ui.add_enabled(controllable, eframe::egui::Button::new(format!("{sign} {text}"))).clicked() {
        view.send(Command::PauseOrResume);
    }
    let stop = view.text(TrainingText::Stop);
    if ui.add_enabled(run.phase != Phase::Stopping, eframe::egui::Button::new(format!("■ {stop}"))).clicked() {
        view.send(Command::StopTraining);
    }
}
