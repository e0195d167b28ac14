//! A plot over two given scales, drawn with `egui_plot`.

use eframe::egui::{FontId, Rangef, Sense, Vec2};
use egui_plot::{AxisHints, GridMark, Plot, PlotBounds};

use crate::app::theme::Tokens;
use crate::charts::Scale;

/// Two axes, and how their numbers are written.
pub struct Axes<'a> {
    /// From left to right.
    pub x: &'a Scale,
    /// From below.
    pub y: &'a Scale,
    /// A number of the x axis.
    pub x_text: &'a dyn Fn(f64) -> String,
    /// A number of the y axis.
    pub y_text: &'a dyn Fn(f64) -> String,
    /// Size of the numbers, in points.
    pub size: f32,
}

impl<'a> Axes<'a> {
    /// Room beside the first and the last epoch, in points: their markers are seen whole, and the axes' numbers stand apart.
    pub const BESIDE: f64 = 10.0;
    /// Room above and below, in points: markers at the ends of the axis are seen whole, too.
    pub const ABOVE: f64 = 5.0;
    /// Room for the y axis's numbers, in sizes of a number.
    const Y_WIDTH: f32 = 4.5;

    /// A plot with these axes; what is drawn sets [`Axes::bounds`] first.
    pub fn plot(&self, name: (&'static str, usize), tokens: &Tokens) -> Plot<'a> {
        let numbers = |hints: AxisHints<'a>| {
            hints
                .label_spacing(Rangef::new(0.0, 1.0))
                .tick_label_color(tokens.text_weak)
                .tick_label_font(FontId::proportional(self.size))
        };
        let (x_text, y_text) = (self.x_text, self.y_text);
        let x = numbers(AxisHints::new_x()).formatter(move |mark, _| x_text(mark.value));
        let y = numbers(AxisHints::new_y())
            .formatter(move |mark, _| y_text(mark.value))
            .min_thickness(self.size * Self::Y_WIDTH);
        let (across, up) = (marks(self.x), marks(self.y));
        Plot::new(name)
            .allow_scroll(false)
            .allow_zoom(false)
            .allow_drag(false)
            .allow_boxed_zoom(false)
            .allow_double_click_reset(false)
            .sense(Sense::click_and_drag())
            .set_margin_fraction(Vec2::ZERO)
            .show_background(false)
            .grid_color(tokens.line)
            .grid_fade(0.0)
            .custom_x_axes(vec![x])
            .custom_y_axes(vec![y])
            .x_grid_spacer(move |_| across.clone())
            .y_grid_spacer(move |_| up.clone())
    }

    /// The bounds of the scales.
    pub fn bounds(&self) -> PlotBounds {
        PlotBounds::from_min_max([self.x.low, self.y.low], [self.x.high, self.y.high])
    }
}

/// The ticks as lines of a plot's grid.
fn marks(scale: &Scale) -> Vec<GridMark> {
    let step_size = scale.ticks.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    let step_size = if step_size.is_finite() { step_size } else { scale.high - scale.low };
    scale.ticks.iter().map(|value| GridMark { value: *value, step_size }).collect()
}
