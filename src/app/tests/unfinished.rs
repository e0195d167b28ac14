//! Interrupted runs: offered until they are resumed or dismissed.

use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use super::steps::epochs_ended;
use crate::app::commands::Command;
use crate::app::logic::offer_unfinished_run;
use crate::app::notices::Severity;
use crate::app::state::Phase;

/// A window that offers to resume a run that was interrupted.
fn interrupted() -> Window {
    let mut window = Window::with(eframe::egui::vec2(1280.0, 800.0), small_experiment(10_000));
    window.harness.run_steps(2);
    window.send(Command::TrainDrawings);
    epochs_ended(&mut window, 1);
    let folder = window.state().subject.run.as_ref().expect("a run").folder.clone();
    assert_eq!(window.state().settings.unfinished_run, Some(folder.clone()), "it is remembered from its start on");
    window.send(Command::StopTraining);
    window.until("it has stopped", |window| window.state().active_run().is_none());
    assert_eq!(window.state().settings.unfinished_run, None, "a run that the user has stopped is not offered");
    let state = &mut window.harness.state_mut().state;
    state.subject.run = None;
    state.settings.unfinished_run = Some(folder);
    offer_unfinished_run(state);
    window.harness.run_steps(3);
    window
}

#[test]
fn an_offer_to_resume_stays_until_it_is_dismissed() {
    let mut window = interrupted();
    assert!(window.state().settings.unfinished_run.is_some(), "a second start would offer it again");
    window.harness.get_by_label("Dismiss").click();
    window.harness.run_steps(3);
    assert_eq!(window.state().settings.unfinished_run, None);
}

#[test]
fn accepting_an_offer_resumes_the_run() {
    let mut window = interrupted();
    window.harness.get_by_label("Go on with it").click();
    window.until("another epoch has ended", |window| {
        window.state().subject.run.as_ref().is_some_and(|run| run.epochs.len() > 1)
    });
    assert_eq!(window.state().notices.unread().count(), 0, "the offer is read");
    assert!(window.state().settings.unfinished_run.is_some());
}

#[test]
fn any_run_on_disk_can_be_resumed() {
    let mut window = interrupted();
    let folder = window.state().settings.unfinished_run.clone().expect("the run");
    window.answers.will_choose(&[&folder]);
    window.send(Command::ResumeRun);
    window.until("another epoch has ended", |window| {
        window.state().subject.run.as_ref().is_some_and(|run| run.epochs.len() > 1)
    });
}

#[test]
fn a_training_stopped_while_its_photographs_are_prepared_is_no_failure() {
    let mut window = Window::with(eframe::egui::vec2(1280.0, 800.0), small_experiment(10_000));
    window.harness.run_steps(2);
    window.send(Command::TrainDrawings);
    window.until("it is requested", |window| window.state().subject.run.is_some());
    window.send(Command::StopTraining);
    window.until("it has ended", |window| window.state().active_run().is_none());
    let state = window.state();
    assert!(state.notices.all().iter().all(|notice| notice.severity == Severity::Information));
    assert!(!matches!(state.subject.run.as_ref().map(|run| &run.phase), Some(Phase::Refused(_))));
}
