//! The lesson on the split and overfitting.

use std::fmt::Display;

use eframe::egui::Ui;
use egui_plot::MarkerShape;

use super::View;
use super::controls::{Steps, slider};
use super::lesson::Yours;
use super::picture::{Curve, Look, Picture};
use crate::app::commands::Command;
use crate::app::state::{LessonPictures, Subject};
use crate::app::theme::GAP;
use crate::app::widgets::{emphasis, small, weak};
use crate::charts::Scale;
use crate::lessons::Worked;
use crate::lessons::overfitting::{Gap, Overfitting};
use crate::lessons::recorded;
use crate::run::EpochStats;
use crate::text::lessons::OverfittingText as Text;

const HEIGHT: f32 = 220.0;

fn own(subject: &Subject) -> &[EpochStats] {
    subject.run.as_ref().map_or(&[], |run| run.epochs.as_slice())
}

pub fn move_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Overfitting, subject: &Subject) {
    let (epochs, is_own) = recorded::or_own(own(subject));
    small(ui, view.text(if is_own { Text::Own } else { Text::Recorded }));
    ui.label(view.text(Text::Draw));
    plot_ui(ui, view, lesson, epochs);
    if lesson.is_revealed {
        let distance = view.language.decimal(lesson.distance(epochs) * 100.0, 1);
        ui.label(emphasis(view.language.fill(Text::Distance, &[("distance", &distance)])));
    }
    let (text, revealed) = if lesson.is_revealed { (Text::Again, false) } else { (Text::Reveal, true) };
    if ui.button(view.text(text)).clicked() {
        lesson.is_revealed = revealed;
    }
    for (point, epoch) in Overfitting::places(epochs).into_iter().enumerate() {
        let name = view.language.fill(Text::Point, &[("n", &epoch)]);
        slider(ui, view, &name, &mut lesson.drawn[point], 0.0..=1.0, Steps::Even);
    }
}

fn plot_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Overfitting, epochs: &[EpochStats]) {
    let at = |values: &[f64]| -> Vec<[f64; 2]> {
        epochs.iter().zip(values).map(|(epoch, value)| [epoch.epoch as f64, *value]).collect()
    };
    let training: Vec<f64> = epochs.iter().map(|epoch| epoch.accuracy).collect();
    let validation: Vec<f64> = epochs.iter().filter_map(|epoch| epoch.val_accuracy).collect();
    let drawn = lesson.line(epochs);
    let places = Overfitting::places(epochs);
    let points = places.into_iter().zip(lesson.drawn).map(|(epoch, value)| [epoch as f64, value]).collect();
    let listed =
        |values: &[f64]| values.iter().map(|value| view.language.percent(*value, 0)).collect::<Vec<_>>().join("; ");
    let true_curve = if lesson.is_revealed { listed(&validation) } else { view.text(Text::Hidden).to_owned() };
    let values: [(&str, &dyn Display); 3] =
        [("training", &listed(&training)), ("drawn", &listed(&lesson.drawn)), ("validation", &true_curve)];
    let description = view.language.fill(Text::Curve, &values);
    let curve = |text: Text, points, colour, look| Curve { name: view.text(text).to_owned(), points, colour, look };
    let mut curves = vec![
        curve(Text::Training, at(&training), view.tokens.train, Look::Path(MarkerShape::Circle)),
        Curve { name: String::new(), points: at(&drawn), colour: view.tokens.text_weak, look: Look::Dashed },
        curve(Text::Drawn, points, view.tokens.text, Look::Marks(MarkerShape::Square)),
    ];
    if lesson.is_revealed {
        curves.push(curve(Text::Validation, at(&validation), view.tokens.validation, Look::Path(MarkerShape::Diamond)));
    }
    let x = Scale::counting(1.0, epochs.len().max(2) as f64, 8);
    let y = Scale::between(0.0, 1.0, 5);
    let picture = Picture {
        name: "overfitting",
        x: &x,
        y: &y,
        axes: (view.text(Text::AxisEpoch), view.text(Text::AxisAccuracy)),
        height: HEIGHT,
        description: &description,
        has_legend: true,
    };
    if let Some([epoch, value]) = picture.show(ui, view, &curves) {
        let nearest = (0..places.len()).min_by(|a, b| {
            let away = |point: usize| (places[point] as f64 - epoch).abs();
            away(*a).total_cmp(&away(*b))
        });
        if let Some(nearest) = nearest {
            lesson.drawn[nearest] = value.clamp(0.0, 1.0);
        }
    }
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, lesson: &Overfitting, subject: &Subject) {
    let (epochs, _) = recorded::or_own(own(subject));
    if !lesson.is_revealed {
        weak(ui, view.text(Text::DrawFirst));
    } else if let Some(gap) = Gap::of(epochs) {
        let apart = view.language.decimal((gap.accuracy - gap.val_accuracy) * 100.0, 1).replace('-', "−");
        let [training, validation] = [gap.accuracy, gap.val_accuracy].map(|share| view.language.accuracy(share));
        let values: [(&str, &dyn Display); 3] = [("training", &training), ("validation", &validation), ("gap", &apart)];
        ui.label(view.language.fill(Text::Last, &values));
        let [best_loss, loss] = [gap.best_val_loss, gap.val_loss].map(|loss| view.language.decimal(loss, 3));
        let values: [(&str, &dyn Display); 3] = [("best", &gap.best), ("best_loss", &best_loss), ("loss", &loss)];
        ui.label(view.language.fill(Text::Best, &values));
    }
    for text in [Text::Above, Text::Split, Text::Leak] {
        small(ui, view.text(text));
    }
}

