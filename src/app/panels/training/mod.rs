//! The training page: plots, callbacks, events, epochs, and the run's controls.

mod callbacks;
mod ending;
mod epochs;
mod marks;
mod plots;
mod ready;

use eframe::egui::{Button, ScrollArea, Ui};

use super::View;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::state::{Phase, RunView, State, Subject};
use crate::app::theme::{GROUP, INSIDE};
use crate::app::widgets::{empty_page, page_header, primary_button, progress, small, weak};
use crate::config::DataSource;
use crate::engine::DatasetView;
use crate::run::RunEnd;
use crate::text::{OverlayText, ShellText, TrainingText};

/// Width of the column beside the plots.
const SIDE: f32 = 320.0;
/// Below this width the column goes under the plots.
const WIDE: f32 = 820.0;
/// At most so many notes about the data are shown.
const NOTES: usize = 4;

pub fn training_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let start = Command::StartTraining.enabled(state);
    let ready = ready::ready_line(view, state);
    let State { subject, comparison, .. } = state;
    let Subject { run, data, .. } = subject;
    let Some(run) = run else {
        let (title, body) = match &ready {
            Some(ready) => (view.text(TrainingText::ReadyTitle), ready.as_str()),
            None => (view.text(TrainingText::EmptyTitle), view.text(TrainingText::EmptyBody)),
        };
        empty_page(ui, title, body, |ui| {
            if data.dataset.is_none() {
                let text = view.text(ShellText::TrainDrawings);
                if primary_button(ui, view.tokens, text, true).clicked() {
                    view.send(Command::TrainDrawings);
                }
            } else {
                if primary_button(ui, view.tokens, view.text(TrainingText::Start), start.is_ok()).clicked() {
                    view.send(Command::StartTraining);
                }
                start_problem_ui(ui, view, start);
            }
        });
        return;
    };
    page_header(ui, view.text(TrainingText::Title), view.text(TrainingText::Subtitle), |ui| {
        if matches!(run.phase, Phase::Ended(_)) && comparison.both().is_some() {
            let text = view.text(crate::text::ComparisonText::WithBefore);
            if ui.button(text).clicked() {
                view.send(Command::CompareRuns);
            }
        }
        // A click meant for a button of a run that has just ended must not hit the button that replaced it.
        ui.push_id(run.is_active(), |ui| controls_ui(ui, view, run, start.is_ok()));
    });
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        facts_ui(ui, view, run, data.dataset.as_deref());
        if !run.is_active() {
            start_problem_ui(ui, view, start);
        }
        if let Phase::Preparing { done, total } = run.phase {
            weak(ui, view.text(TrainingText::PreparingData));
            progress(ui, view.text(TrainingText::PreparingData), done, total, 320.0);
            ui.add_space(INSIDE);
        }
        ending::invalid_loss_ui(ui, view, run);
        ending::ending_ui(ui, view, run);
        // What is left of the window below what stands above, wherever it is scrolled to.
        let room = ui.clip_rect().height() - (ui.cursor().top() - ui.min_rect().top());
        if ui.available_width() >= WIDE {
            let plots = ui.available_width() - SIDE - GROUP;
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(plots);
                    plots::plots_ui(ui, view, run, room);
                });
                ui.add_space(GROUP - ui.spacing().item_spacing.x);
                ui.vertical(|ui| {
                    ui.set_width(SIDE);
                    callbacks::callbacks_ui(ui, view, run);
                });
            });
        } else {
            plots::plots_ui(ui, view, run, room);
            ui.add_space(INSIDE);
            callbacks::callbacks_ui(ui, view, run);
        }
        ui.add_space(GROUP);
        epochs::epochs_ui(ui, view, run);
    });
}

/// Why no run can be started, if that is so.
fn start_problem_ui(ui: &mut Ui, view: &View<'_>, start: Result<(), ShellText>) {
    if let Err(missing) = start {
        weak(ui, format!("✗ {}", view.text(missing)));
    }
}

