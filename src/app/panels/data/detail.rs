//! The chosen photograph large, with all that is known of it.

use std::fmt::Display;

use eframe::egui::{
    CollapsingHeader, Color32, Id, Image, LayerId, Order, Pos2, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2,
    vec2,
};

use super::grid::cell_name;
use super::{View, editable};
use crate::app::notices::Severity;
use crate::app::panels::overlay::{buttons_ui, named};
use crate::app::state::{DataState, Growth, PhotoTextures};
use crate::app::theme::INSIDE;
use crate::app::widgets::{emphasis, sign, small, weak};
use crate::text::DataText;

/// How long a photograph grows, in seconds.
const GROWS: f64 = 0.16;

pub fn detail_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState) {
    let Some(selected) = data.selected else {
        weak(ui, view.text(DataText::DetailNone));
        return;
    };
    let mut growth = data.growth.take().filter(|growth| growth.index == selected);
    let Some(detail) = data.detail.as_ref().filter(|detail| detail.index == selected) else {
        data.growth = growth;
        weak(ui, view.text(DataText::DetailLoading));
        return;
    };
    ScrollArea::vertical().auto_shrink(false).id_salt("photograph").show(ui, |ui| match &detail.photo {
        Ok(photo) => photo_ui(ui, view, data, selected, photo, &mut growth),
        Err(reason) => {
            ui.label(emphasis(cell_name(view, data, selected, data.side(selected))));
            ui.label(sign(Severity::Failure, view.tokens, view.language));
            weak(ui, reason.localized(view.language));
            growth = None;
        }
    });
    data.growth = growth;
}

/// The photograph, growing out of its small picture where it has just been chosen. Nothing is painted again afterwards.
fn large_ui(ui: &mut Ui, photo: &PhotoTextures, name: &str, growth: &mut Option<Growth>) {
    let width = ui.available_width();
    let image = Image::new(&photo.large).max_size(vec2(width, width)).corner_radius(4.0);
    let size = image.calc_size(vec2(width, width), Some(photo.large.size_vec2()));
    let (place, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let Some(growing) = growth else {
        image.paint_at(ui, place);
        return;
    };
    let now = ui.input(|input| input.time);
    let since = *growing.since.get_or_insert(now);
    let share = ((now - since) / GROWS).clamp(0.0, 1.0) as f32;
    if share >= 1.0 || ui.style().animation_time == 0.0 {
        *growth = None;
        image.paint_at(ui, place);
        return;
    }
    // Eases out.
    let eased = 1.0 - (1.0 - share).powi(3);
    let middle = |from: f32, to: f32| from + (to - from) * eased;
    let from = growing.from;
    let rect = Rect::from_min_max(
        pos2(middle(from.left(), place.left()), middle(from.top(), place.top())),
        pos2(middle(from.right(), place.right()), middle(from.bottom(), place.bottom())),
    );
    let (whole, all) = (Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0)), ui.ctx().content_rect());
    let over = ui.ctx().layer_painter(LayerId::new(Order::Foreground, Id::unique("growing photo")));
    over.with_clip_rect(all).image(photo.large.id(), rect, whole, Color32::WHITE);
    ui.ctx().request_repaint();
}

fn photo_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    data: &DataState,
    index: usize,
    photo: &PhotoTextures,
    growth: &mut Option<Growth>,
) {
    let language = view.language;
    let name = named(view, cell_name(view, data, index, data.side(index)), data.marks.get(index));
    editable(data, index, |photograph| buttons_ui(ui, view, photograph));
    let width = ui.available_width();
    large_ui(ui, photo, &name, growth);
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
