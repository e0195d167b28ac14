//! The curves of all runs, accuracy, loss and learning rate.

use eframe::egui::{Color32, Id, Role, Ui, WidgetInfo};
use egui_plot::{HoverPosition, Line, LineStyle, PlotPoints};

use super::{View, measure_text};
use crate::app::panels::shelf::one_line;
use crate::app::state::{CurvesState, Measure, Over};
use crate::app::theme::GROUP;
use crate::app::widgets::{Axes, Zoom, emphasis};
use crate::charts::Scale;
use crate::results::{ComparedCurves, RunCurves};
use crate::text::CurvesText;

/// A plot is never narrower; they stand below each other instead.
const WIDTH: f32 = 296.0;
/// Height of a plot at least, and what part of the page it takes, so that the runs' names and values are seen, too.
const HEIGHT: f32 = 176.0;
const SHARE: f32 = 0.5;
/// Size of the axes' numbers, and the room for each of them, in points.
const NUMBER: f32 = 12.0;
const ACROSS: f32 = 48.0;
const UP: f32 = 44.0;
const MEASURES: [Measure; 3] = [Measure::Accuracy, Measure::Loss, Measure::LearningRate];

/// A run's line on a plot.
struct Curve<'a> {
    place: usize,
    run: &'a RunCurves,
    /// As they are drawn, smoothed where that is asked for.
    points: Vec<[f64; 2]>,
    /// The values themselves, behind smoothed ones.
    raw: Vec<[f64; 2]>,
}

/// The colour and the style of the run at a place: colours repeat after eight, then lines are dashed, then dotted.
pub fn style_of(view: &View<'_>, place: usize) -> (Color32, LineStyle) {
    let style = match place / view.tokens.series.len().max(1) % 3 {
        0 => LineStyle::Solid,
        1 => LineStyle::dashed_loose(),
        _ => LineStyle::dotted_loose(),
    };
    (view.tokens.series(place), style)
}

pub fn plots_ui(ui: &mut Ui, view: &View<'_>, curves: &mut CurvesState, read: &ComparedCurves, room: f32) {
    let height = (room * SHARE).max(HEIGHT);
    let columns = (((ui.available_width() + GROUP) / (WIDTH + GROUP)) as usize).clamp(1, MEASURES.len());
    let width = (ui.available_width() - GROUP * (columns - 1) as f32) / columns as f32;
    let mut cursor = None;
    for row in MEASURES.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GROUP;
            for measure in row {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    let its = plot_ui(ui, view, curves, read, *measure, height);
                    cursor = cursor.or(its);
                });
            }
        });
    }
    curves.cursor = cursor;
}

/// Draws a plot; gives where on its axis the pointer is.
fn plot_ui(
    ui: &mut Ui,
    view: &View<'_>,
    curves: &mut CurvesState,
    read: &ComparedCurves,
    measure: Measure,
    height: f32,
) -> Option<f64> {
    ui.label(emphasis(view.text(measure_text(measure))));
    let language = view.language;
    let is_logarithmic = curves.is_logarithmic && measure == Measure::Loss;
    let value = move |value: f64| if is_logarithmic { 10_f64.powf(value) } else { value };
    let (all, width) = (curves.all(read), ui.available_width());
    curves.shown = curves.shown.and_then(|shown| shown.moved(0.0, all));
    let range = curves.shown.unwrap_or(all);
    let most = (width / ACROSS) as usize;
    let x = match curves.over {
        Over::Epochs => Scale::counting(range.first, range.last, most),
        Over::Minutes => Scale::between(range.first, range.last, most),
    };
    let x = x.with_room(Axes::BESIDE, f64::from(width));
    let drawn = drawn(curves, read, measure);
    let y = y_scale(&drawn, &x, is_logarithmic, (height / UP) as usize);
    let y = if measure == Measure::Accuracy { y.at_most(1.0) } else { y };
    let y = y.with_room(Axes::ABOVE, f64::from(height));
    let decimals = usize::from(y.ticks.windows(2).any(|pair| pair[1] - pair[0] < 0.0099));
    let y_text = move |tick: f64| match measure {
        Measure::Accuracy => language.percent(tick, decimals),
        _ => language.short(value(tick)),
    };
    let x_text = |tick: f64| language.short(tick);
    let axes = Axes { x: &x, y: &y, x_text: &x_text, y_text: &y_text, size: NUMBER };
    let text = move |drawn: f64| match measure {
        Measure::Accuracy => language.accuracy(drawn),
        _ => language.short(value(drawn)),
    };
    let bounds = axes.bounds();
    let plot = axes
        .plot(("compared curves", measure as usize), view.tokens)
        .height(height)
        .link_cursor(Id::unique("compared curves"), [true, false])
        .label_formatter(move |position| match position {
            HoverPosition::NearDataPoint { plot_name, position, .. } if !plot_name.is_empty() => {
                Some(format!("{plot_name}\n{}: {}", language.short(position.x), text(position.y)))
            }
            _ => None,
        });
    let mut words = Vec::new();
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds(bounds);
        for Curve { place, run, points, raw } in &drawn {
            let (colour, style) = style_of(view, *place);
            let name = one_line(&run.summary.name());
            if let Some(last) = points.last() {
                words.push(language.fill(CurvesText::RunAt, &[("run", &name), ("value", &text(last[1]))]));
            }
            if !raw.is_empty() {
                let (raw, faint) = (PlotPoints::new(raw.clone()), colour.gamma_multiply(0.3));
                plot.line(Line::new("", raw).color(faint).width(1.0).style(style).allow_hover(false).allow_band(false));
            }
            let points = PlotPoints::new(points.clone());
            plot.line(Line::new(name, points).color(colour).width(2.0).style(style).allow_band(false));
        }
        plot.pointer_coordinate().map(|pointer| pointer.x)
    });
    let least = curves.least(all);
    Zoom { shown: &mut curves.shown, all, least }.by_mouse(ui, &response.response, &response.transform);
    if response.response.double_clicked() {
        curves.shown = None;
    }
    let measure = view.text(measure_text(measure));
    let description = language.fill(CurvesText::PlotDescription, &[("measure", &measure), ("runs", &words.join(", "))]);
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &description));
    response.inner.filter(|_| response.response.hovered())
}

/// The lines of the runs that are switched on.
fn drawn<'a>(curves: &CurvesState, read: &'a ComparedCurves, measure: Measure) -> Vec<Curve<'a>> {
    let is_smoothed = curves.smoothing > 0.0 && measure != Measure::LearningRate;
    let shown = read.runs.iter().enumerate().filter(|(_, run)| !curves.hidden.contains(&run.summary.folder));
    let curve = |(place, run)| {
        let raw = if is_smoothed { curves.points(run, measure, false) } else { Vec::new() };
        Curve { place, run, points: curves.points(run, measure, true), raw }
    };
    shown.map(curve).collect()
}

/// The axis that fits what is seen; where nothing is, all of it.
fn y_scale(drawn: &[Curve<'_>], x: &Scale, is_logarithmic: bool, most: usize) -> Scale {
    let points = || drawn.iter().flat_map(|curve| curve.points.iter().chain(&curve.raw));
    let seen = points().filter(|point| (x.low..=x.high).contains(&point[0]));
    let mut values: Vec<f64> = seen.map(|point| point[1]).collect();
    if values.is_empty() {
        values = points().map(|point| point[1]).collect();
    }
    if is_logarithmic {
        // The points are logarithms already.
        Scale::logarithmic(values.into_iter().map(|value| 10_f64.powf(value)))
    } else {
        Scale::fitted(values, most.clamp(2, 8))
    }
}
