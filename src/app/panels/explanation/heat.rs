//! Heat maps for two classes side by side, by Grad-CAM or occlusion.

use std::fmt::Display;

use eframe::egui::{
    CollapsingHeader, Color32, CornerRadius, FontId, Image, Rect, Role, ScrollArea, Sense, Slider, TextureHandle, Ui,
    Vec2, WidgetInfo, pos2, vec2,
};

use super::place::fitted;
use super::{View, class_and_share, failure_ui, occlusion, sentence_ui};
use crate::app::state::{ExplanationState, HeatKind, Opened, Overlaid};
use crate::app::theme::{GAP, INSIDE};
use crate::app::widgets::{ClassNames, combo, emphasis, explain, field, small, two_ends, weak};
use crate::engine::HeatView;
use crate::lessons::glossary::Glossed;
use crate::results::pictures::heat;
use crate::text::ExplanationText;

/// Room for the words above and below a picture, and for the head of the numbers.
const WORDS: f32 = 136.0;
/// Width of the list of classes.
const CLASS: f32 = 112.0;
/// Height of the colour bar, in points, and its steps.
const BAR: f32 = 10.0;
const COLOURS: usize = 64;
/// Below this width the choices take two rows, in points.
const NARROW: f32 = 1072.0;

pub fn heat_ui(ui: &mut Ui, view: &mut View<'_>, explanation: &mut ExplanationState) {
    // Where all of it does not fit beside each other, the classes stand below.
    let narrow = ui.available_width() < NARROW;
    ui.horizontal_wrapped(|ui| {
        for (kind, text, explained) in [
            (HeatKind::GradCam, ExplanationText::GradCam, ExplanationText::GradCamExplained),
            (HeatKind::Occlusion, ExplanationText::Occlusion, ExplanationText::OcclusionExplained),
        ] {
            ui.selectable_value(&mut explanation.heat.kind, kind, view.text(text)).on_hover_text(view.text(explained));
            if kind == HeatKind::GradCam {
                explain(ui, view.language, Glossed::GradCam);
            }
        }
        if !narrow || explanation.heat.kind == HeatKind::GradCam {
            ui.separator();
        }
        layer_ui(ui, view, explanation);
        if !narrow {
            classes_ui(ui, view, explanation);
        }
    });
    if narrow {
        ui.horizontal_wrapped(|ui| classes_ui(ui, view, explanation));
    }
    ui.add_space(GAP);
    match explanation.heat.kind {
        HeatKind::GradCam => grad_cam_ui(ui, view, explanation),
        HeatKind::Occlusion => occlusion::occlusion_ui(ui, view, explanation),
    }
}

/// The layer and the scale.
fn layer_ui(ui: &mut Ui, view: &View<'_>, explanation: &mut ExplanationState) {
    let Some(network) = explanation.opened().map(|opened| opened.view.clone()) else { return };
    let heat = &mut explanation.heat;
    if heat.kind != HeatKind::GradCam || network.convolutions.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        let name = |layer: usize| network.layers.get(layer).map_or("", |layer| layer.name.as_str());
        let label = ui.label(view.text(ExplanationText::Layer));
        let layers: Vec<(usize, &str)> = network.convolutions.iter().map(|layer| (*layer, name(*layer))).collect();
        let (response, picked) = combo(ui, "explanation layer", 112.0, (heat.layer, name(heat.layer)), &layers);
        response.labelled_by(label.id);
        heat.layer = picked.unwrap_or(heat.layer);
    });
    ui.checkbox(&mut heat.common_scale, view.text(ExplanationText::CommonScale));
}

/// The two classes and the overlay's opacity.
fn classes_ui(ui: &mut Ui, view: &View<'_>, explanation: &mut ExplanationState) {
    let Some(network) = explanation.opened().map(|opened| opened.view.clone()) else { return };
    let heat = &mut explanation.heat;
    for (place, text) in [ExplanationText::Class, ExplanationText::Beside].into_iter().enumerate() {
        ui.horizontal(|ui| {
            let names = ClassNames::of(network.classes.iter().map(|name| view.class(name)));
            let classes: Vec<(u32, &str)> = (0..).zip(network.classes.iter().map(|name| view.class(name))).collect();
            let label = ui.label(view.text(text));
            let chosen = names.cut(ui, heat.classes[place] as usize, &FontId::proportional(14.0), CLASS - 44.0);
            let salt = format!("explanation class {place}");
            let (response, picked) = combo(ui, &salt, CLASS, (heat.classes[place], &chosen), &classes);
            response.labelled_by(label.id);
            heat.classes[place] = picked.unwrap_or(heat.classes[place]);
        });
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().slider_width = 88.0;
        let slider = Slider::new(&mut heat.opacity, 0.0..=1.0).show_value(false);
        field(ui, view.text(ExplanationText::Opacity), |ui| ui.add(slider));
    });
}

