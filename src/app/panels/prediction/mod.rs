//! The prediction page: photographs classified by the trained network.

mod card;
mod empty;
mod head;
mod large;
mod list;
mod summary;
mod tools;

use eframe::egui::Ui;

use super::diverged::{diverged, diverged_ui};
use super::lost_weights::{lost_weights_ui, without_weights};
use super::room::NARROW;
use super::{View, drops_arrive};
use crate::app::commands::Command;
use crate::app::state::State;
use crate::app::theme::GAP;

pub fn prediction_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let exportable = Command::ExportPredictions.enabled(state);
    let run = state.subject.run.as_ref();
    let (newest, diverged, lost) = (run.and_then(|run| run.weights), diverged(run), without_weights(run));
    let prediction = &mut state.subject.prediction;
    if prediction.model.is_none() {
        match (diverged, lost) {
            (Some(epoch), _) => diverged_ui(ui, view, epoch),
            (None, Some(run)) => lost_weights_ui(ui, view, run),
            (None, None) => empty::no_network_ui(ui, view, prediction),
        }
        return;
    }
    let narrow = ui.available_width() < NARROW;
    head::head_ui(ui, view, prediction, exportable, narrow);
    if prediction.cards.is_empty() {
        empty::no_photos_ui(ui, view);
        return;
    }
    summary::summary_ui(ui, view, prediction);
    if narrow {
        tools::outdated_row_ui(ui, view, prediction, newest);
    } else {
        tools::tools_ui(ui, view, prediction, exportable, newest);
    }
    ui.add_space(GAP);
    list::list_ui(ui, view, prediction);
    large::large_ui(ui.ctx(), view, prediction);
}
