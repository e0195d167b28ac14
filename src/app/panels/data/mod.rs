//! The data page: what is open, how it is split, what was left out, and the photographs themselves.

mod detail;
mod duplicates;
mod filters;
mod grid;
mod left_out;
mod overview;
mod table;
mod welcome;

use eframe::egui::{Align, Layout, ScrollArea, Ui, vec2};

use super::View;
use super::overlay::{Editable, file_ui, strip_ui, unfit_ui};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{DataState, DataView, State};
use crate::app::theme::{GAP, INSIDE};
use crate::app::widgets::{empty_page, next_button, page_header, primary_button, progress, weak, with_column};
use crate::config::DataSource;
use crate::text::{DataText, ResultsText, ShellText};

/// Width of the large photograph's column.
const DETAIL: f32 = 296.0;
/// Below this width the column is left out until a photograph is chosen.
const WIDE: f32 = 760.0;
/// Below this height pairs of photographs need the overview's room.
const TALL: f32 = 760.0;
/// Photographs have at least this height.
const LEAST: f32 = 112.0;
/// Below this height the hint on relabelling gives way to photographs.
const LOW: f32 = 320.0;

pub fn data_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    if let Some(loading) = &state.subject.data.loading {
        loading_ui(ui, view, &loading.source, loading.found);
        return;
    }
    let data = &state.subject.data;
    if !view.editable && data.dataset.is_none() {
        not_found_ui(ui, view, data);
        return;
    }
    if data.dataset.is_none() || data.choosing_others {
        welcome::welcome_ui(ui, view, state);
        return;
    }
    page_header(ui, view.text(DataText::Title), view.text(DataText::Subtitle), |ui| {
        if ui.button(view.text(DataText::OpenOther)).clicked() {
            view.send(Action::ChooseOthers);
        }
        next_button(ui, view.tokens, view.language, Page::Data, view.actions);
    });
    let low = ui.available_height() < LOW;
    if state.subject.data.view != DataView::Duplicates || ui.available_height() >= TALL {
        overview::overview_ui(ui, view, state);
        ui.add_space(INSIDE);
    }
    if !low || state.document().is_some_and(|document| !document.is_empty()) {
        overlay_ui(ui, view, state);
    }
    filters::filters_ui(ui, view, &mut state.subject.data);
    ui.add_space(8.0);
    if ui.available_height() >= LEAST {
        photographs_ui(ui, view, state);
        return;
    }
    // In a low window they keep their height, and the page scrolls.
    let size = vec2(ui.available_width() - GAP, LEAST);
    ScrollArea::vertical().auto_shrink(false).id_salt("low page").show(ui, |ui| {
        ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
            ui.set_min_size(size);
            photographs_ui(ui, view, state);
        });
    });
}

/// A run's photographs are not where they were.
fn not_found_ui(ui: &mut Ui, view: &mut View<'_>, data: &DataState) {
    let reason = match &data.problem {
        Some(problem) => problem.localized(view.language),
        None => view.text(DataText::NoSource).to_owned(),
    };
    empty_page(ui, view.text(DataText::NotFound), &reason, |ui| {
        if primary_button(ui, view.tokens, view.text(ResultsText::FindPhotographs), true).clicked() {
            view.send(Command::FindPhotographs);
        }
        if ui.button(view.text(ResultsText::FindArchive)).clicked() {
            view.send(Command::FindArchive);
        }
    });
}

/// The photographs in the chosen form, and the chosen one large beside them.
fn photographs_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let wide = ui.available_width() >= WIDE;
    match state.subject.data.view {
        DataView::LeftOut => left_out::left_out_ui(ui, view, &mut state.subject.data),
        DataView::Duplicates => duplicates::duplicates_ui(ui, view, state),
        DataView::Grid | DataView::Table if wide || state.subject.data.selected.is_some() => {
            let column = DETAIL.min(ui.available_width() * 0.36);
            let (mut photographs, mut column) = with_column(ui, column);
            small_ui(&mut photographs, view, &mut state.subject.data);
            detail::detail_ui(&mut column, view, &mut state.subject.data);
        }
        DataView::Grid | DataView::Table => small_ui(ui, view, &mut state.subject.data),
    }
}

fn small_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState) {
    if data.view == DataView::Table {
        table::table_ui(ui, view, data);
    } else {
        grid::grid_ui(ui, view, data);
    }
}

/// The changes to these photographs, and those that do not fit them.
fn overlay_ui(ui: &mut Ui, view: &mut View<'_>, state: &State) {
    let Some(dataset) = &state.subject.data.dataset else { return };
    let document = state.overlay.document(&dataset.source);
    strip_ui(ui, view, document, |ui, view| {
        if let Some(document) = document {
            file_ui(ui, view, document);
        }
    });
    unfit_ui(ui, view, document, dataset);
}

/// The photograph at an index, for changes.
fn editable(data: &DataState, index: usize, decide: impl FnOnce(Editable<'_>)) {
    let Some(dataset) = &data.dataset else { return };
    let Some((name, label)) = dataset.photos.get(index) else { return };
    let label = label.and_then(|label| dataset.classes.get(label as usize)).map(String::as_str);
    decide(Editable { name, label, classes: &dataset.classes, change: data.marks.get(index) });
}

fn loading_ui(ui: &mut Ui, view: &mut View<'_>, source: &DataSource, found: usize) {
    let name = match source {
        DataSource::Path(path) => path.display().to_string(),
        DataSource::Drawings { .. } => view.text(ShellText::BuiltInDrawings).to_owned(),
    };
    let title = view.language.fill(DataText::Opening, &[("name", &name)]);
    let body = view.language.count(DataText::Found, found);
    empty_page(ui, &title, &body, |ui| {
        if ui.button(view.text(ShellText::Cancel)).clicked() {
            view.send(Action::CancelOpening);
        }
    });
}

/// The examination's progress, and its cancel button.
fn examining_ui(ui: &mut Ui, view: &mut View<'_>, done: usize, total: usize) {
    weak(ui, view.text(DataText::Examining));
    progress(ui, view.text(DataText::Examining), done, total, 96.0);
    if ui.small_button(view.text(ShellText::Cancel)).clicked() {
        view.send(Action::CancelOpening);
    }
}

/// Suggests the user's own folder.
fn open_buttons_ui(ui: &mut Ui, view: &mut View<'_>) {
    ui.horizontal_wrapped(|ui| {
        if ui.button(view.text(DataText::DoorOpenFolder)).clicked() {
            view.send(Command::OpenFolder);
        }
        if ui.button(view.text(DataText::DoorOpenZip)).clicked() {
            view.send(Command::OpenZip);
        }
    });
}
