//! Plots of the lessons: lines and points over two scales, with their description in words.

use eframe::egui::{Align, Color32, Layout, RichText, Role, Ui, WidgetInfo};
use egui_plot::{Line, LineStyle, MarkerShape, PlotPoints, Points};

use super::View;
use crate::app::theme::GAP;
use crate::app::widgets::{Axes, small, two_ends};
use crate::charts::Scale;

/// Size of the axes' numbers, in points.
const NUMBER: f32 = 12.0;

/// A plot is at least this share of its width high, up to a height.
const SHARE: f32 = 0.3;
const HIGHEST: f32 = 340.0;
/// Room around what is plotted, in shares of the plot: marks at its border are seen whole.
const MARGIN: f64 = 0.015;

/// A line or a row of points.
pub struct Curve {
    pub name: String,
    pub points: Vec<[f64; 2]>,
    pub colour: Color32,
    pub look: Look,
}

/// How a curve is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Thin,
    Thick,
    Dashed,
    /// A line with marks.
    Path(MarkerShape),
    Marks(MarkerShape),
}

impl Look {
    /// What stands before the name of such a curve.
    fn sign(self) -> &'static str {
        match self {
            Self::Thin | Self::Thick => "—",
            Self::Dashed => "– –",
            Self::Path(MarkerShape::Diamond) | Self::Marks(MarkerShape::Diamond) => "◆",
            Self::Path(MarkerShape::Square) | Self::Marks(MarkerShape::Square) => "■",
            Self::Path(_) | Self::Marks(_) => "●",
        }
    }
}

/// A plot that says in words what it shows.
pub struct Picture<'a> {
    pub name: &'static str,
    pub x: &'a Scale,
    pub y: &'a Scale,
    /// What the axes are, across and up.
    pub axes: (&'a str, &'a str),
    pub height: f32,
    pub description: &'a str,
    /// Whether the curves that have names are named above the plot.
    pub has_legend: bool,
}

impl Picture<'_> {
    /// Gives the place that the pointer has clicked or dragged to.
    pub fn show(&self, ui: &mut Ui, view: &View<'_>, curves: &[Curve]) -> Option<[f64; 2]> {
        let language = view.language;
        let text = move |value: f64| language.short(value).replace('-', "−");
        let axes = Axes { x: self.x, y: self.y, x_text: &text, y_text: &text, size: NUMBER };
        let mut bounds = axes.bounds();
        bounds.expand_x((self.x.high - self.x.low) * MARGIN);
        bounds.expand_y((self.y.high - self.y.low) * 2.0 * MARGIN);
        let height = (SHARE * ui.available_width()).min(HIGHEST).max(self.height);
        self.above_ui(ui, curves);
        let plot = axes.plot((self.name, 0), view.tokens).height(height).show_x(false).show_y(false);
        let response = plot.show(ui, |plot| {
            plot.set_plot_bounds(bounds);
            for curve in curves {
                let points = || PlotPoints::from(curve.points.clone());
                let line = |width: f32| Line::new(&curve.name, points()).color(curve.colour).width(width);
                let marks = |shape| Points::new(&curve.name, points()).color(curve.colour).radius(3.5).shape(shape);
                match curve.look {
                    Look::Thin => plot.line(line(1.0).allow_hover(false)),
                    Look::Thick => plot.line(line(2.0).allow_hover(false)),
                    Look::Dashed => plot.line(line(1.5).style(LineStyle::dashed_dense()).allow_hover(false)),
                    Look::Path(shape) => {
                        plot.line(line(2.0).allow_hover(false));
                        plot.points(marks(shape));
                    }
                    Look::Marks(shape) => plot.points(marks(shape)),
                }
            }
        });
        self.below_ui(ui);
        let (response, transform) = (response.response, response.transform);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, self.description));
        let is_held = response.clicked() || response.dragged();
        let at = response.interact_pointer_pos().filter(|_| is_held)?;
        let value = transform.value_from_position(at);
        Some([value.x, value.y])
    }

    /// The name of the axis that goes up, and the curves' names.
    fn above_ui(&self, ui: &mut Ui, curves: &[Curve]) {
        ui.scope(|ui| {
            ui.spacing_mut().interact_size.y = 0.0;
            let (across, up) = self.axes;
            if !self.has_legend {
                small(ui, up);
                return;
            }
            let name = |ui: &mut Ui| {
                small(ui, up);
            };
            two_ends(ui, &format!("{}{across}{up}", self.name), name, |ui| {
                ui.spacing_mut().item_spacing.x = 2.0 * GAP;
                for curve in curves.iter().filter(|curve| !curve.name.is_empty()) {
                    ui.label(
                        RichText::new(format!("{} {}", curve.look.sign(), curve.name)).small().color(curve.colour),
                    );
                }
            });
        });
    }

    /// The name of the axis that goes across.
    fn below_ui(&self, ui: &mut Ui) {
        ui.scope(|ui| {
            ui.spacing_mut().interact_size.y = 0.0;
            ui.with_layout(Layout::top_down(Align::Max), |ui| small(ui, self.axes.0));
        });
    }
}
