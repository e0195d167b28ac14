//! A run as a figure: accuracy, loss and learning rate over the epochs.

use super::figure::{Chart, Colour, Figure, Line, Mark, Marker, Series, paper};
use crate::run::history::best_epoch;
use crate::run::{CallbackEvent, EpochStats, Verdict};

/// The texts of a run's figure, in the user's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunWords {
    /// The x axis.
    pub epoch: &'static str,
    /// The first chart.
    pub accuracy: &'static str,
    /// The second chart.
    pub loss: &'static str,
    /// The third chart.
    pub learning_rate: &'static str,
    /// The training side.
    pub training: &'static str,
    /// The validation side.
    pub validation: &'static str,
    /// The epoch with the lowest validation loss.
    pub best: &'static str,
    /// An epoch after which the learning rate was lowered.
    pub lower_rate: &'static str,
    /// The epoch after which a callback ended the run.
    pub stop: &'static str,
    /// The decimal separator.
    pub decimal_point: char,
}

const HEIGHT: u32 = 220;
const RATE_HEIGHT: u32 = 110;

/// A run's figure. `title` and `note` say which run it is.
#[must_use]
pub fn of_run(
    title: String,
    note: String,
    epochs: &[EpochStats],
    events: &[CallbackEvent],
    words: &RunWords,
) -> Figure {
    let marks = marks(epochs, events, words);
    let last = epochs.last().map_or(1.0, |epoch| epoch.epoch as f64).max(2.0);
    let chart = |name: &str, y_percent: bool, height: u32, series: Vec<Series>| Chart {
        name: name.to_owned(),
        x_name: words.epoch.to_owned(),
        x: (1.0, last),
        y: None,
        y_percent,
        x_counts: true,
        height,
        series: series.into_iter().filter(|series| !series.points.is_empty()).collect(),
        marks: marks.clone(),
    };
    let training = |points| line(words.training, points, paper::TRAINING, Line::Solid, Marker::Circle);
    let validation = |points| line(words.validation, points, paper::VALIDATION, Line::Dashed, Marker::Diamond);
    let accuracy = vec![
        training(points(epochs, |epoch| Some(epoch.accuracy))),
        validation(points(epochs, |epoch| epoch.val_accuracy)),
    ];
    let loss =
        vec![training(points(epochs, |epoch| Some(epoch.loss))), validation(points(epochs, |epoch| epoch.val_loss))];
    let rate = points(epochs, |epoch| Some(f64::from(epoch.learning_rate)));
    let rate = vec![line("", rate, paper::TEXT_WEAK, Line::Solid, Marker::Square)];
    Figure {
        title,
        note,
        charts: vec![
            chart(words.accuracy, true, HEIGHT, accuracy),
            chart(words.loss, false, HEIGHT, loss),
            chart(words.learning_rate, false, RATE_HEIGHT, rate),
        ],
        tables: Vec::new(),
        decimal_point: words.decimal_point,
    }
}

fn line(name: &str, points: Vec<(f64, f64)>, colour: Colour, line: Line, marker: Marker) -> Series {
    Series { name: name.to_owned(), points, colour, line, marker }
}

fn points(epochs: &[EpochStats], value: impl Fn(&EpochStats) -> Option<f64>) -> Vec<(f64, f64)> {
    epochs.iter().filter_map(|epoch| Some((epoch.epoch as f64, value(epoch)?))).collect()
}

/// Vertical lines at epochs in which something happened; the legend names the epochs.
fn marks(epochs: &[EpochStats], events: &[CallbackEvent], words: &RunWords) -> Vec<Mark> {
    let best: Vec<usize> = best_epoch(epochs).iter().map(|best| best.epoch).collect();
    let mut lowered = Vec::new();
    let mut stopped = Vec::new();
    for event in events {
        match event {
            CallbackEvent::ReduceLROnPlateau { epoch, change: Some(_), .. } => lowered.push(*epoch),
            CallbackEvent::EarlyStopping { epoch, verdict: Verdict::Stopped, .. } => stopped.push(*epoch),
            _ => {}
        }
    }
    [
        (words.best, best, paper::BEST, Line::Solid),
        (words.lower_rate, lowered, paper::WARNING, Line::Dotted),
        (words.stop, stopped, paper::STOP, Line::Dashed),
    ]
    .into_iter()
    .filter(|(_, at, ..)| !at.is_empty())
    .map(|(name, at, colour, line)| Mark {
        name: format!("{name}: {}", listed(&at)),
        at: at.iter().map(|epoch| *epoch as f64).collect(),
        colour,
        line,
    })
    .collect()
}

/// The first few numbers; more would not fit into a legend.
fn listed(epochs: &[usize]) -> String {
    const NAMED: usize = 6;
    let mut names: Vec<String> = epochs.iter().take(NAMED).map(ToString::to_string).collect();
    if epochs.len() > NAMED {
        names.push("…".to_owned());
    }
    names.join(", ")
}
