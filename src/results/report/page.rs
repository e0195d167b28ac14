//! The page.

use std::fmt::{Display, Write as _};
use std::io::ErrorKind;
use std::path::Path;

use super::figure::{colour_rules, figure};
use super::html::{STYLE, escaped};
use super::predictions::{Validation, worst};
use super::test_set::{self, TestSet};
use super::{evaluated, events};
use crate::charts::{RunWords, of_run};
use crate::config::RunConfig;
use crate::nn;
use crate::nn::weights_file::FileError;
use crate::predict::PredictError;
use crate::results::{EvaluationError, Reliability, Scores};
use crate::run::history::best_epoch;
use crate::run::{CallbackEvent, EVENTS, EpochStats, HISTORY, TrainEvent};
use crate::text::{Language, Localized as _, PredictionText, ReportText};

/// All that is shown.
pub(super) struct Contents<'a> {
    pub(super) folder: &'a Path,
    pub(super) language: Language,
    pub(super) config: &'a RunConfig,
    pub(super) config_text: &'a str,
    /// None where its file cannot be read.
    pub(super) history: Option<Vec<EpochStats>>,
    /// With whether the last one is incomplete; none where their file cannot be read.
    pub(super) events: Option<(Vec<TrainEvent>, bool)>,
    pub(super) validation: Option<&'a Validation>,
    /// Why the photographs were not evaluated.
    pub(super) not_evaluated: Option<&'a EvaluationError>,
    /// None where the run has no test set.
    pub(super) test: Option<&'a TestSet>,
}

/// The whole file.
pub(super) fn page(contents: &Contents<'_>) -> String {
    let language = contents.language;
    let folder = contents.folder.canonicalize().unwrap_or_else(|_| contents.folder.to_owned());
    let name = escaped(&folder.file_name().map_or_else(|| "run".into(), |name| name.to_string_lossy()));
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{name}</title>\n\
         <style>{STYLE}{}</style></head><body><main>\n<header><h1>{name}</h1>\n{}</header>\n",
        language.code(),
        colour_rules(),
        summary(contents)
    );
    let events = contents.events.iter().flat_map(|(events, _)| events);
    let callbacks = events.filter_map(|event| match event {
        TrainEvent::Callback(event) => Some(event.clone()),
        _ => None,
    });
    let callbacks: Vec<CallbackEvent> = callbacks.collect();
    html += &match &contents.history {
        Some(history) => training(history, &callbacks, language),
        None => missing(ReportText::Training, &language.fill(ReportText::Unreadable, &[("file", &HISTORY)]), language),
    };
    if let Some(error) = contents.not_evaluated {
        let reason = not_evaluated(error, language);
        if contents.validation.is_some() {
            let _ = writeln!(html, "<p>{} {}</p>", escaped(&reason), escaped(language.text(ReportText::AsKept)));
        } else {
            html += &missing(ReportText::Evaluated, &reason, language);
        }
    }
    if let Some(validation) = contents.validation {
        html += &evaluated::classes(&Scores::of(validation.predictions()), language);
        html += &evaluated::curves(validation, language);
        html += &evaluated::wrong(&worst(validation), language);
    }
    if let Some(test) = contents.test {
        html += &test_set::part(test, language);
    }
    html += &match &contents.events {
        Some((events, is_cut)) => events::list(events, *is_cut, language),
        None => missing(ReportText::Events, &language.fill(ReportText::Unreadable, &[("file", &EVENTS)]), language),
    };
    let (configuration, environment) =
        (language.text(ReportText::Configuration), language.text(ReportText::Environment));
    let _ = writeln!(html, "<h2>{configuration}</h2>\n<pre>{}</pre>", escaped(contents.config_text));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let values: [(&str, &dyn Display); 5] = [
        ("version", &env!("CARGO_PKG_VERSION")),
        ("system", &std::env::consts::OS),
        ("machine", &std::env::consts::ARCH),
        ("threads", &threads),
        ("simd", &nn::simd_name()),
    ];
    let body = language.fill(ReportText::EnvironmentBody, &values);
    let _ = writeln!(html, "<h2>{environment}</h2>\n<p>{body}</p>\n</main></body></html>");
    html
}

/// In place of a part that cannot be made: why.
fn missing(title: ReportText, reason: &str, language: Language) -> String {
    format!("<h2>{}</h2>\n<p>{}</p>\n", language.text(title), escaped(reason))
}

/// Why the photographs were not evaluated, in the report's language.
pub(super) fn not_evaluated(error: &EvaluationError, language: Language) -> String {
    let reason = match error {
        error if error.photographs_are_elsewhere() => language.text(ReportText::PhotographsGone).to_owned(),
        EvaluationError::Predict(PredictError::File(FileError::Read { source, .. }))
            if source.kind() == ErrorKind::NotFound =>
        {
            language.text(ReportText::NoWeights).to_owned()
        }
        other => other.localized(language),
    };
    language.fill(ReportText::NotEvaluated, &[("reason", &reason)])
}

