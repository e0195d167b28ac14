//! The chosen photograph large, with all probabilities and Grad-CAM.

use std::fmt::Display;

use eframe::egui::{ComboBox, Grid, Image, RichText, ScrollArea, Ui, vec2};

use super::{View, editable, gallery::photograph_name};
use crate::app::actions::Action;
use crate::app::notices::Severity;
use crate::app::panels::overlay::buttons_ui;
use crate::app::state::{Explained, ExplainedTextures, ResultsState};
use crate::app::theme::INSIDE;
use crate::app::widgets::{bar, emphasis, middle, primary_button, sign, small, table_text, weak};
use crate::engine::{Figures, ResultsView};
use crate::text::{DataText, ExplanationText, ResultsText};

/// The picture is never higher than this, so that the probabilities are seen beside it.
const HIGHEST: f32 = 260.0;

pub fn detail_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState, evaluated: &ResultsView) {
    let Some(photograph) = results.selected else {
        weak(ui, view.text(ResultsText::DetailNone));
        return;
    };
    let figures = evaluated.figures(results.epoch, results.calibrated);
    ScrollArea::vertical().auto_shrink(false).id_salt("evaluated photograph").show(ui, |ui| {
        if primary_button(ui, view.tokens, view.text(ExplanationText::Explanation), true).clicked() {
            view.send(Action::ExplainEvaluated);
        }
        editable(results, photograph, |photograph| buttons_ui(ui, view, photograph));
        picture_ui(ui, view, results, figures, evaluated, photograph);
        answer_ui(ui, view, results, figures, photograph);
        ui.add_space(8.0);
        probabilities_ui(ui, view, figures, photograph);
        ui.add_space(INSIDE);
        heat_ui(ui, view, results, evaluated, photograph);
    });
}

fn picture_ui(
    ui: &mut Ui,
    view: &View<'_>,
    results: &ResultsState,
    figures: &Figures,
    evaluated: &ResultsView,
    photograph: usize,
) {
    let size = vec2(ui.available_width(), HIGHEST);
    // While another one is being read, its place stays as it is.
    match results.explained.as_ref().filter(|explained| explained.photograph == photograph) {
        Some(Explained { pictures: Ok(pictures), .. }) => {
            let name = photograph_name(view, &figures.predictions, photograph);
            let (texture, name) = match &pictures.heat {
                Some(heat) if results.heat => (heat, heat_name(view, results, evaluated, &name)),
                _ => (&pictures.picture, name),
            };
            ui.add(Image::new(texture).max_size(size).corner_radius(4.0).alt_text(name));
        }
        Some(Explained { pictures: Err(reason), .. }) => {
            ui.label(sign(Severity::Failure, view.tokens, view.language));
            weak(ui, format!("{}: {}", view.text(ResultsText::CouldNotShow), reason.localized(view.language)));
        }
        None => {
            let (rect, _) = ui.allocate_exact_size(vec2(size.x, HIGHEST * 0.75), eframe::egui::Sense::hover());
            ui.painter().rect_filled(rect, 4.0, view.tokens.background);
            small(ui, view.text(ResultsText::DetailLoading));
        }
    }
}

fn heat_name(view: &View<'_>, results: &ResultsState, evaluated: &ResultsView, name: &str) -> String {
    let Some(question) = results.grad_cam_request() else { return name.to_owned() };
    let class = &evaluated.best.predictions.classes()[question.class as usize];
    let layer = evaluated.layers.iter().find(|(layer, _)| Some(*layer) == question.layer);
    let layer = layer.map_or("", |(_, name)| name.as_str());
    let values: [(&str, &dyn Display); 3] = [("name", &name), ("class", class), ("layer", &layer)];
    view.language.fill(ResultsText::HeatDescription, &values)
}

