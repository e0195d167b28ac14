//! Photos of the prediction page after a restart: those of the shown subject, and no other's.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{Color32, ColorImage, vec2};

use super::harness::{Memory, Window, small_experiment};
use super::steps::{command, run_ended};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::dialogs::Purpose;
use crate::app::state::{CardState, KeptPhotographs, PredictionState};
use crate::data::drawings;

fn prediction(window: &Window) -> &PredictionState {
    &window.state().subject.prediction
}

fn run(window: &Window) -> PathBuf {
    window.state().subject.folder().expect("a run is shown").to_owned()
}

/// Trains on the drawings until the run's network can predict.
fn train(window: &mut Window, number: u64) {
    command(window, Command::TrainDrawings);
    run_ended(window, number);
    window.until("the network is ready", |window| prediction(window).model.is_some());
}

/// Drops drawings on the prediction page: a folder with two, and one alone.
fn drop_three(window: &mut Window) -> [PathBuf; 2] {
    let paths = [window.folder.path().join("folder"), window.folder.path().join("single/cat.0.png")];
    for folder in [&paths[0], &window.folder.path().join("single")] {
        drawings::write(folder, 2, 9).expect("the folder can be written");
    }
    command(window, Command::GoPrediction);
    window.drop_files(&paths);
    paths
}

fn are_classified(window: &mut Window, count: usize) {
    window.until("every card is done", |window| {
        prediction(window).cards.len() == count && prediction(window).waiting() == 0
    });
}

/// Each card's name, and whether it has a prediction.
fn cards(window: &Window) -> Vec<(PathBuf, bool)> {
    let cards = prediction(window).cards.iter();
    cards.map(|card| (PathBuf::from(&card.name), matches!(card.state, CardState::Done(_)))).collect()
}

fn restart(window: Window) -> Window {
    let (folder, memory) = window.close();
    start(folder, &memory)
}

fn start(folder: tempfile::TempDir, memory: &Memory) -> Window {
    Window::start(folder, vec2(1280.0, 800.0), small_experiment(1), memory)
}

#[test]
fn a_runs_photos_are_classified_again_after_a_restart_and_a_missing_one_is_said() {
    let mut window = Window::open();
    train(&mut window, 1);
    let shown = run(&window);
    let [folder, single] = drop_three(&mut window);
    window.send(Action::ClassifyPasted(Arc::new(ColorImage::filled([16, 16], Color32::GREEN))));
    are_classified(&mut window, 4);
    std::fs::remove_file(&single).expect("it was written");

    let mut window = restart(window);
    are_classified(&mut window, 3);
    assert_eq!(run(&window), shown);
    let below = |name: &str| folder.join(name);
    assert_eq!(cards(&window), [(below("cat.0.png"), true), (below("dog.0.png"), true), (single.clone(), false)]);

    // Once more, from what was only restored; then without any.
    let mut window = restart(window);
    are_classified(&mut window, 3);
    command(&mut window, Command::ClearPredictions);
    let mut window = restart(window);
    window.until("the network is ready", |window| prediction(window).model.is_some());
    assert!(prediction(&window).is_empty(), "they were cleared");
}

#[test]
fn another_subjects_photos_are_not_shown() {
    let mut window = Window::open();
    train(&mut window, 1);
    let other = run(&window);
    train(&mut window, 2);
    let shown = run(&window);
    drop_three(&mut window);
    are_classified(&mut window, 3);
    let (folder, mut memory) = window.close();

    // Another run is shown than that for which they were opened.
    eframe::set_value(&mut memory, "run", &Some(&other));
    let mut window = start(folder, &memory);
    window.until("the network is ready", |window| prediction(window).model.is_some());
    assert_eq!((run(&window), prediction(&window).is_empty()), (other, true));

    // The run for which they were opened is gone.
    let (folder, mut memory) = window.close();
    let kept = KeptPhotographs { run: Some(shown.clone()), paths: vec![folder.path().to_owned()] };
    eframe::set_value(&mut memory, "classified", &kept);
    eframe::set_value(&mut memory, "run", &Some(shown.clone()));
    std::fs::remove_dir_all(&shown).expect("it is there");
    let mut window = start(folder, &memory);
    window.until("it is looked for", |window| window.state().readings.is_empty());
    assert!(window.state().subject.is_experiment() && prediction(&window).is_empty());
}

#[test]
fn photos_that_wait_for_a_network_wait_after_a_restart_and_belong_to_the_run_that_is_trained() {
    let mut window = Window::open();
    let paths = drop_three(&mut window);
    let mut window = restart(window);
    assert_eq!(prediction(&window).waiting_paths, paths);
    train(&mut window, 1);
    are_classified(&mut window, 3);
    let shown = run(&window);

    let mut window = restart(window);
    are_classified(&mut window, 3);
    assert_eq!(run(&window), shown);
}

#[test]
fn a_run_that_is_opened_again_keeps_its_pasted_picture() {
    let mut window = Window::open();
    train(&mut window, 1);
    let shown = run(&window);
    drop_three(&mut window);
    window.send(Action::ClassifyPasted(Arc::new(ColorImage::filled([16, 16], Color32::GREEN))));
    are_classified(&mut window, 4);
    open(&mut window, &shown);
    are_classified(&mut window, 4);
}

fn open(window: &mut Window, run: &Path) {
    window.send(Action::TakePaths(Purpose::OpenRun, vec![run.to_owned()]));
    window.harness.run_steps(2);
    window.until("it is read", |window| window.state().readings.is_empty());
}
