//! The metrics: of all photographs, of each class, and the confusion matrix.

use std::fmt::Display;

use eframe::egui::{CollapsingHeader, Grid, ScrollArea, Slider, Ui};

use super::reliability::calibrated_ui;
use super::{View, confusion};
use crate::app::state::ResultsState;
use crate::app::theme::{INSIDE, TITLE};
use crate::app::widgets::{card, emphasis, small, table_text};
use crate::engine::{Figures, ResultsView};
use crate::results::Scores;
use crate::text::ResultsText;

/// Below this height of the page the figures are a line that can be opened, so that photographs have room.
const TALL: f32 = 440.0;
/// Of the page's height, the figures take at most this share; many classes scroll.
const SHARE: f32 = 0.45;
const FIGURES: f32 = 264.0;
const CLASSES: f32 = 336.0;

pub fn overview_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, evaluated: &ResultsView) {
    let figures = evaluated.figures(results.epoch, results.calibrated);
    let room = ui.available_height();
    if room >= TALL {
        whole_ui(ui, view, results, evaluated, figures, room * SHARE);
        return;
    }
    CollapsingHeader::new(summary(view, &figures.scores)).id_salt("figures").show_unindented(ui, |ui| {
        whole_ui(ui, view, results, evaluated, figures, room * SHARE);
    });
}

fn whole_ui(
    ui: &mut Ui,
    view: &View<'_>,
    results: &mut ResultsState,
    evaluated: &ResultsView,
    figures: &Figures,
    height: f32,
) {
    card(ui, view.tokens, |ui| {
        ui.set_width(ui.available_width());
        ScrollArea::both().max_height(height).auto_shrink([false, true]).id_salt("figures").show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = INSIDE * 2.0;
                ui.vertical(|ui| {
                    ui.set_width(FIGURES);
                    figures_ui(ui, view, results, evaluated, &figures.scores);
                });
                ui.vertical(|ui| {
                    ui.set_width(CLASSES);
                    classes_ui(ui, view, &figures.scores);
                });
                ui.vertical(|ui| confusion::confusion_ui(ui, view, results, &figures.scores));
            });
        });
    });
}

/// All in a line.
fn summary(view: &View<'_>, scores: &Scores) -> String {
    let language = view.language;
    let values: [(&str, &dyn Display); 3] = [
        ("photographs", &language.count(ResultsText::Photographs, scores.count)),
        ("accuracy", &language.accuracy(scores.accuracy)),
        ("loss", &language.decimal(scores.loss, 3)),
    ];
    language.fill(ResultsText::Summary, &values)
}

fn figures_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, evaluated: &ResultsView, scores: &Scores) {
    ui.spacing_mut().item_spacing.x = 8.0;
    let language = view.language;
    ui.label(emphasis(language.count(ResultsText::Photographs, scores.count)));
    ui.horizontal(|ui| {
        for (text, value) in [(ResultsText::Accuracy, scores.accuracy), (ResultsText::Loss, scores.loss)] {
            ui.label(emphasis(language.decimal(value, 3)).size(TITLE));
            small(ui, view.text(text));
            ui.add_space(8.0);
        }
    });
    epochs_ui(ui, view, results, evaluated);
    calibrated_ui(ui, view, results);
}

/// The slider that shows the predictions after each epoch.
fn epochs_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, evaluated: &ResultsView) {
    let Some(last) = evaluated.epochs.len().checked_sub(1) else { return };
    let before = results.epoch;
    let number = |place: usize| evaluated.epochs.get(place).map_or(0, |(epoch, _)| *epoch);
    let mut place = results.epoch.unwrap_or(last);
    ui.horizontal(|ui| {
        ui.spacing_mut().slider_width = 72.0;
        if ui.selectable_label(results.epoch.is_none(), view.text(ResultsText::BestWeights)).clicked() {
            results.epoch = None;
        }
        let label = small(ui, view.text(ResultsText::LookBack));
        let slider = Slider::new(&mut place, 0..=last)
            .custom_formatter(|place, _| number(place as usize).to_string())
            .custom_parser(|text| {
                let wanted: usize = text.trim().parse().ok()?;
                evaluated.epochs.iter().position(|(epoch, _)| *epoch == wanted).map(|place| place as f64)
            });
        if ui.add(slider).labelled_by(label.id).changed() {
            results.epoch = Some(place);
        }
    });
    if results.epoch != before {
        results.arrange();
    }
}

fn classes_ui(ui: &mut Ui, view: &View<'_>, scores: &Scores) {
    ui.label(emphasis(view.text(ResultsText::ByClass)));
    ui.spacing_mut().interact_size.y = 24.0;
    let decimal = |value: f64| view.language.decimal(value, 3);
    Grid::new("by class").num_columns(5).spacing([20.0, 4.0]).show(ui, |ui| {
        for text in
            [ResultsText::Class, ResultsText::Precision, ResultsText::Recall, ResultsText::F1, ResultsText::Support]
        {
            small(ui, view.text(text));
        }
        ui.end_row();
        for class in &scores.classes {
            ui.label(&class.name);
            for number in [decimal(class.precision), decimal(class.recall), decimal(class.f1)] {
                ui.label(table_text(number));
            }
            ui.label(table_text(view.language.integer(class.support)));
            ui.end_row();
        }
    });
}
