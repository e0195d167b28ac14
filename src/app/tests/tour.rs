//! A walk through all that the window can show, for what must hold everywhere.

use std::path::{Path, PathBuf};

use eframe::egui::{Key, ViewportEvent, ViewportId};
use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use super::steps::{command, epochs_ended, run_ended};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{DataView, DuplicateSearch, Evaluation, ExplanationTab, HeatKind, ResultsTab};
use crate::data::drawings;

/// Takes a window that has just been opened, in English, from place to place and calls `check` at each. The check leaves
/// the window as it was.
pub fn tour(window: &mut Window, mut check: impl FnMut(&mut Window, &str)) {
    let mut check = |window: &mut Window, place: &str| {
        window.harness.run_steps(4);
        check(window, place);
    };
    for page in Page::ALL {
        go(window, page);
        check(window, &format!("{page:?} before anything is open"));
    }
    let photographs = open_photographs(window);
    data(window, &mut check);
    training(window, &mut check);
    results(window, &mut check);
    explanation(window, &mut check);
    prediction(window, &photographs, &mut check);
    over_the_page(window, &mut check);
}

type Check<'a> = &'a mut dyn FnMut(&mut Window, &str);

pub fn go(window: &mut Window, page: Page) {
    command(window, Command::go_to(page));
}

/// Forty drawings, one of them twice, and a file that is no photograph.
fn open_photographs(window: &mut Window) -> PathBuf {
    let folder = window.folder.path().join("mine");
    drawings::write(&folder, 40, 5).expect("the folder can be written");
    std::fs::copy(folder.join("cat.0.png"), folder.join("cat.900.png")).expect("a copy");
    std::fs::write(folder.join("cat.901.jpg"), "no photo").expect("it can be written");
    let mut experiment = small_experiment(100_000);
    // The longest words that the explanation's head can have.
    experiment.prediction.mirror_averaging = true;
    window.harness.state_mut().state.subject.config = experiment;
    go(window, Page::Data);
    window.drop_files(std::slice::from_ref(&folder));
    window.until("all files are examined", |window| {
        let data = &window.state().subject.data;
        data.unusable.is_some() && !data.sides.is_empty() && window.state().document().is_some()
    });
    folder
}

fn data(window: &mut Window, check: Check<'_>) {
    check(window, "photographs");
    window.harness.key_press(Key::ArrowRight);
    window.until("it is shown large", |window| {
        window.state().subject.data.detail.as_ref().is_some_and(|detail| detail.photo.is_ok())
    });
    check(window, "a photo large");
    for (view, place) in [
        (DataView::Table, "the table of photos"),
        (DataView::LeftOut, "what was left out"),
        (DataView::Duplicates, "before the search for near-duplicates"),
    ] {
        window.harness.state_mut().state.subject.data.view = view;
        check(window, place);
    }
    command(window, Command::FindDuplicates);
    window.until("they are found", |window| {
        matches!(window.state().subject.duplicates.search, DuplicateSearch::Found(_))
    });
    check(window, "near-duplicates");
    window.harness.state_mut().state.subject.data.view = DataView::Grid;

    go(window, Page::Augmentation);
    window.until("there are versions", |window| matches!(window.state().subject.augmentation.versions, Some(Ok(_))));
    window.harness.state_mut().state.subject.augmentation.selected = Some(2);
    check(window, "augmentation");
    go(window, Page::Network);
    window.until("it can be built", |window| window.state().subject.network.can_be_built());
    window.harness.state_mut().state.subject.network.open_layer = Some(0);
    check(window, "the network");
    go(window, Page::Training);
    check(window, "before training");
}

fn training(window: &mut Window, check: Check<'_>) {
    command(window, Command::StartTraining);
    epochs_ended(window, 2);
    check(window, "a running training");
    command(window, Command::PauseOrResume);
    check(window, "a paused training");
    let close = |window: &mut Window| {
        let root = window.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default();
        root.events.push(ViewportEvent::Close);
    };
    close(window);
    window.until("the dialog is open", |window| window.state().quit_dialog_open);
    check(window, "the dialog before closing");
    window.harness.state_mut().state.quit_dialog_open = false;
    command(window, Command::StopAfterEpoch);
    command(window, Command::PauseOrResume);
    run_ended(window, 1);
    check(window, "a training that has ended");
}

fn evaluated_and_explained(window: &mut Window) {
    window.until("the evaluation is done", |window| {
        let results = &window.state().subject.results;
        let explained = results.explained.as_ref().filter(|explained| Some(explained.photograph) == results.selected);
        matches!(results.evaluation, Evaluation::Done(_)) && explained.is_some() && window.state().document().is_some()
    });
}

