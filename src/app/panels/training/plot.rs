//! One plot over the epochs, drawn with `egui_plot`.

use eframe::egui::{Color32, Id, Role, Ui, WidgetInfo};
use egui_plot::{HoverPosition, Line, LineStyle, MarkerShape, PlotPoint, PlotPoints, Points};

use super::View;
use super::marks::{self, Kind};
use super::plots::{title, training, validation, written};
use crate::app::state::{PlotKind, RunView, TrainingPlots};
use crate::app::widgets::{Axes, Zoom};
use crate::charts::Scale;
use crate::config::LearningRate;
use crate::run::EpochStats;
use crate::text::{Language, TrainingText};
use crate::train::schedule::planned_rates;

/// Sizes of letters, in points.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// The title.
    pub title: f32,
    /// Numbers and names.
    pub number: f32,
}

/// Between a title, its signs and its plot, in points.
pub const BETWEEN: f32 = 2.0;

impl Sizes {
    /// Height of the line with the title.
    pub fn title_line(self) -> f32 {
        (self.title * 1.4).max(28.0)
    }

    /// What stands above a plot and its numbers below.
    pub fn above(self) -> f32 {
        self.title_line() + marks::SIGNS + 3.0 * BETWEEN + 8.0
    }
}

/// Points between two markers that are needed to tell them apart.
const APART: f64 = 12.0;

/// A line of epochs.
struct Series {
    name: &'static str,
    colour: Color32,
    style: LineStyle,
    marker: MarkerShape,
    /// As they are drawn.
    points: Vec<PlotPoint>,
}

impl Series {
    /// The fewest epochs between two points: infinite for a single one.
    fn step(&self) -> f64 {
        self.points.windows(2).map(|pair| pair[1].x - pair[0].x).fold(f64::INFINITY, f64::min)
    }
}

#[expect(clippy::too_many_arguments, reason = "what a plot shows; a struct for one caller would say no more")]
pub fn plot_ui(
    ui: &mut Ui,
    view: &View<'_>,
    run: &RunView,
    shown: &mut TrainingPlots,
    marks: &[(usize, Kind)],
    kind: PlotKind,
    sizes: Sizes,
    height: f32,
) {
    let logarithmic = kind == PlotKind::Loss && shown.log_loss;
    let drawn = move |value: f64| if logarithmic { value.log10() } else { value };
    let all = run.all_epochs();
    let range = shown.range.unwrap_or(all);
    let width = ui.available_width();
    let x = Scale::counting(range.first.max(0.0), range.last, (width / (sizes.number * 5.0)) as usize);
    let ticks = x.ticks.into_iter().filter(|tick| *tick >= 1.0).collect();
    let x = Scale { ticks, ..x }.with_room(Axes::BESIDE, f64::from(width));
    let batches: &[PlotPoint] = match kind {
        PlotKind::Accuracy if run.is_active() => &run.batch_accuracy,
        PlotKind::Loss if run.is_active() => &run.batch_loss,
        _ => &[],
    };
    let y = y_scale(run, kind, logarithmic, &x, batches, (height / (sizes.number * 3.5)) as usize);
    let y = y.with_room(Axes::ABOVE, f64::from(height));
    let language = view.language;
    let decimals = percent_decimals(&y);
    let y_text = move |value: f64| match kind {
        PlotKind::Accuracy => language.percent(value, decimals),
        PlotKind::Loss if logarithmic => language.short(10_f64.powf(value)),
        PlotKind::Loss | PlotKind::Rate => language.short(value),
    };
    let x_text = |value: f64| value.to_string();
    let axes = Axes { x: &x, y: &y, x_text: &x_text, y_text: &y_text, size: sizes.number };
    let bounds = axes.bounds();
    let epoch_width = f64::from(width) / (range.last - range.first);
    let series = series(view, run, kind, drawn);
    let planned = if kind == PlotKind::Rate { planned(run) } else { Vec::new() };
    let faint: Vec<PlotPoint> = batches.iter().map(|point| PlotPoint::new(point.x, drawn(point.y))).collect();
    let lines = Id::unique("training plots");
    let plot = axes
        .plot(("training plot", kind as usize), view.tokens)
        .height(height)
        .link_cursor(lines, [true, false])
        .label_formatter(|hovered| {
            let (HoverPosition::NearDataPoint { position, .. } | HoverPosition::Elsewhere { position }) = hovered;
            under_cursor(view, run, kind, marks, position.x)
        });
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds(bounds);
        if !faint.is_empty() {
            let colour = view.tokens.train.gamma_multiply(0.35);
            let name = view.text(TrainingText::SeriesBatches);
            plot.line(Line::new(name, PlotPoints::Borrowed(&faint)).color(colour).width(1.0).allow_hover(false));
        }
        if !planned.is_empty() {
            let (name, points) = (view.text(TrainingText::PlannedRate), PlotPoints::Borrowed(&planned));
            let colour = view.tokens.text_weak.gamma_multiply(0.5);
            plot.line(Line::new(name, points).color(colour).style(LineStyle::dotted_dense()).allow_hover(false));
        }
        marks::lines(plot, view, marks);
        for line in &series {
            let points = PlotPoints::Borrowed(&line.points);
            plot.line(Line::new(line.name, points).color(line.colour).width(2.0).style(line.style).allow_band(false));
            if line.step() * epoch_width >= APART {
                let dots = PlotPoints::Borrowed(&line.points);
                plot.points(Points::new(line.name, dots).color(line.colour).radius(3.5).shape(line.marker));
            }
        }
    });
    marks::signs(ui, view, &response.transform, marks, sizes.number);
    let description = description(view, run, kind);
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &description));
    Zoom { shown: &mut shown.range, all, least: RunView::LEAST_EPOCHS }.by_mouse(
        ui,
        &response.response,
        &response.transform,
    );
    if response.response.double_clicked() {
        shown.alone = if shown.alone.is_some() { None } else { Some(kind) };
    }
}

