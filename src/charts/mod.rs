//! Figures as files: plain data in, an SVG or a PNG out, always on a white background.
//!
//! A [`Figure`] says what is drawn, [`of_run`] makes one from a run, and [`svg()`] and [`png()`] draw it; [`inline_svg`]
//! draws one chart for a page of HTML.

mod draw;
mod figure;
mod fonts;
mod portuguese;
mod run;
mod scale;
mod ticks;

#[cfg(test)]
mod tests;

pub use draw::{ChartError, Format, draw, inline_svg, png, svg};
pub use figure::{Cell, Chart, Colour, Figure, Line, Mark, Marker, Series, Table, paper};
pub use run::{RunWords, of_run};
pub use scale::Scale;
