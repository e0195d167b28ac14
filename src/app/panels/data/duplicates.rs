//! Photographs that occur twice, as pairs of pictures.

use std::fmt::Display;

use eframe::egui::{Button, CornerRadius, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::{View, editable, grid::cell_name};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::panels::overlay::{mark_ui, menu_ui, named};
use crate::app::state::{
    ChosenDuplicate, DataState, DataView, DuplicateSearch, DuplicatesState, Pairs, State, Subject, straddles,
};
use crate::app::theme::{GROUP, INSIDE};
use crate::app::widgets::{
    Gallery, emphasis, empty_page, mark_cell, middle, primary_button, progress, small, small_picture, weak,
};
use crate::data::duplicates::DuplicatePair;
use crate::data::overlay::Change;
use crate::text::{DataText, OverlayText, ShellText, printable};

/// A picture's side.
const SIDE: f32 = 112.0;
/// A picture with its words and its button.
const COLUMN: f32 = 176.0;
const GALLERY: Gallery = Gallery { name: "duplicates", cell: vec2(2.0 * COLUMN, SIDE + 76.0) };
const PROGRESS: f32 = 320.0;
const ROW: f32 = 24.0;

pub fn duplicates_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let Subject { data, duplicates, .. } = &mut state.subject;
    match &duplicates.search {
        DuplicateSearch::NotStarted if !data.duplicates.is_empty() => equal_files_ui(ui, view, data),
        DuplicateSearch::NotStarted => {
            begin_ui(ui, view, OverlayText::DuplicatesTitle, view.text(OverlayText::DuplicatesBody));
        }
        DuplicateSearch::Cancelled => {
            begin_ui(ui, view, OverlayText::DuplicatesCancelled, view.text(OverlayText::DuplicatesBody));
        }
        DuplicateSearch::Failed(reason) => {
            let reason = reason.localized(view.language);
            begin_ui(ui, view, OverlayText::DuplicatesFailed, &reason);
        }
        DuplicateSearch::Running { done, total } => running_ui(ui, view, *done, *total),
        DuplicateSearch::Found(found) if found.is_empty() => {
            begin_ui(ui, view, OverlayText::DuplicatesNone, view.text(OverlayText::DuplicatesBody));
        }
        DuplicateSearch::Found(_) => pairs_ui(ui, view, data, duplicates),
    }
}

fn begin_ui(ui: &mut Ui, view: &mut View<'_>, title: OverlayText, body: &str) {
    empty_page(ui, view.text(title), body, |ui| {
        if primary_button(ui, view.tokens, view.text(OverlayText::FindDuplicates), true).clicked() {
            view.send(Command::FindDuplicates);
        }
    });
}

/// Groups of equal files, which are known without a search; a file's name shows it.
fn equal_files_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState) {
    let groups = data.duplicates.clone();
    ui.horizontal_wrapped(|ui| {
        ui.label(emphasis(view.language.count(DataText::Duplicates, groups.len())));
        if ui.button(view.text(DataText::ExcludeDuplicates)).clicked() {
            view.send(Command::ExcludeDuplicates);
        }
        if ui.button(view.text(OverlayText::FindDuplicates)).clicked() {
            view.send(Command::FindDuplicates);
        }
    });
    weak(ui, view.text(OverlayText::DuplicatesBody));
    ui.add_space(INSIDE);
    ScrollArea::vertical().auto_shrink(false).id_salt("equal files").show_rows(ui, ROW, groups.len(), |ui, visible| {
        for group in groups.iter().take(visible.end).skip(visible.start) {
            ui.horizontal(|ui| {
                ui.set_height(ROW);
                for (number, name) in group.iter().enumerate() {
                    if number > 0 {
                        small(ui, "=");
                    }
                    if ui.link(printable(name).into_owned()).clicked()
                        && let Some(place) = data.place(name)
                    {
                        data.show(place, DataView::Table);
                    }
                }
            });
        }
    });
}

fn running_ui(ui: &mut Ui, view: &mut View<'_>, done: usize, total: usize) {
    let title = view.text(OverlayText::LookingForDuplicates);
    let (done_written, total_written) = (view.language.integer(done), view.language.integer(total));
    let values: [(&str, &dyn Display); 2] = [("done", &done_written), ("total", &total_written)];
    let body = view.language.fill(OverlayText::DuplicatesProgress, &values);
    empty_page(ui, title, &body, |ui| {
        progress(ui, title, done, total, PROGRESS.min(ui.available_width()));
        ui.add_space(INSIDE);
        if ui.button(view.text(ShellText::Cancel)).clicked() {
            view.send(Action::CancelDuplicates);
        }
    });
}

