//! Accuracy and loss of both runs over each other.

use std::fmt::Display;

use eframe::egui::{Color32, Id, Role, Ui, WidgetInfo};
use egui_plot::{
    Corner, HoverPosition, Legend, Line, LineStyle, MarkerShape, Plot, PlotPoint, PlotPoints, Points, VLine,
};

use super::View;
use crate::app::state::CurvesOf;
use crate::app::theme::GROUP;
use crate::app::widgets::{emphasis, small};
use crate::results::{ComparedRun, Comparison};
use crate::run::EpochStats;
use crate::text::ComparisonText;

const HEIGHT: f32 = 184.0;
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
    ui.label(emphasis(view.text(title)));
    let language = view.language;
    let lines = [
        (ComparisonText::First, view.tokens.text_weak, LineStyle::dashed_dense(), MarkerShape::Circle),
        (ComparisonText::Second, view.tokens.accent, LineStyle::Solid, MarkerShape::Diamond),
    ];
    let points: Vec<Vec<PlotPoint>> = compared
        .runs
        .iter()
        .map(|run| {
            let point = |epoch: &EpochStats| Some(PlotPoint::new(epoch.epoch as f64, value(epoch, curves, title)?));
            run.history.iter().filter_map(point).collect()
        })
        .collect();
    let epochs = compared.runs.iter().map(|run| run.history.len()).max().unwrap_or(0).max(4) as f64;
    let description = description(view, compared, curves, title);
    let corner = if title == ComparisonText::Accuracy { Corner::RightBottom } else { Corner::RightTop };
    let mut plot = Plot::new(("comparison plot", title as usize))
        .height(HEIGHT)
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .include_x(1.0)
        .include_x(epochs + 1.0)
        .include_y(0.0)
        .show_background(false)
        .grid_color(view.tokens.line)
        .y_axis_min_width(48.0)
        .link_axis(Id::unique("comparison plots"), [true, false])
        .link_cursor(Id::unique("comparison plots"), [true, false])
        .x_grid_spacer(egui_plot::uniform_grid_spacer(|_| [1.0, 5.0, 10.0]))
        .x_axis_formatter(|mark, _| {
            if mark.value.fract() == 0.0 && mark.value >= 0.0 { format!("{}", mark.value) } else { String::new() }
        })
        .y_axis_formatter(move |mark, _| language.short(mark.value))
        .legend(Legend::default().position(corner).background_alpha(0.6))
        .label_formatter(move |position| match position {
            HoverPosition::NearDataPoint { plot_name, position, .. } if !plot_name.is_empty() => {
                Some(format!("{plot_name}\n{}: {}", position.x, language.short(position.y)))
            }
            _ => None,
        });
    if title == ComparisonText::Accuracy {
        plot = plot.include_y(1.0);
    }
    let response = plot.show(ui, |plot| {
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
            plot.points(Points::new(name, PlotPoints::Borrowed(points)).color(colour).radius(3.5).shape(marker));
        }
    });
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &description));
    small(ui, description);
}

fn faint(colour: Color32) -> Color32 {
    colour.gamma_multiply(0.5)
}

/// The plot's text description: both values in the best epochs.
fn description(view: &View<'_>, compared: &Comparison, curves: CurvesOf, title: ComparisonText) -> String {
    let best = |run: &ComparedRun| {
        let value = run.best().and_then(|best| value(best, curves, title));
        value.map_or_else(|| "–".to_owned(), |value| view.language.decimal(value, 3))
    };
    let [first, second] = &compared.runs;
    let names = [view.text(ComparisonText::First).to_lowercase(), view.text(ComparisonText::Second).to_lowercase()];
    let values: [(&str, &dyn Display); 4] =
        [("first", &names[0]), ("a", &best(first)), ("second", &names[1]), ("b", &best(second))];
    format!("{}: {}", view.text(title), view.language.fill(ComparisonText::CurveDescription, &values))
}
