//! A plot whose axes both go from 0 to 1, with its text description.

use eframe::egui::{Color32, Role, Ui, WidgetInfo};
use egui_plot::{HoverPosition, Line, LineStyle, MarkerShape, Plot, PlotPoint, PlotPoints, PlotUi, Points};

use super::View;
use crate::app::widgets::{emphasis, small};
use crate::text::ResultsText;

/// A plot's texts.
pub struct Words {
    pub title: ResultsText,
    pub x: ResultsText,
    pub y: ResultsText,
    /// The text description.
    pub description: String,
}

/// A plot as wide as there is room, nearly square, with its title above and its words below.
pub fn plot_ui<'a>(ui: &mut Ui, view: &View<'_>, words: Words, draw: impl FnOnce(&mut PlotUi<'a>) + 'a) {
    ui.label(emphasis(view.text(words.title)));
    let (language, width) = (view.language, ui.available_width());
    let (x, y) = (view.text(words.x), view.text(words.y));
    let plot = Plot::new(("results plot", words.title as usize))
        .width(width)
        .height((width * 0.8).clamp(160.0, 360.0))
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .include_x(0.0)
        .include_x(1.0)
        .include_y(0.0)
        .include_y(1.0)
        .show_background(false)
        .grid_color(view.tokens.line)
        .x_axis_label(x)
        .y_axis_label(y)
        .x_axis_formatter(move |mark, _| language.short(mark.value))
        .y_axis_formatter(move |mark, _| language.short(mark.value))
        .label_formatter(move |position| match position {
            HoverPosition::NearDataPoint { position, .. } => {
                let (right, up) = (language.decimal(position.x, 3), language.decimal(position.y, 3));
                Some(format!("{x}: {right}\n{y}: {up}"))
            }
            HoverPosition::Elsewhere { .. } => None,
        });
    let response = plot.show(ui, draw);
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words.description));
    small(ui, words.description);
}

/// A line through points.
pub fn line(points: &[PlotPoint], colour: Color32, style: LineStyle) -> Line<'_> {
    Line::new("", PlotPoints::Borrowed(points)).color(colour).width(2.0).style(style).allow_band(false)
}

/// The diagonal: a classifier at chance, or perfect calibration.
pub fn diagonal(plot: &mut PlotUi<'_>, view: &View<'_>) {
    let ends = PlotPoints::Owned(vec![PlotPoint::new(0, 0), PlotPoint::new(1, 1)]);
    let line = Line::new("", ends).color(view.tokens.text_weak).width(1.0).style(LineStyle::dotted_dense());
    plot.line(line.allow_hover(false));
}

/// Where the threshold stands.
pub fn place(plot: &mut PlotUi<'_>, colour: Color32, x: f64, y: f64) {
    let point = PlotPoints::Owned(vec![PlotPoint::new(x, y)]);
    plot.points(Points::new("", point).color(colour).radius(6.0).shape(MarkerShape::Diamond));
}
