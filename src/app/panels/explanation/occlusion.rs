//! Occlusion maps for two classes.

use std::fmt::Display;

use eframe::egui::{CollapsingHeader, Grid, ScrollArea, Ui};

use super::heat::{picture_size, still_picture};
use super::place::PlacePicture;
use super::{View, chart, class_and_share, failure_ui, sentence_ui};
use crate::app::actions::Action;
use crate::app::state::{ExplanationState, Opened, Overlaid};
use crate::app::theme::{GAP, INSIDE};
use crate::app::widgets::{emphasis, number_field, primary_button, progress, small, table_text, weak};
use crate::engine::OcclusionView;
use crate::nn::explain::OcclusionMap;
use crate::text::{ExplanationText, ShellText};

/// Places listed in numbers.
const LISTED: usize = 12;

pub fn occlusion_ui(ui: &mut Ui, view: &mut View<'_>, explanation: &mut ExplanationState) {
    sentence_ui(ui, view.text(ExplanationText::OcclusionExplained));
    square_ui(ui, view, explanation);
    ui.add_space(GAP);
    if let Some((done, total)) = explanation.occlusion.running {
        let (done_words, total_words) = (view.language.integer(done), view.language.integer(total));
        let values: [(&str, &dyn Display); 2] = [("done", &done_words), ("total", &total_words)];
        weak(ui, view.language.fill(ExplanationText::CoveringProgress, &values));
        return;
    }
    let current = explanation.occlusion.is_current(explanation.heat.classes);
    match &explanation.occlusion.shown {
        Some(Err(reason)) => failure_ui(ui, view, reason),
        Some(Ok(_)) if current => maps_ui(ui, view, explanation),
        _ => {
            let Some(opened) = explanation.opened() else { return };
            let most = picture_size(ui);
            let name = explanation.subject.as_ref().map_or("", |subject| subject.name.as_str());
            let name = view.language.fill(ExplanationText::Photograph, &[("name", &name)]);
            still_picture(ui, &[(&opened.picture, 1.0)], most, &name);
        }
    }
}

/// The occluder's size and stride, and the button that starts or cancels.
fn square_ui(ui: &mut Ui, view: &mut View<'_>, explanation: &mut ExplanationState) {
    let Some((height, width)) = explanation.opened().map(|opened| (opened.view.seen.height, opened.view.seen.width))
    else {
        return;
    };
    ui.horizontal_wrapped(|ui| {
        let occluder = &mut explanation.occlusion.occluder;
        ui.horizontal(|ui| {
            number_field(
                ui,
                view.language,
                view.text(ExplanationText::Square),
                &mut occluder.side,
                1..=height.min(width),
                0.1,
            );
        });
        ui.horizontal(|ui| {
            let most = occluder.side.max(1);
            number_field(ui, view.language, view.text(ExplanationText::Stride), &mut occluder.stride, 1..=most, 0.1);
        });
        weak(ui, view.language.count(ExplanationText::Places, explanation.occlusion.places(height, width)));
        if let Some((done, total)) = explanation.occlusion.running {
            progress(ui, view.text(ExplanationText::Covering), done, total, 120.0);
            if ui.button(view.text(ShellText::Cancel)).clicked() {
                view.send(Action::CancelOcclusion);
            }
        } else {
            let current = explanation.occlusion.is_current(explanation.heat.classes);
            if primary_button(ui, view.tokens, view.text(ExplanationText::Compute), !current).clicked() {
                view.send(Action::Occlude);
            }
        }
    });
}

fn maps_ui(ui: &mut Ui, view: &View<'_>, explanation: &mut ExplanationState) {
    let opacity = explanation.heat.opacity;
    let place = explanation.occlusion.place;
    let Some(opened) = explanation.opened() else { return };
    let Some(Ok(shown)) = &explanation.occlusion.shown else { return };
    let mut chosen = None;
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let most = picture_size(ui);
        ui.horizontal_top(|ui| {
            for shown in shown {
                ui.vertical(|ui| {
                    ui.set_max_width(most.x);
                    ui.label(emphasis(class_and_share(view, opened, shown.view.class)));
                    chosen = one_ui(ui, view, opened, shown, opacity, place, most).or(chosen);
                });
                ui.add_space(INSIDE);
            }
        });
        CollapsingHeader::new(view.text(ExplanationText::InNumbers)).id_salt("occlusion in numbers").show(ui, |ui| {
            for shown in shown {
                small(ui, description(view, opened, &shown.view));
            }
            table_ui(ui, view, opened, shown);
        });
    });
    if let Some(chosen) = chosen {
        explanation.occlusion.place = chosen;
    }
}

