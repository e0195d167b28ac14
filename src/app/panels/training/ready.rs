//! What a training of the experiment would be.

use std::fmt::Display;

use super::View;
use crate::app::panels::top::{preset_text, source_name};
use crate::app::state::{Speed, State};
use crate::engine::Side;
use crate::text::TrainingText;

/// Photographs, preset and about how long an epoch takes; nothing while no photographs are open.
pub fn ready_line(view: &View<'_>, state: &State) -> Option<String> {
    let dataset = state.subject.data.dataset.as_ref()?;
    let photographs = state.subject.data.count(Side::Training);
    let name = source_name(view, &dataset.source);
    let preset = preset_text(view, state);
    let count = view.language.count(TrainingText::ReadyPhotographs, photographs);
    let values: [(&str, &dyn Display); 3] = [("name", &name), ("count", &count), ("preset", &preset)];
    let line = view.language.fill(TrainingText::Ready, &values);
    let cost = state.subject.network.cost.filter(|cost| cost.whole > 0.0);
    let speed = state.training_speed().map(Speed::multiply_adds);
    let (Some(cost), Some(speed)) = (cost, speed) else { return Some(line) };
    let [time, whole] = [cost.epoch, cost.whole].map(|work| view.language.elapsed(work / speed));
    // Where all that is trained are layers behind frozen ones, an epoch is over at once.
    let phrase = if cost.epoch / speed < 1.0 { TrainingText::ReadyWhole } else { TrainingText::ReadyTime };
    let epochs = state.subject.config.training.epochs;
    let values: [(&str, &dyn Display); 3] = [("time", &time), ("whole", &whole), ("epochs", &epochs)];
    Some(format!("{line} · {}", view.language.fill(phrase, &values)))
}
