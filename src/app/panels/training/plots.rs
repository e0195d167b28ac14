//! Accuracy, loss and learning rate over the epochs, drawn with `egui_plot`.

use eframe::egui::{Button, Color32, Id, Role, Ui, WidgetInfo};
use egui_plot::{HoverPosition, Legend, Line, LineStyle, MarkerShape, Plot, PlotPoint, PlotPoints, PlotUi, Points};

use super::View;
use super::marks::{self, Kind};
use crate::app::commands::Command;
use crate::app::state::RunView;
use crate::app::theme::INSIDE;
use crate::app::widgets::{emphasis, weak};
use crate::run::EpochStats;
use crate::text::{Language, TrainingText};

/// Least and greatest height of a large plot; the learning rate's is half as high.
const HEIGHTS: (f32, f32) = (120.0, 240.0);
/// Titles, sentences and spaces of the three plots.
const WORDS: f32 = 220.0;

/// A line of epochs.
struct Series {
    name: &'static str,
    colour: Color32,
    style: LineStyle,
    marker: MarkerShape,
    points: Vec<PlotPoint>,
}

/// All plots below each other, within `room` points of height where that is possible, and the buttons that save them.
pub fn plots_ui(ui: &mut Ui, view: &mut View<'_>, run: &RunView, room: f32) {
    let marks = marks::marks(run);
    let height = ((room - WORDS) / 2.5).clamp(HEIGHTS.0, HEIGHTS.1);
    let accuracy = [
        training_series(view, run, |epoch| Some(epoch.accuracy)),
        validation_series(view, run, |epoch| epoch.val_accuracy),
    ];
    plot_ui(ui, view, run, &marks, TrainingText::Accuracy, &accuracy, &run.batch_accuracy, height);
    let loss =
        [training_series(view, run, |epoch| Some(epoch.loss)), validation_series(view, run, |epoch| epoch.val_loss)];
    plot_ui(ui, view, run, &marks, TrainingText::Loss, &loss, &run.batch_loss, height);
    let rate = [Series {
        name: view.text(TrainingText::LearningRate),
        colour: view.tokens.text_weak,
        style: LineStyle::Solid,
        marker: MarkerShape::Square,
        points: points(run, |epoch| Some(f64::from(epoch.learning_rate))),
    }];
    plot_ui(ui, view, run, &marks, TrainingText::LearningRate, &rate, &[], height / 2.0);
    save_ui(ui, view, run);
}

fn save_ui(ui: &mut Ui, view: &mut View<'_>, run: &RunView) {
    ui.horizontal_wrapped(|ui| {
        for command in [Command::SavePlotsPng, Command::SavePlotsSvg] {
            if ui.add_enabled(!run.epochs.is_empty(), Button::new(view.text(command.name()))).clicked() {
                view.send(command);
            }
        }
    });
}

fn training_series(view: &View<'_>, run: &RunView, value: impl Fn(&EpochStats) -> Option<f64>) -> Series {
    Series {
        name: view.text(TrainingText::SeriesTraining),
        colour: view.tokens.train,
        style: LineStyle::Solid,
        marker: MarkerShape::Circle,
        points: points(run, value),
    }
}

fn validation_series(view: &View<'_>, run: &RunView, value: impl Fn(&EpochStats) -> Option<f64>) -> Series {
    Series {
        name: view.text(TrainingText::SeriesValidation),
        colour: view.tokens.validation,
        style: LineStyle::dashed_dense(),
        marker: MarkerShape::Diamond,
        points: points(run, value),
    }
}

/// Values that are no numbers are left out: they have no place on a plot.
fn points(run: &RunView, value: impl Fn(&EpochStats) -> Option<f64>) -> Vec<PlotPoint> {
    let finite = |epoch: &EpochStats| {
        value(epoch).filter(|value| value.is_finite()).map(|value| PlotPoint::new(epoch.epoch as f64, value))
    };
    run.epochs.iter().filter_map(finite).collect()
}

