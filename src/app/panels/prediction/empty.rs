//! What the page shows while there are no cards.

use eframe::egui::Ui;

use super::{View, drops_arrive};
use crate::app::commands::Command;
use crate::app::state::PredictionState;
use crate::app::widgets::{empty_page, primary_button, weak};
use crate::text::{PredictionText, ShellText};

/// There is no network that could classify, or why it cannot be used.
pub fn no_network_ui(ui: &mut Ui, view: &mut View<'_>, prediction: &PredictionState) {
    let (title, body) = match &prediction.problem {
        Some(reason) => (PredictionText::CouldNotOpenRun, reason.localized(view.language)),
        None => (PredictionText::EmptyTitle, view.text(PredictionText::EmptyBody).to_owned()),
    };
    empty_page(ui, view.text(title), &body, |ui| {
        if !drops_arrive() {
            weak(ui, view.text(ShellText::DropsNeedX11));
        }
        let waiting = prediction.waiting_paths.len() + prediction.cards.len();
        if waiting > 0 {
            weak(ui, view.language.count(PredictionText::WaitingPaths, waiting));
        }
        if primary_button(ui, view.tokens, view.text(PredictionText::GoTrain), true).clicked() {
            view.send(Command::GoTraining);
        }
        if ui.button(view.text(PredictionText::OpenRun)).clicked() {
            view.send(Command::OpenRun);
        }
    });
}

/// There is nothing to classify.
pub fn no_photos_ui(ui: &mut Ui, view: &View<'_>) {
    let title = format!("↓ {}", view.text(PredictionText::DropTitle));
    empty_page(ui, &title, view.text(PredictionText::DropBody), |ui| {
        if !drops_arrive() {
            weak(ui, view.text(ShellText::DropsNeedX11));
        }
    });
}
