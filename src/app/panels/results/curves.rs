//! ROC and precision-recall curves with a threshold for two classes; calibration for any number.

use std::fmt::Display;

use eframe::egui::{ComboBox, ScrollArea, Slider, Ui};
use egui_plot::LineStyle;

use super::View;
use super::plot::{Words, diagonal, line, place, plot_ui};
use super::reliability::{calibrated_ui, reliability_ui};
use crate::app::commands::Command;
use crate::app::state::{Curves, ResultsState};
use crate::app::theme::{GROUP, INSIDE};
use crate::app::widgets::weak;
use crate::results::OperatingPoint;
use crate::text::{Language, ResultsText};

/// Plots stand side by side where each has at least this width.
const LEAST: f32 = 264.0;
const WIDEST: f32 = 440.0;

pub fn curves_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState) {
    results.draw_curves();
    let Some(evaluated) = results.results().cloned() else { return };
    let figures = evaluated.figures(results.epoch, results.calibrated);
    // Above what scrolls, so that they are seen however small the window is.
    ui.horizontal_wrapped(|ui| {
        save_ui(ui, view);
        calibrated_ui(ui, view, results);
    });
    ScrollArea::vertical().auto_shrink(false).id_salt("curves").show(ui, |ui| {
        let Some(classes) = results.curves.as_ref().map(|_| figures.predictions.classes()) else {
            let count = figures.predictions.classes().len();
            weak(ui, view.language.fill(ResultsText::TwoClassesOnly, &[("n", &count)]));
            ui.add_space(INSIDE);
            ui.scope(|ui| {
                ui.set_max_width(WIDEST);
                reliability_ui(ui, view, results, figures);
            });
            return;
        };
        threshold_ui(ui, view, results, classes);
        let Some(curves) = &results.curves else { return };
        let point = curves.curve.at(results.threshold);
        let class = classes[results.positive as usize].as_str();
        weak(ui, in_words(view, curves, &point));
        ui.add_space(INSIDE);
        let fitting = ((ui.available_width() + GROUP) / (LEAST + GROUP)).floor().clamp(1.0, 3.0);
        let width = ((ui.available_width() + GROUP) / fitting - GROUP - 4.0).min(WIDEST);
        for row in [0, 1, 2].chunks(fitting as usize) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = GROUP;
                for number in row {
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        match number {
                            0 => roc_ui(ui, view, curves, &point, class),
                            1 => precision_recall_ui(ui, view, curves, &point, class),
                            _ => reliability_ui(ui, view, results, figures),
                        }
                    });
                }
            });
        }
    });
}

fn save_ui(ui: &mut Ui, view: &mut View<'_>) {
    for (command, text) in
        [(Command::SaveCurvesPng, ResultsText::SavePng), (Command::SaveCurvesSvg, ResultsText::SaveSvg)]
    {
        if ui.button(view.text(text)).clicked() {
            view.send(command);
        }
    }
}

fn threshold_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, classes: &[String]) {
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(view.text(ResultsText::PositiveClass));
        let chosen = classes[results.positive as usize].as_str();
        let combo = ComboBox::from_id_salt("positive class").width(112.0).selected_text(chosen).show_ui(ui, |ui| {
            for (class, name) in (0..).zip(classes) {
                ui.selectable_value(&mut results.positive, class, name);
            }
        });
        combo.response.labelled_by(label.id);
        ui.add_space(INSIDE);
        let label = ui.label(view.text(ResultsText::Threshold));
        ui.spacing_mut().slider_width = 240.0;
        let language = view.language;
        let slider = Slider::new(&mut results.threshold, 0.0..=1.0)
            .step_by(0.01)
            .custom_formatter(move |value, _| language.decimal(value, 2))
            .custom_parser(|text| text.trim().replace(',', ".").parse().ok());
        ui.add(slider).labelled_by(label.id);
    });
    results.draw_curves();
}

/// What the threshold does, in a sentence.
fn in_words(view: &View<'_>, curves: &Curves, point: &OperatingPoint) -> String {
    let (language, curve) = (view.language, &curves.curve);
    let values: [(&str, &dyn Display); 7] = [
        ("threshold", &language.decimal(point.threshold, 2)),
        ("found", &language.integer(point.true_positives)),
        ("positives", &language.integer(curve.positives)),
        ("false", &language.integer(point.false_positives)),
        ("precision", &language.decimal(curve.precision(point), 3)),
        ("recall", &language.decimal(curve.recall(point), 3)),
        ("accuracy", &language.accuracy(curve.accuracy(point))),
    ];
    language.fill(ResultsText::AtThreshold, &values)
}

fn roc_ui(ui: &mut Ui, view: &View<'_>, curves: &Curves, point: &OperatingPoint, class: &str) {
    let (language, curve) = (view.language, &curves.curve);
    let (x, y) = (curve.false_positive_rate(point), curve.recall(point));
    let values: [(&str, &dyn Display); 4] = [
        ("area", &optional(language, curve.roc_auc())),
        ("recall", &language.percent(y, 1)),
        ("class", &class),
        ("false", &language.percent(x, 1)),
    ];
    let description = language.fill(ResultsText::RocDescription, &values);
    let words = Words {
        title: ResultsText::Roc,
        x: ResultsText::FalsePositiveRate,
        y: ResultsText::TruePositiveRate,
        description,
    };
    plot_ui(ui, view, words, |plot| {
        diagonal(plot, view);
        plot.line(line(&curves.roc, view.tokens.validation, LineStyle::Solid));
        place(plot, view.tokens.accent, x, y);
    });
}

fn precision_recall_ui(ui: &mut Ui, view: &View<'_>, curves: &Curves, point: &OperatingPoint, class: &str) {
    let (language, curve) = (view.language, &curves.curve);
    let (x, y) = (curve.recall(point), curve.precision(point));
    let values: [(&str, &dyn Display); 3] = [
        ("average", &optional(language, curve.average_precision())),
        ("precision", &language.percent(y, 1)),
        ("class", &class),
    ];
    let description = language.fill(ResultsText::PrecisionRecallDescription, &values);
    let words =
        Words { title: ResultsText::PrecisionRecall, x: ResultsText::Recall, y: ResultsText::Precision, description };
    plot_ui(ui, view, words, |plot| {
        plot.line(line(&curves.precision_recall, view.tokens.validation, LineStyle::Solid));
        place(plot, view.tokens.accent, x, y);
    });
}

fn optional(language: Language, value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| language.decimal(value, 3))
}
