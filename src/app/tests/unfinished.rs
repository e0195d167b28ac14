//! Runs that were interrupted: offered until they are gone on with, dismissed or ended.

use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use crate::app::commands::Command;
use crate::app::logic::offer_unfinished_run;
use crate::app::notices::Severity;
use crate::app::state::Phase;

/// A run that was stopped in the middle, and a window that has just been opened and knows of it.
fn interrupted() -> Window {
    let mut window = Window::with(eframe::egui::vec2(1280.0, 800.0), small_experiment(10_000));
    window.harness.run_steps(2);
    window.harness.state_mut().actions.push(Command::TrainDrawings.into());
    window.until("an epoch is whole", |window| {
        window.state().training.run.as_ref().is_some_and(|run| !run.epochs.is_empty())
    });
    let folder = window.state().training.run.as_ref().expect("a run").folder.clone();
    assert_eq!(window.state().settings.unfinished_run, Some(folder.clone()), "it is known from its start on");
    window.harness.state_mut().actions.push(Command::StopTraining.into());
    window.until("it has stopped", |window| window.state().training.active().is_none());
    assert_eq!(window.state().settings.unfinished_run, None, "whoever stops it does not ask for the offer");
    let state = &mut window.harness.state_mut().state;
    state.training.run = None;
    state.settings.unfinished_run = Some(folder);
    offer_unfinished_run(state);
    window.harness.run_steps(3);
    window
}

#[test]
fn an_offer_stays_until_it_is_dismissed() {
    let mut window = interrupted();
    assert!(window.state().settings.unfinished_run.is_some(), "a second start would offer it again");
    window.harness.get_by_label("Dismiss").click();
    window.harness.run_steps(3);
    assert_eq!(window.state().settings.unfinished_run, None);
}

#[test]
fn an_offer_is_taken_and_the_run_goes_on() {
    let mut window = interrupted();
    window.harness.get_by_label("Go on with it").click();
    window.until("another epoch is whole", |window| {
        window.state().training.run.as_ref().is_some_and(|run| run.epochs.len() > 1)
    });
    assert_eq!(window.state().notices.unread().count(), 0, "the offer is settled");
    assert!(window.state().settings.unfinished_run.is_some());
}

#[test]
fn any_run_on_disk_can_be_gone_on_with() {
    let mut window = interrupted();
    let folder = window.state().settings.unfinished_run.clone().expect("the run");
    window.answers.will_choose(&[&folder]);
    window.harness.state_mut().actions.push(Command::ResumeRun.into());
    window.until("another epoch is whole", |window| {
        window.state().training.run.as_ref().is_some_and(|run| run.epochs.len() > 1)
    });
}

#[test]
fn a_training_stopped_while_its_photographs_are_prepared_is_no_failure() {
    let mut window = Window::with(eframe::egui::vec2(1280.0, 800.0), small_experiment(10_000));
    window.harness.run_steps(2);
    window.harness.state_mut().actions.extend([Command::TrainDrawings.into()]);
    window.until("it is asked for", |window| window.state().training.run.is_some());
    window.harness.state_mut().actions.push(Command::StopTraining.into());
    window.until("it has ended", |window| window.state().training.active().is_none());
    let state = window.state();
    assert!(state.notices.all().iter().all(|notice| notice.severity == Severity::Information));
    assert!(!matches!(state.training.run.as_ref().map(|run| &run.phase), Some(Phase::Refused(_))));
}
