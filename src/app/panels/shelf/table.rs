//! One row a run; only those in view are laid out.

use std::path::{Path, PathBuf};

use eframe::egui::{
    Align, Button, Key, Label, Layout, Memory, Modifiers, Pos2, Rect, Response, RichText, Role, Sense, Shape, Stroke,
    Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use egui_extras::{Column, TableBuilder, TableRow};

use super::View;
use super::detail::save_typed;
use super::words::{
    about_text, accuracy_text, date_of, description, epochs_text, loss_text, one_line, reason, status_sign, status_text,
};
use crate::app::actions::Action;
use crate::app::command_handling::ShelfAction;
use crate::app::commands::Command;
use crate::app::state::{RunStatus, ShelfColumn, ShelfState};
use crate::app::widgets::{Gallery, emphasis, mark_cell, sort_head, table_text, weak};
use crate::run::{RunSummary, folder_name};
use crate::text::ShelfText;

/// Two lines of text. Rows touch each other, so that one that is scrolled to is seen whole.
const ROW: f32 = 44.0;
const HEAD: f32 = 44.0;
/// Below this width date, loss and curve are seen in the details alone.
const WIDE: f32 = 740.0;

pub fn table_ui(ui: &mut Ui, view: &mut View<'_>, shelf: &mut ShelfState, training: bool) {
    if shelf.shown.is_empty() && shelf.is_listed() {
        weak(ui, view.text(ShelfText::NoneFound));
        return;
    }
    ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
    if let Some(by) = Gallery::moved(ui, 1) {
        save_typed(view, shelf);
        shelf.move_selection(by);
    }
    let wide = ui.available_width() >= WIDE;
    let selected = shelf.selected.clone().filter(|_| std::mem::take(&mut shelf.reveal));
    let reveal = selected.and_then(|run| shelf.shown.iter().position(|place| shelf.runs[*place].folder == run));
    let mut table = TableBuilder::new(ui);
    if let Some(row) = reveal {
        table = table.scroll_to_row(row, None);
    }
    table = table
        .id_salt("runs")
        .striped(true)
        .sense(Sense::click())
        .cell_layout(Layout::left_to_right(Align::Center))
        .auto_shrink(false)
        .column(Column::exact(36.0))
        .column(Column::remainder().at_least(120.0).clip(true));
    if wide {
        table = table.column(Column::exact(88.0));
    }
    table = table.column(Column::exact(96.0));
    if wide {
        table = table.column(Column::exact(68.0)).column(Column::exact(64.0));
    }
    table = table.column(Column::exact(76.0)).column(Column::exact(112.0));
    let mut sort = None;
    let mut rows = Rows { wide, training, cells: Vec::new(), clicked: None, opened: None, first: usize::MAX, last: 0 };
    table
        .header(HEAD, |mut header| {
            header.col(|_| {});
            header.col(|ui| {
                ui.vertical(|ui| {
                    head_ui(ui, view, shelf, ShelfColumn::Name, ShelfText::ColumnName, &mut sort);
                    ui.horizontal(|ui| {
                        ui.spacing_mut().item_spacing.x = 16.0;
                        head_ui(ui, view, shelf, ShelfColumn::Data, ShelfText::ColumnData, &mut sort);
                        head_ui(ui, view, shelf, ShelfColumn::Preset, ShelfText::ColumnPreset, &mut sort);
                    });
                });
            });
            let mut head = |column, text| {
                header.col(|ui| head_ui(ui, view, shelf, column, text, &mut sort));
            };
            if wide {
                head(ShelfColumn::Date, ShelfText::ColumnDate);
            }
            head(ShelfColumn::Epochs, ShelfText::ColumnEpochs);
            if wide {
                head(ShelfColumn::Loss, ShelfText::ColumnLoss);
                header.col(|ui| drop(ui.label(emphasis(view.text(ShelfText::ColumnCurve)).size(12.0))));
            }
            let mut head = |column, text| {
                header.col(|ui| head_ui(ui, view, shelf, column, text, &mut sort));
            };
            head(ShelfColumn::Accuracy, ShelfText::ColumnAccuracy);
            head(ShelfColumn::State, ShelfText::ColumnState);
        })
        .body(|body| {
            body.rows(ROW, shelf.shown.len(), |mut row| rows.row_ui(&mut row, view, shelf));
        });
    for cell in &rows.cells {
        mark_cell(ui, cell);
    }
    let unread = if rows.first <= rows.last { shelf.unread(rows.first..rows.last + 1) } else { Vec::new() };
    if !unread.is_empty() {
        view.load(ShelfAction::ReadFirst(unread).into());
    }
    if let Some(column) = sort {
        shelf.sort_by(column);
    }
    let is_focused = ui.ctx().memory(Memory::focused).is_none_or(|id| rows.cells.iter().any(|cell| cell.id == id));
    keys(ui, view, shelf, is_focused, &mut rows.opened);
    if let Some(run) = rows.clicked {
        save_typed(view, shelf);
        shelf.select(Some(run));
    }
    if let Some(run) = rows.opened {
        view.send(ShelfAction::Open(run));
    }
}

/// With the keyboard on a row or nowhere else: Enter opens it, the space bar chooses it for a comparison, Delete deletes it.
fn keys(ui: &Ui, view: &mut View<'_>, shelf: &mut ShelfState, is_focused: bool, opened: &mut Option<PathBuf>) {
    let Some(run) = shelf.selected.clone().filter(|_| is_focused) else { return };
    let pressed = |key| ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Enter) {
        *opened = Some(run.clone());
    }
    if pressed(Key::Space) && !shelf.chosen.remove(&run) {
        shelf.chosen.insert(run);
    }
    if pressed(Key::Delete) {
        view.send(Command::DeleteRun);
    }
}