fn grad_cam_ui(ui: &mut Ui, view: &View<'_>, explanation: &ExplanationState) {
    let Some(opened) = explanation.opened() else { return };
    if opened.view.convolutions.is_empty() {
        weak(ui, view.text(ExplanationText::NoConvolution));
        return;
    }
    sentence_ui(ui, view.text(ExplanationText::GradCamExplained));
    let common = explanation.heat.common_scale;
    match &explanation.heat.shown {
        None => {}
        Some(Err(reason)) => failure_ui(ui, view, reason),
        Some(Ok(shown)) => {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                let most = picture_size(ui);
                let largest = shown.iter().map(|shown| largest(&shown.view)).fold(0.0, f32::max);
                ui.horizontal_top(|ui| {
                    for shown in shown {
                        let scale = if common { largest } else { self::largest(&shown.view) };
                        one_ui(ui, view, explanation, opened, shown, (most, scale));
                        ui.add_space(INSIDE);
                    }
                });
                let header =
                    CollapsingHeader::new(view.text(ExplanationText::InNumbers)).id_salt("grad-cam in numbers");
                header.show(ui, |ui| {
                    for shown in shown {
                        small(ui, description(view, opened, &shown.view, layer_name(explanation, opened)));
                    }
                });
            });
        }
    }
}

/// Room for each of two pictures, with words above and below.
pub fn picture_size(ui: &Ui) -> Vec2 {
    vec2((ui.available_width() - INSIDE * 3.0) / 2.0, (ui.available_height() - WORDS).max(160.0))
}

fn one_ui(
    ui: &mut Ui,
    view: &View<'_>,
    explanation: &ExplanationState,
    opened: &Opened,
    shown: &Overlaid<HeatView>,
    (most, scale): (Vec2, f32),
) {
    let description = description(view, opened, &shown.view, layer_name(explanation, opened));
    ui.vertical(|ui| {
        ui.set_max_width(most.x);
        ui.label(emphasis(class_and_share(view, opened, shown.view.class)));
        let layers = [(&opened.picture, 1.0), (&shown.texture, explanation.heat.opacity)];
        let width = still_picture(ui, &layers, most, &description);
        if largest(&shown.view) > 0.0 {
            colour_bar(ui, view, scale, width);
        } else {
            small(ui, description);
        }
    });
}

fn layer_name<'a>(explanation: &ExplanationState, opened: &'a Opened) -> &'a str {
    opened.view.layers.get(explanation.heat.layer).map_or("", |layer| layer.name.as_str())
}

fn largest(heat: &HeatView) -> f32 {
    heat.map.values.iter().copied().fold(0.0, f32::max)
}

/// The colours from 0 to the scale's end.
#[expect(clippy::disallowed_methods, reason = "the colours of the heat map itself, in either theme")]
fn colour_bar(ui: &mut Ui, view: &View<'_>, scale: f32, width: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, BAR), Sense::hover());
    let step = rect.width() / COLOURS as f32;
    for place in 0..COLOURS {
        let [r, g, b] = heat((place as f32 + 0.5) / COLOURS as f32);
        let left = rect.left() + place as f32 * step;
        let part = Rect::from_min_size(pos2(left, rect.top()), vec2(step + 0.5, BAR));
        ui.painter().rect_filled(part, CornerRadius::ZERO, Color32::from_rgb(r, g, b));
    }
    let most = view.language.short(f64::from(scale));
    let name = view.language.fill(ExplanationText::ColourBar, &[("most", &most)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    ui.scope(|ui| {
        ui.set_max_width(width);
        two_ends(ui, &name, |ui| drop(small(ui, "0")), |ui| drop(small(ui, &most)));
    });
}

/// A picture without interaction. Gives its width.
pub fn still_picture(ui: &mut Ui, layers: &[(&TextureHandle, f32)], most: Vec2, name: &str) -> f32 {
    let Some((first, _)) = layers.first() else { return 0.0 };
    let size = fitted(first.size_vec2(), most);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    for (texture, cover) in layers {
        let tint = Color32::WHITE.gamma_multiply(*cover);
        Image::new(*texture).corner_radius(4.0).tint(tint).paint_at(ui, rect);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    size.x
}

fn description(view: &View<'_>, opened: &Opened, heat: &HeatView, layer: &str) -> String {
    let class = view.class(&opened.view.classes[heat.class as usize]);
    let map = &heat.map;
    let hottest = (0..map.values.len()).fold(0, |best, at| if map.values[at] > map.values[best] { at } else { best });
    let most = map.values.get(hottest).copied().unwrap_or(0.0);
    if most <= 0.0 {
        return view.language.fill(ExplanationText::HeatNothing, &[("class", &class), ("layer", &layer)]);
    }
    let share = |at: usize, count: usize| view.language.percent((at as f64 + 0.5) / count as f64, 0);
    let above = map.values.iter().filter(|value| **value > most / 2.0).count();
    let area = view.language.percent(above as f64 / map.values.len() as f64, 0);
    let (down, right) = (share(hottest / map.width, map.height), share(hottest % map.width, map.width));
    let value = view.language.short(f64::from(most));
    let values: [(&str, &dyn Display); 6] =
        [("class", &class), ("layer", &layer), ("down", &down), ("right", &right), ("area", &area), ("value", &value)];
    view.language.fill(ExplanationText::HeatDescription, &values)
}
