//! The page's head in one line: experiments as files, and the step after this one.

use eframe::egui::Ui;

use super::View;
use crate::app::commands::Command;
use crate::app::panels::room::NARROW;
use crate::app::widgets::{more_menu, next_button, page_header};
use crate::text::{NetworkText, ShellText};

/// `missing` is why no network can be trained. Beside the button to edit a run, a narrow window has the files in a menu.
pub fn head_ui(ui: &mut Ui, view: &mut View<'_>, missing: Option<ShellText>) {
    let is_folded = !view.editable && ui.available_width() < NARROW;
    page_header(ui, view.text(NetworkText::Title), view.text(NetworkText::Subtitle), |ui| {
        view.edit_button(ui);
        if is_folded {
            more_menu(ui, view.language, |ui| {
                if files_ui(ui, view) {
                    ui.close();
                }
            });
        } else {
            files_ui(ui, view);
        }
        next_button(ui, view, missing);
    });
}

/// Opens and saves; whether something was clicked.
fn files_ui(ui: &mut Ui, view: &mut View<'_>) -> bool {
    let files = [(NetworkText::Open, Command::OpenConfig), (NetworkText::Save, Command::SaveConfig)];
    let mut is_clicked = false;
    for (name, command) in files {
        if ui.button(view.text(name)).clicked() {
            view.send(command);
            is_clicked = true;
        }
    }
    is_clicked
}
