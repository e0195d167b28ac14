//! What a training of the experiment would be.

use std::fmt::Display;

use super::View;
use crate::app::panels::top::{preset_text, source_name};
use crate::app::state::{Speed, State};
use crate::engine::Side;
use crate::text::{Language, TrainingText};

/// Photographs, preset and about how long an epoch takes; nothing while no photographs are open.
pub fn ready_line(view: &View<'_>, state: &State) -> Option<String> {
    let dataset = state.subject.data.dataset.as_ref()?;
    let photographs = state.subject.data.count(Side::Training);
    let name = source_name(view, &dataset.source);
    let preset = preset_text(view, state);
    let count = view.language.count(TrainingText::ReadyPhotographs, photographs);
    let values: [(&str, &dyn Display); 3] = [("name", &name), ("count", &count), ("preset", &preset)];
    let line = view.language.fill(TrainingText::Ready, &values);
    let work =
        state.subject.network.summary.as_ref().and_then(|summary| summary.as_ref().ok()).map(|it| it.multiply_adds());
    let speed = state.training_speed().map(Speed::multiply_adds);
    let (Some(work), Some(speed)) = (work, speed) else { return Some(line) };
    let time = Language::duration(photographs as f64 * work as f64 / speed);
    Some(format!("{line} · {}", view.language.fill(TrainingText::ReadyTime, &[("time", &time)])))
}
