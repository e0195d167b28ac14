//! The status bar: always there, always of the same shape.

use eframe::egui::{RichText, TextStyle, TextWrapMode, Ui, WidgetText};

use super::View;
use super::training::{best_words, preparing_text};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{DuplicateSearch, Evaluation, Phase, RunView, State};
use crate::app::theme::INSIDE;
use crate::app::widgets::{at_right, progress, room_beside, small, table_text};
use crate::text::{
    DataText, ExchangeText, Language, OverlayText, PredictionText, ResultsText, ShellText, TrainingText,
};

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
                if let Some((words, ..)) = in_background(view, state) {
                    number_ui(ui, words);
                }
            });
            at_right(ui, RIGHT, |ui| {
                // The training page of a run has them in its head.
                if view.page != Page::Training || parked.is_some() {
                    controls_ui(ui, view, run);
                }
            });
            return;
        }
        if let Some(run) = parked {
            let phrase = if run.can_be_resumed() { ShellText::WasInterrupted } else { ShellText::HasEnded };
            small(ui, view.text(phrase));
            parked_ui(ui, view, run);
        }
        if state.exchange.running > 0 {
            ui.spinner();
            small(ui, view.text(ExchangeText::Exporting));
        }
        if let Some(loading) = state.subject.data.loading.as_ref().filter(|_| state.subject.data.is_replaced()) {
            small(ui, view.language.count(DataText::Found, loading.found));
        } else if let Some((done, total)) = state.subject.data.examining {
            small(ui, view.text(DataText::Examining));
            progress(ui, view.text(DataText::Examining), done, total, 120.0);
        } else if let Some((words, done, all)) = in_background(view, state) {
            small(ui, &words);
            progress(ui, &words, done, all, 120.0);
        } else if let Some(run) = shown {
            last_ui(ui, view, run);
        } else if parked.is_none() {
            small(ui, view.text(ShellText::Ready));
        }
    });
}

/// What else the engine is computing, in words, with how much of it is done and how much there is.
fn in_background(view: &View<'_>, state: &State) -> Option<(String, usize, usize)> {
    let written = |done, all| (view.language.integer(done), view.language.integer(all));
    if let DuplicateSearch::Running { done, total } = state.subject.duplicates.search {
        let (done_written, all_written) = written(done, total);
        let words = view.text(OverlayText::LookingForDuplicates);
        return Some((format!("{words} {done_written} / {all_written}"), done, total));
    }
    if let Evaluation::Running { done, total } = state.subject.results.evaluation {
        let (done_written, all_written) = written(done, total);
        return Some((format!("{} {done_written} / {all_written}", view.text(ResultsText::Evaluating)), done, total));
    }
    let (done, all) = classified(state).filter(|_| view.page != Page::Prediction)?;
    let (done_written, all_written) = written(done, all);
    let values: [(&str, &dyn std::fmt::Display); 2] = [("n", &done_written), ("all", &all_written)];
    Some((view.language.fill(PredictionText::Classifying, &values), done, all))
}

/// How many cards of the prediction page are done while others are being classified, and how many there are.
fn classified(state: &State) -> Option<(usize, usize)> {
    let prediction = &state.subject.prediction;
    let running = prediction.progress.as_ref().filter(|_| prediction.model.is_some())?;
    Some((running.done, running.done + prediction.summary.due))
}

/// The name of a run that is not shown; a click shows it.
fn parked_ui(ui: &mut Ui, view: &mut View<'_>, run: &RunView) {
    let name = run.run_folder().map_or_else(|| view.text(ShellText::Preparing).to_owned(), |run| view.run_name(run));
    if ui.link(name).on_hover_text(view.text(ShellText::ShowRun)).clicked() {
        view.send(Action::ShowParkedRun);
    }
}

fn run_ui(ui: &mut Ui, view: &View<'_>, run: &RunView) {
    let language = view.language;
    let name = view.text(TrainingText::EpochProgress);
    match &run.phase {
        Phase::Preparing { step, done, total } => {
            let words = view.text(preparing_text(*step));
            ui.label(RichText::new(words).small());
            progress(ui, words, *done, *total, 160.0);
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
    if run.phase == Phase::Paused {
        last_ui(ui, view, run);
        return;
    }
    number_ui(ui, format!("{:>5} img/s", language.decimal(batch.images_per_second, 0)));
    let time = |phrase: &str, seconds| phrase.replace("{time}", &Language::remaining(seconds));
    number_ui(
        ui,
        if run.stops_after_epoch {
            time(view.text(ShellText::StoppingIn), batch.epoch_seconds_left)
        } else {
            time(view.text(TrainingText::TimeLeft), batch.seconds_left)
        },
    );
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
    let accuracy = language.accuracy(last.val_accuracy.unwrap_or(last.accuracy));
    let values: [(&str, &dyn std::fmt::Display); 2] = [("epoch", &last.epoch), ("accuracy", &accuracy)];
    number_ui(ui, language.fill(TrainingText::EpochAccuracy, &values));
    if let Some(best) = run.best() {
        number_ui(ui, best_words(language, best));
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
