//! The page.

use std::fmt::Write as _;
use std::path::Path;

use super::Worst;
use super::plot::{Line, svg};
use crate::config::RunConfig;
use crate::nn;
use crate::results::{Evaluation, Reliability, Scores};
use crate::train::history::best_epoch;
use crate::train::{CallbackEvent, EpochStats, TrainEvent, Verdict};

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2126;\
background:#fff}h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2.2rem}table{border-collapse:collapse}\
th,td{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #dde1e6}th:first-child,td:first-child{text-align:left}\
figure{display:inline-block;margin:0 1rem 1rem 0;width:28rem;max-width:100%}figcaption,small{color:#57606a;font-size:.85rem}\
svg text{font-size:11px;fill:#57606a}.grid{stroke:#e4e7eb;fill:none}.line{fill:none;stroke-width:2}\
pre{background:#f4f5f7;padding:1rem;overflow:auto;font-size:.85rem}.wrong{display:inline-block;width:9rem;margin:0 .8rem .8rem 0;\
vertical-align:top;font-size:.85rem;overflow-wrap:anywhere}.wrong img{width:9rem;border-radius:4px;display:block}";

/// All that is shown.
pub(super) struct Contents<'a> {
    pub(super) folder: &'a Path,
    pub(super) config: &'a RunConfig,
    pub(super) config_text: &'a str,
    pub(super) history: &'a [EpochStats],
    pub(super) events: &'a [TrainEvent],
    pub(super) evaluation: Result<(&'a Evaluation, &'a [Worst]), &'a str>,
}

/// The whole file.
pub(super) fn page(contents: &Contents<'_>) -> String {
    let name = contents.folder.file_name().map_or_else(|| "run".into(), |name| name.to_string_lossy());
    let name = escaped(&name);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{name}</title>\
         <style>{STYLE}</style></head><body>\n<h1>{name}</h1>\n"
    );
    html += &summary(contents);
    html += "<h2>Training</h2>\n";
    html += &curves(contents.history);
    match contents.evaluation {
        Ok((evaluation, worst)) => {
            html += &figures(evaluation);
            html += &wrong(worst);
        }
        Err(reason) => {
            let _ = writeln!(
                html,
                "<h2>Validation photographs</h2>\n<p>Not judged for this report: {}.</p>",
                escaped(reason)
            );
        }
    }
    html += "<h2>Events</h2>\n<ul>\n";
    for line in contents.events.iter().filter_map(event) {
        let _ = writeln!(html, "<li>{}</li>", escaped(&line));
    }
    let _ = writeln!(html, "</ul>\n<h2>Configuration</h2>\n<pre>{}</pre>", escaped(contents.config_text));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let _ = writeln!(
        html,
        "<h2>Environment of this report</h2>\n<p>Bigode {}, {} {}, {threads} processors, kernels for {}.</p>\n</body></html>",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        nn::simd_name()
    );
    html
}

fn summary(contents: &Contents<'_>) -> String {
    let RunConfig { preset, seed, training, .. } = contents.config;
    let epochs = contents.history.len();
    let mut text = format!("<p>Preset {preset}, seed {seed}, batch size {}; {epochs} epochs", training.batch_size);
    if let Some(best) = best_epoch(contents.history) {
        let _ = write!(text, ", the best of them epoch {}", best.epoch);
        if let (Some(loss), Some(accuracy)) = (best.val_loss, best.val_accuracy) {
            let _ = write!(text, " (val_loss {loss:.4}, val_accuracy {accuracy:.4})");
        }
    }
    text + ".</p>\n"
}

fn curves(history: &[EpochStats]) -> String {
    let line = |name, colour, dashes, of: &dyn Fn(&EpochStats) -> Option<f64>| Line {
        name,
        colour,
        dashes,
        points: history.iter().filter_map(|row| Some((row.epoch as f64, of(row)?))).collect(),
    };
    let loss = svg(
        "Loss",
        &[
            line("training", "#0969da", "", &|row| Some(row.loss)),
            line("validation", "#c2410c", "6 3", &|row| row.val_loss),
        ],
    );
    let accuracy = svg(
        "Accuracy",
        &[
            line("training", "#0969da", "", &|row| Some(row.accuracy)),
            line("validation", "#c2410c", "6 3", &|row| row.val_accuracy),
        ],
    );
    let rate = svg("Learning rate", &[line("learning rate", "#57606a", "", &|row| Some(f64::from(row.learning_rate)))]);
    let mut text = format!(
        "{loss}{accuracy}{rate}\n<table><tr><th>epoch<th>loss<th>accuracy<th>val_loss<th>val_accuracy<th>seconds</tr>\n"
    );
    for row in history {
        let optional = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.4}"));
        let (val_loss, val_accuracy) = (optional(row.val_loss), optional(row.val_accuracy));
        let EpochStats { epoch, loss, accuracy, seconds, .. } = row;
        let _ = writeln!(
            text,
            "<tr><td>{epoch}<td>{loss:.4}<td>{accuracy:.4}<td>{val_loss}<td>{val_accuracy}<td>{seconds:.1}</tr>"
        );
    }
    text + "</table>\n"
}

