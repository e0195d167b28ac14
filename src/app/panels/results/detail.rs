//! The chosen photograph large, with all probabilities and Grad-CAM.

use std::fmt::Display;

use eframe::egui::{
    Align2, CornerRadius, FontId, Grid, Image, Rect, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::{View, editable, gallery::photograph_name};
use crate::app::actions::Action;
use crate::app::notices::Severity;
use crate::app::panels::overlay::buttons_ui;
use crate::app::state::{Explained, ExplainedTextures, ListedClasses, ResultsState};
use crate::app::theme::INSIDE;
use crate::app::widgets::{ClassNames, beside_term, combo, emphasis, middle, primary_button, sign, small, weak};
use crate::engine::{Figures, ResultsView};
use crate::lessons::glossary::Glossed;
use crate::results::Predictions;
use crate::text::{DataText, ExplanationText, MatrixText, ResultsText};

/// The picture is never higher than this, so that the probabilities are seen beside it.
const HIGHEST: f32 = 280.0;
/// So many classes are listed until all are asked for.
const LISTED: usize = 8;
/// Of a list's button, what its arrow and edges take, in points.
const ARROW: f32 = 44.0;
/// A class's line, and the room for its share, in points.
const LINE: f32 = 22.0;
const SHARE: f32 = 60.0;

/// What does not fit scrolls, or `in_page` with it.
pub fn detail_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState, evaluated: &ResultsView, in_page: bool) {
    let Some(photograph) = results.selected else {
        weak(ui, view.text(ResultsText::DetailNone));
        return;
    };
    let figures = evaluated.figures(results.epoch, results.calibrated);
    let mut contents = |ui: &mut Ui| {
        picture_ui(ui, view, results, figures, evaluated, photograph);
        answer_ui(ui, view, results, figures, photograph);
        if primary_button(ui, view.tokens, view.text(ExplanationText::Explanation), true).clicked() {
            view.send(Action::ExplainEvaluated);
        }
        editable(results, photograph, |photograph| buttons_ui(ui, view, photograph));
        ui.add_space(8.0);
        probabilities_ui(ui, view, results, &figures.predictions, photograph);
        ui.add_space(INSIDE);
        heat_ui(ui, view, results, evaluated, photograph);
    };
    if in_page {
        contents(ui);
    } else {
        ScrollArea::vertical().auto_shrink(false).id_salt("evaluated photo").show(ui, contents);
    }
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
            // Small pictures are enlarged.
            let whole = texture.size_vec2();
            let scale = (size.x / whole.x.max(1.0)).min(size.y / whole.y.max(1.0));
            ui.add(Image::new(texture).fit_to_exact_size(whole * scale).corner_radius(4.0).alt_text(name));
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
    let class = view.class(&evaluated.best.predictions.classes()[question.class as usize]);
    let layer = evaluated.layers.iter().find(|(layer, _)| Some(*layer) == question.layer);
    let layer = layer.map_or("", |(_, name)| name.as_str());
    let values: [(&str, &dyn Display); 3] = [("name", &name), ("class", &class), ("layer", &layer)];
    view.language.fill(ResultsText::HeatDescription, &values)
}

/// Label, prediction and whether they agree.
fn answer_ui(ui: &mut Ui, view: &View<'_>, results: &ResultsState, figures: &Figures, photograph: usize) {
    let (language, predictions) = (view.language, &figures.predictions);
    let name = &predictions.names()[photograph];
    let font = eframe::egui::FontId::proportional(14.0);
    ui.label(emphasis(middle(ui, name, &font, ui.available_width()))).on_hover_text(name);
    let class = |class: u32| view.class(&predictions.classes()[class as usize]);
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

/// The classes by their probability, the largest first; of many the first few and the label.
fn probabilities_ui(
    ui: &mut Ui,
    view: &View<'_>,
    results: &mut ResultsState,
    predictions: &Predictions,
    photograph: usize,
) {
    let shares = predictions.probabilities(photograph);
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|a, b| shares[*b].total_cmp(&shares[*a]));
    let label = predictions.labels()[photograph] as usize;
    let is_cut = order.len() > LISTED + 2;
    let are_all = results.listed == ListedClasses::All;
    let mut listed: Vec<usize> = if is_cut && !are_all { order[..LISTED].to_vec() } else { order };
    if !listed.contains(&label) {
        listed.push(label);
    }
    let names = ClassNames::of(predictions.classes().iter().map(|name| view.class(name)));
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for class in &listed {
            probability_ui(ui, view, &names, *class, shares[*class], *class == label);
        }
    });
    if !is_cut {
        return;
    }
    if !are_all {
        let others = shares.iter().enumerate().filter(|(class, _)| !listed.contains(class));
        let share = view.language.percent(others.map(|(_, share)| f64::from(*share)).sum(), 1);
        let text = MatrixText::Others;
        small(ui, view.language.count_and_fill(text, shares.len() - listed.len(), &[("share", &share)]));
    }
    let all = view.language.fill(MatrixText::AllClasses, &[("n", &view.language.integer(shares.len()))]);
    let text = if are_all { view.text(MatrixText::FewClasses) } else { &all };
    if ui.button(text).clicked() {
        results.listed = if are_all { ListedClasses::MostProbable } else { ListedClasses::All };
    }
}