fn head_ui(
    ui: &mut Ui,
    view: &View<'_>,
    shelf: &ShelfState,
    column: ShelfColumn,
    text: ShelfText,
    sort: &mut Option<ShelfColumn>,
) {
    if sort_head(ui, view.language, view.text(text), shelf.sorting.direction(column)) {
        *sort = Some(column);
    }
}

/// The rows that are laid out, and what was done with them.
struct Rows {
    wide: bool,
    training: bool,
    cells: Vec<Response>,
    clicked: Option<PathBuf>,
    opened: Option<PathBuf>,
    first: usize,
    last: usize,
}

impl Rows {
    fn row_ui(&mut self, row: &mut TableRow<'_, '_>, view: &mut View<'_>, shelf: &mut ShelfState) {
        let index = row.index();
        (self.first, self.last) = (self.first.min(index), self.last.max(index));
        let run = shelf.runs[shelf.shown[index]].clone();
        let (folder, status, language) = (run.folder.clone(), shelf.status(&run), view.language);
        let summary = run.summary.as_deref();
        let name = one_line(&summary.map_or_else(|| folder_name(&folder), RunSummary::name));
        let is_selected = shelf.selected.as_ref() == Some(&folder);
        row.set_selected(is_selected);
        row.col(|ui| {
            let mut chosen = shelf.chosen.contains(&folder);
            let text = language.fill(ShelfText::Choose, &[("name", &name)]);
            let response = ui.checkbox(&mut chosen, "").on_hover_text(&text);
            response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, chosen, &text));
            if response.changed() && !shelf.chosen.remove(&folder) {
                shelf.chosen.insert(folder.clone());
            }
        });
        let about = summary.map(|run| about_text(language, run)).unwrap_or_default();
        let (_, cell) = row.col(|ui| two_lines(ui, emphasis(&name), about));
        let text = description(language, &folder, summary, status);
        cell.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &text));
        self.cells.push(cell);
        let number = |row: &mut TableRow<'_, '_>, text: Option<String>| {
            row.col(|ui| drop(ui.add(Label::new(table_text(text.unwrap_or_default())).selectable(false).truncate())));
        };
        if self.wide {
            let date = summary.map(date_of).unwrap_or_default();
            let (day, time) = date.split_once(' ').unwrap_or((&date, ""));
            row.col(|ui| two_lines(ui, table_text(day), time.to_owned()));
        }
        number(row, summary.map(|run| epochs_text(language, run)));
        if self.wide {
            number(row, summary.map(|run| loss_text(language, run)));
            row.col(|ui| curve_ui(ui, view, summary));
        }
        number(row, summary.map(|run| accuracy_text(language, run)));
        row.col(|ui| self.state_ui(ui, view, &folder, &name, summary, status));
        let response = row.response();
        if response.clicked() {
            self.clicked = Some(folder.clone());
        }
        if response.double_clicked() {
            self.opened = Some(folder);
        }
    }

    fn state_ui(
        &self,
        ui: &mut Ui,
        view: &mut View<'_>,
        folder: &Path,
        name: &str,
        run: Option<&RunSummary>,
        status: RunStatus,
    ) {
        let (sign, colour) = status_sign(view.tokens, status);
        let text = RichText::new(format!("{sign} {}", status_text(view.language, status))).small().color(colour);
        let interrupted = status == RunStatus::Interrupted;
        let layout = if interrupted { Layout::top_down(Align::Min) } else { Layout::left_to_right(Align::Center) };
        ui.with_layout(layout, |ui| {
            if interrupted {
                ui.add_space(2.0);
            }
            let label = ui.add(Label::new(text).selectable(false).truncate());
            if let Some(reason) = run.and_then(|run| reason(view.language, run)) {
                label.on_hover_text(reason);
            }
            if interrupted {
                let name = view.language.fill(ShelfText::ResumeRun, &[("name", &name)]);
                let button = Button::new(RichText::new(view.text(ShelfText::Resume)).small()).small();
                let button = ui.add_enabled(!self.training, button);
                button.widget_info(|| WidgetInfo::labeled(Role::Button, !self.training, &name));
                if button.clicked() {
                    view.send(Action::ResumeRun(folder.to_owned()));
                }
            }
        });
    }
}

