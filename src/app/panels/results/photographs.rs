//! The confusion matrix, the photographs, and one of them large: side by side, or below each other where the page scrolls.

use eframe::egui::{Align, Id, Layout, Rect, Ui, UiBuilder, Vec2, pos2, vec2};

use super::matrix::widest;
use super::pane::pane_ui;
use super::{View, detail, gallery};
use crate::app::panels::overlay::strip_ui;
use crate::app::state::{OverlayDocument, ResultsState};
use crate::app::theme::GROUP;
use crate::app::widgets::with_column;
use crate::engine::ResultsView;

/// Width of the large photograph's column, and its share where there is less room.
const DETAIL: f32 = 296.0;
const DETAIL_SHARE: f32 = 0.46;
/// The matrix beside the photographs is never narrower, nor wider than its height with so much more.
const NARROWEST: f32 = 344.0;
const PHOTOGRAPHS: f32 = 280.0;
/// In a page that scrolls, the matrix is never lower, and never higher.
const LOWEST: f32 = 340.0;
const HIGHEST: f32 = 520.0;

/// In a page that scrolls, its parts stand below each other.
pub fn photographs_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    results: &mut ResultsState,
    evaluated: &ResultsView,
    document: Option<&OverlayDocument>,
    in_page: bool,
) {
    let width = ui.available_width();
    if in_page {
        let height = (width * 0.75).clamp(LOWEST, HIGHEST);
        part_ui(ui, vec2(width, height), |ui| pane_ui(ui, view, results, evaluated));
        if !results.matrix.alone {
            ui.add_space(GROUP);
            in_page_ui(ui, view, results, evaluated);
            strip_ui(ui, view, changed(document), |_, _| {});
        }
        return;
    }
    if results.matrix.alone {
        pane_ui(ui, view, results, evaluated);
        return;
    }
    let most = (width - DETAIL - PHOTOGRAPHS - 2.0 * GROUP).max(NARROWEST);
    let classes = evaluated.figures(results.epoch, results.calibrated).scores.classes.len();
    let matrix = ui.available_height().min(widest(classes)).clamp(NARROWEST, most);
    let (mut left, mut right) = with_column(ui, width - matrix - GROUP);
    pane_ui(&mut left, view, results, evaluated);
    gallery_ui(&mut right, view, results, evaluated, document);
}

/// A part of this size of a page that scrolls.
fn part_ui(ui: &mut Ui, size: Vec2, contents: impl FnOnce(&mut Ui)) {
    let rect = Rect::from_min_size(ui.cursor().min, size);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)), contents);
    ui.advance_cursor_after_rect(rect);
}

/// The overlay's changes, once there are any.
fn changed(document: Option<&OverlayDocument>) -> Option<&OverlayDocument> {
    document.filter(|document| document.is_open() && !document.is_untouched())
}

/// The photographs beside one of them large, as high as they are.
fn in_page_ui(ui: &mut Ui, view: &mut View<'_>, results: &mut ResultsState, evaluated: &ResultsView) {
    let all = ui.available_rect_before_wrap();
    let border = all.right() - all.width() * DETAIL_SHARE;
    let part = |from: f32, to: f32| Rect::from_min_max(pos2(from, all.top()), pos2(to, all.bottom()));
    let down = Layout::top_down(Align::Min);
    let left = UiBuilder::new().id_salt("photographs").max_rect(part(all.left(), border - GROUP)).layout(down);
    let shown = ui.scope_builder(left, |ui| {
        gallery::choice_ui(ui, view, results);
        gallery::gallery_ui(ui, view, results, true);
    });
    let right = UiBuilder::new().id_salt("large").max_rect(part(border, all.right())).layout(down);
    let large = ui.scope_builder(right, |ui| detail::detail_ui(ui, view, results, evaluated, true));
    ui.advance_cursor_after_rect(shown.response.rect.union(large.response.rect));
}

/// The photographs with one of them large; below, the changes to labels, which move nothing when they come.
fn gallery_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    results: &mut ResultsState,
    evaluated: &ResultsView,
    document: Option<&OverlayDocument>,
) {
    let all = ui.available_rect_before_wrap();
    let changed = changed(document);
    let strip = Id::unique("height of the changes to evaluated photos");
    let height = changed.map_or(0.0, |_| ui.data(|data| data.get_temp::<f32>(strip)).unwrap_or(GROUP) + 8.0);
    let upper = Rect::from_min_max(all.min, pos2(all.right(), all.bottom() - height));
    ui.scope_builder(UiBuilder::new().max_rect(upper).layout(Layout::top_down(Align::Min)), |ui| {
        let (mut photographs, mut column) = with_column(ui, DETAIL.min(ui.available_width() * DETAIL_SHARE));
        gallery::choice_ui(&mut photographs, view, results);
        gallery::gallery_ui(&mut photographs, view, results, false);
        detail::detail_ui(&mut column, view, results, evaluated, false);
    });
    if changed.is_some() {
        let lower = Rect::from_min_max(pos2(all.left(), upper.bottom() + 8.0), all.max);
        let shown = ui.scope_builder(UiBuilder::new().max_rect(lower).layout(Layout::top_down(Align::Min)), |ui| {
            strip_ui(ui, view, changed, |_, _| {});
        });
        let now = shown.response.rect.height();
        if (now + 8.0 - height).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(strip, now));
            ui.ctx().request_discard("the changes to evaluated photos have another height");
        }
    }
}