/// A class with its bar and its share; the label is set off.
fn probability_ui(ui: &mut Ui, view: &View<'_>, names: &ClassNames<'_>, class: usize, share: f32, is_label: bool) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let percent = view.language.percent(f64::from(share), 1);
    let font = FontId::proportional(14.0);
    let named = (rect.width() * 0.4).min(112.0);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let colour = if is_label { view.tokens.text } else { view.tokens.text_weak };
    let name = names.cut(ui, class, &font, named - 8.0);
    painter.text(rect.left_center(), Align2::LEFT_CENTER, name, font, colour);
    painter.text(rect.right_center(), Align2::RIGHT_CENTER, &percent, FontId::monospace(13.0), view.tokens.text);
    let (left, right) = (rect.left() + named, rect.right() - SHARE);
    let (top, bottom) = (rect.center().y - 4.0, rect.center().y + 4.0);
    let whole = Rect::from_min_max(pos2(left, top), pos2(right.max(left), bottom));
    painter.rect_filled(whole, CornerRadius::same(4), view.tokens.raised);
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let filled = Rect::from_min_size(whole.min, vec2(whole.width() * share, whole.height()));
    painter.rect_filled(filled, CornerRadius::same(4), view.tokens.class(class));
    let name = format!("{}: {percent}", names.whole(class));
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &name));
    response.on_hover_text(name);
}

/// The layer and the class of Grad-CAM.
fn heat_ui(ui: &mut Ui, view: &View<'_>, results: &mut ResultsState, evaluated: &ResultsView, photograph: usize) {
    if evaluated.layers.is_empty() {
        small(ui, view.text(ResultsText::NoLayer));
        return;
    }
    beside_term(ui, view.language, Glossed::GradCam, |ui| ui.checkbox(&mut results.heat, view.text(ResultsText::Heat)));
    let Some(question) = results.grad_cam_request() else { return };
    let width = (ui.available_width() - 96.0).clamp(80.0, 160.0);
    Grid::new("heat").num_columns(2).spacing([8.0, 4.0]).show(ui, |ui| {
        let label = ui.label(view.text(ResultsText::Layer));
        let layers: Vec<(usize, &str)> =
            evaluated.layers.iter().map(|(number, name)| (*number, name.as_str())).collect();
        let chosen = question.layer.and_then(|layer| layers.iter().find(|(number, _)| *number == layer).copied());
        let (response, layer) = combo(ui, "heat layer", width, chosen.unwrap_or_default(), &layers);
        response.labelled_by(label.id);
        ui.end_row();
        let label = ui.label(view.text(ResultsText::HeatClass));
        let names = evaluated.best.predictions.classes();
        let classes: Vec<(u32, &str)> = (0..).zip(names.iter().map(|name| view.class(name))).collect();
        let font = FontId::proportional(14.0);
        let cut = ClassNames::of(names.iter().map(|name| view.class(name)));
        let chosen = cut.cut(ui, question.class as usize, &font, width - ARROW);
        let (response, class) = combo(ui, "heat class", width, (question.class, &chosen), &classes);
        response.labelled_by(label.id);
        ui.end_row();
        if layer.is_some() {
            results.layer = layer;
        }
        if class.is_some() {
            results.class = class;
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
