//! The results page: metrics, the confusion matrix, the photographs by their loss, and Grad-CAM.

mod classes;
mod curves;
mod detail;
mod figures;
mod gallery;
mod matrix;
mod pairs;
mod pane;
mod photographs;
mod plot;
mod reliability;
mod remarks;
mod waiting;

use std::sync::Arc;

use eframe::egui::{Button, Label, RichText, ScrollArea, Ui, Vec2, vec2};

use super::View;
use super::comparison::comparison_ui;
use super::diverged::{diverged, diverged_ui};
use super::lost_weights::{lost_weights_ui, without_weights};
use super::overlay::Editable;
use super::room::{Area, NARROW, follow};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::state::{Evaluation, ResultsState, ResultsTab, State, Subject};
use crate::app::widgets::{combo, explain, more_menu, next_button, page_header, small, unlabelled};
use crate::engine::{EvaluationSet, ResultsView};
use crate::lessons::glossary::Glossed;
use crate::text::{ComparisonText, MatrixText, OverlayText, PredictionText, ResultsText, ShellText};
pub use remarks::duplicates;

/// In less room than this, in points, the facts begin a line of their own.
const FACTS: f32 = 160.0;
/// Width of the list of sets.
const SETS: f32 = 168.0;
/// In less room than this, in points, the whole page scrolls.
const LEAST: Vec2 = vec2(880.0, 440.0);

pub fn results_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let training = state.active_run().is_some();
    let again = Command::TrainAgain.enabled(state);
    let wide = ui.available_width() >= NARROW;
    let State { subject: Subject { results, run: shown, data, .. }, overlay, comparison, .. } = state;
    let holds_back = shown.as_ref().is_some_and(|run| run.config.data.holds_back());
    let duplicates = remarks::duplicates(data, shown.as_ref());
    let head = Head { newest: shown.as_ref().and_then(|run| run.weights), again, wide, holds_back, duplicates };
    let room = ui.available_size();
    let scrolls = room.x < LEAST.x || room.y < LEAST.y;
    if results.run.is_none() && results.tab != ResultsTab::Comparison {
        match (diverged(shown.as_ref()), without_weights(shown.as_ref())) {
            (Some(epoch), _) => diverged_ui(ui, view, epoch),
            (None, Some(run)) => lost_weights_ui(ui, view, run),
            (None, None) => waiting::no_run_ui(ui, view, training),
        }
        return;
    }
    let is_compared = results.tab == ResultsTab::Comparison;
    let mut contents = |ui: &mut Ui| {
        head_ui(ui, view, results, head);
        match results.tab {
            ResultsTab::Comparison => comparison_ui(ui, view, comparison),
            ResultsTab::Photographs | ResultsTab::Curves => {
                let Evaluation::Done(evaluated) = &results.evaluation else {
                    waiting::waiting_ui(ui, view, results);
                    return;
                };
                let evaluated = Arc::clone(evaluated);
                if results.tab == ResultsTab::Curves {
                    curves::curves_ui(ui, view, results, scrolls);
                } else {
                    let document = overlay.document(evaluated.source());
                    photographs::photographs_ui(ui, view, results, &evaluated, document, scrolls);
                }
            }
        }
    };
    // Where the window is too small for any page, all of it scrolls already.
    let is_within = ui.clip_rect().height() < room.y;
    if scrolls && !is_compared && !is_within {
        ScrollArea::vertical().auto_shrink(false).id_salt("results").show(ui, |ui| {
            contents(ui);
            follow(ui, Area::Inner);
        });
    } else {
        contents(ui);
    }
}

/// What the head depends on besides the results.
#[derive(Clone, Copy)]
struct Head {
    /// The epoch of the run's best weights.
    newest: Option<usize>,
    /// Whether the run can be trained again, or why not.
    again: Result<(), ShellText>,
    /// Whether all of it has room; otherwise the sets are a list, and what is said elsewhere, too, is left out.
    wide: bool,
    /// Whether a test set is held back.
    holds_back: bool,
    /// Groups of equal photos on several sides of the split.
    duplicates: usize,
}

