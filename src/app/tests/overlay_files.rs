//! Windows in which something is decided about photographs, for the tests of that.

use std::path::PathBuf;

use egui_kittest::kittest::Queryable as _;

use super::harness::Window;
use crate::app::commands::Command;
use crate::app::state::{Evaluated, OverlayDocument, Phase};
use crate::data::overlay::Overlay;

pub fn command(window: &mut Window, command: Command) {
    window.harness.state_mut().actions.push(command.into());
    window.harness.run_steps(3);
}

pub fn press(window: &mut Window, command: Command) {
    let keys = command.shortcut().expect("it has keys");
    window.harness.key_press_modifiers(keys.modifiers, keys.logical_key);
    window.harness.run_steps(3);
}

/// The decisions that the shown page edits.
pub fn document(window: &Window) -> &OverlayDocument {
    window.state().document().expect("decisions can be made")
}

/// Waits until all is on disk, and reads it.
pub fn saved(window: &mut Window) -> (PathBuf, Overlay) {
    window.until("it is on disk", |window| window.state().document().is_some_and(OverlayDocument::is_saved));
    let path = document(window).path().to_owned();
    let overlay = Overlay::read(&path).expect("it is an overlay");
    (path, overlay)
}

pub fn with_drawings(window: &mut Window) {
    window.harness.run_steps(2);
    window.harness.get_by_label("Only look at them").click();
    window.until("decisions can be made", |window| {
        !window.state().data.sides.is_empty() && window.state().document().is_some()
    });
}

pub fn with_results(window: &mut Window) {
    window.harness.run_steps(2);
    window.harness.get_by_label("Train on the drawings").click();
    window.until("the training has ended", |window| {
        window.state().training.run.as_ref().is_some_and(|run| matches!(run.phase, Phase::Ended(_)))
    });
    window.until("the network is ready", |window| window.state().results.run.is_some());
    window.harness.get_by_label("See the results").click();
    window.until("the photographs are judged", |window| {
        matches!(window.state().results.evaluated, Evaluated::Done(_)) && window.state().document().is_some()
    });
}

pub fn name_of(window: &Window) -> String {
    window.state().chosen().expect("a photograph is chosen").name.to_owned()
}