/// The run's controls, the most likely one last.
fn controls_ui(ui: &mut Ui, view: &mut View<'_>, run: &RunView, can_start: bool) {
    match &run.phase {
        Phase::Running | Phase::Paused => {
            let (sign, text) =
                if run.phase == Phase::Paused { ("▶", TrainingText::GoOn) } else { ("▮▮", TrainingText::Pause) };
            if ui.button(format!("{sign} {}", view.text(text))).clicked() {
                view.send(Command::PauseOrResume);
            }
            let after =
                if run.stops_after_epoch { TrainingText::StopsAfterEpoch } else { TrainingText::StopAfterEpoch };
            if ui.add_enabled(!run.stops_after_epoch, Button::new(view.text(after))).clicked() {
                view.send(Command::StopAfterEpoch);
            }
            stop_ui(ui, view);
        }
        Phase::Preparing { .. } => stop_ui(ui, view),
        Phase::Stopping => {}
        Phase::Ended(outcome) => {
            let resumable = matches!(outcome.end, RunEnd::Stopped | RunEnd::Failed { .. });
            if resumable && ui.button(view.text(TrainingText::Resume)).clicked() {
                view.send(Action::ResumeRun(outcome.folder.clone()));
            }
            if ui.add_enabled(can_start, Button::new(view.text(TrainingText::StartAgain))).clicked() {
                view.send(Command::StartTraining);
            }
            if outcome.epochs > 0 && ui.button(view.text(TrainingText::NextPrediction)).clicked() {
                view.send(Command::GoPrediction);
            }
            if primary_button(ui, view.tokens, view.text(TrainingText::NextResults), outcome.epochs > 0).clicked() {
                view.send(Command::GoResults);
            }
        }
        Phase::Interrupted => {
            if primary_button(ui, view.tokens, view.text(TrainingText::Resume), true).clicked() {
                view.send(Action::ResumeRun(run.folder.clone()));
            }
        }
        Phase::TrainedElsewhere => {
            if ui.button(view.text(TrainingText::ReadAgain)).clicked() {
                view.send(Action::OpenRun(run.folder.clone()));
            }
        }
        Phase::Refused(_) => {
            if primary_button(ui, view.tokens, view.text(TrainingText::StartAgain), can_start).clicked() {
                view.send(Command::StartTraining);
            }
        }
    }
}

fn stop_ui(ui: &mut Ui, view: &mut View<'_>) {
    if ui.button(format!("■ {}", view.text(TrainingText::Stop))).clicked() {
        view.send(Command::StopTraining);
    }
}

/// The notes about the run's data, in the window's language where the same photographs are open.
fn notes<'a>(
    view: &'a View<'_>,
    run: &'a RunView,
    dataset: Option<&'a DatasetView>,
) -> impl Iterator<Item = String> + 'a {
    let open = dataset.filter(|open| run.config.data.source.as_ref() == Some(&open.source));
    let known = open.map_or(&[][..], |open| open.notes.as_slice());
    run.info.iter().flat_map(|info| &info.notes).map(move |note| {
        let same = known.iter().find(|known| known.to_string() == *note);
        same.map_or_else(|| note.clone(), |known| known.text(view.language))
    })
}

/// One quiet line: how many photographs, where the run is kept, what was left out.
fn facts_ui(ui: &mut Ui, view: &View<'_>, run: &RunView, dataset: Option<&DatasetView>) {
    if let Some(info) = &run.info {
        let (training, validation) = (view.language.integer(info.training), view.language.integer(info.validation));
        let values: [(&str, &dyn std::fmt::Display); 2] = [("training", &training), ("validation", &validation)];
        let mut line = view.language.fill(TrainingText::Counts, &values);
        if !info.unusable.is_empty() {
            line = format!("{line} · {}", view.language.count(TrainingText::LeftOut, info.unusable.len()));
        }
        let folder = view.language.fill(TrainingText::Folder, &[("path", &info.folder.display())]);
        small(ui, format!("{line} · {folder}"));
    }
    if let Some(file) = run.config.data.overlay.as_deref().and_then(std::path::Path::file_name) {
        small(ui, view.language.fill(OverlayText::TrainedWith, &[("file", &file.display())]));
    }
    for note in notes(view, run, dataset).take(NOTES) {
        small(ui, format!("⚠ {note}"));
    }
    if matches!(run.config.data.source, Some(DataSource::Drawings { .. })) {
        small(ui, view.text(TrainingText::Drawings));
    }
    ui.add_space(8.0);
}
