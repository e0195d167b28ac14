//! ROC and precision-recall curves of a class against the rest with a threshold, and calibration.

use std::fmt::Display;

use eframe::egui::{FontId, ScrollArea, Slider, Ui};
use egui_plot::{LineStyle, PlotPoint};

use super::View;
use super::plot::{Drawn, Words, plot_ui};
use super::reliability::{calibrated_ui, reliability_ui};
use crate::app::commands::Command;
use crate::app::state::{Curves, ResultsState};
use crate::app::theme::{GROUP, INSIDE};
use crate::app::widgets::{ClassNames, combo, group, small, weak};
use crate::engine::Figures;
use crate::results::OperatingPoint;
use crate::text::{Language, MatrixText, ResultsText};

/// Plots stand side by side where each has at least this width.
const LEAST: f32 = 264.0;
const WIDEST: f32 = 520.0;
/// Room for the threshold and its name.
const THRESHOLD: f32 = 344.0;
/// Width of the list of classes.
const CLASS: f32 = 136.0;

/// With `in_page` the page itself scrolls.
pub fn curves_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState, in_page: bool) {
    if in_page {
        all_ui(ui, view, results);
    } else {
        ScrollArea::vertical().auto_shrink(false).id_salt("curves").show(ui, |ui| all_ui(ui, view, results));
    }
}

fn all_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState) {
    results.draw_curves();
    let Some(evaluated) = results.results().cloned() else { return };
    let figures = evaluated.figures(results.epoch, results.calibrated);
    let classes = figures.predictions.classes();
    threshold_ui(ui, view, results, classes);
    if let Some(curves) = &results.curves {
        let point = curves.curve.at(results.threshold);
        weak(ui, in_words(view, curves, &point));
    }
    ui.add_space(INSIDE);
    plots_ui(ui, view, results, figures, classes);
    ui.add_space(INSIDE);
    calibrated_ui(ui, view, results);
}

/// The three plots side by side, or below each other.
fn plots_ui(ui: &mut Ui, view: &View<'_>, results: &ResultsState, figures: &Figures, classes: &[String]) {
    let fitting = ((ui.available_width() + GROUP) / (LEAST + GROUP)).floor().clamp(1.0, 3.0);
    let width = ((ui.available_width() + GROUP) / fitting - GROUP - 4.0).min(WIDEST);
    let curves = results.curves.as_ref().map(|curves| (curves, curves.curve.at(results.threshold)));
    let class = classes.get(results.positive as usize).map_or("", |name| view.class(name));
    for row in [0, 1, 2].chunks(fitting as usize) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GROUP;
            for number in row {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    match (number, &curves) {
                        (0, Some((curves, point))) => roc_ui(ui, view, curves, point, class),
                        (1, Some((curves, point))) => precision_recall_ui(ui, view, curves, point, class),
                        (2, _) => reliability_ui(ui, view, results, figures),
                        _ => {}
                    }
                });
            }
        });
    }
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

/// The class that is looked for, and the threshold; at the right what saves the curves.
fn threshold_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState, classes: &[String]) {
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(view.text(ResultsText::PositiveClass));
        let names = ClassNames::of(classes.iter().map(|name| view.class(name)));
        let entries: Vec<(u32, &str)> = (0..).zip(classes.iter().map(|name| view.class(name))).collect();
        let font = FontId::proportional(14.0);
        let chosen = match classes.get(results.positive as usize) {
            Some(_) => names.cut(ui, results.positive as usize, &font, CLASS - 44.0),
            None => String::new(),
        };
        let (response, picked) = combo(ui, "positive class", CLASS, (results.positive, &chosen), &entries);
        response.labelled_by(label.id);
        results.positive = picked.unwrap_or(results.positive);
        if classes.len() > 2 {
            small(ui, view.text(MatrixText::OneAgainstRest));
        }
        ui.add_space(INSIDE);
        group(ui, THRESHOLD, |ui| {
            let label = ui.label(view.text(ResultsText::Threshold));
            ui.spacing_mut().slider_width = 200.0;
            let language = view.language;
            let slider = Slider::new(&mut results.threshold, 0.0..=1.0)
                .step_by(0.01)
                .custom_formatter(move |value, _| language.decimal(value, 2))
                .custom_parser(Language::typed);
            ui.add(slider).labelled_by(label.id);
        });
        ui.add_space(INSIDE);
        save_ui(ui, view);
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
    let (place, line) =
        ([PlotPoint::new(x, y)], Drawn::line(&curves.roc, view.tokens.class(curves.of.0 as usize), LineStyle::Solid));
    plot_ui(ui, view, words, &[Drawn::diagonal(view), line, Drawn::place(&place, view.tokens.accent)]);
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
    let place = [PlotPoint::new(x, y)];
    let line = Drawn::line(&curves.precision_recall, view.tokens.class(curves.of.0 as usize), LineStyle::Solid);
    plot_ui(ui, view, words, &[line, Drawn::place(&place, view.tokens.accent)]);
}

fn optional(language: Language, value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| language.decimal(value, 3))
}