/// Decimals of the percentages along an axis of shares.
fn percent_decimals(scale: &Scale) -> usize {
    let step = scale.ticks.windows(2).map(|pair| (pair[1] - pair[0]) * 100.0).fold(f64::INFINITY, f64::min);
    if step > 0.99 {
        0
    } else if step > 0.099 {
        1
    } else {
        2
    }
}

/// The axis that fits the epochs that are shown; until there is one, the running batches.
fn y_scale(run: &RunView, kind: PlotKind, logarithmic: bool, x: &Scale, batches: &[PlotPoint], most: usize) -> Scale {
    let seen = run.epochs.iter().filter(|epoch| (x.low..=x.high).contains(&(epoch.epoch as f64)));
    let mut values: Vec<f64> =
        seen.flat_map(|epoch| [Some(training(kind, epoch)), validation(kind, epoch)]).flatten().collect();
    if kind == PlotKind::Rate {
        values.extend(planned(run).iter().filter(|point| (x.low..=x.high).contains(&point.x)).map(|point| point.y));
    }
    if values.is_empty() {
        values.extend(batches.iter().map(|point| point.y));
    }
    if logarithmic {
        return Scale::logarithmic(values);
    }
    let scale = Scale::fitted(values, most.clamp(2, 10));
    if kind == PlotKind::Accuracy { scale.at_most(1.0) } else { scale }
}

/// The rate at the end of each epoch as a schedule plans it; nothing where the rate follows none, or another one.
fn planned(run: &RunView) -> Vec<PlotPoint> {
    let training = &run.config.training;
    let (LearningRate::Schedule(schedule), Some(info)) = (&training.optimizer.learning_rate, &run.info) else {
        return Vec::new();
    };
    let steps = info.training.div_ceil(training.batch_size.max(1)) as u64;
    let rates = planned_rates(schedule, training.epochs, steps);
    // A run that was given more epochs goes on with the schedule that it began with.
    let differs = |(epoch, rate): &(usize, f32)| {
        let past = run.epochs.iter().find(|past| past.epoch == *epoch);
        past.is_some_and(|past| (past.learning_rate - rate).abs() > 0.01 * rate.abs().max(f32::MIN_POSITIVE))
    };
    if rates.iter().any(differs) {
        return Vec::new();
    }
    let points = rates.into_iter().map(|(epoch, rate)| PlotPoint::new(epoch as f64, f64::from(rate)));
    points.filter(|point| point.y.is_finite()).collect()
}

