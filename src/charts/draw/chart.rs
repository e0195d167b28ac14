//! Charts on a figure: axes, grid, legend and lines.

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::sheet::{Drawn, MARGIN, NAME, Place, SCALE, SMALL, Sheet, WIDTH, stroke, style};
use crate::charts::figure::{Chart, Line, Marker, Series, paper};
use crate::charts::{Scale, ticks};

/// Heights above and below the axes, and width beside them, in points.
const CHART_TITLE: i32 = 28;
const AXIS_LEFT: i32 = 64;
pub(super) const AXIS_BELOW: i32 = 44;

/// Height of a chart with its title and the x axis's numbers, in points.
pub(super) fn height(chart: &Chart) -> i32 {
    CHART_TITLE + chart.height as i32 + AXIS_BELOW
}

/// Where a chart's axes lie, in drawn pixels, and what they count.
struct Axes {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
    x: Scale,
    y: Scale,
}

impl Axes {
    fn place(&self, x: f64, y: f64) -> Place {
        let across = share(x, &self.x) * f64::from(self.right - self.left);
        let up = share(y, &self.y) * f64::from(self.bottom - self.top);
        (self.left + across.round() as i32, self.bottom - up.round() as i32)
    }
}

/// How far along a scale a value lies: 0 to 1 within it.
fn share(value: f64, scale: &Scale) -> f64 {
    (value - scale.low) / (scale.high - scale.low)
}

impl<D: DrawingBackend> Sheet<'_, D> {
    pub(super) fn chart(&self, chart: &Chart, top: i32) -> Drawn<D> {
        let heading = style(NAME, true, paper::TEXT, HPos::Left);
        self.text(&chart.name, (MARGIN * SCALE, top + 8 * SCALE), &heading)?;
        let named = self.width(&chart.name, &heading)?;
        self.legend(chart, (MARGIN + 16) * SCALE + named, top + 8 * SCALE)?;
        self.plot(chart, ((MARGIN + AXIS_LEFT) * SCALE, (WIDTH - MARGIN) * SCALE), top + CHART_TITLE * SCALE)
    }

    /// Axes between `left` and `right` with all that lies on them, from `top` on.
    pub(super) fn plot(&self, chart: &Chart, (left, right): (i32, i32), top: i32) -> Drawn<D> {
        let axes = Axes { left, right, top, bottom: top + chart.height as i32 * SCALE, x: across(chart), y: up(chart) };
        self.grid(chart, &axes)?;
        for mark in &chart.marks {
            for at in mark.at.iter().copied().filter(|at| (axes.x.low..=axes.x.high).contains(at)) {
                let line = [axes.place(at, axes.y.low), axes.place(at, axes.y.high)];
                self.line(&line, mark.line, stroke(mark.colour, 1.2))?;
            }
        }
        chart.series.iter().try_for_each(|series| self.series(series, &axes))
    }

    /// Round numbers on both axes, a line for each of the y axis.
    fn grid(&self, chart: &Chart, axes: &Axes) -> Drawn<D> {
        let to_the_left = style(SMALL, false, paper::TEXT_WEAK, HPos::Right);
        for &y in &axes.y.ticks {
            let (left, height) = axes.place(axes.x.low, y);
            self.line(&[(left, height), (axes.right, height)], Line::Solid, stroke(paper::LINE, 0.75))?;
            let number = if chart.y_percent {
                format!("{} %", ticks::written(y * 100.0, self.decimal_point))
            } else {
                ticks::written(y, self.decimal_point)
            };
            self.text(&number, (left - 8 * SCALE, height), &to_the_left)?;
        }
        let below = style(SMALL, false, paper::TEXT_WEAK, HPos::Center);
        for &x in &axes.x.ticks {
            let (across, bottom) = axes.place(x, axes.y.low);
            self.line(&[(across, bottom), (across, bottom + 4 * SCALE)], Line::Solid, stroke(paper::TEXT_WEAK, 0.75))?;
            self.text(&ticks::written(x, self.decimal_point), (across, bottom + 13 * SCALE), &below)?;
        }
        self.line(&[(axes.left, axes.bottom), (axes.right, axes.bottom)], Line::Solid, stroke(paper::TEXT_WEAK, 0.75))?;
        let at_the_end = style(SMALL, false, paper::TEXT_WEAK, HPos::Right);
        self.text(&chart.x_name, (axes.right, axes.bottom + 28 * SCALE), &at_the_end)
    }

    /// The legend ends at the right edge, or begins at `left` where there is no room.
    fn legend(&self, chart: &Chart, left: i32, middle: i32) -> Drawn<D> {
        let words = style(SMALL, false, paper::TEXT, HPos::Left);
        let (sample, gap) = (24 * SCALE, 20 * SCALE);
        let series = chart.series.iter().map(|series| (&series.name, series.colour, series.line, series.marker));
        let marks = chart.marks.iter().map(|mark| (&mark.name, mark.colour, mark.line, Marker::None));
        let mut entries = Vec::new();
        let mut whole = -gap;
        for (name, colour, line, marker) in series.chain(marks).filter(|entry| !entry.0.is_empty()) {
            let width = sample + 6 * SCALE + self.width(name, &words)? + gap;
            whole += width;
            entries.push((name, colour, line, marker, width));
        }
        let mut at = ((WIDTH - MARGIN) * SCALE - whole).max(left);
        for (name, colour, line, marker, width) in entries {
            self.line(&[(at, middle), (at + sample, middle)], line, stroke(colour, 2.0))?;
            self.marker((at + sample / 2, middle), marker, colour)?;
            self.text(name, (at + sample + 6 * SCALE, middle), &words)?;
            at += width;
        }
        Ok(())
    }

    fn series(&self, series: &Series, axes: &Axes) -> Drawn<D> {
        for points in series.points.split(|(x, y)| !x.is_finite() || !y.is_finite()) {
            let places: Vec<Place> = points.iter().map(|(x, y)| axes.place(*x, *y)).collect();
            self.line(&places, series.line, stroke(series.colour, 2.0))?;
            places.into_iter().try_for_each(|place| self.marker(place, series.marker, series.colour))?;
        }
        Ok(())
    }
}

/// The x axis: its range, widened to points beyond it, and never empty.
fn across(chart: &Chart) -> Scale {
    const MOST: usize = 12;
    let start = (chart.x.0.min(chart.x.1), chart.x.0.max(chart.x.1));
    let values = chart.series.iter().flat_map(|series| series.points.iter().map(|point| point.0));
    let (low, high) =
        values.filter(|value| value.is_finite()).fold(start, |(low, high), value| (low.min(value), high.max(value)));
    let high = if high > low { high } else { low + 1.0 };
    if chart.x_counts { Scale::counting(low, high, MOST) } else { Scale::between(low, high, MOST) }
}

/// The y axis: its range, or one that fits the values.
fn up(chart: &Chart) -> Scale {
    let most = (chart.height / 40).max(2) as usize;
    if let Some((low, high)) = chart.y {
        return Scale::between(low, high, most);
    }
    let values = chart.series.iter().flat_map(|series| series.points.iter().map(|point| point.1));
    let scale = Scale::fitted(values, most);
    if chart.y_percent { scale.at_most(1.0) } else { scale }
}
