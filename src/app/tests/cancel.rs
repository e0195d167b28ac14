//! Whatever takes long can be cancelled by its button, and the window keeps working.

use std::path::{Path, PathBuf};

use egui_kittest::kittest::Queryable as _;

use super::harness::Window;
use super::steps::{command, with_results};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{DataState, DataView, DuplicateSearch, Evaluation, ExplanationTab, HeatKind};
use crate::data::drawings;

/// Starts something and cancels it by its button. Where it ended before the button was there, it is started again.
fn cancelled(window: &mut Window, button: &str, begin: impl Fn(&mut Window), is_cancelled: impl Fn(&Window) -> bool) {
    for _ in 0..50 {
        begin(window);
        for _ in 0..50 {
            let cancel = window.harness.query_all_by_label(button).next();
            if let Some(cancel) = cancel {
                cancel.click_accesskit();
                window.harness.step();
                if is_cancelled(window) {
                    return;
                }
            }
            window.harness.step();
        }
    }
    panic!("it ended each time before it could be cancelled");
}

/// A folder of many photographs: a few drawings under many names.
fn many(window: &Window, count: usize) -> PathBuf {
    let drawn = window.folder.path().join("drawn");
    drawings::write(&drawn, 4, 5).expect("the folder can be written");
    let folder = window.folder.path().join("many");
    std::fs::create_dir(&folder).expect("a folder");
    let names = ["cat.0", "dog.0", "cat.1", "dog.1"];
    for (number, name) in names.iter().cycle().take(count).enumerate() {
        let (class, _) = name.split_once('.').expect("a class");
        let copy = folder.join(format!("{class}.{number}.png"));
        std::fs::hard_link(drawn.join(format!("{name}.png")), copy).expect("a second name for it");
    }
    folder
}

fn drop_folder(window: &mut Window, folder: &Path) {
    window.drop_files(&[folder.to_owned()]);
}

#[test]
fn opening_can_be_cancelled() {
    let mut window = Window::open();
    let folder = many(&window, 20_000);
    cancelled(
        &mut window,
        "Cancel",
        |window| {
            command(window, Command::GoData);
            window.harness.state_mut().state.subject.data = DataState::default();
            drop_folder(window, &folder);
        },
        |window| window.state().subject.data.loading.is_none() && window.state().subject.data.dataset.is_none(),
    );
    window.harness.run_steps(50);
    window.harness.get_by_label("What should the network learn to tell apart?");
    window.harness.get_by_label("Only look at them").click();
    window.until("the drawings are open", |window| window.state().subject.data.dataset.is_some());
    assert_eq!(window.state().subject.data.shown.len(), 40, "and nothing of the cancelled opening");
}

#[test]
fn examining_can_be_cancelled() {
    let mut window = Window::open();
    let folder = many(&window, 2_000);
    cancelled(
        &mut window,
        "Cancel",
        |window| {
            window.harness.state_mut().state.subject.data = DataState::default();
            drop_folder(window, &folder);
            window.until("it is examined", |window| {
                window.state().subject.data.examining.is_some() || window.state().subject.data.unusable.is_some()
            });
        },
        |window| {
            let data = &window.state().subject.data;
            data.dataset.is_some() && data.examining.is_none() && data.unusable.is_none()
        },
    );
    window.harness.run_steps(50);
    let data = &window.state().subject.data;
    assert!(data.examining.is_none() && data.unusable.is_none(), "it does not continue unseen");
    assert_eq!(data.shown.len(), 2_000, "the open photos stay open");
}

#[test]
fn the_search_for_near_duplicates_can_be_cancelled() {
    let mut window = Window::open();
    let folder = many(&window, 800);
    drop_folder(&mut window, &folder);
    window.until("it is open", |window| window.state().subject.data.unusable.is_some());
    window.harness.state_mut().state.subject.data.view = DataView::Duplicates;
    cancelled(
        &mut window,
        "Cancel",
        |window| command(window, Command::FindDuplicates),
        |window| matches!(window.state().subject.duplicates.search, DuplicateSearch::Cancelled),
    );
    window.harness.run_steps(3);
    window.harness.get_by_label("Look for them").click();
    window.until("they are found after all", |window| {
        matches!(window.state().subject.duplicates.search, DuplicateSearch::Found(_))
    });
}

#[test]
fn an_evaluation_can_be_cancelled_and_started_again() {
    let mut window = Window::open();
    with_results(&mut window);
    let folder = many(&window, 800);
    window.answers.will_choose(&[&folder]);
    command(&mut window, Command::EvaluateFolder);
    cancelled(
        &mut window,
        "Cancel",
        |window| {
            let set = window.state().subject.results.set.clone();
            window.send(Action::Evaluate(set));
            window.harness.step();
        },
        |window| matches!(window.state().subject.results.evaluation, Evaluation::Cancelled),
    );
    window.harness.run_steps(3);
    window.harness.get_by_label("Nothing has been evaluated");
    window.harness.get_by_label("Evaluate them").click();
    window
        .until("they are evaluated", |window| matches!(window.state().subject.results.evaluation, Evaluation::Done(_)));
    assert_eq!(window.state().subject.results.figures().expect("figures").scores.count, 800);
}

#[test]
fn classification_can_be_cancelled() {
    let mut window = Window::open();
    with_results(&mut window);
    let folder = many(&window, 800);
    let file = folder.join("cat.0.png");
    command(&mut window, Command::GoPrediction);
    cancelled(
        &mut window,
        "Cancel",
        |window| {
            command(window, Command::ClearPredictions);
            drop_folder(window, &folder);
            window.until("the cards are there", |window| window.state().subject.prediction.cards.len() == 800);
        },
        |window| window.state().subject.prediction.cards.len() < 800,
    );
    window.harness.run_steps(50);
    let kept = window.state().subject.prediction.cards.len();
    assert_eq!(window.state().subject.prediction.waiting(), 0);
    window.drop_files(&[file]);
    window.until("another one is classified", |window| {
        let prediction = &window.state().subject.prediction;
        prediction.cards.len() == kept + 1 && prediction.waiting() == 0
    });
}

#[test]
fn occlusion_can_be_cancelled() {
    let mut window = Window::open();
    with_results(&mut window);
    window.send(Action::ExplainEvaluated);
    window.until("the layers are computed", |window| window.state().subject.explanation.opened().is_some());
    let explanation = &mut window.harness.state_mut().state.subject.explanation;
    (explanation.tab, explanation.heat.kind, explanation.occlusion.occluder.stride) =
        (ExplanationTab::Heat, HeatKind::Occlusion, 1);
    window.harness.run_steps(2);
    cancelled(
        &mut window,
        "Cancel",
        |window| {
            window.send(Action::Occlude);
            window.harness.step();
        },
        |window| {
            window.state().subject.explanation.occlusion.running.is_none()
                && window.state().subject.explanation.occlusion.shown.is_none()
        },
    );
    window.harness.run_steps(50);
    assert!(window.state().subject.explanation.occlusion.shown.is_none(), "a cancelled map is not shown later");
    window.harness.get_by_label("Compute").click();
    window.until("the map is computed after all", |window| {
        matches!(window.state().subject.explanation.occlusion.shown, Some(Ok(_)))
    });
    assert_eq!(window.state().page(), Page::Results);
}