/// The lines, as they are drawn. Values that are no numbers are left out: they have no place on a plot.
fn series(view: &View<'_>, run: &RunView, kind: PlotKind, drawn: impl Fn(f64) -> f64) -> Vec<Series> {
    let points = |value: fn(PlotKind, &EpochStats) -> Option<f64>| {
        let point = |epoch: &EpochStats| Some(PlotPoint::new(epoch.epoch as f64, drawn(value(kind, epoch)?)));
        run.epochs.iter().filter_map(point).filter(|point| point.y.is_finite()).collect()
    };
    let (name, colour, marker) = match kind {
        PlotKind::Rate => (TrainingText::LearningRate, view.tokens.text_weak, MarkerShape::Square),
        _ => (TrainingText::SeriesTraining, view.tokens.train, MarkerShape::Circle),
    };
    let of_training = Series {
        name: view.text(name),
        colour,
        style: LineStyle::Solid,
        marker,
        points: points(|kind, epoch| Some(training(kind, epoch))),
    };
    let of_validation = Series {
        name: view.text(TrainingText::SeriesValidation),
        colour: view.tokens.validation,
        style: LineStyle::dashed_dense(),
        marker: MarkerShape::Diamond,
        points: points(validation),
    };
    [of_training, of_validation].into_iter().filter(|series| !series.points.is_empty()).collect()
}

/// The values of the epoch nearest to a place on the axis, in lines.
fn under_cursor(view: &View<'_>, run: &RunView, kind: PlotKind, marks: &[(usize, Kind)], at: f64) -> Option<String> {
    let distance = |epoch: &EpochStats| (epoch.epoch as f64 - at).abs();
    let epoch = run.epochs.iter().min_by(|one, other| distance(one).total_cmp(&distance(other)))?;
    let first = if kind == PlotKind::Rate { TrainingText::LearningRate } else { TrainingText::SeriesTraining };
    let values = [(first, Some(training(kind, epoch))), (TrainingText::SeriesValidation, validation(kind, epoch))];
    let values = values
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{}: {}", view.text(name), written(view, kind, value?))));
    let marks = marks.iter().filter(|(its, _)| *its == epoch.epoch).map(|(_, kind)| kind.words(view.language));
    let title = view.language.fill(TrainingText::UnderCursor, &[("epoch", &epoch.epoch)]);
    Some(std::iter::once(title).chain(values).chain(marks).collect::<Vec<_>>().join("\n"))
}

/// The plot's text description: its newest values.
fn description(view: &View<'_>, run: &RunView, kind: PlotKind) -> String {
    let language = view.language;
    let Some(last) = run.epochs.last() else {
        return format!("{}: {}", view.text(title(kind)), view.text(TrainingText::PlotWaiting));
    };
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| written(view, kind, value));
    let phrase = match kind {
        PlotKind::Accuracy => TrainingText::AccuracyDescription,
        PlotKind::Loss => TrainingText::LossDescription,
        PlotKind::Rate => {
            return rate_description(language, last);
        }
    };
    let (training, validation) = (written(view, kind, training(kind, last)), number(validation(kind, last)));
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("epoch", &last.epoch), ("training", &training), ("validation", &validation)];
    language.fill(phrase, &values)
}

fn rate_description(language: Language, last: &EpochStats) -> String {
    let rate = language.short(f64::from(last.learning_rate));
    let values: [(&str, &dyn std::fmt::Display); 2] = [("epoch", &last.epoch), ("rate", &rate)];
    language.fill(TrainingText::RateDescription, &values)
}
