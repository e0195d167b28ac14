//! What the network confuses: the confusion matrix, its largest mistakes, and the figures of each class.

use eframe::egui::{Label, Rect, RichText, ScrollArea, TextWrapMode, Ui, vec2};

use super::{View, classes, figures, matrix, pairs};
use crate::app::state::{ResultsState, ScoresPane};
use crate::app::theme::GAP;
use crate::app::widgets::{ClassNames, emphasis, explain, sign_button, with_column};
use crate::engine::ResultsView;
use crate::lessons::glossary::Glossed;
use crate::text::MatrixText;

/// The line below the matrix.
const FOOT: f32 = 32.0;
/// The matrix is never lower.
const LEAST: f32 = 120.0;
/// Width of the tables beside a matrix that has the photographs' room.
const TABLES: f32 = 340.0;

/// Fills the room that is left.
pub fn pane_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, evaluated: &ResultsView) {
    if results.matrix.alone {
        // The matrix is no wider than it is high.
        let tables = (ui.available_width() - ui.available_height()).max(TABLES);
        let (mut left, mut right) = with_column(ui, tables.min(ui.available_width() * 0.5));
        left.label(emphasis(view.text(MatrixText::Title)));
        matrix_ui(&mut left, view, results, evaluated);
        if results.matrix.pane == ScoresPane::Matrix {
            results.matrix.pane = ScoresPane::Pairs;
        }
        heads_ui(&mut right, view, results, evaluated, &[ScoresPane::Pairs, ScoresPane::Classes]);
        table_ui(&mut right, view, results, evaluated);
        return;
    }
    heads_ui(ui, view, results, evaluated, &[ScoresPane::Matrix, ScoresPane::Pairs, ScoresPane::Classes]);
    match results.matrix.pane {
        ScoresPane::Matrix => matrix_ui(ui, view, results, evaluated),
        ScoresPane::Pairs | ScoresPane::Classes => table_ui(ui, view, results, evaluated),
    }
}

fn heads_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, evaluated: &ResultsView, panes: &[ScoresPane]) {
    figures::figures_ui(ui, view, results, evaluated);
    tabs_ui(ui, view, results, panes);
}

fn tabs_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, panes: &[ScoresPane]) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding.x = 10.0;
        for pane in panes {
            let text = match pane {
                ScoresPane::Matrix => MatrixText::Title,
                ScoresPane::Pairs => MatrixText::Pairs,
                ScoresPane::Classes => MatrixText::Classes,
            };
            let is_shown = results.matrix.pane == *pane;
            if ui.selectable_label(is_shown, view.text(text)).clicked() {
                results.matrix.pane = *pane;
            }
        }
        // The terms of the table by class stand below it.
        if results.matrix.pane != ScoresPane::Classes {
            explain(ui, view.language, Glossed::Confusion);
        }
    });
}

fn table_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, evaluated: &ResultsView) {
    let scores = &evaluated.figures(results.epoch, results.calibrated).scores;
    match results.matrix.pane {
        ScoresPane::Classes => classes::classes_ui(ui, view, results, scores),
        ScoresPane::Pairs | ScoresPane::Matrix => {
            ui.horizontal(|ui| measure_ui(ui, view, results));
            pairs::pairs_ui(ui, view, results, scores);
        }
    }
}

fn matrix_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, evaluated: &ResultsView) {
    let scores = &evaluated.figures(results.epoch, results.calibrated).scores;
    let all = ui.available_rect_before_wrap();
    let height = (all.height() - FOOT - GAP).max(LEAST);
    let room = Rect::from_min_size(all.min, vec2(all.width(), height));
    let pointed = matrix::matrix_ui(ui, view, results, scores, room);
    ui.advance_cursor_after_rect(room);
    ui.horizontal(|ui| {
        measure_ui(ui, view, results);
        let (sign, text) =
            if results.matrix.alone { ("↙", MatrixText::WithPhotos) } else { ("↗", MatrixText::Larger) };
        if sign_button(ui, sign, view.text(text), true) {
            results.matrix.alone = !results.matrix.alone;
            results.matrix.pane = ScoresPane::Matrix;
        }
        let words = match pointed {
            Some(place) => {
                let names = ClassNames::of(scores.classes.iter().map(|class| view.class(&class.name)));
                matrix::description(view, scores, &names, place)
            }
            None => view.text(MatrixText::Diagonal).to_owned(),
        };
        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
        ui.add(Label::new(RichText::new(&words).small().weak()).truncate()).on_hover_text(words);
    });
}

/// Whether counts or shares are shown.
fn measure_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState) {
    ui.spacing_mut().item_spacing.x = 4.0;
    ui.spacing_mut().button_padding = vec2(8.0, 3.0);
    ui.spacing_mut().interact_size.y = 24.0;
    let by_share = &mut results.matrix.by_share;
    ui.selectable_value(by_share, false, view.text(MatrixText::ByCount));
    ui.selectable_value(by_share, true, view.text(MatrixText::ByShare)).on_hover_text(view.text(MatrixText::ShareHint));
}

/// A table that scrolls within the room that is left, with rows of one height.
pub fn rows_ui(ui: &mut Ui, name: &str, height: f32, count: usize, mut row: impl FnMut(&mut Ui, usize)) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().auto_shrink(false).id_salt(name).show_rows(ui, height, count, |ui, rows| {
        for place in rows {
            row(ui, place);
        }
    });
}
