//! Interrupted runs: shown again, or named in the status bar, until they are resumed.

use eframe::egui::vec2;
use egui_kittest::kittest::Queryable as _;

use super::harness::{Memory, Window, small_experiment};
use super::steps::epochs_ended;
use crate::app::commands::Command;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::app::state::Phase;

/// A window that was killed while it trained, once it has been opened again; `shown` says whether the run was shown.
fn interrupted(shown: bool) -> Window {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(10_000));
    window.harness.run_steps(2);
    window.send(Command::TrainDrawings);
    epochs_ended(&mut window, 1);
    let folder = window.state().subject.folder().expect("a run").to_owned();
    assert_eq!(window.state().settings.unfinished_run, Some(folder.clone()), "it is remembered from its start on");
    if !shown {
        window.harness.get_by_label("← Back to the experiment").click();
        window.harness.run_steps(3);
    }
    let mut memory = Memory::default();
    eframe::App::save(window.harness.state_mut(), &mut memory);
    window.send(Command::StopTraining);
    window.until("it has stopped", |window| window.state().active_run().is_none());
    assert_eq!(window.state().settings.unfinished_run, None, "a run that the user has stopped is not offered");
    let (place, _) = window.close();
    // The last event is not written by a process that is killed.
    let events = std::fs::read_to_string(folder.join("events.ron")).expect("it is there");
    let cut: String = events.split_inclusive('\n').filter(|line| !line.starts_with("RunEnded")).collect();
    std::fs::write(folder.join("events.ron"), cut).expect("it can be written");
    Window::start(place, vec2(1280.0, 800.0), small_experiment(10_000), &memory)
}

fn is_interrupted(window: &Window) -> bool {
    window.state().subject.run.as_ref().is_some_and(|run| run.phase == Phase::Interrupted)
}

#[test]
fn a_run_that_was_interrupted_is_shown_again_and_can_be_resumed() {
    let mut window = interrupted(true);
    window.until("it is shown", is_interrupted);
    window.harness.state_mut().state.settings.page = Page::Training;
    window.harness.run_steps(3);
    let epochs = window.state().subject.run.as_ref().map_or(0, |run| run.epochs.len());
    assert!(epochs > 0, "its epochs are on the plots");
    window.harness.get_by_label("Resume this run").click();
    window.until("another epoch has ended", |window| {
        window.state().subject.run.as_ref().is_some_and(|run| run.epochs.len() > epochs)
    });
    assert!(window.state().settings.unfinished_run.is_some());
    assert_eq!(window.state().notices.unread().count(), 0);
}

#[test]
fn a_run_that_was_interrupted_unseen_is_named_until_it_is_shown() {
    let mut window = interrupted(false);
    window.until("it is named", |window| window.state().parked.run.is_some());
    assert!(window.state().subject.is_experiment());
    let name = window.state().parked.run.as_ref().and_then(|run| run.folder().map(crate::app::state::run_name));
    window.harness.run_steps(2);
    window.harness.get_by_label(&name.expect("it has a folder")).click();
    window.until("it is shown", is_interrupted);
    assert_eq!(window.state().settings.unfinished_run, None, "it is remembered as the run that is shown");
    assert_eq!(window.state().settings.run.as_deref(), window.state().subject.folder());
}

#[test]
fn any_run_on_disk_can_be_resumed() {
    let mut window = interrupted(true);
    window.until("it is shown", is_interrupted);
    let folder = window.state().subject.folder().expect("the run").to_owned();
    window.send(Command::BackToExperiment);
    window.until("the experiment is shown", |window| window.state().subject.is_experiment());
    window.answers.will_choose(&[&folder]);
    window.send(Command::ResumeRun);
    window.until("another epoch has ended", |window| {
        window.state().subject.run.as_ref().is_some_and(|run| run.is_active() && run.epochs.len() > 1)
    });
}

#[test]
fn a_run_that_another_window_trains_is_not_called_interrupted() {
    let mut first = Window::with(vec2(1280.0, 800.0), small_experiment(10_000));
    first.harness.run_steps(2);
    first.send(Command::TrainDrawings);
    epochs_ended(&mut first, 1);
    let folder = first.state().subject.folder().expect("a run").to_owned();
    let mut second = Window::open();
    second.answers.will_choose(&[&folder]);
    second.send(Command::OpenRun);
    second.until("it is shown", |window| window.state().subject.folder() == Some(folder.as_path()));
    assert_eq!(second.state().subject.run.as_ref().map(|run| run.phase.clone()), Some(Phase::TrainedElsewhere));
    second.harness.state_mut().state.settings.page = Page::Training;
    second.harness.run_steps(3);
    assert!(second.harness.query_by_label("Resume this run").is_none());
    second.harness.get_by_label("Read again");
    first.send(Command::StopTraining);
    first.until("it has stopped", |window| window.state().active_run().is_none());
}

#[test]
fn a_window_that_starts_while_another_trains_offers_its_run_nowhere() {
    let mut first = Window::with(vec2(1280.0, 800.0), small_experiment(10_000));
    first.harness.run_steps(2);
    first.send(Command::TrainDrawings);
    epochs_ended(&mut first, 1);
    let folder = first.state().subject.folder().expect("a run").to_owned();
    let mut start = |shown: bool| {
        if !shown {
            first.harness.get_by_label("← Back to the experiment").click();
            first.harness.run_steps(3);
        }
        let mut memory = Memory::default();
        eframe::App::save(first.harness.state_mut(), &mut memory);
        let place = tempfile::tempdir().expect("a folder for the test");
        let mut second = Window::start(place, vec2(1280.0, 800.0), small_experiment(2), &memory);
        second.until("all runs are read", |window| window.state().readings.is_empty());
        second
    };
    let mut second = start(true);
    second.until("it is shown", |window| window.state().subject.folder() == Some(folder.as_path()));
    assert_eq!(second.state().subject.run.as_ref().map(|run| run.phase.clone()), Some(Phase::TrainedElsewhere));
    let offers = |window: &Window| {
        let offers = ["Resume", "Interrupted:"].map(|text| window.harness.query_by_label_contains(text).is_some());
        offers != [false; 2]
    };
    for page in Page::ALL {
        second.harness.state_mut().state.settings.page = page;
        second.harness.run_steps(3);
        assert!(!offers(&second), "{page:?}");
    }
    let mut third = start(false);
    third.harness.run_steps(3);
    assert!(third.state().parked.run.is_none() && third.state().subject.is_experiment() && !offers(&third));
    first.send(Command::StopTraining);
    first.until("it has stopped", |window| window.state().active_run().is_none());
}

#[test]
fn a_training_stopped_while_its_photographs_are_prepared_is_no_failure() {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(10_000));
    window.harness.run_steps(2);
    window.send(Command::TrainDrawings);
    window.until("it is requested", |window| window.state().subject.run.is_some());
    window.send(Command::StopTraining);
    window.until("it has ended", |window| window.state().active_run().is_none());
    let state = window.state();
    assert!(state.notices.all().iter().all(|notice| notice.severity == Severity::Information));
    assert!(!matches!(state.subject.run.as_ref().map(|run| &run.phase), Some(Phase::Refused(_))));
}
