//! The events of a run as a list of HTML.

use std::fmt::{Display, Write as _};

use super::html::escaped;
use crate::run::{CallbackEvent, EVENTS, RunEnd, TrainEvent, Verdict};
use crate::text::{Language, ReportText};

/// A line for each event.
pub(super) fn list(events: &[TrainEvent], is_cut: bool, language: Language) -> String {
    let mut html = format!("<h2>{}</h2>\n<ul>\n", language.text(ReportText::Events));
    let cut_off = is_cut.then(|| language.fill(ReportText::CutOff, &[("file", &EVENTS)]));
    for line in events.iter().filter_map(|event| sentence(event, language)).chain(cut_off) {
        let _ = writeln!(html, "<li>{}</li>", escaped(&line));
    }
    html + "</ul>\n"
}

/// The sentence of an event; epochs have none, for they have their table.
fn sentence(event: &TrainEvent, language: Language) -> Option<String> {
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
        TrainEvent::InvalidLoss { epoch, batch: Some(batch) } => {
            fill(ReportText::InvalidTrainingLoss, &[("batch", batch), ("epoch", epoch)])
        }
        TrainEvent::InvalidLoss { epoch, batch: None } => fill(ReportText::InvalidValidationLoss, &[("epoch", epoch)]),
        TrainEvent::Callback(CallbackEvent::EarlyStopping { epoch, best, verdict: Verdict::Stopped, .. })
            if !best.is_finite() =>
        {
            fill(ReportText::StoppedNoBest, &[("epoch", epoch)])
        }
        TrainEvent::Callback(CallbackEvent::EarlyStopping { epoch, best_epoch, verdict: Verdict::Stopped, .. }) => {
            fill(ReportText::Stopped, &[("epoch", epoch), ("best", best_epoch)])
        }
        TrainEvent::Callback(CallbackEvent::ReduceLROnPlateau { epoch, change: Some(change), .. }) => {
            let [old, new] = [change.old, change.new].map(|rate| language.short(f64::from(rate)));
            fill(ReportText::Lowered, &[("epoch", epoch), ("old", &old), ("new", &new)])
        }
        TrainEvent::Callback(CallbackEvent::InvalidLoss { epoch, batch }) => {
            fill(ReportText::Invalid, &[("batch", batch), ("epoch", epoch)])
        }
        _ => None,
    }
}
