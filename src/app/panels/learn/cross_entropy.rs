//! The lesson on the cross-entropy.

use eframe::egui::Ui;
use egui_plot::MarkerShape;

use super::View;
use super::controls::{Steps, slider};
use super::formula::{formula_ui, terms_ui};
use super::lesson::Yours;
use super::picture::{Curve, Look, Picture};
use crate::app::commands::Command;
use crate::app::state::Subject;
use crate::app::widgets::emphasis;
use crate::charts::Scale;
use crate::lessons::cross_entropy::{CrossEntropy, MOST_CLASSES, SHARES, guessing, loss};
use crate::text::lessons::CrossEntropyText as Text;

const HEIGHT: f32 = 180.0;
/// The plot's top, unless a photo's loss lies above it.
const HIGHEST: f64 = 5.0;
/// Points of the curve.
const POINTS: u16 = 99;

pub fn move_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut CrossEntropy) {
    for photo in 0..lesson.shares.len() {
        let name = view.language.fill(Text::Photo, &[("n", &(photo + 1))]);
        slider(ui, view, &name, &mut lesson.shares[photo], SHARES, Steps::Even);
    }
    let mean = view.language.decimal(f64::from(lesson.mean()), 3);
    let n = lesson.shares.len();
    ui.label(emphasis(view.language.fill(Text::Mean, &[("n", &n), ("loss", &mean)])));
    let accuracy = view.language.accuracy(lesson.accuracy());
    ui.label(view.language.fill(Text::Accuracy, &[("accuracy", &accuracy)]));
    plot_ui(ui, view, lesson);
}

fn plot_ui(ui: &mut Ui, view: &View<'_>, lesson: &CrossEntropy) {
    let photos: Vec<(f32, f32)> = lesson.shares.iter().copied().zip(lesson.losses()).collect();
    let point = |(number, (share, loss)): (usize, &(f32, f32))| {
        let (p, loss) = (view.language.decimal(f64::from(*share), 2), view.language.decimal(f64::from(*loss), 3));
        view.language.fill(Text::Point, &[("n", &(number + 1)), ("p", &p), ("loss", &loss)])
    };
    let words: Vec<String> = photos.iter().enumerate().map(point).collect();
    let description = format!("{}: {}", view.text(Text::Curve), words.join("; "));
    losses_plot(ui, view, "cross-entropy", &photos, &words.join("\n"), &description);
}

/// Photos as points on the curve of the loss: each has the share of its class, and its loss.
pub fn losses_plot(
    ui: &mut Ui,
    view: &View<'_>,
    name: &'static str,
    photos: &[(f32, f32)],
    words: &str,
    description: &str,
) {
    // The curve begins where its first photo is, if that lies farther to the left.
    let first = photos.iter().map(|(share, _)| *share).filter(|share| *share > 0.0).fold(1.0, f32::min);
    let even = (1..=POINTS).map(|at| f32::from(at) / f32::from(POINTS + 1));
    let smaller = (1..=POINTS).map(|at| first * f32::from(at)).take_while(|share| *share < 1.0 / f32::from(POINTS + 1));
    let curve: Vec<[f64; 2]> = smaller.chain(even).map(|share| [f64::from(share), f64::from(loss(share))]).collect();
    let points: Vec<[f64; 2]> = photos.iter().map(|(share, loss)| [f64::from(*share), f64::from(*loss)]).collect();
    let top = points.iter().map(|[_, loss]| loss.ceil()).filter(|top| top.is_finite()).fold(HIGHEST, f64::max);
    let (x, y) = (Scale::between(0.0, 1.0, 5), Scale::between(0.0, top, 5));
    let curves = [
        Curve {
            name: view.text(Text::Curve).to_owned(),
            points: curve,
            colour: view.tokens.text_weak,
            look: Look::Thick,
        },
        Curve { name: words.to_owned(), points, colour: view.tokens.accent, look: Look::Marks(MarkerShape::Circle) },
    ];
    let axes = (view.text(Text::AxisShare), view.text(Text::AxisLoss));
    Picture { name, x: &x, y: &y, axes, height: HEIGHT, description, has_legend: false }.show(ui, view, &curves);
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, lesson: &CrossEntropy) {
    let formulas = lesson.formulas(view.language);
    for formula in &formulas {
        formula_ui(ui, view, formula);
    }
    terms_ui(ui, view, &formulas);
}

pub fn sandbox_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut CrossEntropy) {
    slider(ui, view, view.text(Text::Classes), &mut lesson.classes, 2..=MOST_CLASSES, Steps::Even);
    let share = view.language.short(1.0 / lesson.classes as f64);
    let loss = view.language.decimal(f64::from(lesson.guessing()), 3);
    ui.label(view.language.fill(Text::Guessing, &[("n", &lesson.classes), ("share", &share), ("loss", &loss)]));
}

pub fn yours(view: &View<'_>, subject: &Subject, classes: usize) -> Option<Yours> {
    let last = subject.run.as_ref()?.epochs.last()?;
    let loss = view.language.decimal(last.deciding_loss(), 3);
    let accuracy = view.language.accuracy(last.val_accuracy.unwrap_or(last.accuracy));
    let guess = view.language.decimal(f64::from(guessing(classes)), 3);
    let values: [(&str, &dyn std::fmt::Display); 4] =
        [("loss", &loss), ("accuracy", &accuracy), ("n", &classes), ("guess", &guess)];
    Some(Yours { words: view.language.fill(Text::Yours, &values), command: Command::GoResults })
}
