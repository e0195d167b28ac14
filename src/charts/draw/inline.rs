//! A chart inside a page of HTML, which has the names, the legend and the colours of its own.

use plotters::prelude::*;

use super::ChartError;
use super::chart::AXIS_BELOW;
use super::sheet::{SCALE, Sheet};
use crate::charts::figure::Chart;
use crate::charts::fonts;

/// All in points.
const WIDTH: i32 = 460;
const AXIS_LEFT: i32 = 48;
const FREE: i32 = 12;

/// Axes and lines of a chart as an SVG element for HTML: without title, legend, background and size. `label`, escaped
/// for HTML, is its accessible name.
///
/// # Errors
/// If the drawing library fails.
pub fn inline_svg(chart: &Chart, decimal_point: char, label: &str) -> Result<String, ChartError> {
    if !fonts::register() {
        return Err(ChartError::Font);
    }
    let (width, height) = (WIDTH * SCALE, (FREE + chart.height as i32 + AXIS_BELOW) * SCALE);
    let mut text = String::new();
    {
        let root = SVGBackend::with_string(&mut text, (width as u32, height as u32)).into_drawing_area();
        let sheet = Sheet { root: &root, decimal_point };
        let drawn = sheet.plot(chart, (AXIS_LEFT * SCALE, (WIDTH - FREE) * SCALE), FREE * SCALE);
        drawn.and_then(|()| root.present()).map_err(|error| ChartError::Draw(error.into()))?;
    }
    let elements = text.split_once('>').map_or("", |(_, elements)| elements);
    Ok(format!("<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{label}\">{elements}"))
}
