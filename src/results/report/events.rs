//! What happened in a run, in words.

use std::fmt::{Display, Write as _};

use super::html::escaped;
use crate::run::EVENTS;
use crate::run::{CallbackEvent, RunEnd, TrainEvent, Verdict};
use crate::text::{Language, ReportText};

/// What happened, a line each.
pub(super) fn list(events: &[TrainEvent], is_cut: bool, language: Language) -> String {
    let mut html = format!("<h2>{}</h2>\n<ul>\n", language.text(ReportText::Events));
    let point = is_cut.then(|| language.fill(ReportText::CutOff, &[("file", &EVENTS)]));
    for line in events.iter().filter_map(|event| told(event, language)).chain(point) {
        let _ = writeln!(html, "<li>{}</li>", escaped(&line));
    }
    html + "</ul>\n"
}

/// What is worth a line; the epochs have their table.
fn told(event: &TrainEvent, language: Language) -> Option<String> {
    let fill = |word, values: &[(&str, &dyn Display)]| Some(language.fill(word, values));
    match event {
        TrainEvent::RunStarted(info) => fill(
            ReportText::Started,
            &[
                ("done", &info.epochs_done),
                ("epochs", &info.epochs),
                ("training", &info.training),
                ("validation", &info.validation),
                ("left", &info.unusable.len()),
            ],
        ),
        TrainEvent::RunEnded(outcome) => match &outcome.end {
            RunEnd::Failed { message } => fill(ReportText::Failed, &[("epoch", &outcome.epochs), ("message", message)]),
            RunEnd::Completed | RunEnd::StoppedByCallback | RunEnd::Stopped => {
                fill(ReportText::Ended, &[("epoch", &outcome.epochs)])
            }
        },
        TrainEvent::Callback(CallbackEvent::EarlyStopping { epoch, best_epoch, verdict: Verdict::Stopped, .. }) => {
            fill(ReportText::Stopped, &[("epoch", epoch), ("best", best_epoch)])
        }
        TrainEvent::Callback(CallbackEvent::ReduceLROnPlateau { epoch, change: Some(change), .. }) => {
            fill(ReportText::Lowered, &[("epoch", epoch), ("old", &change.old), ("new", &change.new)])
        }
        TrainEvent::Callback(CallbackEvent::InvalidLoss { epoch, batch }) => {
            fill(ReportText::Invalid, &[("batch", batch), ("epoch", epoch)])
        }
        _ => None,
    }
}
