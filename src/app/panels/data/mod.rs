//! The data page: what is open, how it is split, what was left out, and the photographs themselves.

mod classes;
mod detail;
mod duplicates;
mod filters;
mod grid;
mod left_out;
mod overview;
mod table;
mod welcome;

use eframe::egui::{Align, Label, Layout, RichText, ScrollArea, Ui, UiBuilder, vec2};

use super::View;
use super::overlay::{Editable, file_ui, strip_ui, unfit_ui};
use crate::app::actions::Action;
use crate::app::commands::{Command, written};
use crate::app::notices::Severity;
use crate::app::state::{DataState, DataView, State};
use crate::app::theme::{GAP, INSIDE};
use crate::app::widgets::{empty_page, next_button, page_header, primary_button, progress, sign, weak, with_column};
use crate::config::DataSource;
use crate::text::{DataText, OverlayText, ResultsText, ShellText, printable};

/// Width of the large photograph's column.
const DETAIL: f32 = 296.0;
/// Below this width the column is left out until a photograph is chosen.
const WIDE: f32 = 560.0;
/// Width of the classes' column.
const CLASSES: f32 = 176.0;
/// Below this width of the page the classes open at a click.
const WIDE_ENOUGH_FOR_CLASSES: f32 = 760.0;
/// Photographs have at least this height.
const LEAST: f32 = 112.0;
/// Height of a line above the photographs.
const LINE: f32 = 24.0;
/// Below this height the hint on relabelling gives way to photographs.
const LOW: f32 = 320.0;

pub fn data_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    if let Some(loading) = state.subject.data.loading.as_ref().filter(|_| state.subject.data.is_replaced()) {
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
    let is_list = state.list().is_some();
    state.subject.data.names_classes = is_list;
    header_ui(ui, view, state, is_list);
    let low = ui.available_height() < LOW;
    let in_column = ui.available_width() >= WIDE_ENOUGH_FOR_CLASSES;
    ui.scope(|ui| {
        // Lines no higher than their text needs, so that photographs have the room.
        ui.spacing_mut().interact_size.y = LINE;
        ui.spacing_mut().button_padding.y = 3.0;
        ui.spacing_mut().item_spacing.y = 3.0;
        overview::overview_ui(ui, view, state);
        if is_list {
            list_ui(ui, view, state);
        }
        let changed = state.document().is_some_and(|document| !document.is_empty());
        if changed || !(low || is_list) {
            overlay_ui(ui, view, state);
        }
        filters::filters_ui(ui, view, &mut state.subject.data, !in_column, is_list);
    });
    ui.add_space(2.0);
    if ui.available_height() >= LEAST {
        photographs_ui(ui, view, state, in_column, is_list);
        return;
    }
    // In a low window they keep their height, and the page scrolls.
    let size = vec2(ui.available_width() - GAP, LEAST);
    ScrollArea::vertical().auto_shrink(false).id_salt("low page").show(ui, |ui| {
        ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
            ui.set_min_size(size);
            photographs_ui(ui, view, state, in_column, is_list);
        });
    });
}

fn header_ui(ui: &mut Ui, view: &mut View<'_>, state: &State, is_list: bool) {
    let has_files =
        matches!(state.subject.data.dataset.as_ref().map(|dataset| &dataset.source), Some(DataSource::Path(_)));
    page_header(ui, view.text(DataText::Title), view.text(DataText::Subtitle), |ui| {
        if is_list {
            if ui.button(view.text(DataText::AddPhotos)).clicked() {
                view.send(Command::AddPhotographs);
            }
            if ui.button(view.text(DataText::AddFolder)).clicked() {
                view.send(Command::AddFolder);
            }
        }
        if has_files && view.editable {
            let keys = Command::ReadAgain.shortcut().map_or_else(String::new, |keys| written(ui.ctx(), keys));
            if ui.button(view.text(DataText::ReadAgain)).on_hover_text(keys).clicked() {
                view.send(Command::ReadAgain);
            }
        }
        if ui.button(view.text(DataText::OpenOther)).clicked() {
            view.send(Action::ChooseOthers);
        }
        next_button(ui, view, None);
    });
}

/// Where the list lies, how photographs get their classes, and what became of the last write.
fn list_ui(ui: &mut Ui, view: &mut View<'_>, state: &State) {
    let Some(document) = state.list() else { return };
    let file = document.path().display().to_string();
    ui.horizontal_wrapped(|ui| {
        if let Some(problem) = document.problem() {
            ui.label(sign(Severity::Failure, view.tokens, view.language));
            ui.label(problem.localized(view.language));
            if ui.button(view.text(OverlayText::SaveAgain)).clicked() {
                view.send(Action::SaveAgain);
            }
            if ui.button(view.text(DataText::ReadAgain)).clicked() {
                view.send(Command::ReadAgain);
            }
            return;
        }
        let name = document.path().file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let kept = view.language.fill(DataText::ListIn, &[("file", &printable(&name))]);
        let text = format!("{kept}. {}", view.text(DataText::LabelKeys));
        ui.add(Label::new(RichText::new(&text).small().weak()).truncate()).on_hover_text(format!("{file}\n{text}"));
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
fn photographs_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State, in_column: bool, is_list: bool) {
    if in_column && matches!(state.subject.data.view, DataView::Grid | DataView::Table) {
        let (mut column, mut rest) = with_left_column(ui, CLASSES);
        classes::classes_ui(&mut column, view, &mut state.subject.data, is_list);
        gallery_ui(&mut rest, view, state);
    } else {
        gallery_ui(ui, view, state);
    }
}

/// What is left of a page as a column of this width at the left and the rest, to be filled in this order.
fn with_left_column(ui: &mut Ui, width: f32) -> (Ui, Ui) {
    let all = ui.available_rect_before_wrap();
    let (left, right) = all.split_left_right_at_x(all.left() + width);
    let right = right.with_min_x(right.left() + INSIDE);
    let down = Layout::top_down(Align::Min);
    let part = |name: &str, place| UiBuilder::new().id_salt(name.to_owned()).max_rect(place).layout(down);
    let parts = (ui.new_child(part("classes", left)), ui.new_child(part("photographs", right)));
    ui.advance_cursor_after_rect(all);
    parts
}

fn gallery_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let is_empty = state.subject.data.dataset.as_ref().is_some_and(|dataset| dataset.photos.is_empty());
    let wide = ui.available_width() >= WIDE;
    match state.subject.data.view {
        DataView::Grid | DataView::Table if is_empty => empty_list_ui(ui, view),
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

/// A list without photographs says how they get into it.
fn empty_list_ui(ui: &mut Ui, view: &mut View<'_>) {
    empty_page(ui, view.text(DataText::ListEmpty), view.text(DataText::ListEmptyBody), |ui| {
        if primary_button(ui, view.tokens, view.text(DataText::AddPhotos), true).clicked() {
            view.send(Command::AddPhotographs);
        }
        if ui.button(view.text(DataText::AddFolder)).clicked() {
            view.send(Command::AddFolder);
        }
    });
}

fn small_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState) {
    grid::label_keys(ui, view, data);
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