fn results(window: &mut Window, check: Check<'_>) {
    go(window, Page::Results);
    evaluated_and_explained(window);
    check(window, "results");
    window.harness.state_mut().state.subject.results.tab = ResultsTab::Curves;
    check(window, "curves");
    window.harness.state_mut().state.subject.results.tab = ResultsTab::Photographs;
    window.harness.run_steps(2);
    command(window, Command::Exclude);
    check(window, "results with a change");
    command(window, Command::TrainAgain);
    window.until("the second training runs", |window| window.state().runs == 2);
    epochs_ended(window, 1);
    command(window, Command::StopTraining);
    run_ended(window, 2);
    command(window, Command::CompareRuns);
    window.until("both are read", |window| {
        matches!(window.state().comparison.result, Some(Ok(_))) && window.state().comparison.runs.is_some()
    });
    check(window, "two runs side by side");
    go(window, Page::Runs);
    window.until("all runs are read", |window| {
        let shelf = &window.state().shelf;
        !shelf.runs.is_empty() && shelf.runs.iter().all(|run| run.summary.is_some())
    });
    let runs: Vec<PathBuf> = window.state().shelf.runs.iter().map(|run| run.folder.clone()).collect();
    let shelf = &mut window.harness.state_mut().state.shelf;
    shelf.select(runs.first().cloned());
    shelf.chosen.extend(runs);
    check(window, "all runs");
    go(window, Page::Results);
    window.harness.state_mut().state.subject.results.tab = ResultsTab::Photographs;
    evaluated_and_explained(window);
}

fn explanation(window: &mut Window, check: Check<'_>) {
    window.send(Action::ExplainEvaluated);
    window.until("the layers are computed", |window| window.state().subject.explanation.opened().is_some());
    for tab in ExplanationTab::ALL {
        window.harness.state_mut().state.subject.explanation.tab = tab;
        window.harness.run_steps(2);
        window.until("the tab has its numbers", |window| {
            let explanation = &window.state().subject.explanation;
            match tab {
                ExplanationTab::Heat => matches!(&explanation.heat.shown, Some(Ok(_))),
                ExplanationTab::Maps => matches!(&explanation.maps.shown, Some(Ok(_))),
                ExplanationTab::Output => explanation.path.answer().is_some(),
                ExplanationTab::Perturbations => matches!(explanation.perturbed, Some(Ok(_))),
            }
        });
        check(window, &format!("explanation, {tab:?}"));
    }
    let explanation = &mut window.harness.state_mut().state.subject.explanation;
    (explanation.tab, explanation.heat.kind) = (ExplanationTab::Heat, HeatKind::Occlusion);
    let computed = |window: &Window| matches!(window.state().subject.explanation.occlusion.shown, Some(Ok(_)));
    window.until("the map is computed without being asked for", computed);
    // The map of another square is to be asked for.
    window.harness.state_mut().state.subject.explanation.occlusion.occluder.side += 1;
    window.harness.run_steps(2);
    check(window, "before occlusion");
    window.send(Action::Occlude);
    window.until("the map is computed", computed);
    check(window, "an occlusion map");
    window.send(Action::CloseExplanation);
    window.until("the results are back", |window| window.state().subject.explanation.subject.is_none());
}

fn prediction(window: &mut Window, photographs: &Path, check: Check<'_>) {
    go(window, Page::Prediction);
    window.drop_files(&[photographs.join("cat.1.png"), photographs.join("dog.1.png"), photographs.join("cat.901.jpg")]);
    window.until("every card is done", |window| {
        let prediction = &window.state().subject.prediction;
        prediction.cards.len() == 3 && prediction.waiting() == 0
    });
    check(window, "cards");
    for place in [0, 2] {
        let prediction = &mut window.harness.state_mut().state.subject.prediction;
        prediction.open = Some(prediction.cards[place].id);
        check(window, &format!("card {place} large"));
    }
    window.harness.state_mut().state.subject.prediction.open = None;
}

fn over_the_page(window: &mut Window, check: Check<'_>) {
    command(window, Command::ShowPalette);
    check(window, "the palette");
    command(window, Command::ShowPalette);
    window.drop_files(&[window.folder.path().join("nowhere.png"), window.folder.path().join("nowhere")]);
    go(window, Page::Data);
    window.drop_files(&[window.folder.path().join("nowhere")]);
    window.until("it is reported", |window| window.state().notices.unread().count() > 0);
    check(window, "a notice");
    command(window, Command::ShowNotices);
    check(window, "the list of notices");
    command(window, Command::ShowNotices);
    window.harness.get_by_label("Menu").click();
    check(window, "the menu");
    window.harness.key_press(Key::Escape);
    command(window, Command::SaveConfig);
    window.until("a path is requested", |window| window.state().path_request.is_some());
    check(window, "a path typed by hand");
}
