//! The newest runs on the start page, interrupted ones first.

use eframe::egui::{Button, Grid, RichText, Role, TextStyle, Ui, WidgetInfo, vec2};

use super::View;
use super::table::curve_ui;
use super::words::{accuracy_text, date_of, description, one_line, reason, status_sign, status_text};
use crate::app::actions::Action;
use crate::app::command_handling::ShelfAction;
use crate::app::commands::Command;
use crate::app::state::{RunStatus, ShelfFilter, ShelfRun, ShelfState, Sorting};
use crate::app::theme::{GAP, INSIDE};
use crate::app::widgets::{emphasis, middle, small};
use crate::run::{RunSummary, folder_name};
use crate::text::ShelfText;

/// Runs that are shown.
const SHOWN: usize = 6;
/// A name has at most this part of the width.
const NAME: f32 = 0.4;

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
    let room = ui.available_width();
    // The cells of one kind stand below each other.
    Grid::new("latest runs").spacing(vec2(GAP * 2.0, 2.0)).show(ui, |ui| {
        for place in shown {
            run_ui(ui, view, shelf, &shelf.runs[place], room, training);
            ui.end_row();
        }
    });
    if ui.button(view.language.count(ShelfText::AllRuns, shelf.runs.len())).clicked() {
        view.send(Command::GoRuns);
    }
}

fn run_ui(ui: &mut Ui, view: &mut View<'_>, shelf: &ShelfState, run: &ShelfRun, room: f32, training: bool) {
    let status = shelf.status(run);
    let summary = run.summary.as_deref();
    let name = one_line(&summary.map_or_else(|| folder_name(&run.folder), RunSummary::name));
    let font = TextStyle::Button.resolve(ui.style());
    let button = ui.add(Button::new(middle(ui, &name, &font, room * NAME)).frame_when_inactive(false));
    let text = description(view.language, &run.folder, summary, status);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
    if button.clicked() {
        view.send(ShelfAction::Open(run.folder.clone()));
    }
    let (sign, colour) = status_sign(view.tokens, status);
    let state = RichText::new(format!("{sign} {}", status_text(view.language, status))).small().color(colour);
    let label = ui.label(state);
    if let Some(reason) = summary.and_then(|run| reason(view.language, run)) {
        label.on_hover_text(reason);
    }
    small(ui, summary.map(date_of).unwrap_or_default());
    small(ui, summary.map(|run| accuracy_text(view.language, run)).unwrap_or_default());
    curve_ui(ui, view, summary);
    if status == RunStatus::Interrupted {
        let name = view.language.fill(ShelfText::ResumeRun, &[("name", &name)]);
        let button = ui.add_enabled(!training, Button::new(view.text(ShelfText::Resume)));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, !training, &name));
        if button.clicked() {
            view.send(Action::ResumeRun(run.folder.clone()));
        }
    }
}