/// Label, prediction and whether they agree.
fn answer_ui(ui: &mut Ui, view: &View<'_>, results: &ResultsState, figures: &Figures, photograph: usize) {
    let (language, predictions) = (view.language, &figures.predictions);
    let name = &predictions.names()[photograph];
    let font = eframe::egui::FontId::proportional(14.0);
    ui.label(emphasis(middle(ui, name, &font, ui.available_width()))).on_hover_text(name);
    let class = |class: u32| predictions.classes()[class as usize].as_str();
    let share = language.percent(f64::from(predictions.confidence(photograph)), 1);
    let values: [(&str, &dyn Display); 2] = [("label", &class(predictions.predicted(photograph))), ("share", &share)];
    let answered = language.fill(ResultsText::Answered, &values);
    let (sign, word, colour) = if predictions.is_right(photograph) {
        ("✓", ResultsText::Right, view.tokens.best)
    } else {
        ("✗", ResultsText::IsWrong, view.tokens.failure)
    };
    ui.label(language.fill(ResultsText::Labelled, &[("label", &class(predictions.labels()[photograph]))]));
    ui.label(RichText::new(format!("{answered}: {sign} {}", view.text(word))).color(colour));
    let mut facts = language.fill(ResultsText::LossOf, &[("n", &language.decimal(predictions.loss(photograph), 3))]);
    if let Some(Explained { photograph: of, pictures: Ok(ExplainedTextures { size, .. }) }) = &results.explained
        && *of == photograph
    {
        let values: [(&str, &dyn Display); 2] = [("width", &size.1), ("height", &size.0)];
        facts = format!("{facts} · {}", language.fill(DataText::Pixels, &values));
    }
    small(ui, facts);
}

fn probabilities_ui(ui: &mut Ui, view: &View<'_>, figures: &Figures, photograph: usize) {
    let predictions = &figures.predictions;
    let width = (ui.available_width() - 160.0).max(48.0);
    ui.spacing_mut().interact_size.y = 20.0;
    Grid::new("evaluated probabilities").num_columns(3).spacing([8.0, 2.0]).show(ui, |ui| {
        for (class, share) in predictions.probabilities(photograph).iter().enumerate() {
            let name = &predictions.classes()[class];
            let percent = view.language.percent(f64::from(*share), 1);
            let font = eframe::egui::FontId::proportional(14.0);
            ui.label(middle(ui, name, &font, 72.0));
            bar(ui, &format!("{name}: {percent}"), *share, width, view.tokens.series(class));
            ui.label(table_text(percent));
            ui.end_row();
        }
    });
}

/// The layer and the class of Grad-CAM.
fn heat_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, evaluated: &ResultsView, photograph: usize) {
    if evaluated.layers.is_empty() {
        small(ui, view.text(ResultsText::NoLayer));
        return;
    }
    ui.checkbox(&mut results.heat, view.text(ResultsText::Heat));
    let Some(question) = results.grad_cam_request() else { return };
    let width = (ui.available_width() - 96.0).clamp(80.0, 160.0);
    Grid::new("heat").num_columns(2).spacing([8.0, 4.0]).show(ui, |ui| {
        let label = ui.label(view.text(ResultsText::Layer));
        let name = |layer: Option<usize>| {
            evaluated.layers.iter().find(|(number, _)| Some(*number) == layer).map_or("", |(_, name)| name.as_str())
        };
        let mut layer = question.layer;
        let combo = ComboBox::from_id_salt("heat layer").width(width).selected_text(name(layer)).show_ui(ui, |ui| {
            for (number, its) in &evaluated.layers {
                ui.selectable_value(&mut layer, Some(*number), its);
            }
        });
        combo.response.labelled_by(label.id);
        ui.end_row();
        let label = ui.label(view.text(ResultsText::HeatClass));
        let classes = evaluated.best.predictions.classes();
        let mut class = question.class;
        let chosen = classes[class as usize].as_str();
        let combo = ComboBox::from_id_salt("heat class").width(width).selected_text(chosen).show_ui(ui, |ui| {
            for (number, its) in (0..).zip(classes) {
                ui.selectable_value(&mut class, number, its);
            }
        });
        combo.response.labelled_by(label.id);
        ui.end_row();
        if layer != question.layer {
            results.layer = layer;
        }
        if class != question.class {
            results.class = Some(class);
        }
    });
    small(ui, view.text(ResultsText::HeatExplained));
    let other = results.figures().is_some_and(|figures| {
        figures.predictions.probabilities(photograph) != evaluated.best.predictions.probabilities(photograph)
    });
    if other {
        small(ui, view.text(ResultsText::WithBestWeights));
    }
}
