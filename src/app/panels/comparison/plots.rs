//! Accuracy and loss of both runs over each other.

use std::fmt::Display;

use eframe::egui::{Color32, Id, Role, Sense, Stroke, Ui, WidgetInfo, vec2};
use egui_plot::{HoverPosition, Line, LineStyle, MarkerShape, PlotPoint, PlotPoints, Points, VLine};

use super::View;
use crate::app::state::CurvesOf;
use crate::app::theme::GROUP;
use crate::app::widgets::{Axes, emphasis, small};
use crate::charts::Scale;
use crate::results::{ComparedRun, Comparison};
use crate::run::EpochStats;
use crate::text::ComparisonText;

const HEIGHT: f32 = 184.0;
/// Room for a number along the x axis, and the numbers' size, in points.
const TICK: f32 = 48.0;
const NUMBER: f32 = 12.0;
/// Each of so many points has a mark.
const MARKED: usize = 40;
/// Below this width the plots stand below each other.
const WIDE: f32 = 600.0;

pub fn plots_ui(ui: &mut Ui, view: &View<'_>, compared: &Comparison, curves: CurvesOf) {
    let wide = ui.available_width() >= WIDE;
    let width = if wide { (ui.available_width() - GROUP) / 2.0 } else { ui.available_width() };
    for row in [ComparisonText::Accuracy, ComparisonText::Loss].chunks(if wide { 2 } else { 1 }) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GROUP;
            for title in row {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    plot_ui(ui, view, compared, curves, *title);
                });
            }
        });
    }
}

fn value(epoch: &EpochStats, curves: CurvesOf, title: ComparisonText) -> Option<f64> {
    let value = match (curves, title) {
        (CurvesOf::Validation, ComparisonText::Accuracy) => epoch.val_accuracy,
        (CurvesOf::Validation, _) => epoch.val_loss,
        (CurvesOf::Training, ComparisonText::Accuracy) => Some(epoch.accuracy),
        (CurvesOf::Training, _) => Some(epoch.loss),
    };
    value.filter(|value| value.is_finite())
}

fn plot_ui(ui: &mut Ui, view: &View<'_>, compared: &Comparison, curves: CurvesOf, title: ComparisonText) {
    let language = view.language;
    let lines = [
        (ComparisonText::First, view.tokens.text_weak, LineStyle::dashed_dense(), MarkerShape::Circle),
        (ComparisonText::Second, view.tokens.accent, LineStyle::Solid, MarkerShape::Diamond),
    ];
    ui.horizontal(|ui| {
        ui.label(emphasis(view.text(title)));
        for (name, colour, style, _) in &lines {
            legend_ui(ui, view.text(*name), *colour, matches!(style, LineStyle::Solid));
        }
    });
    let points: Vec<Vec<PlotPoint>> = compared
        .runs
        .iter()
        .map(|run| {
            let point = |epoch: &EpochStats| Some(PlotPoint::new(epoch.epoch as f64, value(epoch, curves, title)?));
            run.history.iter().filter_map(point).collect()
        })
        .collect();
    let epochs = compared.runs.iter().map(|run| run.history.len()).max().unwrap_or(0).max(2) as f64;
    let ticks = (ui.available_width() / TICK) as usize;
    let x = Scale::counting(1.0, epochs, ticks).with_room(Axes::BESIDE, f64::from(ui.available_width()));
    let is_accuracy = title == ComparisonText::Accuracy;
    let y = Scale::fitted(points.iter().flatten().map(|point| point.y), 4);
    let y = if is_accuracy { y.at_most(1.0) } else { y };
    let decimals = usize::from(y.ticks.windows(2).any(|pair| (pair[1] - pair[0]) < 0.0099));
    let y_text = move |value: f64| if is_accuracy { language.percent(value, decimals) } else { language.short(value) };
    let x_text = |value: f64| value.to_string();
    let axes = Axes { x: &x, y: &y, x_text: &x_text, y_text: &y_text, size: NUMBER };
    let hover = move |value: f64| if is_accuracy { language.accuracy(value) } else { language.decimal(value, 3) };
    let plot = axes
        .plot(("comparison plot", title as usize), view.tokens)
        .height(HEIGHT)
        .link_cursor(Id::unique("comparison plots"), [true, false])
        .label_formatter(move |position| match position {
            HoverPosition::NearDataPoint { plot_name, position, .. } if !plot_name.is_empty() => {
                Some(format!("{plot_name}\n{}: {}", position.x, hover(position.y)))
            }
            _ => None,
        });
    let description = description(view, compared, curves, title);
    let bounds = axes.bounds();
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds(bounds);
        for (run, (_, colour, style, _)) in compared.runs.iter().zip(lines) {
            if let Some(best) = run.best() {
                let line = VLine::new("", best.epoch as f64).stroke((1.0, faint(colour))).style(style);
                plot.vline(line.allow_hover(false));
            }
        }
        for (points, (name, colour, style, marker)) in points.iter().zip(lines) {
            let name = view.text(name);
            let line = Line::new(name, PlotPoints::Borrowed(points)).color(colour).width(2.0).style(style);
            plot.line(line.allow_band(false));
            if points.len() <= MARKED {
                plot.points(Points::new(name, PlotPoints::Borrowed(points)).color(colour).radius(3.5).shape(marker));
            }
        }
    });
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &description));
    small(ui, description);
}

/// A run's line and name, in the plot's title.
fn legend_ui(ui: &mut Ui, name: &str, colour: Color32, solid: bool) {
    let (rect, _) = ui.allocate_exact_size(vec2(24.0, 12.0), Sense::hover());
    let (stroke, y) = (Stroke::new(2.0, colour), rect.center().y);
    let (parts, length) = if solid { (1, rect.width()) } else { (3, rect.width() / 5.0) };
    for part in 0..parts {
        let left = rect.left() + part as f32 * 2.0 * length;
        ui.painter().hline(left..=left + length, y, stroke);
    }
    small(ui, name);
}

fn faint(colour: Color32) -> Color32 {
    colour.gamma_multiply(0.5)
}

/// The plot's text description: both values in the best epochs.
fn description(view: &View<'_>, compared: &Comparison, curves: CurvesOf, title: ComparisonText) -> String {
    let best = |run: &ComparedRun| {
        let value = run.best().and_then(|best| value(best, curves, title));
        let written = |value| match title {
            ComparisonText::Accuracy => view.language.accuracy(value),
            _ => view.language.decimal(value, 3),
        };
        value.map_or_else(|| "–".to_owned(), written)
    };
    let [first, second] = &compared.runs;
    let names = [view.text(ComparisonText::First).to_lowercase(), view.text(ComparisonText::Second).to_lowercase()];
    let values: [(&str, &dyn Display); 4] =
        [("first", &names[0]), ("a", &best(first)), ("second", &names[1]), ("b", &best(second))];
    format!("{}: {}", view.text(title), view.language.fill(ComparisonText::CurveDescription, &values))
}