/// The page's head, and the line with the sets and the parts of the page.
fn head_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState, head: Head) {
    let Head { newest, again, wide, .. } = head;
    let is_compared = results.tab == ResultsTab::Comparison;
    page_header(ui, view.text(ResultsText::Title), view.text(ResultsText::Subtitle), |ui| {
        if !is_compared {
            if wide {
                again_ui(ui, view, again);
            }
            if wide {
                files_ui(ui, view, results);
            } else {
                more_menu(ui, view.language, |ui| {
                    if files_ui(ui, view, results) {
                        ui.close();
                    }
                });
            }
        }
        next_button(ui, view, None);
    });
    ui.horizontal_wrapped(|ui| {
        if wide {
            sets_ui(ui, view, results, head.holds_back);
        } else {
            sets_list_ui(ui, view, results, head.holds_back);
        }
        ui.separator();
        tabs_ui(ui, view, results);
        if is_compared {
            return;
        }
        if wide {
            ui.separator();
        }
        if let Evaluation::Done(evaluated) = &results.evaluation {
            let evaluated = Arc::clone(evaluated);
            remarks::results_remarks_ui(ui, view, results, head.duplicates, wide);
            facts_ui(ui, view, results, &evaluated, wide);
            newer_ui(ui, view, results, newest);
        } else if let Some(run) = &results.run {
            small(ui, view.language.fill(ResultsText::OfRun, &[("run", &view.run_name(run))]));
        }
        if !wide {
            again_ui(ui, view, again);
        }
    });
    if !is_compared {
        gone_ui(ui, view, results);
    }
    ui.add_space(8.0);
}

/// The buttons that write files; whether one was clicked.
fn files_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState) -> bool {
    let mut given = None;
    if matches!(results.evaluation, Evaluation::Done(_)) && ui.button(view.text(ResultsText::Export)).clicked() {
        given = Some(Command::ExportResults);
    }
    if ui.button(view.text(ResultsText::WriteReport)).clicked() {
        given = Some(Command::WriteReport);
    }
    let is_given = given.is_some();
    if let Some(command) = given {
        view.send(command);
    }
    is_given
}

/// Offers to evaluate the newest best weights, where those that are shown are older: the run trains on.
fn newer_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState, newest: Option<usize>) {
    let (Some(shown), Some(newest)) = (results.weights, newest) else { return };
    if shown != newest {
        ui.separator();
        let values: [(&str, &dyn std::fmt::Display); 2] = [("epoch", &shown), ("newest", &newest)];
        small(ui, view.language.fill(ResultsText::OfEarlierEpoch, &values));
        if ui.button(view.text(ResultsText::EvaluateNewest)).clicked() {
            view.send(Action::EvaluateNewest);
        }
    }
}

/// Says that the photographs are gone and their predictions alone are shown, and lets the user say where they are.
fn gone_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState) {
    let Some(results) = results.results().filter(|results| !results.has_photographs()) else { return };
    ui.horizontal_wrapped(|ui| {
        for note in &results.notes {
            small(ui, format!("⚠ {}", note.text(view.language)));
        }
        if ui.button(view.text(ResultsText::FindPhotographs)).clicked() {
            view.send(Command::FindPhotographs);
        }
        if ui.button(view.text(ResultsText::FindArchive)).clicked() {
            view.send(Command::FindArchive);
        }
    });
}

/// The button that trains again, once something is changed.
fn again_ui(ui: &mut Ui, view: &mut View<'_>, again: Result<(), ShellText>) {
    if matches!(again, Err(ShellText::NeedsDecision | ShellText::NeedsResults)) {
        return;
    }
    let button = ui.add_enabled(again.is_ok(), Button::new(view.text(OverlayText::TrainAgain)));
    let button = match again {
        Err(missing) => button.on_disabled_hover_text(view.text(missing)),
        Ok(()) => button,
    };
    if button.clicked() {
        view.send(Command::TrainAgain);
    }
}

fn tabs_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState) {
    for (tab, text) in
        [(ResultsTab::Photographs, ResultsText::TabPhotographs), (ResultsTab::Curves, ResultsText::TabCurves)]
    {
        ui.selectable_value(&mut results.tab, tab, view.text(text));
    }
    let compared = results.tab == ResultsTab::Comparison;
    if ui.selectable_label(compared, view.text(ComparisonText::Tab)).clicked() && !compared {
        view.send(Command::CompareRuns);
    }
}

