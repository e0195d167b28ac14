//! A figure as SVG or PNG. Only this folder uses the drawing library, which has whole pixels alone: everything is drawn
//! [`SCALE`] times as large, and scaled down afterwards.

mod chart;
mod inline;
mod sheet;
mod table;

use std::error::Error;

use plotters::coord::Shift;
use plotters::prelude::*;

use self::sheet::{SCALE, Sheet};
use super::figure::Figure;
use super::fonts;
use crate::data::Picture;

pub use inline::inline_svg;

/// Why a figure cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The embedded font cannot be read, which this module's tests rule out.
    #[error("the plots cannot be drawn: the program's own font is damaged")]
    Font,
    /// The drawing library failed, for this reason.
    #[error("the plots cannot be drawn: {0}")]
    Draw(Box<dyn Error + Send + Sync>),
}

/// A PNG has this many pixels for each point, each averaged from several drawn ones.
const PNG_SCALE: usize = 2;

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
    let (width, height) = sheet::size(figure);
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
    let (width, height) = sheet::size(figure);
    let mut pixels = vec![0; width as usize * height as usize * 3];
    {
        let root = BitMapBackend::with_buffer(&mut pixels, (width, height)).into_drawing_area();
        paint(&root, figure)?;
    }
    let block = SCALE as usize / PNG_SCALE;
    let rgb = averaged(&pixels, width as usize, block);
    let picture = Picture { height: height as usize / block, width: width as usize / block, rgb };
    picture.to_png().map_err(|error| ChartError::Draw(error.into()))
}

/// The mean of each square of `block` x `block` pixels.
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

fn paint<D: DrawingBackend>(root: &DrawingArea<D, Shift>, figure: &Figure) -> Result<(), ChartError>
where
    D::ErrorType: 'static,
{
    if !fonts::register() {
        return Err(ChartError::Font);
    }
    let sheet = Sheet { root, decimal_point: figure.decimal_point };
    sheet.figure(figure).map_err(|error| ChartError::Draw(error.into()))
}
