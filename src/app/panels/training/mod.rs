//! The training page: plots, callbacks, events, epochs, and the run's controls.

mod best;
mod callbacks;
mod ending;
mod epochs;
mod event_files;
mod marks;
mod plot;
mod plots;
mod ready;

use eframe::egui::{Button, ScrollArea, TextStyle, Ui};

use super::View;
use super::learn::{remark_ui, remarks_ui, why_ui};
use super::results::duplicates;
use super::room::{Area, follow};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::state::{Phase, RunView, State, Subject};
use crate::app::theme::{GAP, GROUP, INSIDE};
use crate::app::widgets::{empty_page, page_header, primary_button, small, weak};
use crate::config::DataSource;
use crate::engine::DatasetView;
use crate::lessons::presets::{Outcome, lesson_of};
use crate::lessons::remarks::{Observed, remarks, varies_in_training};
use crate::lessons::result_remarks::ResultRemark;
use crate::run::RunEnd;
use crate::text::lessons::LessonPresetText;
use crate::text::{ShellText, TrainingText};
pub use best::best_words;
pub use ending::preparing_text;
pub use plots::alone_ui;

/// Width of the column beside the plots.
const SIDE: f32 = 280.0;
/// Below this width the column goes under the plots.
const WIDE: f32 = 820.0;
/// At most so many notes about the data are shown.
const NOTES: usize = 4;

pub fn training_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let start = Command::StartTraining.enabled(state);
    let ready = ready::ready_line(view, state);
    let classes = state.classes();
    let predicted = state.subject.run.as_ref().and_then(|run| state.settings.predicted(&run.config.preset));
    let State { subject, comparison, plots, settings, .. } = state;
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
                ui.add_space(GAP);
                event_files::event_files_ui(ui, view, settings.event_files);
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
    let told = Told { classes, predicted, duplicates: duplicates(data, Some(run)) };
    plots.range = plots.range.and_then(|shown| shown.moved(0.0, run.all_epochs()));
    let facts = facts(view, run, data.dataset.as_deref());
    let missing = start.err().filter(|_| !run.is_active());
    ending::line_ui(ui, view, run, &facts, missing);
    ending::invalid_loss_ui(ui, view, run);
    ui.add_space(GAP);
    // The page of a new run begins at its top.
    let room = ui.available_height();
    ScrollArea::vertical().id_salt(("run", run.number)).auto_shrink(false).show(ui, |ui| {
        if ui.available_width() >= WIDE {
            let width = ui.available_width() - SIDE - GROUP;
            // The hint below is read above where the page fades out; the space after the last plot is there already.
            let spacing = ui.spacing();
            let hint = ui.text_style_height(&TextStyle::Small) + spacing.scroll.fade.size - spacing.item_spacing.y;
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    plots::plots_ui(ui, view, run, plots, room - hint);
                });
                ui.add_space(GROUP - ui.spacing().item_spacing.x);
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width().min(SIDE));
                    let top = ui.cursor().top();
                    told_ui(ui, view, run, told);
                    let left = room - (ui.cursor().top() - top);
                    callbacks::callbacks_ui(ui, view, run, settings.event_files, left);
                });
            });
        } else {
            plots::plots_ui(ui, view, run, plots, room);
            ui.add_space(INSIDE);
            told_ui(ui, view, run, told);
            callbacks::callbacks_ui(ui, view, run, settings.event_files, f32::INFINITY);
        }
        small(ui, view.text(TrainingText::PlotHint));
        ui.add_space(GROUP);
        epochs::epochs_ui(ui, view, run, &mut plots.epochs);
        follow(ui, Area::Inner);
    });
}

/// What is known apart from a run's epochs when it is told what they show.
#[derive(Clone, Copy)]
struct Told {
    classes: usize,
    predicted: Option<Outcome>,
    /// Groups of equal photos on several sides of the split.
    duplicates: usize,
}

/// What a run shows, beside its plots: remarks on its curves, and once it has ended, whether it went as predicted.
fn told_ui(ui: &mut Ui, view: &mut View<'_>, run: &RunView, told: Told) {
    came_true_ui(ui, view, run, told);
    let remarks = remarks(observed(run, told.classes));
    // Without epochs there is no validation to be believed or not.
    let is_misled = told.duplicates > 0 && !run.epochs.is_empty();
    if is_misled {
        let remark = ResultRemark::Duplicates { groups: told.duplicates };
        let sentence = remark.sentence(view.language, |_| String::new());
        remark_ui(ui, view, &sentence, remark.lesson());
    }
    remarks_ui(ui, view, &remarks);
    if is_misled || !remarks.is_empty() {
        ui.add_space(GAP);
    }
}

/// The run as its remarks see it.
fn observed(run: &RunView, classes: usize) -> Observed<'_> {
    let is_complete = matches!(&run.phase, Phase::Ended(outcome) if matches!(outcome.end, RunEnd::Completed));
    Observed { epochs: &run.epochs, classes, varies_in_training: varies_in_training(&run.config), is_complete }
}

/// What was predicted of a preset to learn from, and what came of it.
fn came_true_ui(ui: &mut Ui, view: &mut View<'_>, run: &RunView, told: Told) {
    let outcome = Outcome::of(&run.epochs, told.classes).filter(|_| !run.is_active());
    let (Some(predicted), Some(outcome)) = (told.predicted, outcome) else { return };
    let (predicted_text, outcome_text) = (view.text(predicted.text()), view.text(outcome.text()));
    let phrase = if outcome == Outcome::Learns && told.duplicates > 0 {
        LessonPresetText::NotBelieved
    } else if predicted == outcome {
        LessonPresetText::AsPredicted
    } else {
        LessonPresetText::Otherwise
    };
    ui.scope(|ui| {
        // A row as high as a button would set the first line apart.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal_wrapped(|ui| {
            ui.label(view.language.fill(phrase, &[("predicted", &predicted_text), ("outcome", &outcome_text)]));
            if let Some(lesson) = lesson_of(&run.config.preset) {
                why_ui(ui, view, lesson);
            }
        });
    });
    ui.add_space(GAP);
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

/// What is known of the run: how many photographs, what was left out, where it is kept, what is to be noted.
fn facts(view: &View<'_>, run: &RunView, dataset: Option<&DatasetView>) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(info) = &run.info {
        let (training, validation) = (view.language.integer(info.training), view.language.integer(info.validation));
        let values: [(&str, &dyn std::fmt::Display); 2] = [("training", &training), ("validation", &validation)];
        let mut counts = view.language.fill(TrainingText::Counts, &values);
        if !info.unusable.is_empty() {
            counts = format!("{counts} · {}", view.language.count(TrainingText::LeftOut, info.unusable.len()));
        }
        facts.push(counts);
        facts.push(view.language.fill(TrainingText::Folder, &[("path", &info.folder.display())]));
    }
    facts.extend(notes(view, run, dataset).take(NOTES).map(|note| format!("⚠ {note}")));
    if matches!(run.config.data.source, Some(DataSource::Drawings { .. })) {
        facts.push(view.text(TrainingText::Drawings).to_owned());
    }
    facts
}
