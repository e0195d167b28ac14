//! Perturbations of the photograph by sliders, and the resulting probabilities.

use std::fmt::Display;
use std::ops::RangeInclusive;

use eframe::egui::{Grid, ScrollArea, Slider, Ui, vec2};

use super::heat::still_picture;
use super::{View, chart, failure_ui};
use crate::app::state::{ExplanationState, Opened, Perturbed};
use crate::app::theme::{GAP, GROUP, INSIDE};
use crate::app::widgets::{bar, emphasis, small, table_text};
use crate::data::augment::Perturbation;
use crate::text::ExplanationText;

pub fn perturbations_ui(ui: &mut Ui, view: &View<'_>, explanation: &mut ExplanationState) {
    let side = (ui.available_width() * 0.42).min(ui.available_height() - 48.0).max(120.0);
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(side);
            seen_ui(ui, view, explanation, side);
        });
        ui.add_space(GROUP);
        ui.vertical(|ui| {
            ScrollArea::vertical().id_salt("perturbations").auto_shrink(false).show(ui, |ui| {
                sliders_ui(ui, view, &mut explanation.perturbation);
                ui.add_space(INSIDE);
                match (&explanation.perturbed, explanation.opened()) {
                    (Some(Ok(perturbed)), Some(opened)) => answer_ui(ui, view, opened, perturbed),
                    (Some(Err(reason)), _) => failure_ui(ui, view, reason),
                    _ => {}
                }
            });
        });
    });
}

fn seen_ui(ui: &mut Ui, view: &View<'_>, explanation: &ExplanationState, side: f32) {
    let Some(opened) = explanation.opened() else { return };
    let texture = match &explanation.perturbed {
        Some(Ok(perturbed)) => &perturbed.seen,
        _ => &opened.seen,
    };
    still_picture(ui, &[(texture, 1.0)], vec2(side, side), view.text(ExplanationText::Seen));
    let [width, height] = opened.seen.size();
    small(ui, format!("{}: {width} × {height}", view.text(ExplanationText::Seen)));
}

fn sliders_ui(ui: &mut Ui, view: &View<'_>, perturbation: &mut Perturbation) {
    ui.spacing_mut().slider_width = (ui.available_width() - 240.0).clamp(72.0, 220.0);
    ui.spacing_mut().interact_size.y = 26.0;
    Grid::new("perturbation sliders").num_columns(2).spacing([GAP, 4.0]).show(ui, |ui| {
        slider(ui, view, ExplanationText::Right, &mut perturbation.right, -0.5..=0.5, 2);
        slider(ui, view, ExplanationText::Down, &mut perturbation.down, -0.5..=0.5, 2);
        slider(ui, view, ExplanationText::Degrees, &mut perturbation.degrees, -180.0..=180.0, 0);
        slider(ui, view, ExplanationText::Zoom, &mut perturbation.zoom, 0.5..=2.0, 2);
        slider(ui, view, ExplanationText::Blur, &mut perturbation.blur_pixels, 0.0..=6.0, 1);
        slider(ui, view, ExplanationText::Brightness, &mut perturbation.brightness, 0.0..=2.0, 2);
    });
    let moved = *perturbation != Perturbation::NONE;
    if ui.add_enabled(moved, eframe::egui::Button::new(view.text(ExplanationText::Reset))).clicked() {
        *perturbation = Perturbation::NONE;
    }
}

fn slider(
    ui: &mut Ui,
    view: &View<'_>,
    text: ExplanationText,
    value: &mut f32,
    range: RangeInclusive<f32>,
    decimals: usize,
) {
    let label = ui.label(view.text(text));
    let language = view.language;
    let written = move |value: f64, _: RangeInclusive<usize>| language.decimal(value, decimals);
    let slider = Slider::new(value, range)
        .custom_formatter(written)
        .custom_parser(|text| text.trim().replace(',', ".").parse().ok());
    ui.add(slider).labelled_by(label.id);
    ui.end_row();
}

fn answer_ui(ui: &mut Ui, view: &View<'_>, opened: &Opened, perturbed: &Perturbed) {
    let before = &opened.view.softmax.probabilities;
    let now = &perturbed.view.probabilities;
    let [first, _] = opened.view.two_most_probable();
    let best = (0..now.len()).fold(0, |best, class| if now[class] > now[best] { class } else { best });
    let classes: Vec<&str> = opened.view.classes.iter().map(|name| view.class(name)).collect();
    let values: [(&str, &dyn Display); 2] = [("before", &classes[first as usize]), ("now", &classes[best])];
    let (text, colour) = if best == first as usize {
        (view.language.fill(ExplanationText::Stays, &values), view.tokens.text)
    } else {
        (format!("⚠ {}", view.language.fill(ExplanationText::ChangesTo, &values)), view.tokens.warning)
    };
    ui.label(emphasis(text).color(colour));
    let width = (ui.available_width() - 200.0).clamp(64.0, 240.0);
    Grid::new("perturbed probabilities").num_columns(3).spacing([GAP, 2.0]).show(ui, |ui| {
        for (class, share) in now.iter().enumerate() {
            let percent = |share: f32| view.language.percent(f64::from(share), 1);
            let change = chart::points(view, share - before[class]);
            let values: [(&str, &dyn Display); 4] = [
                ("class", &classes[class]),
                ("now", &percent(*share)),
                ("before", &percent(before[class])),
                ("change", &change),
            ];
            let name = view.language.fill(ExplanationText::ProbabilityNow, &values);
            ui.label(classes[class]);
            let response = bar(ui, &name, *share, width, view.tokens.class(class));
            // The probability without perturbation.
            let x = response.rect.left() + response.rect.width() * before[class];
            ui.painter().vline(x, response.rect.y_range().expand(3.0), (2.0, view.tokens.text));
            response.on_hover_text(name);
            ui.label(table_text(format!("{} ({change})", percent(*share))));
            ui.end_row();
        }
    });
}
