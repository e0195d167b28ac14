//! A line plot as SVG, drawn for paper: light, with its values at the ends.

use std::fmt::Write as _;

const SIZE: (f64, f64) = (460.0, 220.0);
/// Room for the axes' numbers.
const MARGIN: (f64, f64) = (48.0, 26.0);

/// One line: its name, its colour, its dashes, and its values by epoch.
pub(super) struct Line<'a> {
    pub(super) name: &'a str,
    pub(super) colour: &'a str,
    pub(super) dashes: &'a str,
    pub(super) points: Vec<(f64, f64)>,
}

/// Lines over epochs. Values that are not finite leave a gap.
pub(super) fn svg(title: &str, lines: &[Line<'_>]) -> String {
    let points = || lines.iter().flat_map(|line| &line.points).filter(|(_, y)| y.is_finite());
    let ends = |of: fn(&(f64, f64)) -> f64| {
        let least = points().map(of).fold(f64::INFINITY, f64::min);
        let most = points().map(of).fold(f64::NEG_INFINITY, f64::max);
        if least < most { (least, most) } else { (least - 0.5, least + 0.5) }
    };
    let mut svg = format!("<figure><svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{title}\">", SIZE.0, SIZE.1);
    if points().next().is_some() {
        let ((left, right), (low, high)) = (ends(|point| point.0), ends(|point| point.1));
        let x = |value: f64| MARGIN.0 + (value - left) / (right - left) * (SIZE.0 - MARGIN.0 - 8.0);
        let y = |value: f64| SIZE.1 - MARGIN.1 - (value - low) / (high - low) * (SIZE.1 - MARGIN.1 - 10.0);
        for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let value = low + (high - low) * share;
            let at = y(value);
            let _ = write!(svg, "<path class=grid d=\"M{} {at:.1}H{}\"/>", MARGIN.0, SIZE.0 - 8.0);
            let _ =
                write!(svg, "<text x=\"{}\" y=\"{:.1}\" text-anchor=end>{value:.3}</text>", MARGIN.0 - 5.0, at + 4.0);
        }
        for value in [left, right] {
            let _ =
                write!(svg, "<text x=\"{:.1}\" y=\"{}\" text-anchor=middle>{value:.0}</text>", x(value), SIZE.1 - 8.0);
        }
        for line in lines {
            let mut path = String::new();
            let mut pen_is_down = false;
            for (epoch, value) in &line.points {
                if value.is_finite() {
                    let _ = write!(path, "{}{:.1} {:.1}", if pen_is_down { 'L' } else { 'M' }, x(*epoch), y(*value));
                }
                pen_is_down = value.is_finite();
            }
            let Line { colour, dashes, .. } = line;
            let _ = write!(svg, "<path d=\"{path}\" stroke=\"{colour}\" stroke-dasharray=\"{dashes}\" class=line />");
        }
    }
    svg += "</svg><figcaption>";
    let names: Vec<String> = lines
        .iter()
        .map(|line| {
            let dashed = if line.dashes.is_empty() { "" } else { ", dashed" };
            format!("<b style=\"color:{}\">&#9644;</b> {}{dashed}", line.colour, line.name)
        })
        .collect();
    svg + title + " by epoch: " + &names.join(" &nbsp; ") + "</figcaption></figure>"
}
