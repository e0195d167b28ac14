//! Charts as figures of HTML, in the page's colours, so that they are light or dark as the page is.

use std::fmt::Write as _;

use super::html::escaped;
use crate::charts::{Chart, Colour, Line, Marker, Series, inline_svg, paper};
use crate::text::{Language, Localized as _};

/// Height of a chart's axes, in points.
const HEIGHT: u32 = 204;
/// Lines of more points have no markers.
const MARKED_POINTS: usize = 60;

/// The colours on paper, and the names that the style sheet has for them.
const COLOURS: [(Colour, &str); 14] = [
    (paper::TEXT, "text"),
    (paper::TEXT_WEAK, "weak"),
    (paper::LINE, "line"),
    (paper::TRAINING, "training"),
    (paper::VALIDATION, "validation"),
    (paper::BEST, "best"),
    (paper::WARNING, "warning"),
    (paper::STOP, "failure"),
    (paper::class(0), "class-1"),
    (paper::class(1), "class-2"),
    (paper::class(2), "class-3"),
    (paper::class(3), "class-4"),
    (paper::class(4), "class-5"),
    (paper::class(5), "class-6"),
];

/// The rules that put the page's colours in place of those on paper.
pub(super) fn colour_rules() -> String {
    COLOURS.iter().fold(String::new(), |mut rules, ([red, green, blue], name)| {
        let on_paper = format!("#{red:02X}{green:02X}{blue:02X}");
        let _ = writeln!(
            rules,
            "svg [stroke=\"{on_paper}\"]{{stroke:var(--{name})}}svg [fill=\"{on_paper}\"]{{fill:var(--{name})}}"
        );
        rules
    })
}

/// A chart with its legend. `description` is the chart in words, below it and in its accessible name.
pub(super) fn figure(chart: Chart, description: &str, language: Language) -> String {
    let (title, description) = (escaped(&chart.name), escaped(description));
    let series = chart.series.into_iter().map(|series| {
        let is_marked = series.points.len() <= MARKED_POINTS;
        Series { marker: if is_marked { series.marker } else { Marker::None }, ..series }
    });
    let chart = Chart { height: HEIGHT, series: series.collect(), ..chart };
    let svg = inline_svg(&chart, language.decimal_point(), &format!("{title}. {description}"));
    let svg = svg.unwrap_or_else(|error| format!("<p>{}</p>", escaped(&error.localized(language))));
    let mut html = format!("<figure><h3>{title}</h3>{svg}<figcaption>");
    let series = chart.series.iter().map(|series| (&series.name, series.colour, series.line));
    let marks = chart.marks.iter().map(|mark| (&mark.name, mark.colour, mark.line));
    for (name, colour, line) in series.chain(marks).filter(|(name, ..)| !name.is_empty()) {
        let colour = COLOURS.iter().find(|(known, _)| *known == colour).map_or("weak", |(_, name)| name);
        let border = match line {
            Line::Solid => "solid",
            Line::Dashed => "dashed",
            Line::Dotted => "dotted",
        };
        let name = escaped(name);
        let _ = write!(html, "<b style=\"color:var(--{colour})\" class=\"{border}\"></b><span>{name}</span>");
    }
    html + &description + "</figcaption></figure>\n"
}

/// A chart of shares: both axes go from 0 to 1.
pub(super) fn shares(name: String, x_name: &str, series: Vec<Series>) -> Chart {
    let whole = (0.0, 1.0);
    let (x_name, marks) = (x_name.to_owned(), Vec::new());
    Chart { name, x_name, x: whole, y: Some(whole), y_percent: false, x_counts: false, height: HEIGHT, series, marks }
}

/// The diagonal of a chart of shares.
pub(super) fn diagonal() -> Series {
    Series {
        name: String::new(),
        points: vec![(0.0, 0.0), (1.0, 1.0)],
        colour: paper::TEXT_WEAK,
        line: Line::Dotted,
        marker: Marker::None,
    }
}
