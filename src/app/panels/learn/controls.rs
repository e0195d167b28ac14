//! Sliders and bars of the lessons.

use std::ops::RangeInclusive;

use eframe::egui::emath::Numeric;
use eframe::egui::{Color32, Response, Slider, Ui};

use super::View;
use crate::app::widgets::bar;
use crate::text::Language;

/// A slider's length, at most.
pub const LENGTH: f32 = 320.0;
/// A bar's length, at most.
const BAR: f32 = 576.0;
/// Room for the number beside it.
const NUMBER: f32 = 96.0;

/// How a slider's steps grow.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    /// Alike.
    Even,
    /// By factors.
    Logarithmic,
}

/// A labelled number that is moved by the pointer or arrow keys, or typed.
pub fn slider<N: Numeric>(
    ui: &mut Ui,
    view: &View<'_>,
    name: &str,
    value: &mut N,
    range: RangeInclusive<N>,
    steps: Steps,
) -> Response {
    let language = view.language;
    let label = ui.label(name);
    ui.spacing_mut().slider_width = (ui.available_width() - NUMBER).clamp(80.0, LENGTH);
    let mut slider = Slider::new(value, range)
        .logarithmic(steps == Steps::Logarithmic)
        .custom_formatter(move |value, _| language.short(value).replace('-', "−"))
        .custom_parser(Language::typed);
    if N::INTEGRAL {
        slider = slider.integer();
    }
    ui.add(slider).labelled_by(label.id)
}

/// A name with its share as a bar.
pub fn share_bar(ui: &mut Ui, words: &str, share: f32, colour: Color32) {
    ui.label(words);
    let width = ui.available_width().min(BAR);
    bar(ui, words, share, width, colour);
}
