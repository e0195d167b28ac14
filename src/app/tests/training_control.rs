//! A training is paused, stopped and resumed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use eframe::egui::{Vec2, ViewportEvent, ViewportId, vec2};
use egui_kittest::kittest::Queryable as _;

use super::harness::{Memory, Window, small_experiment};
use super::steps::{command, epochs_ended};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::dialogs::Purpose;
use crate::app::page::Page;
use crate::app::state::{Phase, RunStatus, RunView};
use crate::run::{RunEnd, RunOutcome, TrainEvent};
use crate::run::{read_events, read_history};
use crate::train::BatchProgress;

const SIZE: Vec2 = vec2(1280.0, 800.0);
/// Far more than any test waits for.
const EPOCHS: usize = 1_000_000;
/// Frames in which a training that is not paused would finish many batches.
const FRAMES: usize = 200;

fn run(window: &Window) -> &RunView {
    window.state().subject.run.as_ref().expect("there is a run")
}

/// A window whose training has finished an epoch.
fn training() -> Window {
    let mut window = Window::with(SIZE, small_experiment(EPOCHS));
    window.harness.get_by_label("Train on the drawings").click();
    epochs_ended(&mut window, 1);
    window
}

/// Clicks the first of the buttons with this name: the page's, or the one of the status bar.
fn click(window: &mut Window, button: &str) {
    window.harness.get_all_by_label(button).next().expect("it can be clicked").click_accesskit();
    window.harness.run_steps(2);
}

/// The latest batch, as the training reports it.
fn progress(window: &Window) -> BatchProgress {
    window.harness.state().engine.batch_progress().expect("a batch is done")
}

/// Batches done since the run began: four of training and one of validation in each epoch.
fn batches(progress: &BatchProgress) -> usize {
    (progress.epoch - 1) * 5 + if progress.validating { 4 } else { 0 } + progress.batch
}

/// Pauses the training; from now on it finishes at most the running batch.
fn pause(window: &mut Window) -> BatchProgress {
    click(window, "▮▮ Pause");
    assert_eq!(run(window).phase, Phase::Paused);
    progress(window)
}

fn outcome(window: &mut Window) -> RunOutcome {
    window.until("it has ended", |window| matches!(run(window).phase, Phase::Ended(_)));
    let Phase::Ended(outcome) = &run(window).phase else { panic!("it has ended") };
    (**outcome).clone()
}

/// The run's folder has exactly these epochs, and the last of its events is its end.
fn is_on_disk(folder: &Path, epochs: usize) {
    assert_eq!(read_history(folder).expect("a history").len(), epochs);
    let events = read_events(folder).expect("its events");
    let ends = events.iter().filter(|event| matches!(event, TrainEvent::RunEnded(_))).count();
    assert_eq!(ends, 1, "{events:?}");
    assert!(matches!(events.last(), Some(TrainEvent::RunEnded(_))), "{events:?}");
}

#[test]
fn a_paused_training_stands_still_until_it_is_resumed() {
    let mut window = training();
    let paused = pause(&mut window);
    window.harness.run_steps(FRAMES);
    assert!(batches(&progress(&window)) <= batches(&paused) + 1, "nothing more is trained while it is paused");
    assert!(run(&window).epochs.len() <= paused.epoch, "and no epoch ends that had not begun");
    window.harness.get_all_by_label("paused").next().expect("the status bar shows it");
    click(&mut window, "▶ Resume");
    assert_eq!(run(&window).phase, Phase::Running);
    window.until("another epoch has ended", |window| run(window).epochs.len() > paused.epoch);
    click(&mut window, "■ Stop");
    outcome(&mut window);
}

#[test]
fn a_stop_completes_no_epoch_and_the_run_can_be_resumed() {
    let mut window = training();
    pause(&mut window);
    click(&mut window, "■ Stop");
    let ended = outcome(&mut window);
    let (last, epochs) = (progress(&window), run(&window).epochs.len());
    let whole = if last.validating && last.batch == last.batches { last.epoch } else { last.epoch - 1 };
    assert_eq!((&ended.end, ended.epochs, epochs), (&RunEnd::Stopped, whole, whole), "only whole epochs are kept");
    is_on_disk(&ended.folder, epochs);
    assert!(ended.folder.join("checkpoint.safetensors").exists());

    click(&mut window, "Resume this run");
    window.until("another epoch has ended", |window| run(window).epochs.len() > epochs);
    let numbers: Vec<usize> = run(&window).epochs.iter().map(|epoch| epoch.epoch).collect();
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>(), "no epoch is lost or twice on the plots");
    click(&mut window, "■ Stop");
    let again = outcome(&mut window);
    assert_eq!(again.folder, ended.folder);
    is_on_disk(&again.folder, again.epochs);
}

