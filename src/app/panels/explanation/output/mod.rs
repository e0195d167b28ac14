//! One activation: its place, its receptive field, and its arithmetic.

mod convolution;
mod rest;
mod softmax;

use std::fmt::Display;

use eframe::egui::{CentralPanel, DragValue, Panel, Rect, ScrollArea, Ui, vec2};

use super::heat::still_picture;
use super::place::{PlacePicture, cell, fitted, outline};
use super::{View, chart, failure_ui, layers, maps};
use crate::app::state::ExplanationState;
use crate::app::theme::{GAP, INSIDE, TITLE};
use crate::app::widgets::{emphasis, small, weak};
use crate::engine::{ExplainedLayer, ExplanationView, PathView};
use crate::nn::explain::{Field, Step};
use crate::nn::shapes::Shape;
use crate::text::ExplanationText;

pub fn output_ui(ui: &mut Ui, view: &View<'_>, explanation: &mut ExplanationState) {
    let Some(network) = explanation.opened().map(|opened| opened.view.clone()) else { return };
    Panel::left("explanation steps").exact_size(maps::column(ui)).resizable(false).show_separator_line(false).show(
        ui,
        |ui| {
            if let Some(layer) = layers::layers_ui(ui, view, &network.layers, explanation.path.layer, true) {
                explanation.path.layer = layer;
            }
        },
    );
    if explanation.path.is_softmax() {
        CentralPanel::no_frame().show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                softmax::softmax_ui(ui, view, explanation, &network);
            });
        });
        return;
    }
    let width = (ui.available_width() * 0.38).clamp(150.0, 300.0);
    Panel::left("explanation place").exact_size(width).resizable(false).show_separator_line(false).show(ui, |ui| {
        ScrollArea::vertical()
            .id_salt("place")
            .auto_shrink(false)
            .show(ui, |ui| place_ui(ui, view, explanation, &network));
    });
    CentralPanel::no_frame().show(ui, |ui| {
        ScrollArea::vertical().id_salt("arithmetic").auto_shrink(false).show(ui, |ui| {
            arithmetic_ui(ui, view, explanation, &network);
        });
    });
}

/// The photograph with the activation's receptive field, and its feature map.
fn place_ui(ui: &mut Ui, view: &View<'_>, explanation: &mut ExplanationState, network: &ExplanationView) {
    let number = explanation.path.layer;
    let layer = &network.layers[number];
    let half = ((ui.available_height() - 136.0) / 2.0).clamp(96.0, 260.0);
    let most = vec2(ui.available_width() - INSIDE, half);
    if let Some(opened) = explanation.opened() {
        let field = explanation.path.answer().map(|answer| answer.path.receptive_field.clone());
        let words = field.as_ref().map_or_else(String::new, |field| field_words(view, field, network));
        let min = ui.cursor().min;
        still_picture(ui, &[(&opened.picture, 1.0)], most, &words);
        if let Some(field) = field {
            let rect = Rect::from_min_size(min, fitted(opened.picture.size_vec2(), most));
            let grid = (network.seen.height, network.seen.width);
            let place = (field.rows.start, field.columns.start);
            outline(ui, view.tokens, cell(rect, grid, place, (field.rows.len(), field.columns.len())));
        }
        small(ui, words);
    }
    let index = explanation.path.index();
    let (map, row, column) = layer.place(index);
    let chosen = fields_ui(ui, view, layer, (map, row, column));
    let mut picked = None;
    if let Some(maps) = explanation.maps.of(number)
        && let Some(texture) = maps.texture(ui.ctx(), map)
    {
        let values: [(&str, &dyn Display); 4] =
            [("layer", &layer.name), ("map", &(map + 1)), ("row", &(row + 1)), ("column", &(column + 1))];
        let name = view.language.fill(ExplanationText::PickPlace, &values);
        let picture = PlacePicture {
            layers: &[(&texture, 1.0)],
            grid: layer.grid(),
            place: (row, column),
            span: (1, 1),
            name: &name,
        };
        picked = picture.show(ui, view.tokens, most).1;
        small(ui, maps::name(view, layer, &maps.view, map));
    }
    let picked = picked.and_then(|(row, column)| layer.index(map, row, column));
    if let Some(index) = picked.or(chosen).filter(|chosen| *chosen != index) {
        explanation.path.choose(number, index);
    }
}

