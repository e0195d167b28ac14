//! One run in detail: its name and note, its figures, and what can be done with it.

use eframe::egui::{Button, Key, Label, RichText, TextEdit, Ui};

use super::View;
use super::words::{
    about_text, accuracy_text, date_of, epochs_text, loss_text, one_line, reason, status_sign, status_text, test_text,
};
use crate::app::actions::Action;
use crate::app::command_handling::ShelfAction;
use crate::app::commands::Command;
use crate::app::state::{RunStatus, ShelfRun, ShelfState};
use crate::app::theme::GAP;
use crate::app::widgets::{emphasis, field, primary_button, small, weak};
use crate::run::{RunSummary, folder_name};
use crate::text::{ShelfText, ShellText};

pub fn detail_ui(ui: &mut Ui, view: &mut View<'_>, shelf: &mut ShelfState, training: bool) {
    let Some(folder) = shelf.selected.clone() else {
        weak(ui, view.text(ShelfText::NoneSelected));
        return;
    };
    let run = ShelfRun { summary: shelf.summary(&folder).cloned(), folder };
    let status = shelf.status(&run);
    let Some(summary) = &run.summary else {
        weak(ui, view.text(ShelfText::ReadingRun));
        return;
    };
    ui.add(Label::new(emphasis(one_line(&summary.name())).size(16.0)).truncate());
    let (sign, colour) = status_sign(view.tokens, status);
    ui.label(RichText::new(format!("{sign} {}", status_text(view.language, status))).color(colour));
    if let Some(reason) = reason(view.language, summary) {
        ui.label(reason);
    }
    ui.add_space(GAP);
    buttons_ui(ui, view, &run, status, training);
    ui.add_space(GAP);
    notes_ui(ui, view, shelf, &run);
    ui.add_space(GAP);
    facts_ui(ui, view, summary);
}

fn buttons_ui(ui: &mut Ui, view: &mut View<'_>, run: &ShelfRun, status: RunStatus, training: bool) {
    ui.horizontal_wrapped(|ui| {
        let has_network = run.summary.as_ref().is_some_and(|run| run.has_network());
        if primary_button(ui, view.tokens, view.text(ShelfText::Open), has_network).clicked() {
            view.send(ShelfAction::Open(run.folder.clone()));
        }
        if status.is_resumable() && ui.add_enabled(!training, Button::new(view.text(ShelfText::Resume))).clicked() {
            view.send(Action::ResumeRun(run.folder.clone()));
        }
        if has_network && ui.button(view.text(ShellText::ExportRun)).clicked() {
            view.send(Command::ExportRun);
        }
        if ui.button(view.text(ShelfText::ShowFolder)).clicked() {
            view.send(ShelfAction::ShowFolder(run.folder.clone()));
        }
        let is_still = !matches!(status, RunStatus::Training | RunStatus::Paused | RunStatus::TrainingElsewhere);
        if ui.add_enabled(is_still, Button::new(view.text(ShelfText::Delete))).clicked() {
            view.send(Command::DeleteRun);
        }
    });
}

fn notes_ui(ui: &mut Ui, view: &mut View<'_>, shelf: &mut ShelfState, run: &ShelfRun) {
    let typed = &mut shelf.edit.typed;
    let hint = one_line(&folder_name(&run.folder));
    let name = TextEdit::singleline(&mut typed.name).hint_text(hint).desired_width(f32::INFINITY);
    let name = ui.vertical(|ui| field(ui, view.text(ShelfText::Name), |ui| ui.add(name))).inner;
    let note = TextEdit::multiline(&mut typed.note).desired_rows(4).desired_width(f32::INFINITY);
    let note = ui.vertical(|ui| field(ui, view.text(ShelfText::Note), |ui| ui.add(note))).inner;
    let is_changed = shelf.unsaved().is_some();
    let save = ui.add_enabled(is_changed, Button::new(view.text(ShelfText::Save)));
    let is_entered = name.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if is_changed && (save.clicked() || is_entered || (note.lost_focus() && !save.has_focus())) {
        save_typed(view, shelf);
    }
}

/// Saves the name and the note that were typed, if they are others.
pub fn save_typed(view: &mut View<'_>, shelf: &ShelfState) {
    if let Some((run, before, after)) = shelf.unsaved() {
        view.send(ShelfAction::ChangeNotes { run, before, after });
    }
}

fn facts_ui(ui: &mut Ui, view: &View<'_>, run: &RunSummary) {
    let language = view.language;
    let mut fact = |text: ShelfText, value: String| {
        small(ui, view.text(text));
        ui.label(value);
    };
    fact(ShelfText::ColumnDate, date_of(run));
    fact(ShelfText::ColumnEpochs, epochs_text(language, run));
    if let Some(best) = run.best {
        let epoch = language.fill(ShelfText::BestEpoch, &[("n", &best.epoch)]);
        fact(ShelfText::ColumnLoss, format!("{} · {epoch}", loss_text(language, run)));
        fact(ShelfText::ColumnAccuracy, accuracy_text(language, run));
    }
    if let Some(test) = &run.test {
        fact(ShelfText::TestSet, test_text(language, test));
    }
    fact(ShelfText::ColumnData, about_text(language, run));
    if let Some(counts) = run.counts {
        let (training, validation) = (language.integer(counts.training), language.integer(counts.validation));
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("training", &training), ("validation", &validation), ("classes", &counts.classes)];
        small(ui, language.fill(ShelfText::Photographs, &values));
    }
    let folder = one_line(&run.folder.display().to_string());
    ui.add(Label::new(RichText::new(folder).small().weak()).wrap());
}
