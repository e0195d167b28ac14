//! What cannot be done at once is done as soon as it can be, or the window says why it cannot.

use std::cell::RefCell;
use std::path::PathBuf;

use super::harness::{Window, wait_until};
use super::steps::{name_of, with_drawings};
use crate::app::App;
use crate::app::actions::{Action, Origin, Sent};
use crate::app::commands::Command;
use crate::app::state::Phase;
use crate::config::LayerConfig;
use crate::data::overlay::{Change, Overlay};
use crate::engine::{DatasetEvent, EngineCommand, EngineEvent, FilesCommand, OverlayCommand};

/// The engine's events up to and with the first that fits, which the window has not taken in.
fn events_until(app: &App, fits: impl Fn(&EngineEvent) -> bool) -> Vec<EngineEvent> {
    let events = RefCell::new(Vec::new());
    wait_until("the event is there", || {
        let event = app.engine.next_event();
        let is_it = event.as_ref().is_some_and(&fits);
        events.borrow_mut().extend(event);
        is_it
    });
    events.into_inner()
}

/// Takes the layer out without which the network cannot be built.
fn break_network(window: &mut Window) {
    let layers = &mut window.harness.state_mut().state.subject.config.network.layers;
    layers.retain(|layer| *layer != LayerConfig::Flatten {});
}

#[test]
fn training_on_the_drawings_waits_for_the_table_of_their_network() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    break_network(&mut window);
    window.until("it cannot be built", |window| matches!(window.state().subject.network.summary, Some(Err(_))));

    let context = window.harness.ctx.clone();
    let app = window.harness.state_mut();
    app.actions.push(Sent::new(Command::TrainDrawings, Origin::Menu));
    app.run_actions(&context);
    app.request_previews();
    let is_opened = |event: &EngineEvent| matches!(event, EngineEvent::Dataset(DatasetEvent::Opened { .. }));
    let mut events = events_until(app, is_opened);
    let opened = events.pop().expect("the last one");
    // The table of the drawings' network comes after the drawings.
    app.take_event(&context, opened);
    app.run_actions(&context);
    assert!(app.state.subject.run.is_none(), "whether it can be built is not known yet");
    for event in events {
        app.take_event(&context, event);
    }
    assert_eq!(app.state.notices.unread().count(), 0);
    window.until("nothing waits any more", |window| window.state().overlay.pending_run.is_none());
    assert!(window.state().subject.run.is_some(), "the training has begun");
    window.until("the training has ended", |window| {
        window.state().subject.run.as_ref().is_some_and(|run| matches!(run.phase, Phase::Ended(_)))
    });
}

#[test]
fn a_training_that_cannot_begin_says_why() {
    let mut window = Window::open();
    with_drawings(&mut window);
    window.until("it can be built", |window| window.state().network_can_be_built() == Some(true));
    break_network(&mut window);
    window.send(Command::StartTraining);
    window.until("it is said", |window| window.state().notices.unread().count() == 1);
    let notice = window.state().notices.unread().next().expect("a notice").clone();
    assert_eq!(notice.details.as_deref(), Some("The network cannot be built"));
    assert!(window.state().subject.run.is_none() && window.state().overlay.pending_run.is_none());
}

/// Gives the engine jobs until there is one for which it has no room.
fn fill(app: &mut App, job: impl Fn(u64) -> EngineCommand) {
    for number in 0..1_000 {
        if !app.unsent.is_empty() {
            return;
        }
        app.send(job(number));
    }
    panic!("the engine takes all, or loses what it does not take");
}

fn missing_config(number: u64) -> EngineCommand {
    FilesCommand::ReadConfig { path: PathBuf::from(format!("/nowhere/{number}.ron")) }.into()
}

#[test]
fn what_the_engine_has_no_room_for_is_done_later_and_in_order() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let path = window.folder.path().join("last.txt");
    let app = window.harness.state_mut();
    fill(app, missing_config);
    for contents in ["first", "second"] {
        app.send(FilesCommand::Write { path: path.clone(), contents: contents.to_owned() });
    }
    window.until("it is written", |window| {
        window.harness.state().unsent.is_empty() && std::fs::read(&path).is_ok_and(|text| text == b"second")
    });
}

#[test]
fn a_listing_that_was_cancelled_before_there_was_room_for_it_is_never_made() {
    let mut window = Window::open();
    with_drawings(&mut window);
    let folder = window.folder.path().join("mine");
    crate::data::drawings::write(&folder, 4, 5).expect("the folder can be written");
    let context = window.harness.ctx.clone();
    let app = window.harness.state_mut();
    fill(app, missing_config);
    app.send(FilesCommand::ListPhotographs { paths: vec![folder] });
    app.actions.push(Sent::new(Action::CancelClassification, Origin::Menu));
    app.run_actions(&context);
    window.until("all is sent", |window| window.harness.state().unsent.is_empty());
    // Files are done in order, so that a listing would be done before this.
    let path = window.folder.path().join("last.txt");
    window.harness.state_mut().send(FilesCommand::Write { path: path.clone(), contents: String::new() });
    window.until("it is written", |_| path.exists());
    assert!(window.state().subject.prediction.cards.is_empty());
}

#[test]
fn a_closing_window_waits_for_room_to_write_decisions() {
    let mut window = Window::open();
    with_drawings(&mut window);
    window.harness.key_press(eframe::egui::Key::ArrowRight);
    window.harness.run_steps(3);
    let name = name_of(&window);
    let app = window.harness.state_mut();
    let source = app.state.overlay_source().cloned().expect("drawings are open");
    let folder = app.options.runs.clone();
    fill(app, |number| {
        // Answers to numbers that no document has are dropped.
        let (number, source, folder) = (1_000_000 + number, source.clone(), folder.clone());
        OverlayCommand::Open { number, source, path: None, copy: None, folder }.into()
    });
    let document = app.state.overlay.document_mut(&source).expect("decisions can be made");
    document.decide(std::slice::from_ref(&name), Some(&Change::Exclude));
    let path = document.path().to_owned();
    let Window { harness, folder, .. } = window;
    drop(harness);
    assert_eq!(Overlay::read(&path).expect("it was written").get(&name), Some(&Change::Exclude));
    drop(folder);
}