/// The place in numbers, to be typed. Gives the number that was chosen.
fn fields_ui(ui: &mut Ui, view: &View<'_>, layer: &ExplainedLayer, place: (usize, usize, usize)) -> Option<usize> {
    // Shown counted from 1.
    let field = |ui: &mut Ui, text: ExplanationText, from_0: usize, count: usize| {
        let mut from_1 = from_0 + 1;
        let label = small(ui, view.text(text));
        ui.add(DragValue::new(&mut from_1).range(1..=count.max(1)).speed(0.1)).labelled_by(label.id);
        from_1 - 1
    };
    ui.spacing_mut().interact_size = vec2(32.0, 24.0);
    ui.spacing_mut().button_padding = vec2(6.0, 2.0);
    let mut index = None;
    ui.horizontal_wrapped(|ui| match layer.shape {
        Shape::Picture { height, width, channels } => {
            let map = field(ui, ExplanationText::Map, place.0, channels);
            let row = field(ui, ExplanationText::Row, place.1, height);
            let column = field(ui, ExplanationText::Column, place.2, width);
            index = layer.index(map, row, column);
        }
        Shape::Row(size) => {
            let now = layer.index(place.0, place.1, place.2).unwrap_or(0);
            index = Some(field(ui, ExplanationText::Unit, now, size));
        }
    });
    index
}

fn field_words(view: &View<'_>, field: &Field, network: &ExplanationView) -> String {
    let values: [(&str, &dyn Display); 6] = [
        ("top", &(field.rows.start + 1)),
        ("bottom", &field.rows.end),
        ("left", &(field.columns.start + 1)),
        ("right", &field.columns.end),
        ("width", &network.seen.width),
        ("height", &network.seen.height),
    ];
    view.language.fill(ExplanationText::Field, &values)
}

fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, explanation: &mut ExplanationState, network: &ExplanationView) {
    if let Some(Err(reason)) = &explanation.path.shown {
        failure_ui(ui, view, reason);
        return;
    }
    let Some(answer) = explanation.path.answer().cloned() else { return };
    let layer = &network.layers[answer.layer];
    let value = chart::written(view, answer.path.value);
    let values: [(&str, &dyn Display); 2] = [("layer", &layer.name), ("value", &value)];
    ui.horizontal_wrapped(|ui| {
        ui.label(emphasis(view.language.fill(ExplanationText::IsNumber, &values)).size(TITLE - 4.0));
        if let Some(before) = answer.before {
            let button = ui.button(format!("← {}", view.text(ExplanationText::FollowBack)));
            if button.on_hover_text(view.text(ExplanationText::FollowHint)).clicked() {
                explanation.path.layer = before;
            }
        }
    });
    ui.add_space(GAP);
    step_ui(ui, view, explanation, &answer, network);
}

fn step_ui(
    ui: &mut Ui,
    view: &View<'_>,
    explanation: &mut ExplanationState,
    answer: &PathView,
    network: &ExplanationView,
) {
    match &answer.path.step {
        Step::Convolution { window, kernel, bias, sum, relu } => {
            let parts = convolution::Parts { window, kernel, bias: *bias, sum: *sum, relu: *relu };
            convolution::convolution_ui(ui, view, answer, &parts, &mut explanation.path.input_map);
        }
        Step::MaxPooling { window, winner } => rest::max_ui(ui, view, window, *winner),
        Step::AveragePooling { window } => rest::average_ui(ui, view, window),
        Step::Normalisation { input, mean, variance, epsilon, gamma, beta } => {
            let learnt = rest::Normalisation {
                input: *input,
                mean: *mean,
                variance: *variance,
                epsilon: *epsilon,
                gamma: *gamma,
                beta: *beta,
            };
            rest::normalisation_ui(ui, view, &learnt, answer.path.value);
        }
        Step::Dense { inputs, weights, bias, sum, relu } => {
            rest::dense_ui(ui, view, inputs, weights, *bias);
            rest::ending_ui(ui, view, *sum, *relu);
            if answer.layer + 1 == network.layers.len()
                && let Some(class) = network.classes.get(answer.index)
            {
                weak(ui, view.language.fill(ExplanationText::LogitHint, &[("class", &view.class(class))]));
            }
        }
        Step::Activation { input, function } => {
            let [input, value] = [*input, answer.path.value].map(|number| chart::written(view, number));
            ui.label(format!("{function}({input}) = {value}"));
        }
        Step::Sum { main, shortcut } => {
            let [main, shortcut, value] =
                [*main, *shortcut, answer.path.value].map(|number| chart::written(view, number));
            ui.label(format!("{main} + {shortcut} = {value}"));
            weak(ui, view.text(ExplanationText::SumExplained));
        }
        Step::ZeroPadding { from: None } => {
            weak(ui, view.text(ExplanationText::PaddingExplained));
        }
        Step::ZeroPadding { .. } | Step::Unchanged => {
            weak(ui, view.text(ExplanationText::UnchangedExplained));
        }
    }
}
