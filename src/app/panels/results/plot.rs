//! A plot whose axes both go from 0 to 1, with its text description.

use eframe::egui::{Color32, Role, Ui, WidgetInfo};
use egui_plot::{HoverPosition, Line, LineStyle, MarkerShape, PlotBounds, PlotPoint, PlotPoints, PlotUi, Points};

use super::View;
use crate::app::widgets::{Axes, emphasis, small};
use crate::charts::Scale;
use crate::text::ResultsText;

/// A plot's texts.
pub struct Words {
    pub title: ResultsText,
    pub x: ResultsText,
    pub y: ResultsText,
    /// The text description.
    pub description: String,
}

/// Ticks along each axis: 0, 0.2 and so on to 1.
const TICKS: usize = 5;
/// Size of the axes' numbers, in points.
const NUMBER: f32 = 12.0;
/// The curves do not touch the plot's edges.
const EDGE: f64 = 0.025;

/// A plot as wide as there is room, nearly square, with its title above and its words below.
pub fn plot_ui(ui: &mut Ui, view: &View<'_>, words: Words, drawn: &[Drawn<'_>]) {
    ui.label(emphasis(view.text(words.title)));
    let (language, width) = (view.language, ui.available_width());
    let (x, y) = (view.text(words.x), view.text(words.y));
    let scale = Scale::between(0.0, 1.0, TICKS);
    // Accuracy and confidence are percentages everywhere, rates are not.
    let in_percent = matches!(words.y, ResultsText::Accuracy);
    let text = move |value: f64| {
        if in_percent { language.percent(value, 0) } else { language.short((value * 1e6).round() / 1e6) }
    };
    let axes = Axes { x: &scale, y: &scale, x_text: &text, y_text: &text, size: NUMBER };
    let plot = axes
        .plot(("results plot", words.title as usize), view.tokens)
        .width(width)
        .height((width * 0.74).clamp(160.0, 440.0))
        .label_formatter(move |position| match position {
            HoverPosition::NearDataPoint { position, .. } => {
                let written = |value| if in_percent { language.percent(value, 1) } else { language.decimal(value, 3) };
                let (right, up) = (written(position.x), written(position.y));
                Some(format!("{x}: {right}\n{y}: {up}"))
            }
            HoverPosition::Elsewhere { .. } => None,
        });
    small(ui, format!("↑ {y}"));
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds(PlotBounds::from_min_max([-EDGE, -EDGE], [1.0 + EDGE, 1.0 + EDGE]));
        for drawn in drawn {
            drawn.on(plot);
        }
    });
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words.description));
    small(ui, format!("{x} →"));
    small(ui, words.description);
}

/// A line through points, or marks on them, or both.
pub struct Drawn<'a> {
    pub points: &'a [PlotPoint],
    pub colour: Color32,
    pub width: f32,
    pub line: Option<LineStyle>,
    pub marker: Option<(MarkerShape, f32)>,
}

impl<'a> Drawn<'a> {
    /// A curve.
    pub fn line(points: &'a [PlotPoint], colour: Color32, line: LineStyle) -> Self {
        Self { points, colour, width: 2.0, line: Some(line), marker: None }
    }

    /// A curve with a mark on each of its points.
    pub fn marked(self, shape: MarkerShape, radius: f32) -> Self {
        Self { marker: Some((shape, radius)), ..self }
    }

    /// The diagonal: a classifier at chance, or perfect calibration.
    pub fn diagonal(view: &View<'_>) -> Self {
        const ENDS: &[PlotPoint] = &[PlotPoint { x: 0.0, y: 0.0 }, PlotPoint { x: 1.0, y: 1.0 }];
        let line = Some(LineStyle::dotted_dense());
        Self { points: ENDS, colour: view.tokens.text_weak, width: 1.0, line, marker: None }
    }

    /// Where the threshold stands.
    pub fn place(point: &'a [PlotPoint], colour: Color32) -> Self {
        Self { points: point, colour, width: 0.0, line: None, marker: Some((MarkerShape::Diamond, 6.0)) }
    }

    fn on<'p>(&self, plot: &mut PlotUi<'p>)
    where
        'a: 'p,
    {
        if let Some(style) = self.line {
            let line = Line::new("", PlotPoints::Borrowed(self.points)).color(self.colour).width(self.width);
            plot.line(line.style(style).allow_band(false).allow_hover(self.width > 1.0));
        }
        if let Some((shape, radius)) = self.marker {
            let points = Points::new("", PlotPoints::Borrowed(self.points)).color(self.colour);
            plot.points(points.radius(radius).shape(shape));
        }
    }
}
