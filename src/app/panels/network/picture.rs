//! The network as a drawing: a block for each layer's result, tall as the picture, wide as its channels.

use std::fmt::Display;

use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Painter, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::{View, layer, layer_at_fault};
use crate::app::state::NetworkState;
use crate::app::theme::Tokens;
use crate::config::{LayerConfig, NetworkConfig};
use crate::text::NetworkText;

/// Room for the names above the blocks, and for the shapes below them.
const ABOVE: f32 = 56.0;
const BELOW: f32 = 26.0;
/// Around all blocks, and between two of them before they are fitted.
const AROUND: f32 = 16.0;
const GAP: f32 = 6.0;

/// What is drawn besides the layers.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// Its height, in points.
    pub height: f32,
    /// How many classes there are.
    pub count: usize,
    /// Their names, where photographs are open.
    pub classes: &'a [String],
}

/// A block: its height as a share of the tallest, its width before it is fitted, and what stands at it.
struct Block {
    place: usize,
    width: f32,
    height: f32,
    colour: Color32,
    name: String,
    shape: String,
}

pub fn picture_ui(
    ui: &mut Ui,
    view: &View<'_>,
    network: &NetworkConfig,
    state: &mut NetworkState,
    drawing: Drawing<'_>,
) {
    let blocks = blocks(view, network, state, drawing);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), drawing.height), Sense::click());
    let (height, width) = network.input;
    let input = format!("{height} × {width}");
    let (layers, classes) = (network.layers.len(), drawing.count);
    let values: [(&str, &dyn Display); 3] = [("layers", &layers), ("input", &input), ("classes", &classes)];
    let name = view.language.fill(NetworkText::Picture, &values);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect_filled(rect, CornerRadius::same(8), view.tokens.background);
    legend(&painter, view, rect);
    let gaps = GAP * blocks.len().saturating_sub(1) as f32;
    let whole: f32 = blocks.iter().map(|block| block.width).sum();
    let scale = (rect.width() - 2.0 * AROUND) / (whole + gaps).max(1.0);
    let tallest = rect.height() - ABOVE - BELOW;
    let middle = rect.top() + ABOVE + tallest / 2.0;
    let fault = layer_at_fault(state).map(|(layer, _)| layer);
    let (mut left, mut names, mut shapes) = (rect.left() + AROUND, Row::above(), Row::below());
    for block in &blocks {
        let size = vec2((block.width * scale).max(2.0), (block.height * tallest).max(4.0));
        let shape = Rect::from_center_size(pos2(left + size.x / 2.0, middle), size);
        let hit = Rect::from_x_y_ranges(shape.left() - 2.0..=shape.right() + 2.0, rect.y_range());
        painter.rect_filled(shape, CornerRadius::same(2), block.colour);
        let pointed = response.hover_pos().is_some_and(|pointer| hit.contains(pointer));
        let border = if fault == Some(block.place) {
            Some(Stroke::new(2.0, view.tokens.failure))
        } else if pointed || state.open_layer == Some(block.place) {
            Some(Stroke::new(1.0, view.tokens.text))
        } else {
            None
        };
        if let Some(border) = border {
            painter.rect_stroke(shape.expand(1.0), CornerRadius::same(2), border, StrokeKind::Outside);
        }
        names.write(&painter, view.tokens, rect, shape.center().x, &block.name);
        shapes.write(&painter, view.tokens, rect, shape.center().x, &block.shape);
        if pointed {
            let title = network.layers.get(block.place);
            let title = title.map(|layer| layer::title(layer, view.language, drawing.classes)).unwrap_or_default();
            let at = pos2(rect.left() + 12.0, rect.top() + 8.0);
            painter.text(at, Align2::LEFT_TOP, title, FontId::proportional(12.0), view.tokens.text);
            if response.clicked() {
                state.open(Some(block.place));
            }
        }
        left += (block.width + GAP) * scale;
    }
}

/// Words at blocks, in one row: each where the one before it leaves room.
struct Row {
    above: bool,
    free_from: f32,
}

impl Row {
    const fn above() -> Self {
        Self { above: true, free_from: f32::MIN }
    }

    const fn below() -> Self {
        Self { above: false, free_from: f32::MIN }
    }

    fn write(&mut self, painter: &Painter, tokens: &Tokens, rect: Rect, middle: f32, words: &str) {
        let colour = if self.above { tokens.text } else { tokens.text_weak };
        let galley = painter.layout_no_wrap(words.to_owned(), FontId::proportional(11.0), colour);
        let (least, most) = (rect.left() + 8.0, rect.right() - 8.0 - galley.size().x);
        let left = (middle - galley.size().x / 2.0).clamp(least, most.max(least));
        if !words.is_empty() && left >= self.free_from {
            self.free_from = left + galley.size().x + 8.0;
            let top = if self.above { rect.top() + ABOVE - 22.0 } else { rect.bottom() - BELOW + 6.0 };
            painter.galley(pos2(left, top), galley, colour);
        }
    }
}

