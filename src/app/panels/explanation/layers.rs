//! The network's layers in order, one of them chosen.

use eframe::egui::{RichText, ScrollArea, TextWrapMode, Ui, vec2};

use crate::app::panels::View;
use crate::app::widgets::small;
use crate::engine::ExplainedLayer;
use crate::text::ExplanationText;

/// A column of layers; with `softmax` it ends with that. Gives the layer that was chosen, if another one was.
pub fn layers_ui(
    ui: &mut Ui,
    view: &View<'_>,
    layers: &[ExplainedLayer],
    chosen: usize,
    softmax: bool,
) -> Option<usize> {
    let mut next = None;
    small(ui, view.text(ExplanationText::Steps));
    ScrollArea::vertical().id_salt("layers").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().interact_size.y = 22.0;
        ui.spacing_mut().button_padding = vec2(8.0, 2.0);
        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
        for (number, layer) in layers.iter().enumerate() {
            let text = RichText::new(format!("{} · {}", short(&layer.name), shape(layer))).small();
            let response = ui.selectable_label(number == chosen, text).on_hover_text(&layer.name);
            if response.clicked() && number != chosen {
                next = Some(number);
            }
        }
        if softmax {
            let text = RichText::new(view.text(ExplanationText::Softmax)).small();
            if ui.selectable_label(chosen == layers.len(), text).clicked() {
                next = Some(layers.len());
            }
        }
    });
    next
}

/// A layer's name as it fits into the column.
fn short(name: &str) -> String {
    name.replace("batch_normalization", "batch_norm").replace("average_pooling2d", "avg_pooling2d")
}

/// Height x width x channels, or how many numbers.
pub fn shape(layer: &ExplainedLayer) -> String {
    let axes: Vec<String> = layer.shape.axes().iter().map(usize::to_string).collect();
    axes.join("×")
}
