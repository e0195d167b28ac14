//! The lesson on gradient descent.

use eframe::egui::Ui;
use egui_plot::MarkerShape;

use super::View;
use super::controls::{Steps, slider};
use super::formula::{formula_ui, terms_ui};
use super::lesson::Yours;
use super::picture::{Curve, Look, Picture};
use crate::app::commands::Command;
use crate::app::state::Subject;
use crate::app::widgets::{small, weak};
use crate::charts::Scale;
use crate::lessons::gradient_descent::{Course, GradientDescent, MOST_UPDATES, RATES, STARTS, cost, gradient};
use crate::text::lessons::GradientDescentText as Text;

const HEIGHT: f32 = 220.0;
/// The shown part of the valley.
const EDGE: f32 = 2.4;
/// Updates that are listed.
const LISTED: usize = 4;

pub fn move_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut GradientDescent) {
    slider(ui, view, view.text(Text::LearningRate), &mut lesson.rate, RATES, Steps::Logarithmic);
    slider(ui, view, view.text(Text::Updates), &mut lesson.updates, 1..=MOST_UPDATES, Steps::Even);
    let path = lesson.path();
    plot_ui(ui, view, &path);
    let words = match lesson.course() {
        Course::Creeps => Text::Creeps,
        Course::Swings => Text::Swings,
        Course::Diverges => Text::Diverges,
    };
    ui.label(view.text(words));
}

fn number(view: &View<'_>, value: f32) -> String {
    view.language.short(f64::from(value)).replace('-', "−")
}

fn plot_ui(ui: &mut Ui, view: &View<'_>, path: &[f32]) {
    let at = |theta: f32| [f64::from(theta), f64::from(cost(theta))];
    let valley = (-48..=48_i16).map(|step| at(f32::from(step) / 20.0)).collect();
    let shown: Vec<[f64; 2]> = path.iter().filter(|theta| theta.abs() <= EDGE).map(|theta| at(*theta)).collect();
    let values: Vec<String> = path.iter().map(|theta| number(view, *theta)).collect();
    let description = view.language.fill(Text::Curve, &[("n", &(path.len() - 1)), ("path", &values.join("; "))]);
    let edge = f64::from(EDGE);
    let (x, y) = (Scale::between(-edge, edge, 6), Scale::between(0.0, edge * edge, 6));
    let curves = [
        Curve { name: "C".to_owned(), points: valley, colour: view.tokens.text_weak, look: Look::Thick },
        Curve {
            name: "θ".to_owned(),
            points: shown,
            colour: view.tokens.accent,
            look: Look::Path(MarkerShape::Circle),
        },
    ];
    let picture = Picture {
        name: "gradient descent",
        x: &x,
        y: &y,
        axes: (view.text(Text::AxisWeight), view.text(Text::AxisLoss)),
        height: HEIGHT,
        description: &description,
        has_legend: false,
    };
    picture.show(ui, view, &curves);
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, lesson: &GradientDescent) {
    let formulas = lesson.formulas(view.language);
    for formula in &formulas {
        formula_ui(ui, view, formula);
    }
    terms_ui(ui, view, &formulas);
    for (place, pair) in lesson.path().windows(2).take(LISTED).enumerate() {
        let [before, after] = [pair[0], pair[1]].map(|theta| number(view, theta));
        let slope = number(view, gradient(pair[0]));
        let values: [(&str, &dyn std::fmt::Display); 4] =
            [("n", &(place + 1)), ("before", &before), ("gradient", &slope), ("after", &after)];
        ui.label(view.language.fill(Text::Step, &values));
    }
    small(ui, view.text(Text::Footnote));
}

pub fn sandbox_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut GradientDescent) {
    slider(ui, view, view.text(Text::Start), &mut lesson.start, STARTS, Steps::Even);
    if lesson.start == 0.0 {
        weak(ui, number(view, gradient(0.0)));
    }
}

pub fn yours(view: &View<'_>, subject: &Subject) -> Option<Yours> {
    let run = subject.run.as_ref()?;
    let rate = view.language.short(f64::from(run.epochs.last()?.learning_rate));
    let optimizer = run.config.training.optimizer.kind();
    let words = view.language.fill(Text::Yours, &[("optimizer", &optimizer), ("rate", &rate)]);
    Some(Yours { words, command: Command::GoTraining })
}
