//! The switch for event files that `TensorBoard` reads.

use eframe::egui::Ui;

use super::View;
use crate::app::actions::Action;
use crate::text::TrainingText;

/// Whether a run that trains keeps them; also from its next epoch on.
pub fn event_files_ui(ui: &mut Ui, view: &mut View<'_>, mut kept: bool) {
    let switch = ui.checkbox(&mut kept, view.text(TrainingText::EventFiles));
    if switch.on_hover_text(view.text(TrainingText::EventFilesExplained)).changed() {
        view.send(Action::KeepEventFiles(kept));
    }
}
