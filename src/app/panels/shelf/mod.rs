//! The shelf: all runs at a glance, sorted and filtered, one of them in detail.

mod detail;
mod start;
mod table;
mod words;

use eframe::egui::{Button, Id, Modal, ScrollArea, TextEdit, Ui, vec2};

use super::View;
use super::room::NARROW;
use crate::app::command_handling::ShelfAction;
use crate::app::commands::Command;
use crate::app::notices::Severity;
use crate::app::state::{RunStatus, ShelfState, State};
use crate::app::theme::{GAP, INSIDE, TITLE};
use crate::app::widgets::{
    combo, emphasis, empty_page, field, group, page_header, primary_button, sign, two_ends, weak, with_column,
};
use crate::engine::Deletion;
use crate::text::ShelfText;
pub use start::start_ui;
use words::status_text;
pub use words::{one_line, test_text};

/// Below this width the details stand below the table.
const WIDE: f32 = 840.0;
/// Width of the details' column.
const DETAIL: f32 = 248.0;
/// Height of the table where the details stand below it.
const TABLE: f32 = 240.0;
/// Height of the line below the table.
const FOOT: f32 = 32.0;

pub fn shelf_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let training = state.active_run().is_some();
    let shelf = &mut state.shelf;
    page_header(ui, view.text(ShelfText::Title), view.text(ShelfText::Subtitle), |ui| {
        if ui.button(view.text(ShelfText::Refresh)).clicked() {
            view.send(Command::RefreshRuns);
        }
        if ui.button(view.text(ShelfText::AddFolder)).clicked() {
            view.send(Command::AddRuns);
        }
    });
    problems_ui(ui, view, shelf);
    if shelf.is_listed() && shelf.runs.is_empty() {
        empty_page(ui, view.text(ShelfText::Empty), view.text(ShelfText::EmptyBody), |_| {});
        foot_ui(ui, view, shelf);
        untrashed_ui(ui, view, shelf);
        return;
    }
    filter_ui(ui, view, shelf);
    ui.add_space(GAP);
    if ui.available_width() >= WIDE {
        let (mut left, mut right) = with_column(ui, DETAIL);
        let height = left.available_height() - FOOT;
        left.allocate_ui(vec2(left.available_width(), height), |ui| table::table_ui(ui, view, shelf, training));
        foot_ui(&mut left, view, shelf);
        ScrollArea::vertical().auto_shrink(false).id_salt("run").show(&mut right, |ui| {
            detail::detail_ui(ui, view, shelf, training);
        });
    } else {
        let height = (ui.available_height() * 0.6).max(TABLE);
        ScrollArea::vertical().auto_shrink(false).id_salt("shelf").show(ui, |ui| {
            ui.allocate_ui(vec2(ui.available_width(), height), |ui| table::table_ui(ui, view, shelf, training));
            foot_ui(ui, view, shelf);
            detail::detail_ui(ui, view, shelf, training);
        });
    }
    untrashed_ui(ui, view, shelf);
}

/// Folders that cannot be listed.
fn problems_ui(ui: &mut Ui, view: &mut View<'_>, shelf: &ShelfState) {
    for (folder, reason) in &shelf.problems {
        ui.horizontal_wrapped(|ui| {
            ui.label(sign(Severity::Warning, view.tokens, view.language));
            let reason = reason.localized(view.language);
            ui.label(
                view.language.fill(ShelfText::FolderProblem, &[("folder", &folder.display()), ("reason", &reason)]),
            );
            if ui.button(view.text(ShelfText::Forget)).clicked() {
                view.send(ShelfAction::ForgetFolder(folder.clone()));
            }
        });
    }
}

