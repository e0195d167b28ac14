//! Drawing. The only place that knows the drawing library, which counts whole pixels: everything is drawn
//! [`SCALE`] times as large, and shown or averaged down afterwards.

mod inline;
mod table;

use plotters::coord::Shift;
use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::figure::{Chart, Colour, Figure, Line, Marker, Series, paper};
use super::{fonts, ticks};

pub use inline::inline_svg;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The embedded font cannot be read, which this module's tests rule out.
    #[error("the plots cannot be drawn: the program's own font is damaged")]
    Font,
    /// The drawing library failed.
    #[error("the plots cannot be drawn: {0}")]
    Draw(String),
}

/// Drawn pixels for each point of a figure.
const SCALE: i32 = 4;
/// A PNG has this many pixels for each point, each averaged from several drawn ones.
const PNG_SCALE: usize = 2;

/// All in points.
const WIDTH: i32 = 960;
const MARGIN: i32 = 24;
const HEADER: i32 = 64;
const CHART_TITLE: i32 = 28;
const AXIS_LEFT: i32 = 64;
const AXIS_BELOW: i32 = 44;

const TITLE: f64 = 17.0;
const NAME: f64 = 13.0;
const SMALL: f64 = 11.0;

/// The file formats of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Pixels.
    Png,
    /// Lines, for print.
    Svg,
}

/// A figure as the bytes of a file.
///
/// # Errors
/// If the drawing library fails.
pub fn draw(figure: &Figure, format: Format) -> Result<Vec<u8>, ChartError> {
    match format {
        Format::Png => png(figure),
        Format::Svg => svg(figure).map(String::into_bytes),
    }
}

/// A figure as SVG.
///
/// # Errors
/// If the drawing library fails.
pub fn svg(figure: &Figure) -> Result<String, ChartError> {
    let (width, height) = size(figure);
    let mut text = String::new();
    {
        let root = SVGBackend::with_string(&mut text, (width, height)).into_drawing_area();
        paint(&root, figure)?;
    }
    let scale = SCALE as u32;
    let (drawn, shown) = (
        format!("width=\"{width}\" height=\"{height}\""),
        format!("width=\"{}\" height=\"{}\"", width / scale, height / scale),
    );
    // The view box keeps the drawn size, so only the size on the page changes.
    Ok(text.replacen(&drawn, &shown, 1))
}

/// A figure as PNG.
///
/// # Errors
/// If the drawing library fails.
pub fn png(figure: &Figure) -> Result<Vec<u8>, ChartError> {
    let (width, height) = size(figure);
    let mut pixels = vec![0; width as usize * height as usize * 3];
    {
        let root = BitMapBackend::with_buffer(&mut pixels, (width, height)).into_drawing_area();
        paint(&root, figure)?;
    }
    let block = SCALE as usize / PNG_SCALE;
    let averaged = averaged(&pixels, width as usize, block);
    encoded(&averaged, width as usize / block, height as usize / block)
        .map_err(|error| ChartError::Draw(error.to_string()))
}

/// Each square of `block` x `block` pixels as one.
fn averaged(pixels: &[u8], width: usize, block: usize) -> Vec<u8> {
    let mut small = Vec::with_capacity(pixels.len() / (block * block));
    for rows in pixels.chunks_exact(width * 3 * block) {
        for left in (0..width).step_by(block) {
            for channel in 0..3 {
                let square = (0..block * block).map(|place| {
                    let (row, column) = (place / block, left + place % block);
                    u32::from(rows[(row * width + column) * 3 + channel])
                });
                small.push((square.sum::<u32>() / (block * block) as u32) as u8);
            }
        }
    }
    small
}

fn encoded(pixels: &[u8], width: usize, height: usize) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width as u32, height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(bytes)
}

/// Width and height in drawn pixels.
fn size(figure: &Figure) -> (u32, u32) {
    let charts: i32 = figure.charts.iter().map(|chart| CHART_TITLE + chart.height as i32 + AXIS_BELOW).sum();
    let tables: i32 = figure.tables.iter().map(table::height).sum();
    ((WIDTH * SCALE) as u32, ((MARGIN * 2 + HEADER + tables + charts) * SCALE) as u32)
}