fn figures(evaluation: &Evaluation) -> String {
    let Scores { count, loss, accuracy, classes, confusion } = Scores::of(&evaluation.judgements);
    let error = Reliability::of(&evaluation.judgements).error;
    let mut text = format!(
        "<h2>Validation photographs</h2>\n<p>{count} photographs: loss {loss:.4}, accuracy {accuracy:.4}, expected \
         calibration error {error:.4}.</p>\n<table><tr><th>class<th>precision<th>recall<th>F1<th>photographs</tr>\n"
    );
    for class in &classes {
        let _ = writeln!(
            text,
            "<tr><td>{}<td>{:.4}<td>{:.4}<td>{:.4}<td>{}</tr>",
            escaped(&class.name),
            class.precision,
            class.recall,
            class.f1,
            class.support
        );
    }
    text += "</table>\n<h2>Confusion</h2>\n<table><tr><th>label \\ taken for";
    for class in &classes {
        let _ = write!(text, "<th>{}", escaped(&class.name));
    }
    for (class, row) in classes.iter().zip(&confusion) {
        let _ = write!(text, "</tr>\n<tr><td>{}", escaped(&class.name));
        for taken in row {
            let share = *taken as f64 / class.support.max(1) as f64;
            let _ = write!(
                text,
                "<td style=\"background:rgba(9,105,218,{:.2})\">{taken} ({:.1} %)",
                0.45 * share,
                100.0 * share
            );
        }
    }
    text + "</tr></table>\n"
}

fn wrong(worst: &[Worst]) -> String {
    let mut text = String::from("<h2>Most surely wrong</h2>\n<p>Wrong labels are often among them.</p>\n");
    for Worst { name, label, predicted: (predicted, confidence), png } in worst {
        let name = escaped(name);
        let picture = png.as_ref().map_or_else(String::new, |png| {
            format!("<img alt=\"{name}\" src=\"data:image/png;base64,{}\">", base64(png))
        });
        let (label, predicted) = (escaped(label), escaped(predicted));
        let _ = writeln!(
            text,
            "<div class=wrong>{picture}{name}<br><small>labelled {label}, taken for {predicted} ({:.1} %)</small></div>",
            100.0 * confidence
        );
    }
    if worst.is_empty() {
        text += "<p>None is wrong.</p>\n";
    }
    text
}

/// What is worth a line; the epochs have their table.
fn event(event: &TrainEvent) -> Option<String> {
    Some(match event {
        TrainEvent::RunStarted(info) => format!(
            "Started after epoch {} of {}: {} training and {} validation photographs, {} left out",
            info.epochs_done,
            info.epochs,
            info.training,
            info.validation,
            info.unusable.len()
        ),
        TrainEvent::RunEnded(outcome) => format!("Ended after epoch {}: {:?}", outcome.epochs, outcome.end),
        TrainEvent::Callback(CallbackEvent::EarlyStopping { epoch, best_epoch, verdict: Verdict::Stopped, .. }) => {
            format!("EarlyStopping in epoch {epoch}; the best was epoch {best_epoch}")
        }
        TrainEvent::Callback(CallbackEvent::ReduceLROnPlateau { epoch, change: Some(change), .. }) => {
            format!("ReduceLROnPlateau in epoch {epoch}: {} to {}", change.old, change.new)
        }
        TrainEvent::Callback(CallbackEvent::InvalidLoss { epoch, batch }) => {
            format!("The loss of batch {batch} in epoch {epoch} was not a finite number")
        }
        _ => return None,
    })
}

/// Text as HTML shows it.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// RFC 4648.
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, byte| (group << 8) | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for letter in 0..4 {
            let index = (group >> (18 - 6 * letter)) & 63;
            text.push(if letter <= chunk.len() { LETTERS[index as usize] as char } else { '=' });
        }
    }
    text
}
