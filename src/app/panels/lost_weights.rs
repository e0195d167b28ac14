//! What the results and predictions of a run say whose best weights are gone from its folder.

use eframe::egui::Ui;

use super::View;
use crate::app::commands::Command;
use crate::app::state::RunView;
use crate::app::widgets::{empty_page, primary_button};
use crate::run::BEST;
use crate::text::TrainingText;

/// The run, where it has a best epoch and no weights of it.
pub fn without_weights(run: Option<&RunView>) -> Option<&RunView> {
    run.filter(|run| run.weights.is_none() && !run.is_active() && run.best().is_some())
}

/// That the weights are gone, and what there still is.
pub fn lost_weights_ui(ui: &mut Ui, view: &mut View<'_>, run: &RunView) {
    let folder = run.folder.display();
    let values: [(&str, &dyn std::fmt::Display); 2] = [("file", &BEST), ("folder", &folder)];
    let body = view.language.fill(TrainingText::LostWeightsBody, &values);
    empty_page(ui, view.text(TrainingText::LostWeightsTitle), &body, |ui| {
        if primary_button(ui, view.tokens, view.text(Command::GoTraining.name()), true).clicked() {
            view.send(Command::GoTraining);
        }
        if ui.button(view.text(Command::OpenRun.name())).clicked() {
            view.send(Command::OpenRun);
        }
    });
}
