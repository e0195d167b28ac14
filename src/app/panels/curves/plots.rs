//! The curves of all runs, accuracy, loss and learning rate.

use eframe::egui::{Color32, Id, Role, Ui, WidgetInfo};
use egui_plot::{HoverPosition, Line, LineStyle, Plot, PlotPoints};

use super::{View, measure_text};
use crate::app::panels::shelf::one_line;
use crate::app::state::{CurvesState, Measure, Over};
use crate::app::theme::GROUP;
use crate::app::widgets::emphasis;
use crate::results::ComparedCurves;
use crate::text::CurvesText;

/// A plot is never narrower; they stand below each other instead.
const WIDTH: f32 = 296.0;
/// Height of a plot at least, and what part of the page it takes, so that the runs' names and values are seen, too.
const HEIGHT: f32 = 176.0;
const SHARE: f32 = 0.5;
const MEASURES: [Measure; 3] = [Measure::Accuracy, Measure::Loss, Measure::LearningRate];

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
    curves: &CurvesState,
    read: &ComparedCurves,
    measure: Measure,
    height: f32,
) -> Option<f64> {
    ui.label(emphasis(view.text(measure_text(measure))));
    let language = view.language;
    let is_logarithmic = curves.is_logarithmic && measure == Measure::Loss;
    let text = move |value: f64| match measure {
        Measure::Accuracy => language.accuracy(value),
        _ => language.short(if is_logarithmic { 10_f64.powf(value) } else { value }),
    };
    let is_over_epochs = curves.over == Over::Epochs;
    let mut plot = Plot::new(("compared curves", measure))
        .height(height)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .show_background(false)
        .grid_color(view.tokens.line)
        .y_axis_min_width(56.0)
        .set_margin_fraction(eframe::egui::vec2(0.02, 0.05))
        .link_axis(Id::unique("compared curves"), [true, false])
        .link_cursor(Id::unique("compared curves"), [true, false])
        .x_axis_formatter(move |mark, _| {
            if is_over_epochs && (mark.value.fract() != 0.0 || mark.value < 1.0) {
                String::new()
            } else {
                language.short(mark.value)
            }
        })
        .y_axis_formatter(move |mark, _| text(mark.value))
        .label_formatter(move |position| match position {
            HoverPosition::NearDataPoint { plot_name, position, .. } if !plot_name.is_empty() => {
                Some(format!("{plot_name}\n{}: {}", language.short(position.x), text(position.y)))
            }
            _ => None,
        });
    if curves.resets {
        plot = plot.reset();
    }
    let shown = read.runs.iter().enumerate().filter(|(_, run)| !curves.hidden.contains(&run.summary.folder));
    let mut words = Vec::new();
    let response = plot.show(ui, |plot| {
        for (place, run) in shown {
            let (colour, style) = style_of(view, place);
            let name = one_line(&run.summary.name());
            let points = curves.points(run, measure, true);
            if let Some(last) = points.last() {
                words.push(language.fill(CurvesText::RunAt, &[("run", &name), ("value", &text(last[1]))]));
            }
            if curves.smoothing > 0.0 && measure != Measure::LearningRate {
                let raw = PlotPoints::new(curves.points(run, measure, false));
                let faint = colour.gamma_multiply(0.3);
                plot.line(Line::new("", raw).color(faint).width(1.0).style(style).allow_hover(false).allow_band(false));
            }
            plot.line(Line::new(name, PlotPoints::new(points)).color(colour).width(2.0).style(style).allow_band(false));
        }
        plot.pointer_coordinate().map(|pointer| pointer.x)
    });
    let measure = view.text(measure_text(measure));
    let description = language.fill(CurvesText::PlotDescription, &[("measure", &measure), ("runs", &words.join(", "))]);
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &description));
    response.inner.filter(|_| response.response.hovered())
}
