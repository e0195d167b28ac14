use super::figure::{colour_rules, figure, shares};
use super::html::{STYLE, base64, escaped};
use crate::charts::{Chart, Line, Mark, Marker, Series, paper};
use crate::text::Language;

/// The test vectors of RFC 4648, chapter 10.
#[test]
fn base64_is_that_of_the_standard() {
    let vectors =
        [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")];
    for (text, encoded) in vectors {
        assert_eq!(base64(text.as_bytes()), encoded);
    }
}

#[test]
fn names_cannot_become_markup() {
    assert_eq!(escaped("<b>\"a\" & b"), "&lt;b&gt;&quot;a&quot; &amp; b");
}

fn line(name: &str, points: Vec<(f64, f64)>) -> Series {
    let (colour, line, marker) = (paper::TRAINING, Line::Dashed, Marker::Circle);
    Series { name: name.to_owned(), points, colour, line, marker }
}

#[test]
fn plots_of_anything_hold_numbers_only() {
    for points in [vec![], vec![(1.0, 0.5)], vec![(1.0, f64::NAN), (2.0, 1.0), (3.0, f64::INFINITY)]] {
        let chart = Chart {
            name: "Loss".to_owned(),
            x_name: "epoch".to_owned(),
            x: (0.0, 0.0),
            y: None,
            y_percent: false,
            x_counts: true,
            height: 100,
            series: vec![line("training", points)],
            marks: Vec::new(),
        };
        let plot = figure(chart, "0.5", Language::English);
        assert!(!plot.contains("NaN") && !plot.contains("inf"), "{plot}");
        assert!(plot.ends_with("</figure>\n"));
    }
}

#[test]
fn a_plot_has_an_accessible_name_a_legend_and_nothing_from_elsewhere() {
    let series = vec![line("<training>", vec![(0.0, 0.0), (1.0, 1.0)])];
    let mark = Mark { name: "best: 3".to_owned(), at: vec![0.5], colour: paper::BEST, line: Line::Solid };
    let chart = Chart { marks: vec![mark], ..shares("\"Loss\"".to_owned(), "epoch", series) };
    let plot = figure(chart, "0.5 & less", Language::Portuguese);
    for part in [
        "role=\"img\" aria-label=\"&quot;Loss&quot;. 0.5 &amp; less\"",
        "<h3>&quot;Loss&quot;</h3>",
        "<b style=\"color:var(--training)\" class=\"dashed\"></b><span>&lt;training&gt;</span>",
        "<span>best: 3</span>",
        "> 0,2 <",
    ] {
        assert!(plot.split_whitespace().collect::<Vec<_>>().join(" ").contains(part), "{part} is missing in {plot}");
    }
    assert!(!plot.contains("http") && !plot.contains("<training>"), "{plot}");
    assert_eq!((plot.matches("<svg").count(), plot.matches("</svg>").count()), (1, 1));
}

#[test]
fn every_colour_of_a_plot_is_one_of_the_page() {
    let plot = figure(shares("Loss".to_owned(), "epoch", vec![line("a", vec![(0.0, 0.0)])]), "", Language::English);
    let rules = colour_rules();
    let mut colours = 0;
    for colour in plot.split('#').skip(1).filter_map(|rest| rest.get(..6)) {
        assert!(rules.contains(&format!("[stroke=\"#{colour}\"]")), "{colour}");
        colours += 1;
    }
    assert!(colours > 3);
    for name in rules.split("var(").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert_eq!(STYLE.matches(&format!("{name}:#")).count(), 2, "{name} has a light and a dark value");
    }
}
