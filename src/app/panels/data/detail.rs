//! The chosen photograph large, with all that is known of it.

use std::fmt::Display;

use eframe::egui::{CollapsingHeader, Image, ScrollArea, Ui, vec2};

use super::View;
use super::grid::cell_name;
use crate::app::notices::Severity;
use crate::app::state::{DataState, PhotoTextures};
use crate::app::texts::DataText;
use crate::app::theme::INSIDE;
use crate::app::widgets::{emphasis, sign, small, weak};

pub fn detail_ui(ui: &mut Ui, view: &View<'_>, data: &DataState) {
    let Some(selected) = data.selected else {
        weak(ui, view.text(DataText::DetailNone));
        return;
    };
    let Some(detail) = data.detail.as_ref().filter(|detail| detail.index == selected) else {
        weak(ui, view.text(DataText::DetailLoading));
        return;
    };
    ScrollArea::vertical().auto_shrink(false).id_salt("photograph").show(ui, |ui| match &detail.photo {
        Ok(photo) => photo_ui(ui, view, data, selected, photo),
        Err(reason) => {
            ui.label(emphasis(cell_name(view, data, selected, data.side(selected))));
            ui.label(sign(Severity::Failure, view.tokens, view.language));
            weak(ui, reason);
        }
    });
}

fn photo_ui(ui: &mut Ui, view: &View<'_>, data: &DataState, index: usize, photo: &PhotoTextures) {
    let language = view.language;
    let name = cell_name(view, data, index, data.side(index));
    let width = ui.available_width();
    ui.add(Image::new(&photo.large).max_size(vec2(width, width)).corner_radius(4.0).alt_text(&name));
    ui.label(emphasis(name));
    let (height, width_pixels) = photo.facts.size;
    let pixels: [(&str, &dyn Display); 2] = [("width", &width_pixels), ("height", &height)];
    small(ui, language.fill(DataText::Pixels, &pixels));
    let kilobytes = language.decimal(photo.facts.bytes as f64 / 1000.0, 1);
    let facts: [(&str, &dyn Display); 2] = [("n", &kilobytes), ("format", &photo.facts.format)];
    small(ui, language.fill(DataText::Bytes, &facts));
    ui.add_space(INSIDE);
    let [seen_width, seen_height] = photo.seen.size();
    let size: [(&str, &dyn Display); 2] = [("width", &seen_width), ("height", &seen_height)];
    let seen = language.fill(DataText::Seen, &size);
    ui.label(&seen);
    let side = width.min(192.0);
    ui.add(Image::new(&photo.seen).fit_to_exact_size(vec2(side, side)).corner_radius(4.0).alt_text(&seen));
    if !photo.facts.exif.is_empty() {
        ui.add_space(8.0);
        CollapsingHeader::new(view.text(DataText::Exif)).show(ui, |ui| {
            for (field, value) in &photo.facts.exif {
                small(ui, format!("{field}: {value}"));
            }
        });
    }
}
