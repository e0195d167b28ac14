//! The reliability diagram, as trained and calibrated.

use std::fmt::Display;

use eframe::egui::{Checkbox, CollapsingHeader, Grid, Ui};
use egui_plot::{LineStyle, MarkerShape, PlotPoints, Points};

use super::View;
use super::plot::{Words, diagonal, line, plot_ui};
use crate::app::state::{ResultsState, reliability_points};
use crate::app::widgets::{small, table_text};
use crate::engine::Figures;
use crate::results::BINS;
use crate::text::ResultsText;

/// Whether calibrated probabilities are shown; only where a temperature is known.
pub fn calibrated_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState) {
    let Some((temperature, ..)) = results.calibration() else { return };
    let value = view.language.decimal(temperature.value, 2);
    let name = view.language.fill(ResultsText::ShowCalibrated, &[("t", &value)]);
    let mut calibrated = results.calibrated;
    let response = ui.add(Checkbox::new(&mut calibrated, name));
    response.on_hover_text(view.text(ResultsText::CalibratedExplained));
    if calibrated != results.calibrated {
        results.calibrated = calibrated;
        results.arrange();
    }
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
    plot_ui(ui, view, words, |plot| {
        diagonal(plot, view);
        plot.line(line(&before, tokens.validation, LineStyle::dashed_dense()));
        let dots = PlotPoints::Borrowed(&before);
        plot.points(Points::new("", dots).color(tokens.validation).radius(4.5).shape(MarkerShape::Diamond));
        plot.line(line(&after, tokens.best, LineStyle::Solid));
        let dots = PlotPoints::Borrowed(&after);
        plot.points(Points::new("", dots).color(tokens.best).radius(3.5).shape(MarkerShape::Circle));
    });
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
                language.decimal(bin.confidence, 3),
                language.decimal(bin.accuracy, 3),
            ] {
                ui.label(table_text(text));
            }
            ui.end_row();
        }
    });
}