/// What the colours mean, at the upper right.
fn legend(painter: &Painter, view: &View<'_>, rect: Rect) {
    let kinds = [
        (COLOURS[0], "Conv2D"),
        (COLOURS[1], view.text(NetworkText::LegendPooling)),
        (COLOURS[2], "Dense"),
        (COLOURS[3], "Flatten"),
        (COLOURS[4], view.text(NetworkText::LegendOther)),
    ];
    let mut right = rect.right() - 12.0;
    for (colour, name) in kinds.into_iter().rev() {
        let galley = painter.layout_no_wrap(name.to_owned(), FontId::proportional(11.0), view.tokens.text_weak);
        right -= galley.size().x;
        painter.galley(pos2(right, rect.top() + 8.0), galley, view.tokens.text_weak);
        right -= 14.0;
        let square = Rect::from_min_size(pos2(right, rect.top() + 10.0), vec2(9.0, 9.0));
        painter.rect_filled(square, CornerRadius::same(2), view.tokens.series(colour));
        right -= 14.0;
    }
}

/// A block for each layer; where the network cannot be built, for those before the layer at fault, and one for it.
fn blocks(view: &View<'_>, network: &NetworkConfig, state: &NetworkState, drawing: Drawing<'_>) -> Vec<Block> {
    let fault = layer_at_fault(state).map(|(layer, _)| layer);
    let summary = match (&state.summary, fault) {
        (Some(Ok(summary)), _) => Some(summary),
        (Some(Err(_)), Some(_)) => state.last_good.as_ref(),
        _ => None,
    };
    let Some(summary) = summary else { return Vec::new() };
    let largest = network.input.0.max(1) as f32;
    let whole = fault.unwrap_or(network.layers.len());
    let rows = network.layers.iter().enumerate().take(whole);
    let mut blocks: Vec<Block> = rows
        .filter_map(|(place, layer)| Some((place, summary.of_place(place, &[])?, layer)))
        .map(|(place, row, layer)| {
            let is_last = place + 1 == network.layers.len();
            let (width, height, shape) = match row.output_shape.as_slice() {
                [height, width, channels] => {
                    let tall = (*height as f32 / largest).sqrt().clamp(0.04, 1.0);
                    let wide = 4.0 + (*channels as f32).sqrt() * 1.6;
                    (wide, tall, format!("{height}×{width}×{channels}"))
                }
                shape => {
                    let units = shape.iter().product::<usize>().max(1);
                    let words = if is_last && !drawing.classes.is_empty() {
                        layer::class_names(view.language, drawing.classes)
                    } else {
                        view.language.integer(units)
                    };
                    (8.0, ((units as f32).log2() / 16.0).clamp(0.08, 1.0), words)
                }
            };
            // Layers that keep the shape are thin, to emphasise those that change it.
            let (width, shape, name) = if keeps_shape(layer) {
                (2.0, String::new(), String::new())
            } else {
                (width, shape, short_name(layer))
            };
            Block { place, width, height, colour: view.tokens.series(colour(layer)), name, shape }
        })
        .collect();
    if let Some((place, layer)) = fault.and_then(|place| Some((place, network.layers.get(place)?))) {
        let (colour, name) = (view.tokens.series(colour(layer)).gamma_multiply(0.3), format!("✗ {}", layer.kind()));
        blocks.push(Block { place, width: 10.0, height: 0.4, colour, name, shape: "–".to_owned() });
    }
    blocks
}

fn short_name(layer: &LayerConfig) -> String {
    match layer {
        LayerConfig::Conv2D { filters, .. } => format!("Conv2D {filters}"),
        LayerConfig::MaxPooling2D { .. } | LayerConfig::GlobalMaxPooling2D {} => "MaxPooling".to_owned(),
        LayerConfig::AveragePooling2D { .. } | LayerConfig::GlobalAveragePooling2D {} => "AveragePooling".to_owned(),
        other => other.kind().to_owned(),
    }
}

fn keeps_shape(layer: &LayerConfig) -> bool {
    matches!(
        layer,
        LayerConfig::BatchNormalization { .. } | LayerConfig::Dropout { .. } | LayerConfig::Activation { .. }
    )
}

/// The places of the kinds' colours among the theme's, as the legend lists them.
const COLOURS: [usize; 5] = [0, 2, 1, 3, 7];

const fn colour(layer: &LayerConfig) -> usize {
    match layer {
        LayerConfig::Conv2D { .. }
        | LayerConfig::DepthwiseConv2D { .. }
        | LayerConfig::SeparableConv2D { .. }
        | LayerConfig::Residual { .. }
        | LayerConfig::Pretrained { .. } => COLOURS[0],
        LayerConfig::MaxPooling2D { .. }
        | LayerConfig::AveragePooling2D { .. }
        | LayerConfig::GlobalMaxPooling2D {}
        | LayerConfig::GlobalAveragePooling2D {} => COLOURS[1],
        LayerConfig::Dense { .. } => COLOURS[2],
        LayerConfig::Flatten {} | LayerConfig::ZeroPadding2D { .. } => COLOURS[3],
        LayerConfig::BatchNormalization { .. } | LayerConfig::Dropout { .. } | LayerConfig::Activation { .. } => {
            COLOURS[4]
        }
    }
}