fn pairs_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState, duplicates: &mut DuplicatesState) {
    let shown = duplicates.shown(&data.sides);
    ui.horizontal_wrapped(|ui| {
        for (pairs, text) in [
            (Pairs::All, OverlayText::PairsAll),
            (Pairs::Straddling, OverlayText::PairsStraddling),
            (Pairs::Exact, OverlayText::PairsExact),
        ] {
            ui.selectable_value(&mut duplicates.pairs, pairs, view.text(text));
        }
        small(ui, view.language.count(OverlayText::DuplicatesFound, shown.len()));
        if !shown.is_empty() && ui.button(view.text(DataText::ExcludeDuplicates)).clicked() {
            view.send(Command::ExcludeDuplicates);
        }
    });
    if shown.is_empty() {
        weak(ui, view.text(OverlayText::DuplicatesNoneOfThese));
        return;
    }
    if let Some(by) = Gallery::moved(ui, 2) {
        duplicates.move_choice(&shown, by);
    }
    let reveal = if std::mem::take(&mut duplicates.reveal) { duplicates.place(&shown) } else { None };
    let visible = GALLERY.show(ui, 1, shown.len(), reveal.map(|place| place / 2), |ui, row| {
        let pair = &shown[row];
        ui.push_id((pair.first, pair.second), |ui| pair_ui(ui, view, data, duplicates, pair));
    });
    let wanted: Vec<usize> = shown[visible].iter().flat_map(|pair| [pair.first, pair.second]).collect();
    if let Some(missing) = data.thumbnails.missing(&wanted) {
        view.load(Action::LoadThumbnails(missing));
    }
}

fn pair_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    data: &mut DataState,
    duplicates: &mut DuplicatesState,
    pair: &DuplicatePair,
) {
    ui.horizontal_top(|ui| {
        ui.set_height(GALLERY.cell.y);
        for index in [pair.first, pair.second] {
            ui.vertical(|ui| {
                ui.set_width(COLUMN);
                ui.spacing_mut().item_spacing.y = 2.0;
                photograph_ui(
                    ui,
                    view,
                    data,
                    &mut duplicates.choice,
                    ChosenDuplicate { pair: *pair, photograph: index },
                );
            });
        }
        ui.add_space(GROUP);
        ui.vertical(|ui| {
            ui.label(emphasis(view.text(if pair.is_exact { OverlayText::IsEqual } else { OverlayText::IsNear })));
            if straddles(pair, &data.sides) {
                ui.colored_label(view.tokens.warning, view.text(OverlayText::Straddles));
            }
            if class_of(data, pair.first) != class_of(data, pair.second) {
                ui.colored_label(view.tokens.warning, view.text(OverlayText::OtherLabels));
            }
        });
    });
}

fn class_of(data: &DataState, index: usize) -> Option<u32> {
    let dataset = data.dataset.as_ref()?;
    data.marks.class(index, dataset.photos.get(index)?.1, &dataset.classes)
}

fn photograph_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    data: &mut DataState,
    choice: &mut Option<ChosenDuplicate>,
    this: ChosenDuplicate,
) {
    let index = this.photograph;
    let (rect, response) = ui.allocate_exact_size(vec2(SIDE, SIDE), Sense::click());
    mark_cell(ui, &response);
    let selected = *choice == Some(this);
    let failed = small_picture(ui, view.tokens, rect, data.thumbnails.get(index));
    let change = data.marks.get(index).cloned();
    mark_ui(ui, view, rect, change.as_ref());
    if selected || response.hovered() || response.has_focus() {
        let stroke = Stroke::new(if selected { 3.0 } else { 1.0 }, view.tokens.accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(4), stroke, StrokeKind::Inside);
    }
    let words = cell_name(view, data, index, data.side(index));
    let name = named(view, words.clone(), change.as_ref());
    let response = response.on_hover_text(match failed {
        Some(reason) => format!("{name}\n{}", reason.localized(view.language)),
        None => format!("{name}\n{}", view.text(OverlayText::DuplicateLarge)),
    });
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    if response.clicked() || response.secondary_clicked() || response.gained_focus() {
        *choice = Some(this);
    }
    response.context_menu(|ui| editable(data, index, |photograph| menu_ui(ui, view, photograph)));
    if response.double_clicked() {
        data.selected = Some(index);
        data.view = DataView::Grid;
        data.reveal = true;
    }
    let file = data.dataset.as_ref().and_then(|dataset| dataset.photos.get(index)).map(|(name, _)| name.clone());
    let file = file.unwrap_or_default();
    let rest = words.strip_prefix(&file).unwrap_or_default().trim_start_matches(", ").to_owned();
    let font = eframe::egui::FontId::proportional(12.0);
    small(ui, middle(ui, &file, &font, COLUMN - 8.0)).on_hover_text(&file);
    small(ui, rest);
    let excluded = change == Some(Change::Exclude);
    let (text, full) = if excluded {
        (OverlayText::Include, OverlayText::IncludeNamed)
    } else {
        (OverlayText::Exclude, OverlayText::ExcludeNamed)
    };
    let full = view.language.fill(full, &[("name", &file)]);
    ui.spacing_mut().button_padding = vec2(8.0, 2.0);
    ui.spacing_mut().interact_size.y = 24.0;
    let button = ui.add(Button::new(format!("✗ {}", view.text(text))).selected(excluded).min_size(vec2(0.0, 24.0)));
    button.widget_info(|| WidgetInfo::selected(Role::Button, true, excluded, &full));
    if button.clicked() {
        view.send(Action::Decide(vec![file], (!excluded).then_some(Change::Exclude)));
    }
}