pub fn sandbox_ui(
    ui: &mut Ui,
    view: &View<'_>,
    lesson: &mut Overfitting,
    subject: &Subject,
    worked: Option<&LessonPictures>,
) {
    ended_ui(ui, view, lesson, subject);
    let Some(LessonPictures { worked: Worked::Leak(leak), .. }) = worked else {
        ui.add_space(GAP);
        weak(ui, view.text(Text::LeakAwaited));
        return;
    };
    let n = leak.unseen.len();
    ui.add_space(GAP);
    ui.label(view.language.fill(Text::LeakIs, &[("n", &n)]));
    slider(ui, view, view.text(Text::Duplicates), &mut lesson.duplicates, 0..=n, Steps::Even);
    let (validation, truth) =
        (view.language.accuracy(leak.accuracy(lesson.duplicates)), view.language.accuracy(leak.truth()));
    ui.label(view.language.fill(Text::Leaky, &[("validation", &validation), ("truth", &truth)]));
}

/// What a shorter training would have come to.
fn ended_ui(ui: &mut Ui, view: &View<'_>, lesson: &mut Overfitting, subject: &Subject) {
    if !lesson.is_revealed {
        weak(ui, view.text(Text::DrawFirst));
        return;
    }
    let (epochs, _) = recorded::or_own(own(subject));
    let mut ends_after = lesson.ends_after.min(epochs.len());
    slider(ui, view, view.text(Text::EndsAfter), &mut ends_after, 1..=epochs.len(), Steps::Even);
    lesson.ends_after = ends_after;
    let Some(gap) = Gap::of(lesson.trained(epochs)) else { return };
    let [training, validation] = [gap.accuracy, gap.val_accuracy].map(|share| view.language.accuracy(share));
    let [loss, best_loss] = [gap.val_loss, gap.best_val_loss].map(|loss| view.language.decimal(loss, 3));
    let values: [(&str, &dyn Display); 5] = [
        ("training", &training),
        ("validation", &validation),
        ("loss", &loss),
        ("best_loss", &best_loss),
        ("best", &gap.best),
    ];
    ui.label(view.language.fill(Text::Ended, &values));
}

pub fn yours(view: &View<'_>, subject: &Subject, lesson: &Overfitting) -> Option<Yours> {
    let epochs = own(subject);
    let gap = Gap::of(epochs)?;
    if !lesson.is_revealed {
        return Some(Yours { words: view.text(Text::DrawFirst).to_owned(), command: Command::GoTraining });
    }
    let [training, validation] = [gap.accuracy, gap.val_accuracy].map(|share| view.language.accuracy(share));
    let values: [(&str, &dyn Display); 4] =
        [("training", &training), ("validation", &validation), ("best", &gap.best), ("n", &epochs.len())];
    Some(Yours { words: view.language.fill(Text::Yours, &values), command: Command::GoTraining })
}
