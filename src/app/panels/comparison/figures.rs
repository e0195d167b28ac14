//! Both runs' figures side by side.

use eframe::egui::{Grid, RichText, Ui};

use super::View;
use crate::app::widgets::{emphasis, small, table_text};
use crate::results::{ComparedRun, Comparison};
use crate::run::EpochStats;
use crate::text::ComparisonText;

/// Whether a larger value is better.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Request {
    Up,
    Down,
    Neither,
}

/// A line of the table.
struct Figure {
    name: String,
    values: [Option<f64>; 2],
    decimals: usize,
    request: Request,
}

pub fn figures_ui(ui: &mut Ui, view: &View<'_>, compared: &Comparison) {
    ui.label(emphasis(view.text(ComparisonText::Figures)));
    ui.spacing_mut().interact_size.y = 20.0;
    Grid::new("compared figures").num_columns(4).spacing([20.0, 4.0]).striped(true).show(ui, |ui| {
        small(ui, "");
        for text in [ComparisonText::First, ComparisonText::Second, ComparisonText::Difference] {
            small(ui, view.text(text));
        }
        ui.end_row();
        for figure in figures(view, compared) {
            ui.label(&figure.name);
            for value in figure.values {
                ui.label(table_text(written(view, value, figure.decimals)));
            }
            ui.label(difference(view, &figure));
            ui.end_row();
        }
    });
}

fn figures(view: &View<'_>, compared: &Comparison) -> Vec<Figure> {
    let figure = |text: ComparisonText, decimals, request, value: &dyn Fn(&ComparedRun) -> Option<f64>| Figure {
        name: view.text(text).to_owned(),
        values: [value(&compared.runs[0]), value(&compared.runs[1])],
        decimals,
        request,
    };
    let best = |of: fn(&EpochStats) -> Option<f64>| move |run: &ComparedRun| run.best().and_then(of);
    let mut figures = vec![
        figure(ComparisonText::ValAccuracy, 3, Request::Up, &best(|epoch| epoch.val_accuracy)),
        figure(ComparisonText::ValLoss, 3, Request::Down, &best(|epoch| epoch.val_loss)),
        figure(ComparisonText::TrainAccuracy, 3, Request::Up, &best(|epoch| Some(epoch.accuracy))),
        figure(ComparisonText::TrainLoss, 3, Request::Down, &best(|epoch| Some(epoch.loss))),
    ];
    figures.extend(classes(view, compared));
    let count = |count: usize| Some(count as f64);
    figures.extend([
        figure(ComparisonText::BestEpoch, 0, Request::Neither, &best(|epoch| Some(epoch.epoch as f64))),
        figure(ComparisonText::Epochs, 0, Request::Neither, &|run| count(run.history.len())),
        figure(ComparisonText::TrainingPhotographs, 0, Request::Neither, &|run| count(run.training)),
        figure(ComparisonText::ValidationPhotographs, 0, Request::Neither, &|run| count(run.validation)),
        figure(ComparisonText::Seconds, 1, Request::Neither, &|run| {
            let seconds: f64 = run.history.iter().map(|epoch| epoch.seconds).sum();
            (!run.history.is_empty()).then(|| seconds / run.history.len() as f64)
        }),
    ]);
    figures
}

/// Each class's F1, where both runs kept their predictions.
fn classes(view: &View<'_>, compared: &Comparison) -> Vec<Figure> {
    let [Some(first), Some(second)] = compared.runs.each_ref().map(|run| run.scores.as_ref()) else {
        return Vec::new();
    };
    let of = |class: &str| second.classes.iter().find(|score| score.name == class).map(|score| score.f1);
    let line = |score: &crate::results::ClassScore| Figure {
        name: view.language.fill(ComparisonText::F1Of, &[("class", &score.name)]),
        values: [Some(score.f1), of(&score.name)],
        decimals: 3,
        request: Request::Up,
    };
    first.classes.iter().map(line).collect()
}

fn written(view: &View<'_>, value: Option<f64>, decimals: usize) -> String {
    match value {
        None => "–".to_owned(),
        Some(value) if decimals == 0 => view.language.integer(value as usize),
        Some(value) => view.language.decimal(value, decimals),
    }
}

/// The difference with its sign, and whether that is better.
fn difference(view: &View<'_>, figure: &Figure) -> RichText {
    let [Some(first), Some(second)] = figure.values else { return table_text("") };
    let step = second - first;
    let smallest = 0.5 * 10_f64.powi(-(figure.decimals as i32));
    if step.abs() < smallest {
        return table_text(format!("= {}", view.text(ComparisonText::Same))).color(view.tokens.text_weak);
    }
    let sign = if step > 0.0 { "+" } else { "−" };
    let number = view.language.decimal(step.abs(), figure.decimals);
    let better = (figure.request == Request::Up) == (step > 0.0);
    match (figure.request, better) {
        (Request::Neither, _) => table_text(format!("{sign}{number}")),
        (_, true) => {
            table_text(format!("{sign}{number} ▲ {}", view.text(ComparisonText::Better))).color(view.tokens.best)
        }
        (_, false) => {
            table_text(format!("{sign}{number} ▼ {}", view.text(ComparisonText::Worse))).color(view.tokens.failure)
        }
    }
}
