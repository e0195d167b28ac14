//! The loss of a batch over the learning rate of one update, and the arithmetic of one weight.

use std::fmt::Display;

use eframe::egui::Ui;
use egui_plot::MarkerShape;

use super::View;
use super::own::number;
use super::picture::{Curve, Look, Picture};
use crate::app::widgets::weak;
use crate::charts::Scale;
use crate::lessons::own::{RateScan, rates};
use crate::text::lessons::OwnText as Text;

/// Height of the plot, in points.
const HEIGHT: f32 = 200.0;
/// Losses above this many times the one before the update leave the plot.
const HIGHEST: f64 = 3.0;

/// The loss over the learning rate, and the arithmetic of one weight.
pub fn rates_ui(ui: &mut Ui, view: &View<'_>, scan: &RateScan, used: Option<f32>) {
    let top = f64::from(scan.loss) * HIGHEST;
    let at = |(rate, loss): (f32, f32)| [f64::from(rate).log10(), f64::from(loss)];
    let tried: Vec<[f64; 2]> = scan.points.iter().copied().map(at).collect();
    let (seen, leaving) = within(&tried, top);
    let all = rates();
    let (first, last) = (f64::from(all[0]).log10(), f64::from(all[all.len() - 1]).log10());
    let highest = seen.iter().chain(&leaving).map(|[_, loss]| *loss);
    let y = Scale::fitted(highest.chain([0.0, f64::from(scan.loss)]), 5);
    let x = Scale::between(first, last, 7);
    let values: Vec<String> =
        scan.points.iter().map(|(rate, loss)| format!("{}: {}", number(view, *rate), number(view, *loss))).collect();
    let loss = view.language.decimal(f64::from(scan.loss), 3);
    let described: [(&str, &dyn Display); 3] = [("n", &scan.photos), ("loss", &loss), ("points", &values.join("; "))];
    let description = view.language.fill(Text::Curve, &described);
    let before = vec![[first, f64::from(scan.loss)], [last, f64::from(scan.loss)]];
    let marked = scan.best().map(at).into_iter().collect();
    let curve = |name: Text, points, colour, look| Curve { name: view.text(name).to_owned(), points, colour, look };
    let mut curves = vec![
        curve(Text::Before, before, view.tokens.text_weak, Look::Dashed),
        curve(Text::After, seen, view.tokens.train, Look::Path(MarkerShape::Circle)),
        curve(Text::Best, marked, view.tokens.best, Look::Marks(MarkerShape::Diamond)),
    ];
    if !leaving.is_empty() {
        let colour = view.tokens.train;
        curves.push(Curve { name: String::new(), points: leaving, colour, look: Look::Thick });
    }
    if let Some(used) = used {
        let line = vec![[f64::from(used).log10(), y.low], [f64::from(used).log10(), y.high]];
        curves.push(curve(Text::Used, line, view.tokens.accent, Look::Thin));
    }
    let picture = Picture {
        name: "rates",
        x: &x,
        y: &y,
        axes: (view.text(Text::PowersOfTen), view.text(Text::AxisLoss)),
        height: HEIGHT,
        description: &description,
        has_legend: true,
    };
    picture.show(ui, view, &curves);
    if scan.points.len() < all.len() {
        let values: [(&str, &dyn Display); 2] = [("n", &scan.points.len()), ("all", &all.len())];
        weak(ui, view.language.fill(Text::SoFar, &values));
        return;
    }
    if let Some((rate, lowest)) = scan.best() {
        let (rate, lowest) = (number(view, rate), view.language.decimal(f64::from(lowest), 3));
        let values: [(&str, &dyn Display); 3] = [("rate", &rate), ("lowest", &lowest), ("loss", &loss)];
        ui.label(view.language.fill(Text::Lowest, &values));
    }
    let beyond = scan.points.iter().find(|(_, loss)| f64::from(*loss) > top);
    let last = scan.points.iter().rev().find(|(_, loss)| f64::from(*loss) > top && loss.is_finite());
    if let (Some((from, _)), Some((rate, loss))) = (beyond, last) {
        let [from, rate, loss] = [*from, *rate, *loss].map(|value| number(view, value));
        let values: [(&str, &dyn Display); 3] = [("from", &from), ("rate", &rate), ("loss", &loss)];
        ui.label(view.language.fill(Text::Leaves, &values));
    }
    if let Some(used) = used {
        ui.label(view.language.fill(Text::UsedRate, &[("rate", &number(view, used))]));
    }
    let weight = &scan.weight;
    let rate = used.or(scan.best().map(|(rate, _)| rate)).unwrap_or(all[0]);
    let after = number(view, weight.value - rate * weight.gradient);
    let name = format!("{}[{}]", weight.tensor, weight.place);
    let [value, gradient, rate] = [weight.value, weight.gradient, rate].map(|value| number(view, value));
    let values: [(&str, &dyn Display); 5] =
        [("name", &name), ("value", &value), ("gradient", &gradient), ("rate", &rate), ("after", &after)];
    ui.label(view.language.fill(Text::OneWeight, &values));
}

/// The points that are not above a height, and the line on which the curve goes on from the last of them and leaves there.
fn within(points: &[[f64; 2]], top: f64) -> (Vec<[f64; 2]>, Vec<[f64; 2]>) {
    let inside: Vec<[f64; 2]> = points.iter().copied().take_while(|[_, y]| *y <= top).collect();
    let next = points.get(inside.len()).filter(|[_, y]| !y.is_nan());
    let Some(([x, y], [next_x, next_y])) = inside.last().zip(next) else { return (inside, Vec::new()) };
    let share = (top - y) / (next_y - y);
    let line = vec![[*x, *y], [x + share * (next_x - x), top]];
    (inside, line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_that_rises_above_the_plot_is_seen_to_leave_it() {
        let points = [[0.0, 1.0], [1.0, 0.5], [2.0, 2.5], [3.0, 0.1]];
        let (inside, leaving) = within(&points, 1.5);
        assert_eq!(inside, points[..2], "what comes back is not joined over the gap");
        assert_eq!(leaving, [[1.0, 0.5], [1.5, 1.5]]);
        assert_eq!(within(&points[..2], 1.5), (points[..2].to_vec(), vec![]));
        assert_eq!(within(&[[0.0, 1.0], [1.0, f64::INFINITY]], 1.5).1, [[0.0, 1.0], [0.0, 1.5]], "straight up");
        assert!(within(&[[0.0, 1.0], [1.0, f64::NAN]], 1.5).1.is_empty(), "nobody knows where to");
        assert!(within(&[], 1.5).0.is_empty());
    }
}
