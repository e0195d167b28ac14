//! The data page: what is open, how it is split, what was left out, and the photographs themselves.

mod detail;
mod filters;
mod grid;
mod left_out;
mod overview;
mod table;
mod twins;
mod welcome;

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::View;
use super::mending::{Mendable, file_ui, strip_ui, unfit_ui};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{DataState, DataView, State};
use crate::app::texts::{DataText, ShellText};
use crate::app::theme::{GROUP, INSIDE};
use crate::app::widgets::{empty_page, next_button, page_header, progress, weak};
use crate::config::DataSource;

/// Width of the large photograph's column.
const DETAIL: f32 = 296.0;
/// Below this width the column is left out until a photograph is chosen.
const WIDE: f32 = 760.0;
/// Below this height pairs of photographs need the overview's room.
const TALL: f32 = 760.0;

pub fn data_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    if let Some(loading) = &state.data.loading {
        loading_ui(ui, view, &loading.source, loading.found);
        return;
    }
    if state.data.dataset.is_none() {
        welcome::welcome_ui(ui, view, state);
        return;
    }
    page_header(ui, view.text(DataText::Title), view.text(DataText::Explanation), |ui| {
        if ui.button(view.text(DataText::OpenOther)).clicked() {
            state.data.close();
            view.send(Action::CancelOpening);
        }
        next_button(ui, view.tokens, view.language, Page::Data, view.actions);
    });
    if state.data.view != DataView::Twins || ui.available_height() >= TALL {
        overview::overview_ui(ui, view, state);
        ui.add_space(INSIDE);
    }
    mending_ui(ui, view, state);
    filters::filters_ui(ui, view, &mut state.data);
    ui.add_space(8.0);
    let wide = ui.available_width() >= WIDE;
    let photographs = matches!(state.data.view, DataView::Grid | DataView::Table);
    if photographs && (wide || state.data.selected.is_some()) {
        let margin = Margin { left: GROUP as i8, ..Margin::ZERO };
        Panel::right("photograph")
            .exact_size(DETAIL.min(ui.available_width() * 0.36) + GROUP)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().inner_margin(margin))
            .show(ui, |ui| detail::detail_ui(ui, view, &mut state.data));
    }
    CentralPanel::no_frame().show(ui, |ui| match state.data.view {
        DataView::Grid => grid::grid_ui(ui, view, &mut state.data),
        DataView::Table => table::table_ui(ui, view, &mut state.data),
        DataView::LeftOut => left_out::left_out_ui(ui, view, &mut state.data),
        DataView::Twins => twins::twins_ui(ui, view, state),
    });
}

/// What is decided about these photographs, and what of it does not fit them.
fn mending_ui(ui: &mut Ui, view: &mut View<'_>, state: &State) {
    let Some(dataset) = &state.data.dataset else { return };
    let book = state.mending.book(&dataset.source);
    strip_ui(ui, view, book, |ui, view| {
        if let Some(book) = book {
            file_ui(ui, view, book);
        }
    });
    unfit_ui(ui, view, book, dataset);
}

/// The photograph at a place, for those who decide about it.
fn mendable(data: &DataState, index: usize, decide: impl FnOnce(Mendable<'_>)) {
    let Some(dataset) = &data.dataset else { return };
    let Some((name, label)) = dataset.photos.get(index) else { return };
    let label = label.and_then(|label| dataset.classes.get(label as usize)).map(String::as_str);
    decide(Mendable { name, label, classes: &dataset.classes, change: data.marks.get(index) });
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

/// How far examining is, and a way out.
fn examining_ui(ui: &mut Ui, view: &mut View<'_>, done: usize, total: usize) {
    weak(ui, view.text(DataText::Examining));
    progress(ui, view.text(DataText::Examining), done, total, 96.0);
    if ui.small_button(view.text(ShellText::Cancel)).clicked() {
        view.send(Action::CancelOpening);
    }
}

/// Asks for a folder of the person's own.
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
