//! The learning rate over the whole training, drawn before it begins.

use eframe::egui::{Role, Ui, WidgetInfo};
use egui_plot::{Line, PlotPoint, PlotPoints};

use super::View;
use crate::app::widgets::Axes;
use crate::charts::Scale;
use crate::config::{LearningRate, TrainingConfig};
use crate::text::NetworkText;
use crate::train::schedule::planned_rates;

/// Height of the plot and size of its numbers, in points.
const HEIGHT: f32 = 72.0;
const NUMBER: f32 = 11.0;

/// A schedule's rate at the end of each epoch; nothing while no photographs are open, or where the rate is constant.
pub fn schedule_ui(ui: &mut Ui, view: &View<'_>, training: &TrainingConfig, photographs: usize) {
    let LearningRate::Schedule(schedule) = &training.optimizer.learning_rate else { return };
    let steps = photographs.div_ceil(training.batch_size.max(1)) as u64;
    let rates = planned_rates(schedule, training.epochs, steps);
    let points: Vec<PlotPoint> =
        rates.into_iter().map(|(epoch, rate)| PlotPoint::new(epoch as f64, f64::from(rate))).collect();
    // Values as they are typed may give none.
    let points: Vec<PlotPoint> = points.into_iter().filter(|point| point.y.is_finite()).collect();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
    let language = view.language;
    let x = Scale::counting(first.x, last.x.max(first.x + 1.0), (ui.available_width() / (NUMBER * 5.0)) as usize);
    let y = Scale::fitted(points.iter().map(|point| point.y), 2);
    let y_text = move |value: f64| language.short(value);
    let axes = Axes { x: &x, y: &y, x_text: &|value| value.to_string(), y_text: &y_text, size: NUMBER };
    let bounds = axes.bounds();
    let plot = axes.plot(("planned rate", 0), view.tokens).height(HEIGHT).show_x(false).show_y(false);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds(bounds);
        let line = Line::new("", PlotPoints::Borrowed(&points));
        plot.line(line.color(view.tokens.text_weak).width(2.0).allow_hover(false));
    });
    let highest = points.iter().map(|point| point.y).fold(0.0, f64::max);
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("epochs", &training.epochs), ("highest", &language.short(highest)), ("last", &language.short(last.y))];
    let description = language.fill(NetworkText::ScheduleDescription, &values);
    response.response.on_hover_text(&description).widget_info(|| WidgetInfo::labeled(Role::Image, true, &description));
}
