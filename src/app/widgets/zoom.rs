//! The part of the x axis that several plots show together: moved and zoomed on any of them, by mouse or buttons.

use eframe::egui::{InputState, Response, Ui};
use egui_plot::PlotTransform;

use super::sign_button;
use crate::app::state::AxisRange;
use crate::text::{Language, TrainingText};

/// How much nearer or farther one press goes.
const STEP: f64 = 1.5;

/// What there is of an axis, and what of it is shown: all of it, if nothing is chosen.
pub struct Zoom<'a> {
    /// What is shown.
    pub shown: &'a mut Option<AxisRange>,
    /// What there is.
    pub all: AxisRange,
    /// Less than this is never shown.
    pub least: f64,
}

impl Zoom<'_> {
    fn now(&self) -> AxisRange {
        self.shown.unwrap_or(self.all)
    }

    /// Dragging on a plot moves what is shown; Ctrl and the wheel, or two fingers, show less or more of it.
    pub fn by_mouse(self, ui: &Ui, plot: &Response, transform: &PlotTransform) {
        let now = self.now();
        if plot.dragged() && self.shown.is_some() {
            let by = f64::from(plot.drag_delta().x) / transform.dpos_dvalue_x();
            *self.shown = now.moved(-by, self.all);
        }
        let zoom = ui.ctx().input(InputState::zoom_delta);
        if let Some(pointer) = plot.hover_pos().filter(|_| (zoom - 1.0).abs() > 1e-4) {
            let around = transform.value_from_position(pointer).x.clamp(now.first, now.last);
            *self.shown = now.zoomed(f64::from(zoom), around, self.all, self.least);
        }
    }

    /// Buttons for less, more, and all of it.
    pub fn by_buttons(self, ui: &mut Ui, language: Language) {
        let now = self.now();
        let middle = f64::midpoint(now.first, now.last);
        let is_part = self.shown.is_some();
        if sign_button(ui, "+", language.text(TrainingText::ZoomIn), now.last - now.first > self.least) {
            *self.shown = now.zoomed(STEP, middle, self.all, self.least);
        }
        if sign_button(ui, "−", language.text(TrainingText::ZoomOut), is_part) {
            *self.shown = now.zoomed(1.0 / STEP, middle, self.all, self.least);
        }
        if sign_button(ui, "↺", language.text(TrainingText::WholeRun), is_part) {
            *self.shown = None;
        }
    }
}
