//! The network as a picture: a block for each layer's result, tall as the picture, wide as its channels.

use std::fmt::Display;

use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::{View, layer, layer_at_fault};
use crate::app::state::NetworkState;
use crate::config::{LayerConfig, NetworkConfig};
use crate::text::NetworkText;

const HEIGHT: f32 = 152.0;
const TALLEST: f32 = 104.0;

/// A block: its height and width before they are fitted, and its colour.
struct Block {
    place: usize,
    width: f32,
    height: f32,
    colour: Color32,
    label: String,
}

pub fn picture_ui(ui: &mut Ui, view: &View<'_>, network: &NetworkConfig, state: &mut NetworkState, classes: usize) {
    let blocks = blocks(view, network, state);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    let (height, width) = network.input;
    let input = format!("{height} × {width}");
    let layers = network.layers.len();
    let values: [(&str, &dyn Display); 3] = [("layers", &layers), ("input", &input), ("classes", &classes)];
    let name = view.language.fill(NetworkText::Picture, &values);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect_filled(rect, CornerRadius::same(8), view.tokens.background);
    let gap = 6.0;
    let whole: f32 = blocks.iter().map(|block| block.width).sum::<f32>() + gap * blocks.len().saturating_sub(1) as f32;
    let scale = ((rect.width() - 32.0) / whole.max(1.0)).min(1.6);
    let mut left = rect.center().x - whole * scale / 2.0;
    let middle = rect.top() + 16.0 + TALLEST / 2.0;
    let fault = layer_at_fault(state).map(|(layer, _)| layer);
    let mut free_from = f32::MIN;
    for block in &blocks {
        let size = vec2((block.width * scale).max(2.0), block.height);
        let shape = Rect::from_center_size(pos2(left + size.x / 2.0, middle), size);
        let hit = Rect::from_x_y_ranges(shape.left() - 2.0..=shape.right() + 2.0, rect.y_range());
        painter.rect_filled(shape, CornerRadius::same(2), block.colour);
        let pointed = response.hover_pos().is_some_and(|pointer| hit.contains(pointer));
        if fault == Some(block.place) {
            painter.rect_stroke(
                shape.expand(2.0),
                CornerRadius::same(2),
                Stroke::new(2.0, view.tokens.failure),
                StrokeKind::Outside,
            );
        } else if pointed || state.open_layer == Some(block.place) {
            painter.rect_stroke(
                shape.expand(1.0),
                CornerRadius::same(2),
                Stroke::new(1.0, view.tokens.text),
                StrokeKind::Outside,
            );
        }
        let font = FontId::proportional(10.0);
        let galley = painter.layout_no_wrap(block.label.clone(), font, view.tokens.text_weak);
        let text_left = shape.center().x - galley.size().x / 2.0;
        if !block.label.is_empty() && text_left > free_from && text_left > rect.left() {
            free_from = text_left + galley.size().x + 6.0;
            painter.galley(pos2(text_left, rect.bottom() - 22.0), galley, view.tokens.text_weak);
        }
        if pointed {
            let title = network.layers.get(block.place).map(layer::title).unwrap_or_default();
            let at = pos2(rect.left() + 12.0, rect.top() + 8.0);
            painter.text(at, Align2::LEFT_TOP, title, FontId::proportional(12.0), view.tokens.text);
            if response.clicked() {
                state.open_layer = Some(block.place);
            }
        }
        left += (block.width + gap) * scale;
    }
}

fn blocks(view: &View<'_>, network: &NetworkConfig, state: &NetworkState) -> Vec<Block> {
    let Some(summary) = (match &state.summary {
        Some(Ok(summary)) => Some(summary),
        _ => state.last_good.as_ref(),
    }) else {
        return Vec::new();
    };
    let largest = network.input.0.max(1) as f32;
    let rows = summary.rows.iter().zip(&network.layers).enumerate();
    rows.map(|(place, (row, layer))| {
        let (width, height, label) = match row.output_shape.as_slice() {
            [height, width, channels] => {
                let tall = TALLEST * (*height as f32 / largest).sqrt().clamp(0.04, 1.0);
                let wide = 4.0 + (*channels as f32).sqrt() * 1.6;
                (wide, tall, format!("{height}×{width}×{channels}"))
            }
            shape => {
                let units = shape.iter().product::<usize>().max(1);
                let tall = (units as f32).log2() * TALLEST / 16.0;
                (6.0, tall.clamp(8.0, TALLEST), units.to_string())
            }
        };
        // Layers that keep the shape are thin, to emphasise those that change it.
        let (width, label) = if keeps_shape(layer) { (2.0, String::new()) } else { (width, label) };
        Block { place, width, height, colour: colour(view, layer), label }
    })
    .collect()
}

fn keeps_shape(layer: &LayerConfig) -> bool {
    matches!(layer, LayerConfig::BatchNormalization { .. } | LayerConfig::Dropout { .. })
}

fn colour(view: &View<'_>, layer: &LayerConfig) -> Color32 {
    view.tokens.series(match layer {
        LayerConfig::Conv2D { .. } => 0,
        LayerConfig::MaxPooling2D { .. }
        | LayerConfig::AveragePooling2D { .. }
        | LayerConfig::GlobalAveragePooling2D {} => 2,
        LayerConfig::Dense { .. } => 1,
        LayerConfig::Flatten {} => 3,
        LayerConfig::BatchNormalization { .. } | LayerConfig::Dropout { .. } => 7,
    })
}
