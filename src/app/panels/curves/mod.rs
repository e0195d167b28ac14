//! Any number of runs over each other: curves, figures, and the settings in which they differ.

mod fields;
mod figures;
mod plots;
mod settings;

use eframe::egui::{ScrollArea, Slider, Ui};

use super::View;
use crate::app::commands::Command;
use crate::app::notices::Severity;
use crate::app::state::{CurvesState, Measure, Of, Over};
use crate::app::theme::{GAP, INSIDE};
use crate::app::widgets::{Zoom, emphasis, field, group, page_header, sign, weak};
use crate::results::ComparedCurves;
use crate::run::folder_name;
use crate::text::{CurvesText, Language, TrainingText};
pub use fields::{field_name, value_text};

pub fn curves_ui(ui: &mut Ui, view: &mut View<'_>, curves: &mut CurvesState) {
    let both = curves.runs.len() == 2;
    page_header(ui, view.text(CurvesText::Title), view.text(CurvesText::ZoomHint), |ui| {
        if both && ui.button(view.text(CurvesText::Photographs)).clicked() {
            view.send(Command::ComparePhotographs);
        }
        if ui.button(view.text(CurvesText::Back)).clicked() {
            view.send(Command::CloseComparison);
        }
    });
    let Some(read) = curves.read.clone() else {
        weak(ui, view.text(CurvesText::Reading));
        return;
    };
    controls_ui(ui, view, curves, &read);
    ui.add_space(GAP);
    let room = ui.available_height();
    ScrollArea::vertical().auto_shrink(false).id_salt("curves").show(ui, |ui| {
        for (run, reason) in &read.unreadable {
            ui.horizontal_wrapped(|ui| {
                ui.label(sign(Severity::Warning, view.tokens, view.language));
                let (run, reason) = (folder_name(run), reason.localized(view.language));
                ui.label(view.language.fill(CurvesText::Unreadable, &[("run", &run), ("reason", &reason)]));
            });
        }
        plots::plots_ui(ui, view, curves, &read, room);
        ui.add_space(INSIDE);
        figures::figures_ui(ui, view, curves, &read);
        ui.add_space(INSIDE);
        ui.label(emphasis(view.text(CurvesText::Settings)));
        settings::settings_ui(ui, view, &read);
    });
}

fn controls_ui(ui: &mut Ui, view: &View<'_>, curves: &mut CurvesState, read: &ComparedCurves) {
    ui.horizontal_wrapped(|ui| {
        group(ui, 200.0, |ui| {
            weak(ui, view.text(CurvesText::Of));
            for (of, text) in
                [(Of::Validation, TrainingText::SeriesValidation), (Of::Training, TrainingText::SeriesTraining)]
            {
                ui.selectable_value(&mut curves.of, of, view.text(text));
            }
        });
        group(ui, 180.0, |ui| {
            weak(ui, view.text(CurvesText::Over));
            for (over, text) in [(Over::Epochs, CurvesText::Epochs), (Over::Minutes, CurvesText::Minutes)] {
                if ui.selectable_value(&mut curves.over, over, view.text(text)).changed() {
                    curves.shown = None;
                }
            }
        });
        group(ui, 260.0, |ui| {
            let language = view.language;
            let slider = Slider::new(&mut curves.smoothing, 0.0..=0.95)
                .step_by(0.01)
                .custom_formatter(move |value, _| language.decimal(value, 2))
                .custom_parser(Language::typed);
            field(ui, view.text(CurvesText::Smoothing), |ui| ui.add(slider))
                .on_hover_text(view.text(CurvesText::SmoothingHint));
        });
        ui.checkbox(&mut curves.is_logarithmic, view.text(CurvesText::Logarithmic));
        let all = curves.all(read);
        let least = curves.least(all);
        ui.horizontal(|ui| Zoom { shown: &mut curves.shown, all, least }.by_buttons(ui, view.language));
    });
}

/// A measure's name.
const fn measure_text(measure: Measure) -> CurvesText {
    match measure {
        Measure::Accuracy => CurvesText::Accuracy,
        Measure::Loss => CurvesText::Loss,
        Measure::LearningRate => CurvesText::LearningRate,
    }
}