/// An evaluated photograph, for changes.
fn editable(results: &ResultsState, photograph: usize, decide: impl FnOnce(Editable<'_>)) {
    let Some(evaluated) = results.results() else { return };
    let Some(name) = evaluated.best.predictions.names().get(photograph) else { return };
    let (label, classes) = (evaluated.data_label(photograph), evaluated.data_classes());
    decide(Editable { name, label, classes, change: results.marks.get(photograph) });
}

fn sets_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState, holds_back: bool) {
    for (set, text) in
        [(EvaluationSet::Validation, ResultsText::SetValidation), (EvaluationSet::Training, ResultsText::SetTraining)]
    {
        let chosen = results.set == set;
        if ui.selectable_label(chosen, view.text(text)).clicked() && !chosen {
            view.send(Action::Evaluate(set));
        }
        if text == ResultsText::SetValidation {
            explain(ui, view.language, Glossed::Validation);
        }
    }
    if holds_back {
        let chosen = results.set == EvaluationSet::Test;
        let test = ui.selectable_label(chosen, format!("▲ {}", view.text(ResultsText::SetTest)));
        if test.on_hover_text(view.text(ResultsText::SetTestExplained)).clicked() && !chosen {
            view.send(Action::Evaluate(EvaluationSet::Test));
        }
    }
    let labelled = matches!(results.set, EvaluationSet::Labelled(_));
    if ui.selectable_label(labelled, view.text(ResultsText::SetLabelled)).clicked() {
        view.send(Command::EvaluateFolder);
    }
}

/// The same as a list, for a narrow window.
fn sets_list_ui(ui: &mut Ui, view: &mut View<'_>, results: &ResultsState, holds_back: bool) {
    let sets = [EvaluationSet::Validation, EvaluationSet::Training, EvaluationSet::Test];
    let texts = [ResultsText::SetValidation, ResultsText::SetTraining, ResultsText::SetTest, ResultsText::SetLabelled];
    let labelled = sets.len();
    let chosen = sets.iter().position(|set| *set == results.set).unwrap_or(labelled);
    let entries = texts.map(|text| view.text(text)).into_iter().enumerate();
    let entries: Vec<(usize, &str)> =
        entries.filter(|(place, _)| holds_back || sets.get(*place) != Some(&EvaluationSet::Test)).collect();
    let (list, picked) = combo(ui, "evaluated set", SETS, (chosen, view.text(texts[chosen])), &entries);
    unlabelled(list, view.text(ResultsText::EvaluatedSet));
    match picked.map(|place| sets.get(place)) {
        Some(Some(set)) if *set != results.set => view.send(Action::Evaluate(set.clone())),
        Some(None) => view.send(Command::EvaluateFolder),
        _ => {}
    }
}

/// The network whose predictions these are, and the photographs left out.
fn facts_ui(ui: &mut Ui, view: &View<'_>, results: &ResultsState, evaluated: &ResultsView, wide: bool) {
    let mut facts = figures::weights_text(view, results, &view.run_name(&evaluated.run));
    if let Some(network) = evaluated.config.network.pretrained() {
        let text = if network.weights.is_none() { ResultsText::Pretrained } else { ResultsText::PretrainedAdded };
        facts = format!("{facts} · {}", view.language.fill(text, &[("name", &network)]));
    }
    let file = evaluated.config.data.overlay.as_deref().and_then(std::path::Path::file_name);
    let with = file.map(|file| view.language.fill(OverlayText::TrainedWith, &[("file", &file.display())]));
    if with.is_some() {
        facts = format!("{facts} · {}", view.text(OverlayText::WithChanges));
    }
    if !evaluated.left_out.is_empty() {
        // First, where the line is cut last.
        facts = format!("⚠ {} · {facts}", view.language.count(ResultsText::LeftOut, evaluated.left_out.len()));
    }
    let mirrored = evaluated.config.prediction.mirror_averaging.then(|| view.text(PredictionText::Mirrored).to_owned());
    let notes = evaluated.notes.iter().map(|note| note.text(view.language));
    let left_out = evaluated.left_out.iter().map(|photograph| photograph.text(view.language));
    let best = view.text(MatrixText::BestHint).to_owned();
    let more = [facts.clone(), best].into_iter().chain(mirrored).chain(with).chain(notes).chain(left_out).take(20);
    let more: Vec<String> = more.collect();
    let width = ui.available_size_before_wrap().x;
    let label = Label::new(RichText::new(&facts).small().weak()).truncate();
    if width < FACTS {
        if !wide && evaluated.left_out.is_empty() {
            // The frame names the run and its best epoch.
            return;
        }
        ui.add(label).on_hover_text(more.join("\n"));
        return;
    }
    // In the line's rest, and not in a line of its own.
    ui.scope(|ui| {
        ui.set_max_width(width);
        ui.add(label).on_hover_text(more.join("\n"));
    });
}