/// A cell with a small line below its text.
fn two_lines(ui: &mut Ui, first: RichText, second: String) {
    let lines = UiBuilder::new().max_rect(ui.max_rect()).layout(Layout::top_down(Align::Min));
    let mut ui = ui.new_child(lines);
    ui.add_space(4.0);
    ui.add(Label::new(first).selectable(false).truncate());
    ui.add(Label::new(RichText::new(second).small().weak()).selectable(false).truncate());
}

/// The loss by which the best epoch is chosen, from the first epoch to the last, without axes.
pub fn curve_ui(ui: &mut Ui, view: &View<'_>, run: Option<&RunSummary>) {
    let (rect, response) = ui.allocate_exact_size(vec2(56.0, 28.0), Sense::hover());
    let values: Vec<f32> =
        run.map(|run| run.curve.iter().copied().filter(|value| value.is_finite()).collect()).unwrap_or_default();
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return };
    let (first, last) = (view.language.decimal(f64::from(*first), 3), view.language.decimal(f64::from(*last), 3));
    let text = view.language.fill(ShelfText::CurveDescription, &[("first", &first), ("last", &last)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &text));
    let points = points_of(&values, rect.shrink(2.0));
    let stroke = Stroke::new(1.5, view.tokens.validation);
    if let [point] = points[..] {
        ui.painter().circle_filled(point, 1.5, stroke.color);
    } else {
        ui.painter().add(Shape::line(points, stroke));
    }
}

fn points_of(values: &[f32], rect: Rect) -> Vec<Pos2> {
    let (low, high) =
        values.iter().fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(*value), high.max(*value)));
    let step = rect.width() / (values.len().max(2) - 1) as f32;
    let height = |value: f32| if high > low { (value - low) / (high - low) } else { 0.5 };
    let point = |(place, value): (usize, &f32)| {
        pos2(rect.left() + step * place as f32, rect.bottom() - rect.height() * height(*value))
    };
    values.iter().enumerate().map(point).collect()
}
