//! The newest runs on the start page, interrupted ones first.

use eframe::egui::{Button, RichText, Role, Ui, WidgetInfo};

use super::View;
use super::words::{accuracy_text, date_of, description, one_line, reason, status_sign, status_text};
use crate::app::actions::Action;
use crate::app::command_handling::ShelfAction;
use crate::app::commands::Command;
use crate::app::state::{RunStatus, ShelfFilter, ShelfState, Sorting};
use crate::app::theme::INSIDE;
use crate::app::widgets::{emphasis, small};
use crate::run::{RunSummary, folder_name};
use crate::text::ShelfText;

/// Runs that are shown.
const SHOWN: usize = 6;

pub fn start_ui(ui: &mut Ui, view: &mut View<'_>, shelf: &mut ShelfState, training: bool) {
    if shelf.runs.is_empty() {
        return;
    }
    ui.add_space(INSIDE);
    ui.label(emphasis(view.text(ShelfText::Latest)));
    // The shelf's own order and filter stay as they are: these are the first of all runs in the usual order.
    let usual = shelf.sorting == Sorting::default() && shelf.filter == ShelfFilter::default();
    let shown: Vec<usize> = if usual {
        shelf.shown.iter().copied().take(SHOWN).collect()
    } else {
        (0..shelf.runs.len().min(SHOWN)).collect()
    };
    for place in shown {
        let run = shelf.runs[place].clone();
        let status = shelf.status(&run);
        let name = one_line(&run.summary.as_deref().map_or_else(|| folder_name(&run.folder), RunSummary::name));
        ui.horizontal_wrapped(|ui| {
            let button = ui.add(Button::new(&name).truncate().frame_when_inactive(false));
            let text = description(view.language, &run.folder, run.summary.as_deref(), status);
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
            if button.clicked() {
                view.send(ShelfAction::Open(run.folder.clone()));
            }
            let (sign, colour) = status_sign(view.tokens, status);
            let state = RichText::new(format!("{sign} {}", status_text(view.language, status))).small().color(colour);
            let label = ui.label(state);
            if let Some(run) = run.summary.as_deref() {
                if let Some(reason) = reason(view.language, run) {
                    label.on_hover_text(reason);
                }
                small(ui, format!("{} · {}", date_of(run), accuracy_text(view.language, run)));
            }
            if status == RunStatus::Interrupted {
                let name = view.language.fill(ShelfText::ResumeRun, &[("name", &name)]);
                let button = ui.add_enabled(!training, Button::new(view.text(ShelfText::Resume)));
                button.widget_info(|| WidgetInfo::labeled(Role::Button, !training, &name));
                if button.clicked() {
                    view.send(Action::ResumeRun(run.folder.clone()));
                }
            }
        });
    }
    if ui.button(view.language.count(ShelfText::AllRuns, shelf.runs.len())).clicked() {
        view.send(Command::GoRuns);
    }
}