#[test]
fn a_stop_after_this_epoch_keeps_the_running_epoch_and_begins_no_other() {
    let mut window = training();
    let mut paused = pause(&mut window);
    // At the end of an epoch there may be nothing left to resume.
    while paused.validating || paused.batch > 2 {
        click(&mut window, "▶ Resume");
        paused = pause(&mut window);
    }
    click(&mut window, "Stop after this epoch");
    window.harness.get_all_by_label("Stopping after this epoch…").next().expect("its button shows it");
    click(&mut window, "▶ Resume");
    let ended = outcome(&mut window);
    assert_eq!(ended.end, RunEnd::Stopped);
    assert_eq!(ended.epochs, paused.epoch);
    assert_eq!(run(&window).epochs.len(), ended.epochs);
    is_on_disk(&ended.folder, ended.epochs);
}

#[test]
fn a_run_whose_photos_are_being_prepared_is_shown_as_this_windows_own() {
    let mut window = Window::with(SIZE, small_experiment(EPOCHS));
    window.harness.get_by_label("Train on the drawings").click();
    window.until("its photos are being prepared", |window| window.state().active_run().is_some());
    let (folder, number) = (run(&window).folder.clone(), run(&window).number);
    command(&mut window, Command::BackToExperiment);
    window.send(Action::TakePaths(Purpose::OpenRun, vec![folder.clone()]));
    window.until("it is shown", |window| window.state().subject.run.is_some());
    assert_eq!(run(&window).number, number, "not as a run that another window trains");

    window.harness.state_mut().state.settings.page = Page::Runs;
    window.until("it is listed", |window| window.state().shelf.runs.iter().any(|run| run.folder == folder));
    let shelf = &window.state().shelf;
    let listed = shelf.runs.iter().find(|run| run.folder == folder).expect("it is listed");
    assert_eq!(shelf.status(listed), RunStatus::Training);
    command(&mut window, Command::StopTraining);
    window.until("it has stopped", |window| window.state().active_run().is_none());
}

fn runs(folder: &Path) -> BTreeSet<PathBuf> {
    let runs = std::fs::read_dir(folder.join("runs")).expect("there are runs");
    runs.map(|run| run.expect("a run").path()).filter(|run| run.is_dir()).collect()
}

#[test]
fn a_window_closed_while_it_trains_offers_to_resume_at_the_next_start() {
    let mut window = training();
    let folder = run(&window).folder.clone();
    let root = window.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default();
    root.events.push(ViewportEvent::Close);
    window.until("the dialog is open", |window| window.state().quit_dialog_open);
    click(&mut window, "Stop and close");
    window.until("it has ended", |window| !run(window).is_active());
    let epochs = run(&window).epochs.len();
    let (place, memory) = window.close();
    is_on_disk(&folder, epochs);

    let mut window = Window::start(place, SIZE, small_experiment(EPOCHS), &memory);
    if window.state().language != crate::text::Language::English {
        command(&mut window, Command::SwitchLanguage);
    }
    window.until("the run is shown", |window| window.state().subject.run.is_some());
    click(&mut window, "Resume this run");
    window.until("another epoch has ended", |window| {
        window.state().subject.run.as_ref().is_some_and(|run| run.epochs.len() > epochs)
    });
    assert_eq!(run(&window).epochs[0].epoch, 1, "the epochs from before are on the plots");
    click(&mut window, "■ Stop");
    assert_eq!(outcome(&mut window).folder, folder);
    assert_eq!(runs(window.folder.path()), BTreeSet::from([folder]), "resuming creates no other run");
    let (place, memory) = window.close();
    let mut window = Window::start(place, SIZE, small_experiment(EPOCHS), &memory);
    window.until("the run is shown again", |window| window.state().subject.run.is_some());
    assert_eq!(window.state().settings.unfinished_run, None, "nothing is offered any more");
}

#[test]
fn a_window_killed_while_it_trained_offers_to_resume_too() {
    let mut window = training();
    let folder = run(&window).folder.clone();
    // The settings are saved now and then; later changes are lost.
    let mut memory = Memory::default();
    eframe::App::save(window.harness.state_mut(), &mut memory);
    let (place, _) = window.close();
    let mut window = Window::start(place, SIZE, small_experiment(EPOCHS), &memory);
    window.until("the run is shown", |window| window.state().subject.folder() == Some(folder.as_path()));
    window.harness.run_steps(2);
    window.harness.get_by_label("Resume this run");
}
