//! What happened in a run, in words.

use std::fmt::{Display, Write as _};

use super::html::escaped;
use super::words::{Language, Word};
use crate::train::run_folder::EVENTS;
use crate::train::{CallbackEvent, RunEnd, TrainEvent, Verdict};

/// What happened, a line each.
pub(super) fn list(events: &[TrainEvent], is_cut: bool, language: Language) -> String {
    let mut html = format!("<h2>{}</h2>\n<ul>\n", language.text(Word::Events));
    let cut = is_cut.then(|| language.fill(Word::CutOff, &[("file", &EVENTS)]));
    for line in events.iter().filter_map(|event| told(event, language)).chain(cut) {
        let _ = writeln!(html, "<li>{}</li>", escaped(&line));
    }
    html + "</ul>\n"
}

/// What is worth a line; the epochs have their table.
fn told(event: &TrainEvent, language: Language) -> Option<String> {
    let fill = |word, values: &[(&str, &dyn Display)]| Some(language.fill(word, values));
    match event {
        TrainEvent::RunStarted(info) => fill(
            Word::Started,
            &[
                ("done", &info.epochs_done),
                ("epochs", &info.epochs),
                ("training", &info.training),
                ("validation", &info.validation),
                ("left", &info.unusable.len()),
            ],
        ),
        TrainEvent::RunEnded(outcome) => match &outcome.end {
            RunEnd::Failed { message } => fill(Word::Failed, &[("epoch", &outcome.epochs), ("message", message)]),
            RunEnd::Completed | RunEnd::StoppedByCallback | RunEnd::Stopped => {
                fill(Word::Ended, &[("epoch", &outcome.epochs)])
            }
        },
        TrainEvent::Callback(CallbackEvent::EarlyStopping { epoch, best_epoch, verdict: Verdict::Stopped, .. }) => {
            fill(Word::Stopped, &[("epoch", epoch), ("best", best_epoch)])
        }
        TrainEvent::Callback(CallbackEvent::ReduceLROnPlateau { epoch, change: Some(change), .. }) => {
            fill(Word::Lowered, &[("epoch", epoch), ("old", &change.old), ("new", &change.new)])
        }
        TrainEvent::Callback(CallbackEvent::InvalidLoss { epoch, batch }) => {
            fill(Word::Invalid, &[("batch", batch), ("epoch", epoch)])
        }
        _ => None,
    }
}