/// What was trained, and the figures that matter most.
fn summary(contents: &Contents<'_>) -> String {
    let (language, RunConfig { preset, seed, training, network, .. }) = (contents.language, contents.config);
    let values: [(&str, &dyn Display); 3] = [("preset", preset), ("seed", seed), ("batch", &training.batch_size)];
    let mut tiles = Vec::new();
    if let Some(history) = &contents.history {
        tiles.push((ReportText::Epochs, history.len().to_string()));
        tiles.extend(best_epoch(history).map(|best| (ReportText::BestEpoch, best.epoch.to_string())));
    }
    if let Some(validation) = contents.validation {
        let scores = Scores::of(validation.predictions());
        tiles.push((ReportText::Accuracy, language.accuracy(scores.accuracy)));
        tiles.push((ReportText::Loss, language.decimal(scores.loss, 4)));
        tiles.push((ReportText::Calibration, language.percent(Reliability::of(validation.predictions()).error, 1)));
        tiles.push((ReportText::Photographs, scores.count.to_string()));
    }
    if let Some(test) = contents.test.and_then(TestSet::figures) {
        tiles.push((ReportText::TestAccuracy, language.accuracy(test.accuracy)));
        tiles.push((ReportText::TestPhotographs, test.count.to_string()));
    }
    let mut html = format!("<p class=\"weak\">{}</p>\n", escaped(&language.fill(ReportText::Preset, &values)));
    if let Some(network) = network.pretrained() {
        let text = if network.weights.is_none() { ReportText::Pretrained } else { ReportText::PretrainedAdded };
        let sentence = language.fill(text, &[("name", &network)]);
        let _ = writeln!(html, "<p>{}</p>", escaped(&sentence));
    }
    html += "<dl class=\"tiles\">";
    for (word, value) in tiles {
        let _ = write!(html, "<div><dt>{}</dt><dd>{value}</dd></div>", language.text(word));
    }
    html += "</dl>\n";
    if contents.config.prediction.mirror_averaging {
        let _ = writeln!(html, "<p>{}</p>", language.text(PredictionText::Mirrored));
    }
    html
}

/// The plots over the epochs and their table.
fn training(history: &[EpochStats], callbacks: &[CallbackEvent], language: Language) -> String {
    let text = |word| language.text(word);
    let words = RunWords {
        epoch: text(ReportText::Epoch),
        accuracy: text(ReportText::Accuracy),
        loss: text(ReportText::Loss),
        learning_rate: text(ReportText::LearningRate),
        training: text(ReportText::SeriesTraining),
        validation: text(ReportText::SeriesValidation),
        best: text(ReportText::BestEpoch),
        lower_rate: text(ReportText::LowerRate),
        stop: text(ReportText::Stop),
        decimal_point: language.decimal_point(),
    };
    let charts = of_run(String::new(), String::new(), history, callbacks, &words).charts;
    let loss = |value: Option<f64>| value.map_or_else(String::new, |value| language.decimal(value, 4));
    let accuracy = |value: Option<f64>| value.map_or_else(String::new, |value| language.accuracy(value));
    let both = |training: String, validation: String| {
        format!("{} {training} · {} {validation}", words.training, words.validation)
    };
    let end = history.last();
    let descriptions = [
        both(accuracy(end.map(|row| row.accuracy)), accuracy(end.and_then(|row| row.val_accuracy))),
        both(loss(end.map(|row| row.loss)), loss(end.and_then(|row| row.val_loss))),
        end.map_or_else(String::new, |row| language.short(f64::from(row.learning_rate))),
    ];
    let plots: String =
        charts.into_iter().zip(&descriptions).map(|(chart, text)| figure(chart, text, language)).collect();
    let mut html = format!(
        "<h2>{}</h2>\n<div class=\"plots\">{plots}</div>\n<div class=\"wide\"><table><caption>{}</caption><thead><tr>",
        text(ReportText::Training),
        text(ReportText::EpochsTable)
    );
    for word in [
        ReportText::Epoch,
        ReportText::Loss,
        ReportText::Accuracy,
        ReportText::ValLoss,
        ReportText::ValAccuracy,
        ReportText::Seconds,
    ] {
        let _ = write!(html, "<th scope=\"col\">{}</th>", text(word));
    }
    html += "</tr></thead><tbody>\n";
    let best = best_epoch(history).map(|best| best.epoch);
    for row in history {
        let optional = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| language.decimal(value, 4));
        let class = if best == Some(row.epoch) { " class=\"best\"" } else { "" };
        let _ = write!(html, "<tr{class}><th scope=\"row\">{}</th>", row.epoch);
        let share = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |accuracy| language.accuracy(accuracy));
        for value in
            [optional(Some(row.loss)), share(Some(row.accuracy)), optional(row.val_loss), share(row.val_accuracy)]
        {
            let _ = write!(html, "<td>{value}</td>");
        }
        let _ = writeln!(html, "<td>{}</td></tr>", language.decimal(row.seconds, 1));
    }
    html + "</tbody></table></div>\n"
}
