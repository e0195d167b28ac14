//! Steps that several tests share.

use std::path::PathBuf;

use egui_kittest::kittest::Queryable as _;

use super::harness::Window;
use crate::app::commands::Command;
use crate::app::state::{Evaluation, OverlayDocument, Phase};
use crate::data::overlay::Overlay;

/// Gives a command as the palette does.
pub fn command(window: &mut Window, command: Command) {
    window.send(command);
    window.harness.run_steps(3);
}

/// Gives a command by its keys.
pub fn press(window: &mut Window, command: Command) {
    let keys = command.shortcut().expect("it has keys");
    window.harness.key_press_modifiers(keys.modifiers, keys.logical_key);
    window.harness.run_steps(3);
}

/// The overlay that the shown page edits.
pub fn document(window: &Window) -> &OverlayDocument {
    window.state().document().expect("an overlay that has been read")
}

/// Waits until all changes are on disk, and reads them.
pub fn saved(window: &mut Window) -> (PathBuf, Overlay) {
    window.until("it is on disk", |window| window.state().document().is_some_and(OverlayDocument::is_saved));
    let path = document(window).path().to_owned();
    let overlay = Overlay::read(&path).expect("it is an overlay");
    (path, overlay)
}

/// Opens the drawings on the welcome page, until their split and their overlay are known.
pub fn with_drawings(window: &mut Window) {
    window.harness.run_steps(2);
    window.harness.get_by_label("Only look at them").click();
    window.until("the overlay is read", |window| {
        !window.state().subject.data.sides.is_empty() && window.state().document().is_some()
    });
}

/// Trains on the drawings by the button of the welcome page, until the run has ended.
pub fn train_on_drawings(window: &mut Window) {
    window.harness.run_steps(2);
    window.harness.get_by_label("Train on the drawings").click();
    run_ended(window, 1);
}

/// Waits until the run with this number has ended.
pub fn run_ended(window: &mut Window, number: u64) {
    window.until("the training has ended", |window| {
        let run = window.state().subject.run.as_ref();
        run.is_some_and(|run| run.number == number && matches!(run.phase, Phase::Ended(_)))
    });
}

/// Waits until the run that is under way has ended so many epochs.
pub fn epochs_ended(window: &mut Window, count: usize) {
    window.until("an epoch has ended", |window| {
        window.state().subject.run.as_ref().is_some_and(|run| run.epochs.len() >= count)
    });
}

/// Trains on the drawings and shows the results page, until the evaluation and the overlay are there.
pub fn with_results(window: &mut Window) {
    train_on_drawings(window);
    window.until("the network is ready", |window| window.state().subject.results.run.is_some());
    window.harness.get_by_label("See the results").click();
    evaluated(window);
    window.until("the overlay is read", |window| window.state().document().is_some());
}

/// Waits until the evaluation is done.
pub fn evaluated(window: &mut Window) {
    window.until("the evaluation is done", |window| {
        matches!(window.state().subject.results.evaluation, Evaluation::Done(_))
    });
}

/// The name of the chosen photograph.
pub fn name_of(window: &Window) -> String {
    window.state().chosen().expect("a photo is chosen").name.to_owned()
}
