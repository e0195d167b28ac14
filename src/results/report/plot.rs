//! A line plot as SVG whose colours are the page's, so that it is light or dark as the page is.

use std::fmt::Write as _;

use super::html::escaped;
use crate::text::Language;

const SIZE: (f64, f64) = (460.0, 260.0);
/// Room for the axes' numbers and the name of the x axis.
const MARGIN: (f64, f64) = (48.0, 44.0);
/// Free room at the top and at the right.
const FREE: f64 = 12.0;

/// One line: its name, its class in the style sheet, whether it is dashed, and its points.
pub(super) struct Line<'a> {
    pub(super) name: &'a str,
    pub(super) class: &'a str,
    pub(super) dashed: bool,
    pub(super) points: Vec<(f64, f64)>,
}

/// A plot with its words.
pub(super) struct Plot<'a> {
    pub(super) title: String,
    /// The plot in words, below it and for whoever cannot see it.
    pub(super) description: String,
    pub(super) x: &'a str,
    /// Both axes from 0 to 1, with the diagonal where `even`; else as far as the points go, x in whole numbers.
    pub(super) shares: bool,
    pub(super) even: bool,
    pub(super) lines: Vec<Line<'a>>,
}

impl Plot<'_> {
    /// As a figure of HTML. Values that are not finite leave a gap.
    pub(super) fn html(&self, language: Language) -> String {
        let (title, description) = (escaped(&self.title), escaped(&self.description));
        let mut svg = format!(
            "<figure><h3>{title}</h3><svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{title}. {description}\">",
            SIZE.0, SIZE.1
        );
        if self.lines.iter().flat_map(|line| &line.points).any(|(_, y)| y.is_finite()) {
            self.draw(&mut svg, language);
        }
        svg += "</svg><figcaption>";
        for Line { name, class, dashed, .. } in self.lines.iter().filter(|line| !line.name.is_empty()) {
            let dashed = if *dashed { " dashed" } else { "" };
            let _ = write!(svg, "<b class=\"{class}{dashed}\"></b><span>{}</span>", escaped(name));
        }
        svg + &description + "</figcaption></figure>\n"
    }

    fn draw(&self, svg: &mut String, language: Language) {
        let ((left, right), (low, high)) = self.ends();
        let x = |value: f64| MARGIN.0 + (value - left) / (right - left) * (SIZE.0 - MARGIN.0 - FREE);
        let y = |value: f64| SIZE.1 - MARGIN.1 - (value - low) / (high - low) * (SIZE.1 - MARGIN.1 - FREE);
        for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let value = low + (high - low) * share;
            let (at, end, before) = (y(value), SIZE.0 - FREE, MARGIN.0 - 6.0);
            let written = if high - low < 0.01 { format!("{value:.1e}") } else { format!("{value:.2}") };
            let written = language.point_in(&written);
            let _ = write!(
                svg,
                "<path class=\"grid\" d=\"M{} {at:.1}H{end}\"/>\
                 <text x=\"{before}\" y=\"{:.1}\" text-anchor=\"end\">{written}</text>",
                MARGIN.0,
                at + 4.0
            );
        }
        let step = if self.shares { 0.25 } else { ((right - left) / 8.0).ceil().max(1.0) };
        let mut mark = left;
        while mark <= right + 1e-9 {
            let written = if self.shares { language.decimal(mark, 2) } else { format!("{mark:.0}") };
            let (at, down) = (x(mark), SIZE.1 - MARGIN.1 + 16.0);
            let _ = write!(svg, "<text x=\"{at:.1}\" y=\"{down}\" text-anchor=\"middle\">{written}</text>");
            mark += step;
        }
        let (middle, down) = (f64::midpoint(MARGIN.0, SIZE.0 - FREE), SIZE.1 - 10.0);
        let _ = write!(svg, "<text x=\"{middle}\" y=\"{down}\" text-anchor=\"middle\">{}</text>", escaped(self.x));
        if self.even {
            let _ = write!(svg, "<path class=\"even\" d=\"M{} {}L{} {}\"/>", x(0.0), y(0.0), x(1.0), y(1.0));
        }
        for Line { class, dashed, points, .. } in &self.lines {
            let mut path = String::new();
            let mut pen_is_down = false;
            for (epoch, value) in points {
                if value.is_finite() {
                    let _ = write!(path, "{}{:.1} {:.1}", if pen_is_down { 'L' } else { 'M' }, x(*epoch), y(*value));
                }
                pen_is_down = value.is_finite();
            }
            let dashes = if *dashed { " stroke-dasharray=\"6 4\"" } else { "" };
            let _ = write!(svg, "<path d=\"{path}\" class=\"stroke {class}\"{dashes}/>");
            for (epoch, value) in points.iter().filter(|(_, value)| value.is_finite() && points.len() <= 60) {
                let (x, y) = (x(*epoch), y(*value));
                let _ = write!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.2\" class=\"stroke {class}\"/>");
            }
        }
    }

    fn ends(&self) -> ((f64, f64), (f64, f64)) {
        if self.shares {
            return ((0.0, 1.0), (0.0, 1.0));
        }
        let points = || self.lines.iter().flat_map(|line| &line.points).filter(|(_, y)| y.is_finite());
        let ends = |of: fn(&(f64, f64)) -> f64| {
            let least = points().map(of).fold(f64::INFINITY, f64::min);
            let most = points().map(of).fold(f64::NEG_INFINITY, f64::max);
            if least < most { (least, most) } else { (least - 0.5, least + 0.5) }
        };
        (ends(|point| point.0), ends(|point| point.1))
    }
}
