//! The feature maps of a layer as small pictures; the first layer's filters beside theirs.

use std::fmt::Display;

use eframe::egui::{
    Align2, CentralPanel, CornerRadius, FontId, Image, Panel, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::place::PlacePicture;
use super::{View, chart, failure_ui, layers, logits};
use crate::app::pictures::pixelated;
use crate::app::state::{ExplanationState, ExplanationTab, Maps};
use crate::app::theme::GAP;
use crate::app::widgets::{Gallery, mark_cell, small, weak};
use crate::engine::{ExplainedLayer, ExplanationView, MapsView};
use crate::nn::shapes::Shape;
use crate::text::ExplanationText;

/// Sides of a map: the least, the greatest, and between two of them.
const SIDE: f32 = 112.0;
const LARGEST: f32 = 304.0;
const STEP: f32 = 8.0;
const WORDS: f32 = 20.0;
/// A filter's share of its map's side.
const FILTER: f32 = 0.36;

pub fn maps_ui(ui: &mut Ui, view: &View<'_>, explanation: &mut ExplanationState) {
    let Some(network) = explanation.opened().map(|opened| opened.view.clone()) else { return };
    Panel::left("explanation layers").exact_size(column(ui)).resizable(false).show_separator_line(false).show(
        ui,
        |ui| {
            if let Some(layer) = layers::layers_ui(ui, view, &network.layers, explanation.maps.layer, false) {
                explanation.maps.layer = layer;
            }
        },
    );
    CentralPanel::no_frame().show(ui, |ui| {
        let layer = &network.layers[explanation.maps.layer];
        let filters = explanation.maps.layer == 0 && !network.filters.is_empty();
        ui.horizontal_wrapped(|ui| {
            match layer.shape {
                Shape::Picture { channels, .. } => {
                    weak(ui, format!("{}: {}", layer.name, view.language.count(ExplanationText::MapsCount, channels)));
                }
                Shape::Row(_) if is_output(&network, explanation.maps.layer) => {
                    weak(ui, format!("{}: {}", layer.name, view.text(ExplanationText::LogitsExplained)));
                }
                Shape::Row(size) => {
                    weak(ui, format!("{}: {}", layer.name, view.language.count(ExplanationText::BlockOf, size)));
                }
            }
            if layer.maps() > 1 {
                ui.checkbox(&mut explanation.maps.common_scale, view.text(ExplanationText::CommonScaleMaps));
            }
        });
        if filters {
            small(ui, view.text(ExplanationText::Filters));
        }
        ui.add_space(GAP);
        shown_ui(ui, view, explanation, &network, filters);
    });
}

/// Width of the layers' column.
pub fn column(ui: &Ui) -> f32 {
    (ui.available_width() * 0.24).clamp(140.0, 216.0)
}

fn shown_ui(
    ui: &mut Ui,
    view: &View<'_>,
    explanation: &mut ExplanationState,
    network: &ExplanationView,
    filters: bool,
) {
    let number = explanation.maps.layer;
    if let Some(Err(reason)) = &explanation.maps.shown {
        failure_ui(ui, view, reason);
        return;
    }
    if filters && explanation.maps.filters.is_empty() {
        explanation.maps.filters = network.filters.iter().map(|filter| pixelated(ui.ctx(), "filter", filter)).collect();
    }
    let textures = explanation.maps.filters.clone();
    let layer = &network.layers[number];
    let Some(maps) = explanation.maps.of(number) else {
        weak(ui, view.text(ExplanationText::ComputingMaps));
        return;
    };
    let mut chosen = None;
    if is_output(network, number) {
        chosen = logits::logits_ui(ui, view, network);
    } else if layer.maps() == 1 {
        chosen = block_ui(ui, view, layer, maps);
    } else {
        let side = largest_side(ui, layer.maps(), filters);
        let gallery = gallery(side, filters);
        let columns = gallery.columns(ui);
        gallery.show(ui, columns, layer.maps(), None, |ui, map| {
            let filter = textures.get(map).filter(|_| filters);
            if map_ui(ui, view, layer, maps, map, filter, side) {
                let (row, column) = maps.view.peaks[map];
                chosen = layer.index(map, row, column);
            }
        });
    }
    if let Some(index) = chosen {
        explanation.path.choose(number, index);
        explanation.tab = ExplanationTab::Output;
    }
}

fn gallery(side: f32, filters: bool) -> Gallery {
    let filter = if filters { 4.0 + side * FILTER } else { 0.0 };
    let name = if filters { "first feature maps" } else { "feature maps" };
    Gallery { name, cell: vec2(side + filter, side + WORDS) }
}

/// The side with which all maps are seen at once, as large as possible; where they are too many, the least.
fn largest_side(ui: &Ui, count: usize, filters: bool) -> f32 {
    let fits = |side: &f32| {
        let gallery = gallery(*side, filters);
        let rows = count.div_ceil(gallery.columns(ui)) as f32;
        rows * (gallery.cell.y + GAP) <= ui.available_height()
    };
    let steps = ((LARGEST - SIDE) / STEP) as usize;
    (0..=steps).rev().map(|step| SIDE + step as f32 * STEP).find(fits).unwrap_or(SIDE)
}

/// Whether the layer gives a number for each class.
fn is_output(network: &ExplanationView, number: usize) -> bool {
    number + 1 == network.layers.len() && network.layers[number].shape == Shape::Row(network.classes.len())
}

/// A row of numbers as one block; gives the number that was chosen.
fn block_ui(ui: &mut Ui, view: &View<'_>, layer: &ExplainedLayer, maps: &mut Maps) -> Option<usize> {
    let texture = maps.texture(ui.ctx(), 0)?;
    let name = name(view, layer, &maps.view, 0);
    let most = vec2(ui.available_width().min(400.0), (ui.available_height() - 48.0).clamp(120.0, 400.0));
    let place = maps.view.peaks.first().copied()?;
    let picture = PlacePicture { layers: &[(&texture, 1.0)], grid: layer.grid(), place, span: (1, 1), name: &name };
    let (response, chosen) = picture.show(ui, view.tokens, most);
    small(ui, name.as_str());
    let opened = response.clicked().then_some(place);
    chosen.or(opened).and_then(|(row, column)| layer.index(0, row, column))
}

fn map_ui(
    ui: &mut Ui,
    view: &View<'_>,
    layer: &ExplainedLayer,
    maps: &mut Maps,
    map: usize,
    filter: Option<&eframe::egui::TextureHandle>,
    side: f32,
) -> bool {
    let size = gallery(side, filter.is_some()).cell;
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    mark_cell(ui, &response);
    let picture = Rect::from_min_size(rect.min, vec2(side, side));
    if let Some(texture) = maps.texture(ui.ctx(), map) {
        Image::new(&texture).corner_radius(4.0).paint_at(ui, picture);
    }
    if let Some(filter) = filter {
        let place = Rect::from_min_size(pos2(picture.right() + 4.0, picture.top()), Vec2::splat(side * FILTER));
        Image::new(filter).corner_radius(2.0).paint_at(ui, place);
    }
    if response.hovered() || response.has_focus() {
        let stroke = Stroke::new(2.0, view.tokens.accent);
        ui.painter().rect_stroke(picture, CornerRadius::same(4), stroke, StrokeKind::Inside);
    }
    let (low, high) = maps.view.ranges[map];
    let font = FontId::proportional(12.0);
    // All zero: nothing in the photograph moves this map.
    let is_silent = low == 0.0 && high == 0.0;
    let words = if is_silent {
        view.language.fill(ExplanationText::NoReaction, &[("n", &(map + 1))])
    } else {
        format!("{} · {} – {}", map + 1, chart::written(view, low), chart::written(view, high))
    };
    let at = pos2(rect.left() + 2.0, picture.bottom() + WORDS / 2.0);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.text(at, Align2::LEFT_CENTER, &words, font, view.tokens.text_weak);
    let name = name(view, layer, &maps.view, map);
    let name = if is_silent { view.language.fill(ExplanationText::NoReactionTo, &[("name", &name)]) } else { name };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response.on_hover_text(name).clicked()
}

/// The text description of a map.
pub fn name(view: &View<'_>, layer: &ExplainedLayer, maps: &MapsView, map: usize) -> String {
    let (low, high) = maps.ranges.get(map).copied().unwrap_or_default();
    let (low, high) = (chart::written(view, low), chart::written(view, high));
    let values: [(&str, &dyn Display); 4] = [("n", &(map + 1)), ("layer", &layer.name), ("low", &low), ("high", &high)];
    view.language.fill(ExplanationText::MapName, &values)
}
