//! Heat maps for two classes side by side, by Grad-CAM or occlusion.

use std::fmt::Display;

use eframe::egui::{
    Color32, ComboBox, Image, Role, ScrollArea, Sense, Slider, TextureHandle, Ui, Vec2, WidgetInfo, vec2,
};

use super::place::fitted;
use super::{View, class_and_share, failure_ui, occlusion};
use crate::app::state::{ExplanationState, HeatKind, Opened, Overlaid};
use crate::app::theme::{GAP, INSIDE};
use crate::app::widgets::{emphasis, field, small, weak};
use crate::engine::HeatView;
use crate::text::ExplanationText;

/// Below this width the choices take two rows, in points.
const NARROW: f32 = 1072.0;

pub fn heat_ui(ui: &mut Ui, view: &mut View<'_>, explanation: &mut ExplanationState) {
    // Where all of it does not fit beside each other, the classes stand below.
    let narrow = ui.available_width() < NARROW;
    ui.horizontal_wrapped(|ui| {
        for (kind, text) in
            [(HeatKind::GradCam, ExplanationText::GradCam), (HeatKind::Occlusion, ExplanationText::Occlusion)]
        {
            ui.selectable_value(&mut explanation.heat.kind, kind, view.text(text));
        }
        ui.separator();
        layer_ui(ui, view, explanation);
        if !narrow {
            classes_ui(ui, view, explanation);
        }
    });
    if narrow {
        ui.horizontal(|ui| classes_ui(ui, view, explanation));
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
        let combo = ComboBox::from_id_salt("explanation layer").width(112.0).selected_text(name(heat.layer));
        let combo = combo.show_ui(ui, |ui| {
            for layer in &network.convolutions {
                ui.selectable_value(&mut heat.layer, *layer, name(*layer));
            }
        });
        combo.response.labelled_by(label.id);
    });
    ui.checkbox(&mut heat.common_scale, view.text(ExplanationText::CommonScale));
}

/// The two classes and the overlay's opacity.
fn classes_ui(ui: &mut Ui, view: &View<'_>, explanation: &mut ExplanationState) {
    let Some(network) = explanation.opened().map(|opened| opened.view.clone()) else { return };
    let heat = &mut explanation.heat;
    for (place, text) in [ExplanationText::Class, ExplanationText::Beside].into_iter().enumerate() {
        ui.horizontal(|ui| {
            let name = |class: u32| network.classes[class as usize].as_str();
            let label = ui.label(view.text(text));
            let chosen = name(heat.classes[place]);
            let combo = ComboBox::from_id_salt(("explanation class", place)).width(88.0).selected_text(chosen);
            let combo = combo.show_ui(ui, |ui| {
                for class in 0..network.classes.len() as u32 {
                    ui.selectable_value(&mut heat.classes[place], class, name(class));
                }
            });
            combo.response.labelled_by(label.id);
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
    small(ui, view.text(ExplanationText::GradCamExplained));
    ui.add_space(GAP);
    match &explanation.heat.shown {
        None => {}
        Some(Err(reason)) => failure_ui(ui, view, reason),
        Some(Ok(shown)) => {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                let most = picture_size(ui);
                ui.horizontal_top(|ui| {
                    for shown in shown {
                        one_ui(ui, view, explanation, opened, shown, most);
                        ui.add_space(INSIDE);
                    }
                });
            });
        }
    }
}

/// Room for each of two pictures, with words above and below.
pub fn picture_size(ui: &Ui) -> Vec2 {
    vec2((ui.available_width() - INSIDE * 3.0) / 2.0, (ui.available_height() - 88.0).max(160.0))
}

fn one_ui(
    ui: &mut Ui,
    view: &View<'_>,
    explanation: &ExplanationState,
    opened: &Opened,
    shown: &Overlaid<HeatView>,
    most: Vec2,
) {
    let layer = opened.view.layers.get(explanation.heat.layer).map_or("", |layer| layer.name.as_str());
    let description = description(view, opened, &shown.view, layer);
    ui.vertical(|ui| {
        ui.set_max_width(most.x);
        ui.label(emphasis(class_and_share(view, opened, shown.view.class)));
        let layers = [(&opened.picture, 1.0), (&shown.texture, explanation.heat.opacity)];
        still_picture(ui, &layers, most, &description);
        small(ui, description);
    });
}

/// A picture without interaction.
pub fn still_picture(ui: &mut Ui, layers: &[(&TextureHandle, f32)], most: Vec2, name: &str) {
    let Some((first, _)) = layers.first() else { return };
    let size = fitted(first.size_vec2(), most);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    for (texture, cover) in layers {
        let tint = Color32::WHITE.gamma_multiply(*cover);
        Image::new(*texture).corner_radius(4.0).tint(tint).paint_at(ui, rect);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
}

fn description(view: &View<'_>, opened: &Opened, heat: &HeatView, layer: &str) -> String {
    let class = &opened.view.classes[heat.class as usize];
    let map = &heat.map;
    let hottest = (0..map.values.len()).fold(0, |best, at| if map.values[at] > map.values[best] { at } else { best });
    let most = map.values.get(hottest).copied().unwrap_or(0.0);
    if most <= 0.0 {
        return view.language.fill(ExplanationText::HeatNothing, &[("class", class), ("layer", &layer)]);
    }
    let share = |at: usize, count: usize| view.language.percent((at as f64 + 0.5) / count as f64, 0);
    let above = map.values.iter().filter(|value| **value > most / 2.0).count();
    let area = view.language.percent(above as f64 / map.values.len() as f64, 0);
    let (down, right) = (share(hottest / map.width, map.height), share(hottest % map.width, map.width));
    let value = view.language.short(f64::from(most));
    let values: [(&str, &dyn Display); 6] =
        [("class", class), ("layer", &layer), ("down", &down), ("right", &right), ("area", &area), ("value", &value)];
    view.language.fill(ExplanationText::HeatDescription, &values)
}
