//! `events.ron`: what happened in a run, one value a line.

use std::path::Path;

use super::{Damage, EVENTS, RunFolderError, TrainEvent, read_text};
use crate::files;

/// The whole file.
///
/// # Errors
/// If an event cannot be written as RON.
pub fn events_text(events: &[TrainEvent]) -> Result<String, ron::Error> {
    events.iter().map(|event| Ok(ron::to_string(event)? + "\n")).collect()
}

/// Adds a line to the file of a run.
///
/// # Errors
/// If it cannot be written.
pub fn append_event(folder: &Path, event: &TrainEvent) -> Result<(), RunFolderError> {
    let path = folder.join(EVENTS);
    let append = || {
        let line = events_text(std::slice::from_ref(event)).map_err(std::io::Error::other)?;
        files::append(&path, line.as_bytes())
    };
    append().map_err(|source| RunFolderError::write(&path, source))
}

/// What happened in a run.
///
/// # Errors
/// If the file is missing or damaged; the line at fault is named.
pub fn read_events(folder: &Path) -> Result<Vec<TrainEvent>, RunFolderError> {
    let (events, is_cut) = read_whole_events(folder)?;
    if is_cut {
        return Err(RunFolderError::Damaged { path: folder.join(EVENTS), damage: Damage::CutOff });
    }
    Ok(events)
}

/// What happened in a run as far as its lines are whole, and whether the last one is cut off, as a full disk or a
/// training that is just writing leaves it.
///
/// # Errors
/// If the file is missing or another line is damaged.
pub fn read_whole_events(folder: &Path) -> Result<(Vec<TrainEvent>, bool), RunFolderError> {
    let path = folder.join(EVENTS);
    let text = read_text(&path)?;
    let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
    let parse = |(text, line): (&str, usize)| {
        ron::from_str(text).map_err(|error| RunFolderError::Damaged {
            path: path.clone(),
            damage: Damage::Event { line, problem: error.code },
        })
    };
    let events = whole.lines().zip(1..).map(parse).collect::<Result<_, _>>()?;
    Ok((events, whole.len() < text.len()))
}
