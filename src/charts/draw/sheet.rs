//! The area that a figure is drawn on: the order of its parts, lines, markers and text.

use plotters::coord::Shift;
use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::{chart, table};
use crate::charts::figure::{Colour, Figure, Line, Marker, paper};
use crate::charts::fonts;

/// Drawn pixels for each point of a figure.
pub(super) const SCALE: i32 = 4;

/// Width of a figure, its margin, and the height of its header, in points.
pub(super) const WIDTH: i32 = 960;
pub(super) const MARGIN: i32 = 24;
const HEADER: i32 = 64;

/// Sizes of letters, in points.
const TITLE: f64 = 17.0;
pub(super) const NAME: f64 = 13.0;
pub(super) const SMALL: f64 = 11.0;

/// The result of drawing.
pub(super) type Drawn<D> = Result<(), DrawingAreaErrorKind<<D as DrawingBackend>::ErrorType>>;
/// Drawn pixels from the left and the top.
pub(super) type Place = (i32, i32);

/// The area that a figure is drawn on, and how numbers are written.
pub(super) struct Sheet<'a, D: DrawingBackend> {
    pub(super) root: &'a DrawingArea<D, Shift>,
    pub(super) decimal_point: char,
}

/// Width and height in drawn pixels.
pub(super) fn size(figure: &Figure) -> (u32, u32) {
    let charts: i32 = figure.charts.iter().map(chart::height).sum();
    let tables: i32 = figure.tables.iter().map(table::height).sum();
    ((WIDTH * SCALE) as u32, ((MARGIN * 2 + HEADER + tables + charts) * SCALE) as u32)
}

impl<D: DrawingBackend> Sheet<'_, D> {
    pub(super) fn figure(&self, figure: &Figure) -> Drawn<D> {
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
            top += chart::height(chart) * SCALE;
        }
        self.root.present()
    }

    pub(super) fn line(&self, places: &[Place], line: Line, stroke: ShapeStyle) -> Drawn<D> {
        let dash =
            |size: i32, gap: i32| DashedPathElement::new(places.iter().copied(), size * SCALE, gap * SCALE, stroke);
        match line {
            _ if places.len() < 2 => Ok(()),
            Line::Solid => self.root.draw(&PathElement::new(places.to_vec(), stroke)),
            Line::Dashed => self.root.draw(&dash(6, 4)),
            Line::Dotted => self.root.draw(&dash(2, 3)),
        }
    }

    pub(super) fn marker(&self, (x, y): Place, marker: Marker, colour: Colour) -> Drawn<D> {
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

    pub(super) fn text(&self, text: &str, (x, middle): Place, style: &TextStyle<'_>) -> Drawn<D> {
        // The library centres the line with its descenders, which looks a little too high.
        if text.is_empty() { Ok(()) } else { self.root.draw_text(text, style, (x, middle + SCALE)) }
    }

    pub(super) fn width(&self, text: &str, style: &TextStyle<'_>) -> Result<i32, DrawingAreaErrorKind<D::ErrorType>> {
        Ok(self.root.estimate_text_size(text, style)?.0 as i32)
    }
}

pub(super) fn colour_of([red, green, blue]: Colour) -> RGBColor {
    RGBColor(red, green, blue)
}

/// A line's colour and its width in points.
pub(super) fn stroke(colour: Colour, width: f64) -> ShapeStyle {
    colour_of(colour).stroke_width((width * f64::from(SCALE)).round() as u32)
}

/// Letters of a size in points, with their middle at the given height.
pub(super) fn style(size: f64, bold: bool, colour: Colour, side: HPos) -> TextStyle<'static> {
    // The library counts a font's whole line, not its letters' square.
    const LINE_OF_LETTERS: f64 = 1.24;
    let weight = if bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::Name(fonts::FAMILY), size * LINE_OF_LETTERS * f64::from(SCALE), weight);
    font.color(&colour_of(colour)).pos(Pos::new(side, VPos::Center))
}
