//! The lesson on momentum, `RMSprop` and Adam.

use eframe::egui::{RichText, Ui};
use egui_plot::MarkerShape;

use super::View;
use super::controls::{Steps, slider};
use super::formula::{formula_ui, terms_ui};
use super::lesson::Yours;
use super::picture::{Curve, Look, Picture};
use crate::app::commands::Command;
use crate::app::state::Subject;
use crate::app::theme::GAP;
use crate::app::widgets::{emphasis, small};
use crate::charts::Scale;
use crate::lessons::Formula;
use crate::lessons::optimizers::{EDGE, MOMENTA, MOST_UPDATES, Optimizers, RATES, START, STEEPNESS, Trail};
use crate::text::lessons::OptimizersText as Text;

const HEIGHT: f32 = 240.0;
const MARKERS: [MarkerShape; 4] = [MarkerShape::Circle, MarkerShape::Diamond, MarkerShape::Square, MarkerShape::Cross];
const SIGNS: [&str; 4] = ["●", "◆", "■", "×"];
/// Lines of equal loss: each of this share of the one outside of it.
const LEVELS: u8 = 6;

pub fn move_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Optimizers) {
    slider(ui, view, view.text(Text::LearningRate), &mut lesson.rate, RATES, Steps::Logarithmic);
    slider(ui, view, view.text(Text::Momentum), &mut lesson.momentum, MOMENTA, Steps::Even);
    slider(ui, view, view.text(Text::Updates), &mut lesson.updates, 1..=MOST_UPDATES, Steps::Even);
    let trails = lesson.trails();
    let words: Vec<String> = trails.iter().map(|trail| words(view, lesson, trail)).collect();
    for (place, words) in words.iter().enumerate() {
        ui.label(RichText::new(format!("{} {words}", SIGNS[place])).color(view.tokens.series(place)));
    }
    plot_ui(ui, view, lesson, &trails, &words.join("; "));
}

fn words(view: &View<'_>, lesson: &Optimizers, trail: &Trail) -> String {
    let name = view.text(trail.name);
    if trail.is_lost() {
        return view.language.fill(Text::Left, &[("name", &name)]);
    }
    let loss = view.language.short(f64::from(lesson.cost(trail.end())));
    view.language.fill(Text::Trail, &[("name", &name), ("loss", &loss), ("n", &lesson.updates)])
}

fn plot_ui(ui: &mut Ui, view: &View<'_>, lesson: &Optimizers, trails: &[Trail], words: &str) {
    let mut curves: Vec<Curve> = (1..=LEVELS).map(|level| ring(view, lesson, f32::from(level))).collect();
    for (place, trail) in trails.iter().enumerate() {
        let inside = |point: &&[f32; 2]| point.iter().all(|weight| weight.abs() <= EDGE);
        let points = trail.points.iter().take_while(inside).map(|[x, y]| [f64::from(*x), f64::from(*y)]).collect();
        curves.push(Curve {
            name: view.text(trail.name).to_owned(),
            points,
            colour: view.tokens.series(place),
            look: Look::Path(MARKERS[place]),
        });
    }
    let description = view.language.fill(Text::Valley, &[("trails", &words)]);
    let (x, y) = (Scale::between(-2.5, 2.5, 6), Scale::between(-1.5, 1.5, 4));
    let picture = Picture {
        name: "optimisers",
        x: &x,
        y: &y,
        axes: (view.text(Text::AxisAlong), view.text(Text::AxisAcross)),
        height: HEIGHT,
        description: &description,
        has_legend: false,
    };
    picture.show(ui, view, &curves);
}

/// A line of equal loss around the lowest point.
fn ring(view: &View<'_>, lesson: &Optimizers, level: f32) -> Curve {
    let cost = lesson.cost(START) * (level / f32::from(LEVELS)).powi(2) * 1.2;
    let (along, across) = ((2.0 * cost).sqrt(), (2.0 * cost / lesson.steepness).sqrt());
    let points = (0..=72_u8).map(|step| (f64::from(step) * std::f64::consts::TAU / 72.0).sin_cos());
    let points = points.map(|(sin, cos)| [f64::from(along) * cos, f64::from(across) * sin]).collect();
    Curve { name: String::new(), points, colour: view.tokens.line, look: Look::Thin }
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, lesson: &Optimizers) {
    let definitions = lesson.definitions(view.language);
    small(ui, view.text(Text::LastUpdate));
    for definition in &definitions {
        ui.add_space(GAP);
        ui.label(emphasis(view.text(definition.name)));
        for formula in &definition.formulas {
            formula_ui(ui, view, formula);
        }
    }
    ui.add_space(GAP);
    let formulas: Vec<Formula> = definitions.into_iter().flat_map(|definition| definition.formulas).collect();
    terms_ui(ui, view, &formulas);
}

pub fn sandbox_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Optimizers) {
    slider(ui, view, view.text(Text::Steepness), &mut lesson.steepness, STEEPNESS, Steps::Even);
}

pub fn yours(view: &View<'_>, subject: &Subject) -> Option<Yours> {
    let optimizer = subject.run.as_ref()?.config.training.optimizer.kind();
    Some(Yours { words: view.language.fill(Text::Yours, &[("optimizer", &optimizer)]), command: Command::GoRuns })
}