fn paint<D: DrawingBackend>(root: &DrawingArea<D, Shift>, figure: &Figure) -> Result<(), ChartError> {
    if !fonts::register() {
        return Err(ChartError::Font);
    }
    let sheet = Sheet { root, decimal_point: figure.decimal_point };
    sheet.figure(figure).map_err(|error| ChartError::Draw(error.to_string()))
}

type Drawn<D> = Result<(), DrawingAreaErrorKind<<D as DrawingBackend>::ErrorType>>;
/// Drawn pixels from the left and the top.
type Place = (i32, i32);

/// The paper, and how numbers are written on it.
struct Sheet<'a, D: DrawingBackend> {
    root: &'a DrawingArea<D, Shift>,
    decimal_point: char,
}

/// Where a chart's axes lie, in drawn pixels, and what they count.
struct Axes {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
    x: (f64, f64),
    y: (f64, f64),
}

impl Axes {
    fn place(&self, x: f64, y: f64) -> Place {
        let across = (x - self.x.0) / (self.x.1 - self.x.0) * f64::from(self.right - self.left);
        let up = (y - self.y.0) / (self.y.1 - self.y.0) * f64::from(self.bottom - self.top);
        (self.left + across.round() as i32, self.bottom - up.round() as i32)
    }
}

impl<D: DrawingBackend> Sheet<'_, D> {
    fn figure(&self, figure: &Figure) -> Drawn<D> {
        self.root.fill(&WHITE)?;
        let mut top = MARGIN * SCALE;
        self.text(&figure.title, (MARGIN * SCALE, top + 12 * SCALE), &style(TITLE, true, paper::TEXT, HPos::Left))?;
        self.text(
            &figure.note,
            (MARGIN * SCALE, top + 36 * SCALE),
            &style(SMALL, false, paper::TEXT_WEAK, HPos::Left),
        )?;
        top += HEADER * SCALE;
        for table in &figure.tables {
            self.table(table, top)?;
            top += table::height(table) * SCALE;
        }
        for chart in &figure.charts {
            self.chart(chart, top)?;
            top += (CHART_TITLE + chart.height as i32 + AXIS_BELOW) * SCALE;
        }
        self.root.present()
    }

    fn chart(&self, chart: &Chart, top: i32) -> Drawn<D> {
        let heading = style(NAME, true, paper::TEXT, HPos::Left);
        self.text(&chart.name, (MARGIN * SCALE, top + 8 * SCALE), &heading)?;
        let named = self.width(&chart.name, &heading)?;
        self.legend(chart, (MARGIN + 16) * SCALE + named, top + 8 * SCALE)?;
        self.plot(chart, ((MARGIN + AXIS_LEFT) * SCALE, (WIDTH - MARGIN) * SCALE), top + CHART_TITLE * SCALE)
    }

    /// Axes between `left` and `right` with all that lies on them, from `top` on.
    fn plot(&self, chart: &Chart, (left, right): (i32, i32), top: i32) -> Drawn<D> {
        let axes = Axes {
            left,
            right,
            top,
            bottom: top + chart.height as i32 * SCALE,
            x: span(chart.x, chart.series.iter().flat_map(|series| series.points.iter().map(|point| point.0)), 0.0),
            y: span(chart.y, chart.series.iter().flat_map(|series| series.points.iter().map(|point| point.1)), 0.05),
        };
        self.grid(chart, &axes)?;
        for mark in &chart.marks {
            for at in mark.at.iter().copied().filter(|at| (axes.x.0..=axes.x.1).contains(at)) {
                let line = [axes.place(at, axes.y.0), axes.place(at, axes.y.1)];
                self.line(&line, mark.line, stroke(mark.colour, 1.2))?;
            }
        }
        chart.series.iter().try_for_each(|series| self.series(series, &axes))
    }

    /// Round numbers on both axes, a line for each of the y axis.
    fn grid(&self, chart: &Chart, axes: &Axes) -> Drawn<D> {
        let to_the_left = style(SMALL, false, paper::TEXT_WEAK, HPos::Right);
        for y in ticks::ticks(axes.y.0, axes.y.1, (chart.height / 40) as usize, false) {
            let (left, height) = axes.place(axes.x.0, y);
            self.line(&[(left, height), (axes.right, height)], Line::Solid, stroke(paper::LINE, 0.75))?;
            self.text(&ticks::written(y, self.decimal_point), (left - 8 * SCALE, height), &to_the_left)?;
        }
        let below = style(SMALL, false, paper::TEXT_WEAK, HPos::Center);
        for x in ticks::ticks(axes.x.0, axes.x.1, 12, chart.x_counts) {
            let (across, bottom) = axes.place(x, axes.y.0);
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

    fn line(&self, places: &[Place], line: Line, stroke: ShapeStyle) -> Drawn<D> {
        let dash =
            |size: i32, gap: i32| DashedPathElement::new(places.iter().copied(), size * SCALE, gap * SCALE, stroke);
        match line {
            _ if places.len() < 2 => Ok(()),
            Line::Solid => self.root.draw(&PathElement::new(places.to_vec(), stroke)),
            Line::Dashed => self.root.draw(&dash(6, 4)),
            Line::Dotted => self.root.draw(&dash(2, 3)),
        }
    }

    fn marker(&self, (x, y): Place, marker: Marker, colour: Colour) -> Drawn<D> {
        let fill = colour_of(colour).filled();
        let (around, corner) = (3 * SCALE, 4 * SCALE);
        match marker {
            Marker::None => Ok(()),
            Marker::Circle => self.root.draw(&Circle::new((x, y), around, fill)),
            Marker::Square => {
                self.root.draw(&Rectangle::new([(x - around, y - around), (x + around, y + around)], fill))
            }
            Marker::Diamond => {
                let corners = vec![(x, y - corner), (x + corner, y), (x, y + corner), (x - corner, y)];
                self.root.draw(&Polygon::new(corners, fill))
            }
        }
    }

    fn text(&self, text: &str, (x, middle): Place, style: &TextStyle<'_>) -> Drawn<D> {
        // The library centres the line with its descenders, which stands a little too high for the eye.
        if text.is_empty() { Ok(()) } else { self.root.draw_text(text, style, (x, middle + SCALE)) }
    }

    fn width(&self, text: &str, style: &TextStyle<'_>) -> Result<i32, DrawingAreaErrorKind<D::ErrorType>> {
        Ok(self.root.estimate_text_size(text, style)?.0 as i32)
    }
}

fn colour_of([red, green, blue]: Colour) -> RGBColor {
    RGBColor(red, green, blue)
}

/// A line's colour and its width in points.
fn stroke(colour: Colour, width: f64) -> ShapeStyle {
    colour_of(colour).stroke_width((width * f64::from(SCALE)).round() as u32)
}

/// Letters of a size in points, with their middle at the given height.
fn style(size: f64, bold: bool, colour: Colour, side: HPos) -> TextStyle<'static> {
    // The library counts a font's whole line, not its letters' square.
    const LINE_OF_LETTERS: f64 = 1.24;
    let weight = if bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::Name(fonts::FAMILY), size * LINE_OF_LETTERS * f64::from(SCALE), weight);
    font.color(&colour_of(colour)).pos(Pos::new(side, VPos::Center))
}

/// What an axis shows: at least `least`, widened to the values and a share of headroom, and never empty.
fn span(least: (f64, f64), values: impl Iterator<Item = f64>, headroom: f64) -> (f64, f64) {
    let start = (least.0.min(least.1), least.0.max(least.1));
    let (low, high) =
        values.filter(|value| value.is_finite()).fold(start, |(low, high), value| (low.min(value), high.max(value)));
    let room = (high - low) * headroom;
    let high = if high > start.1 { high + room } else { high };
    let low = if low < start.0 { low - room } else { low };
    if high > low { (low, high) } else { (low, low + 1.0) }
}