#[expect(clippy::too_many_arguments, reason = "what a plot shows; a struct for one caller would say no more")]
fn plot_ui(
    ui: &mut Ui,
    view: &View<'_>,
    run: &RunView,
    marks: &[(usize, Kind)],
    title: TrainingText,
    series: &[Series],
    batches: &[PlotPoint],
    height: f32,
) {
    ui.horizontal_wrapped(|ui| {
        ui.label(emphasis(view.text(title)));
        if title == TrainingText::Accuracy {
            ui.add_space(INSIDE);
            marks::key_ui(ui, view, marks);
        }
    });
    ui.add_space(marks::SIGNS);
    let language = view.language;
    let epochs = run.epochs_wanted().max(1) as f64;
    let description = description(view, run, title);
    let mut plot = Plot::new(("training plot", title as usize))
        .height(height)
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .include_x(0.0)
        .include_x(epochs.min(run.epochs.len().max(4) as f64 + 1.0))
        .show_background(false)
        .grid_color(view.tokens.line)
        .y_axis_min_width(56.0)
        .link_axis(Id::unique("training plots"), [true, false])
        .link_cursor(Id::unique("training plots"), [true, false])
        .x_grid_spacer(egui_plot::uniform_grid_spacer(|_| [1.0, 5.0, 10.0]))
        .x_axis_formatter(|mark, _| {
            if mark.value.fract() == 0.0 && mark.value >= 0.0 { format!("{}", mark.value) } else { String::new() }
        })
        .y_axis_formatter(move |mark, _| language.short(mark.value))
        .label_formatter(|hovered| {
            let (HoverPosition::NearDataPoint { position, .. } | HoverPosition::Elsewhere { position }) = hovered;
            under_cursor(language, series, marks, position.x)
        });
    if series.len() > 1 {
        plot = plot.legend(Legend::default().position(egui_plot::Corner::RightBottom).background_alpha(0.6));
    }
    plot = match title {
        TrainingText::Accuracy => plot.include_y(0.0).include_y(1.0),
        // An axis without values yet would reach below nothing.
        _ if run.epochs.is_empty() && batches.is_empty() => plot.include_y(0.0).include_y(1.0),
        _ => plot.include_y(0.0),
    };
    let response = plot.show(ui, |plot| {
        if run.is_active() {
            faint_batches(plot, view, batches);
        }
        marks::lines(plot, view, marks);
        for line in series {
            let points = PlotPoints::Borrowed(&line.points);
            plot.line(Line::new(line.name, points).color(line.colour).width(2.0).style(line.style).allow_band(false));
            let dots = PlotPoints::Borrowed(&line.points);
            plot.points(Points::new(line.name, dots).color(line.colour).radius(3.5).shape(line.marker));
        }
    });
    marks::signs(ui, view, &response.transform, marks);
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &description));
    weak(ui, description);
    ui.add_space(8.0);
}

/// The values of the epoch nearest to a place on the axis, in lines.
fn under_cursor(language: Language, series: &[Series], marks: &[(usize, Kind)], at: f64) -> Option<String> {
    let epochs = series.iter().flat_map(|line| &line.points).map(|point| point.x);
    let epoch = epochs.min_by(|one, other| (one - at).abs().total_cmp(&(other - at).abs()))?;
    let values = series.iter().filter_map(|line| {
        let point = line.points.iter().find(|point| point.x.total_cmp(&epoch).is_eq())?;
        Some(format!("{}: {}", line.name, language.short(point.y)))
    });
    let marks = marks.iter().filter(|(its, _)| *its == epoch as usize).map(|(_, kind)| kind.words(language));
    let title = language.fill(TrainingText::UnderCursor, &[("epoch", &epoch)]);
    Some(std::iter::once(title).chain(values).chain(marks).collect::<Vec<_>>().join("\n"))
}

/// The running epoch's batches as they were seen.
fn faint_batches<'a>(plot: &mut PlotUi<'a>, view: &View<'_>, batches: &'a [PlotPoint]) {
    if !batches.is_empty() {
        let colour = view.tokens.train.gamma_multiply(0.35);
        let name = view.text(TrainingText::SeriesBatches);
        let line = Line::new(name, PlotPoints::Borrowed(batches)).color(colour).width(1.0);
        plot.line(line.allow_hover(false));
    }
}

/// The plot's text description: its newest values.
fn description(view: &View<'_>, run: &RunView, title: TrainingText) -> String {
    let language = view.language;
    let Some(last) = run.epochs.last() else { return view.text(TrainingText::PlotWaiting).to_owned() };
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| language.decimal(value, 3));
    let (phrase, training, validation) = match title {
        TrainingText::Accuracy => (TrainingText::AccuracyDescription, Some(last.accuracy), last.val_accuracy),
        TrainingText::Loss => (TrainingText::LossDescription, Some(last.loss), last.val_loss),
        _ => {
            let rate = language.short(f64::from(last.learning_rate));
            let values: [(&str, &dyn std::fmt::Display); 2] = [("epoch", &last.epoch), ("rate", &rate)];
            return language.fill(TrainingText::RateDescription, &values);
        }
    };
    let (training, validation) = (number(training), number(validation));
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("epoch", &last.epoch), ("training", &training), ("validation", &validation)];
    language.fill(phrase, &values)
}
