//! The reliability diagram, as trained and calibrated.

use std::fmt::Display;

use eframe::egui::{Checkbox, CollapsingHeader, Grid, Ui};
use egui_plot::{LineStyle, MarkerShape};

use super::View;
use super::plot::{Drawn, Words, plot_ui};
use crate::app::state::{ResultsState, reliability_points};
use crate::app::widgets::{beside_term, emphasis, small, table_text, weak};
use crate::engine::Figures;
use crate::lessons::glossary::Glossed;
use crate::results::BINS;
use crate::text::{MatrixText, ResultsText};

/// What calibration is and whether it helps, and whether calibrated probabilities are shown; only where a temperature is
/// known.
pub fn calibrated_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState) {
    let language = view.language;
    let Some((temperature, before, after)) = results.calibration() else { return };
    let t = language.decimal(temperature.value, 2);
    let helps = after.error < before.error;
    let written = |decimals| [before, after].map(|diagram| language.percent(diagram.error, decimals));
    // Errors that differ are not written as the same number.
    let [before, after] = match written(1) {
        [before, after] if before == after => written(2),
        both => both,
    };
    ui.horizontal_wrapped(|ui| {
        beside_term(ui, language, Glossed::Calibration, |ui| {
            ui.label(emphasis(view.text(MatrixText::CalibrationTitle)))
        });
        let name = language.fill(ResultsText::ShowCalibrated, &[("t", &t)]);
        let mut calibrated = results.calibrated;
        let response = ui.add(Checkbox::new(&mut calibrated, name));
        response.on_hover_text(view.text(ResultsText::CalibratedExplained));
        if calibrated != results.calibrated {
            results.calibrated = calibrated;
            results.arrange();
        }
    });
    let values: [(&str, &dyn Display); 3] = [("t", &t), ("before", &before), ("after", &after)];
    let sentence = if helps { MatrixText::CalibrationHelps } else { MatrixText::CalibrationDoesNotHelp };
    weak(ui, language.fill(sentence, &values));
}

pub fn reliability_ui(ui: &mut Ui, view: &View<'_>, results: &ResultsState, figures: &Figures) {
    let (language, tokens) = (view.language, view.tokens);
    let (description, before, after) = if let Some((temperature, before, after)) = results.calibration() {
        let values: [(&str, &dyn Display); 3] = [
            ("error", &language.percent(before.error, 1)),
            ("after", &language.percent(after.error, 1)),
            ("t", &language.decimal(temperature.value, 2)),
        ];
        let description = language.fill(ResultsText::CalibrationDescription, &values);
        (description, reliability_points(before), reliability_points(after))
    } else {
        let error = language.percent(figures.reliability.error, 1);
        let description = language.fill(ResultsText::ReliabilityDescription, &[("error", &error)]);
        (description, reliability_points(&figures.reliability), Vec::new())
    };
    let words =
        Words { title: ResultsText::Reliability, x: ResultsText::Confidence, y: ResultsText::Accuracy, description };
    let as_trained = Drawn::line(&before, tokens.text, LineStyle::dashed_dense());
    let calibrated = Drawn::line(&after, tokens.text, LineStyle::Solid).marked(MarkerShape::Circle, 3.5);
    let drawn = [Drawn::diagonal(view), as_trained.marked(MarkerShape::Diamond, 4.5), calibrated];
    plot_ui(ui, view, words, &drawn);
    CollapsingHeader::new(view.text(ResultsText::Bins)).show(ui, |ui| bins_ui(ui, view, figures));
}

fn bins_ui(ui: &mut Ui, view: &View<'_>, figures: &Figures) {
    let language = view.language;
    Grid::new("bins").num_columns(4).spacing([16.0, 2.0]).show(ui, |ui| {
        small(ui, "");
        for text in [ResultsText::Support, ResultsText::Confidence, ResultsText::Accuracy] {
            small(ui, view.text(text));
        }
        ui.end_row();
        for (number, bin) in figures.reliability.bins.iter().enumerate().filter(|(_, bin)| bin.count > 0) {
            let edge = |number: usize| language.decimal(number as f64 / BINS as f64, 1);
            for text in [
                format!("{}–{}", edge(number), edge(number + 1)),
                language.integer(bin.count),
                language.percent(bin.confidence, 1),
                language.accuracy(bin.accuracy),
            ] {
                ui.label(table_text(text));
            }
            ui.end_row();
        }
    });
}