fn one_ui(
    ui: &mut Ui,
    view: &View<'_>,
    opened: &Opened,
    shown: &Overlaid<OcclusionView>,
    opacity: f32,
    place: (usize, usize),
    most: eframe::egui::Vec2,
) -> Option<(usize, usize)> {
    let pixels = &shown.view.pixels;
    let here = |(row, column): (usize, usize)| {
        let points = chart::points(view, -pixels.values[row * pixels.width + column]);
        let values: [(&str, &dyn Display); 3] = [("row", &(row + 1)), ("column", &(column + 1)), ("points", &points)];
        view.language.fill(ExplanationText::OcclusionHere, &values)
    };
    let description = description(view, opened, &shown.view);
    let layers = [(&opened.picture, 1.0), (&shown.texture, opacity)];
    let name = format!("{description}. {}", here(place));
    let picture =
        PlacePicture { layers: &layers, grid: (pixels.height, pixels.width), place, span: (1, 1), name: &name };
    let (response, chosen) = picture.show(ui, view.tokens, most);
    ui.label(table_text(here(place)));
    if let Some(at) = response.hover_pos() {
        let words = here(picture.under(response.rect, at));
        response.on_hover_text_at_pointer(words);
    }
    chosen
}

/// The occluder's places with the largest loss and the largest gain of probability.
fn extremes(map: &OcclusionMap) -> (usize, usize) {
    let better = |a: usize, b: usize| if map.drops[b] > map.drops[a] { b } else { a };
    let worse = |a: usize, b: usize| if map.drops[b] < map.drops[a] { b } else { a };
    let count = map.drops.len();
    ((0..count).reduce(better).unwrap_or(0), (0..count).reduce(worse).unwrap_or(0))
}

fn corner(map: &OcclusionMap, place: usize) -> (usize, usize) {
    (map.rows[place / map.columns.len()], map.columns[place % map.columns.len()])
}

fn description(view: &View<'_>, opened: &Opened, shown: &OcclusionView) -> String {
    let map = &shown.map;
    let percent = |share: f32| view.language.percent(f64::from(share), 1);
    let (lowest, highest) = extremes(map);
    let ((top, left), (gain_top, gain_left)) = (corner(map, lowest), corner(map, highest));
    let (least, most) = (percent(map.probability - map.drops[lowest]), percent(map.probability - map.drops[highest]));
    let whole = percent(map.probability);
    let values: [(&str, &dyn Display); 12] = [
        ("class", &view.class(&opened.view.classes[shown.class as usize])),
        ("whole", &whole),
        ("top", &(top + 1)),
        ("bottom", &(top + map.side)),
        ("left", &(left + 1)),
        ("right", &(left + map.side)),
        ("least", &least),
        ("gaintop", &(gain_top + 1)),
        ("gainbottom", &(gain_top + map.side)),
        ("gainleft", &(gain_left + 1)),
        ("gainright", &(gain_left + map.side)),
        ("most", &most),
    ];
    view.language.fill(ExplanationText::OcclusionDescription, &values)
}

/// The places that matter most for the first class.
fn table_ui(ui: &mut Ui, view: &View<'_>, opened: &Opened, shown: &[Overlaid<OcclusionView>]) {
    let Some(first) = shown.first().map(|shown| &shown.view.map) else { return };
    let mut places: Vec<usize> = (0..first.drops.len()).collect();
    places.sort_by(|a, b| first.drops[*b].abs().total_cmp(&first.drops[*a].abs()));
    Grid::new("occlusion").num_columns(3).spacing([GAP * 2.0, 2.0]).striped(true).show(ui, |ui| {
        small(ui, view.text(ExplanationText::Hidden));
        for shown in shown {
            let class = view.class(&opened.view.classes[shown.view.class as usize]);
            small(ui, view.language.fill(ExplanationText::Changed, &[("class", &class)]));
        }
        ui.end_row();
        for place in places.into_iter().take(LISTED) {
            let (top, left) = corner(first, place);
            let (bottom, right) = (top + first.side, left + first.side);
            ui.label(table_text(format!("{}–{bottom}, {}–{right}", top + 1, left + 1)));
            for shown in shown {
                ui.label(table_text(chart::points(view, -shown.view.map.drops[place])));
            }
            ui.end_row();
        }
    });
}
