//! What the results and predictions of a run say whose loss was never a number.

use eframe::egui::Ui;

use super::View;
use crate::app::commands::Command;
use crate::app::state::RunView;
use crate::app::widgets::{empty_page, primary_button};
use crate::text::TrainingText;

/// The epoch since which a run's loss is not a number, where it has no weights that can be used.
pub fn diverged(run: Option<&RunView>) -> Option<usize> {
    let run = run.filter(|run| run.weights.is_none())?;
    run.invalid_loss.map(|(epoch, _)| epoch)
}

/// That there are no predictions since this epoch, and what to do.
pub fn diverged_ui(ui: &mut Ui, view: &mut View<'_>, epoch: usize) {
    let body = view.language.fill(TrainingText::NotNumbersBody, &[("epoch", &epoch)]);
    empty_page(ui, view.text(TrainingText::NotNumbersTitle), &body, |ui| {
        if primary_button(ui, view.tokens, view.text(Command::EditAsExperiment.name()), true).clicked() {
            view.send(Command::EditAsExperiment);
        }
        if ui.button(view.text(Command::OpenRun.name())).clicked() {
            view.send(Command::OpenRun);
        }
    });
}
