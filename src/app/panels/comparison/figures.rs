//! Both runs' figures side by side.

use eframe::egui::{Grid, RichText, Ui};

use super::View;
use crate::app::widgets::{emphasis, small, table_text};
use crate::results::{ComparedRun, Comparison};
use crate::run::{EpochStats, TestFigures};
use crate::text::{ComparisonText, Language};

/// Classes whose F1 is listed.
const MOST: usize = 20;

/// Whether a larger value is better.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Request {
    Up,
    Down,
    Neither,
}

/// How a figure is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    /// In percent, as accuracies are everywhere.
    Percent,
    /// With so many decimals.
    Decimals(usize),
}

impl Written {
    fn text(self, language: Language, value: f64) -> String {
        match self {
            Self::Percent => language.accuracy(value),
            Self::Decimals(0) => language.integer(value as usize),
            Self::Decimals(decimals) => language.decimal(value, decimals),
        }
    }

    /// Differences smaller than this are none.
    fn smallest(self) -> f64 {
        match self {
            Self::Percent => 0.5e-3,
            Self::Decimals(decimals) => 0.5 * 10_f64.powi(-(decimals as i32)),
        }
    }

    /// The size of a difference: that of percentages is in points.
    fn difference(self, view: &View<'_>, size: f64) -> String {
        match self {
            Self::Percent => {
                let points = view.language.percent(size, 1);
                let points = points.trim_end_matches(" %");
                view.language.fill(ComparisonText::Points, &[("n", &points)])
            }
            Self::Decimals(decimals) => view.language.decimal(size, decimals),
        }
    }
}

/// A line of the table.
struct Figure {
    name: String,
    values: [Option<f64>; 2],
    written: Written,
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
        let is_comparable = is_comparable(compared);
        for figure in figures(view, compared) {
            ui.label(&figure.name);
            for value in figure.values {
                let text = value.map_or_else(|| "–".to_owned(), |value| figure.written.text(view.language, value));
                ui.label(table_text(text));
            }
            ui.label(difference(view, &figure, is_comparable));
            ui.end_row();
        }
    });
}

fn figures(view: &View<'_>, compared: &Comparison) -> Vec<Figure> {
    let figure = |text: ComparisonText, written, request, value: &dyn Fn(&ComparedRun) -> Option<f64>| Figure {
        name: view.text(text).to_owned(),
        values: [value(&compared.runs[0]), value(&compared.runs[1])],
        written,
        request,
    };
    let best = |of: fn(&EpochStats) -> Option<f64>| move |run: &ComparedRun| run.best().and_then(of);
    let mut figures = vec![
        figure(ComparisonText::ValAccuracy, Written::Percent, Request::Up, &best(|epoch| epoch.val_accuracy)),
        figure(ComparisonText::ValLoss, Written::Decimals(3), Request::Down, &best(|epoch| epoch.val_loss)),
        figure(ComparisonText::TrainAccuracy, Written::Percent, Request::Up, &best(|epoch| Some(epoch.accuracy))),
        figure(ComparisonText::TrainLoss, Written::Decimals(3), Request::Down, &best(|epoch| Some(epoch.loss))),
    ];
    if compared.runs.iter().any(|run| run.test.is_some()) {
        // A network that is chosen by them has made them a second validation set: none is called better.
        let test = |of: fn(&TestFigures) -> f64| move |run: &ComparedRun| run.test.as_ref().map(of);
        figures.extend([
            figure(ComparisonText::TestAccuracy, Written::Percent, Request::Neither, &test(|test| test.accuracy)),
            figure(ComparisonText::TestLoss, Written::Decimals(3), Request::Neither, &test(|test| test.loss)),
            figure(
                ComparisonText::TestPhotographs,
                Written::Decimals(0),
                Request::Neither,
                &test(|test| test.count as f64),
            ),
        ]);
    }
    figures.extend(classes(view, compared));
    let count = |count: usize| Some(count as f64);
    figures.extend([
        figure(
            ComparisonText::BestEpoch,
            Written::Decimals(0),
            Request::Neither,
            &best(|epoch| Some(epoch.epoch as f64)),
        ),
        figure(ComparisonText::Epochs, Written::Decimals(0), Request::Neither, &|run| count(run.history.len())),
        figure(ComparisonText::TrainingPhotographs, Written::Decimals(0), Request::Neither, &|run| count(run.training)),
        figure(ComparisonText::ValidationPhotographs, Written::Decimals(0), Request::Neither, &|run| {
            count(run.validation)
        }),
        figure(ComparisonText::Seconds, Written::Decimals(1), Request::Neither, &|run| {
            let seconds: f64 = run.history.iter().map(|epoch| epoch.seconds).sum();
            (!run.history.is_empty()).then(|| seconds / run.history.len() as f64)
        }),
    ]);
    figures
}

/// Each class's F1, where both runs kept their predictions; of many classes those whose F1 differs most.
fn classes(view: &View<'_>, compared: &Comparison) -> Vec<Figure> {
    let [Some(first), Some(second)] = compared.runs.each_ref().map(|run| run.scores.as_ref()) else {
        return Vec::new();
    };
    let of = |class: &str| second.classes.iter().find(|score| score.name == class).map(|score| score.f1);
    let line = |score: &crate::results::ClassScore| Figure {
        name: view.language.fill(ComparisonText::F1Of, &[("class", &view.class(&score.name))]),
        values: [Some(score.f1), of(&score.name)],
        written: Written::Decimals(3),
        request: Request::Up,
    };
    let mut figures: Vec<Figure> = first.classes.iter().map(line).collect();
    if figures.len() > MOST {
        // Those that differ most say most.
        let step = |figure: &Figure| figure.values[0].zip(figure.values[1]).map_or(0.0, |(a, b)| (a - b).abs());
        figures.sort_by(|a, b| step(b).total_cmp(&step(a)));
        figures.truncate(MOST);
    }
    figures
}

/// Whether all validation photographs of the runs are the same, with the same labels: only then is a figure better.
fn is_comparable(compared: &Comparison) -> bool {
    let are_all = |count: usize| compared.runs.iter().all(|run| run.validation == count);
    compared.shared.as_ref().is_ok_and(|shared| shared.relabelled == 0 && are_all(shared.count))
}

/// The difference with its sign, and whether that is better where that can be said.
fn difference(view: &View<'_>, figure: &Figure, is_comparable: bool) -> RichText {
    let [Some(first), Some(second)] = figure.values else { return table_text("") };
    let step = second - first;
    if step.abs() < figure.written.smallest() {
        return table_text(format!("= {}", view.text(ComparisonText::Same))).color(view.tokens.text_weak);
    }
    let sign = if step > 0.0 { "+" } else { "−" };
    let number = figure.written.difference(view, step.abs());
    let better = (figure.request == Request::Up) == (step > 0.0);
    match (figure.request, better) {
        _ if !is_comparable => table_text(format!("{sign}{number}")),
        (Request::Neither, _) => table_text(format!("{sign}{number}")),
        (_, true) => {
            table_text(format!("{sign}{number} ▲ {}", view.text(ComparisonText::Better))).color(view.tokens.best)
        }
        (_, false) => {
            table_text(format!("{sign}{number} ▼ {}", view.text(ComparisonText::Worse))).color(view.tokens.failure)
        }
    }
}