fn filter_ui(ui: &mut Ui, view: &mut View<'_>, shelf: &mut ShelfState) {
    let before = shelf.filter.clone();
    let chosen = shelf.chosen.len();
    let mut clear = false;
    let filter = &mut shelf.filter;
    let language = view.language;
    let narrow = ui.available_width() < NARROW;
    let (words, states_width) = if narrow { (136.0, 120.0) } else { (184.0, ui.spacing().combo_width) };
    let left = |ui: &mut Ui| {
        group(ui, words + 56.0, |ui| {
            let hint = language.text(ShelfText::FilterHint);
            let edit = TextEdit::singleline(&mut filter.words).hint_text(hint).desired_width(words);
            field(ui, language.text(ShelfText::Filter), |ui| ui.add(edit));
        });
        group(ui, 200.0, |ui| {
            let label = ui.label(language.text(ShelfText::StateFilter));
            let text = |status: Option<RunStatus>| {
                status.map_or(language.text(ShelfText::AllStates), |status| status_text(language, status))
            };
            let states = std::iter::once(None).chain(RunStatus::ALL.map(Some));
            let states: Vec<_> = states.map(|status| (status, text(status))).collect();
            let chosen = (filter.status, text(filter.status));
            let (list, picked) = combo(ui, "state of runs", states_width, chosen, &states);
            list.labelled_by(label.id);
            filter.status = picked.unwrap_or(filter.status);
        });
    };
    two_ends(ui, "shelf filter", left, |ui| {
        if chosen > 0 && ui.button(view.text(ShelfText::ChooseNone)).clicked() {
            clear = true;
        }
        let text = view.language.count(ShelfText::Compare, chosen);
        let button = primary_button(ui, view.tokens, &text, chosen >= 2);
        if button.on_disabled_hover_text(view.text(ShelfText::CompareNone)).clicked() {
            view.send(Command::CompareChosen);
        }
    });
    if clear {
        shelf.chosen.clear();
    }
    if shelf.filter != before {
        shelf.arrange();
    }
}

/// How many runs there are, and the way back out of the trash. It keeps its height, so that nothing moves.
fn foot_ui(ui: &mut Ui, view: &mut View<'_>, shelf: &ShelfState) {
    ui.horizontal(|ui| {
        ui.set_height(FOOT);
        let (shown, all) = (shelf.shown.len(), shelf.runs.len());
        if shown == all {
            weak(ui, view.language.count(ShelfText::Count, all));
        } else {
            let (shown, all) = (view.language.integer(shown), view.language.integer(all));
            weak(ui, view.language.fill(ShelfText::CountShown, &[("shown", &shown), ("all", &all)]));
        }
        if !shelf.deleted.is_empty() {
            weak(ui, view.language.count(ShelfText::Deleted, shelf.deleted.len()));
            if ui.button(view.text(ShelfText::Undo)).clicked() {
                view.send(Command::RestoreRun);
            }
        }
    });
}

/// Asks whether a run that the trash does not take is to be deleted for good.
fn untrashed_ui(ui: &Ui, view: &mut View<'_>, shelf: &ShelfState) {
    let Some((run, reason)) = shelf.untrashed.first() else { return };
    let modal = Modal::new(Id::unique("no trash")).show(ui.ctx(), |ui| {
        ui.set_width(420.0);
        ui.label(emphasis(view.text(ShelfText::NoTrashTitle)).size(TITLE));
        let name = shelf.summary(run).map_or_else(|| crate::run::folder_name(run), |run| run.name());
        let reason = reason.localized(view.language);
        ui.label(view.language.fill(ShelfText::NoTrashBody, &[("run", &name), ("reason", &reason)]));
        ui.add_space(INSIDE);
        ui.horizontal(|ui| {
            let keep = primary_button(ui, view.tokens, view.text(ShelfText::Keep), true).clicked();
            if ui.add(Button::new(view.text(ShelfText::DeleteForGood))).clicked() {
                view.send(ShelfAction::Delete(run.clone(), Deletion::ForGood));
            }
            keep
        })
        .inner
    });
    if modal.inner || modal.should_close() {
        view.send(ShelfAction::KeepUntrashed);
    }
}
