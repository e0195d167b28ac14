//! The table of epochs: the plots' numbers.

use eframe::egui::{Align, Button, Layout, Ui};
use egui_extras::{Column, TableBuilder, TableRow};

use super::View;
use crate::app::commands::Command;
use crate::app::state::{EpochColumn, RunView, Sorting};
use crate::app::theme::SECTION;
use crate::app::widgets::{emphasis, explain, sort_head, table_text, two_ends};
use crate::lessons::glossary::Glossed;
use crate::run::EpochStats;
use crate::text::TrainingText;

const ROW: f32 = 24.0;
/// A column is never narrower, and there are never fewer: the epoch, losses and accuracies.
const COLUMN: f32 = 64.0;
const LEAST_COLUMNS: usize = 5;
/// Rows shown before the table scrolls.
const ROWS_SHOWN: usize = 12;

pub fn epochs_ui(ui: &mut Ui, view: &mut View<'_>, run: &RunView, sorting: &mut Sorting<EpochColumn>) {
    let language = view.language;
    let name = |ui: &mut Ui| {
        ui.label(emphasis(language.text(TrainingText::Table)).size(SECTION));
        explain(ui, language, Glossed::Epoch);
    };
    let mut given = None;
    two_ends(ui, "epochs", name, |ui| {
        let buttons = [
            (Command::SaveHistory, Some(TrainingText::SaveHistory)),
            (Command::SavePlotsPng, None),
            (Command::SavePlotsSvg, None),
        ];
        for (command, own) in buttons {
            let name = own.map_or_else(|| view.text(command.name()), |own: TrainingText| view.text(own));
            if ui.add_enabled(!run.epochs.is_empty(), Button::new(name)).clicked() {
                given = Some(command);
            }
        }
    });
    if let Some(command) = given {
        view.send(command);
    }
    if run.epochs.is_empty() {
        return;
    }
    let best = run.best().map(|best| best.epoch);
    let mut names = vec![
        (EpochColumn::Epoch, view.text(TrainingText::Epoch)),
        (EpochColumn::Loss, "loss"),
        (EpochColumn::Accuracy, "accuracy"),
        (EpochColumn::ValLoss, "val_loss"),
        (EpochColumn::ValAccuracy, "val_accuracy"),
        (EpochColumn::Rate, view.text(TrainingText::ColumnRate)),
        (EpochColumn::Seconds, view.text(TrainingText::ColumnSeconds)),
        (EpochColumn::Speed, view.text(TrainingText::ColumnSpeed)),
    ];
    // Where all of them do not fit, the last ones are left out: speed and time first, never loss and accuracy.
    let between = ui.spacing().item_spacing.x;
    let fitting = ((ui.available_width() + between) / (COLUMN + between)) as usize;
    names.truncate(fitting.max(LEAST_COLUMNS));
    let columns = names.len();
    let places = sorting.places(&run.epochs);
    let mut chosen = None;
    TableBuilder::new(ui)
        .id_salt("epochs")
        .striped(true)
        .cell_layout(Layout::right_to_left(Align::Center))
        .columns(Column::remainder().at_least(COLUMN), columns)
        .max_scroll_height(ROW * ROWS_SHOWN as f32)
        .header(ROW, |mut header| {
            for (column, name) in names {
                header.col(|ui| {
                    if sort_head(ui, language, name, sorting.direction(column)) {
                        chosen = Some(column);
                    }
                });
            }
        })
        .body(|body| {
            body.rows(ROW, run.epochs.len(), |mut row| {
                let epoch = &run.epochs[places[row.index()]];
                row_ui(&mut row, view, epoch, best == Some(epoch.epoch), columns);
            });
        });
    if let Some(column) = chosen {
        sorting.choose(column);
    }
}

fn row_ui(row: &mut TableRow<'_, '_>, view: &View<'_>, epoch: &EpochStats, best: bool, columns: usize) {
    let language = view.language;
    let optional = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| language.decimal(value, 4));
    let number = if best { format!("★ {}", epoch.epoch) } else { epoch.epoch.to_string() };
    for cell in [
        number,
        language.decimal(epoch.loss, 4),
        language.accuracy(epoch.accuracy),
        optional(epoch.val_loss),
        epoch.val_accuracy.map_or_else(|| "–".to_owned(), |accuracy| language.accuracy(accuracy)),
        language.short(f64::from(epoch.learning_rate)),
        language.decimal(epoch.seconds, 1),
        language.decimal(epoch.images_per_second, 0),
    ]
    .into_iter()
    .take(columns)
    {
        let text = if best { table_text(cell).color(view.tokens.best) } else { table_text(cell) };
        row.col(|ui| drop(ui.label(text)));
    }
}
