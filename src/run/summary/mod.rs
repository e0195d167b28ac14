//! What is known of a run at a glance, read from its small files alone: never its weights.

mod listing;
mod stamp;
mod state;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::history::best_epoch;
use super::{
    CONFIG, EpochStats, RunFolderError, RunInfo, RunNotes, TestFigures, read_config, read_notes, read_test_figures,
};
use crate::config::{DataSource, PretrainedNetwork, RunConfig};
use crate::shared_error::SharedError;
pub use listing::{is_run, runs_below};
pub use stamp::RunStamp;
pub use state::RunState;

/// Points of the small curve.
const CURVE_POINTS: usize = 48;

/// A run at a glance. Reading it never fails: what cannot be read is missing, and [`RunSummary::state`] says why.
#[derive(Debug, Clone, PartialEq)]
pub struct RunSummary {
    /// Its folder.
    pub folder: PathBuf,
    /// The name and the note that the user gave it.
    pub notes: RunNotes,
    /// Why name and note cannot be read.
    pub notes_problem: Option<SharedError>,
    /// When it was started, in local time: from the folder's name, or else from its oldest file.
    pub started: Option<PrimitiveDateTime>,
    /// The preset that its configuration came from.
    pub preset: Option<String>,
    /// The pretrained network that it began with, if it did not begin from scratch.
    pub pretrained: Option<PretrainedNetwork>,
    /// Where its photographs are.
    pub source: Option<DataSource>,
    /// Classes and photographs, once the training has begun.
    pub counts: Option<Counts>,
    /// Completed epochs.
    pub epochs: usize,
    /// Epochs in all.
    pub epochs_wanted: Option<usize>,
    /// The epoch of the best weights.
    pub best: Option<EpochStats>,
    /// The figures of the best weights on the test set, once they are known.
    pub test: Option<TestFigures>,
    /// The loss by which the best epoch is chosen, by epoch, thinned out to at most 48 points.
    pub curve: Vec<f32>,
    /// Whether it trains, how it ended, or why it cannot be read.
    pub state: RunState,
}

/// What a run was trained on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Classes.
    pub classes: usize,
    /// Usable training photographs.
    pub training: usize,
    /// Usable validation photographs.
    pub validation: usize,
}

impl RunSummary {
    /// Reads the run in a folder.
    #[must_use]
    pub fn read(folder: &Path) -> Self {
        let (notes, notes_problem) = match read_notes(folder) {
            Ok(notes) => (notes, None),
            Err(error) => (RunNotes::default(), Some(error.into())),
        };
        let config = read_small_config(folder);
        let (info, history, state) = state::read(folder, config.as_ref().err());
        let config = config.ok();
        Self {
            folder: folder.to_owned(),
            notes,
            notes_problem,
            started: started(folder),
            preset: config
                .as_ref()
                .map(|config| config.preset.clone())
                .or(info.as_ref().map(|info| info.preset.clone())),
            epochs_wanted: config
                .as_ref()
                .map(|config| config.training.epochs)
                .or(info.as_ref().map(|info| info.epochs)),
            pretrained: config.as_ref().and_then(|config| config.network.pretrained()),
            source: config.and_then(|config| config.data.source),
            counts: info.as_ref().map(Counts::of),
            epochs: history.len(),
            best: best_epoch(&history).copied(),
            test: best_epoch(&history).and_then(|best| read_test_figures(folder, best.epoch)),
            curve: curve(&history),
            state,
        }
    }

    /// Whether it has weights.
    #[must_use]
    pub fn has_network(&self) -> bool {
        self.epochs > 0 || self.state == RunState::Imported
    }

    /// The name that was given, or else that of the folder.
    #[must_use]
    pub fn name(&self) -> String {
        if self.notes.name.is_empty() { folder_name(&self.folder) } else { self.notes.name.clone() }
    }
}

impl Counts {
    fn of(info: &RunInfo) -> Self {
        Self { classes: info.classes.len(), training: info.training, validation: info.validation }
    }
}

/// The name of a run's folder in one line.
#[must_use]
pub fn folder_name(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy();
    name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// A date and time as `2026-11-25 10:06`.
#[must_use]
pub fn date_text(date: PrimitiveDateTime) -> String {
    let (day, time) = (date.date(), date.time());
    format!("{}-{:02}-{:02} {:02}:{:02}", day.year(), u8::from(day.month()), day.day(), time.hour(), time.minute())
}

fn read_small_config(folder: &Path) -> Result<RunConfig, SharedError> {
    let path = folder.join(CONFIG);
    super::folder::require_small(&path).map_err(|error| match error {
        RunFolderError::Read { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
            RunFolderError::NotARun { folder: folder.to_owned() }
        }
        other => other,
    })?;
    Ok(read_config(folder)?)
}

fn started(folder: &Path) -> Option<PrimitiveDateTime> {
    date_of_name(&folder.file_name()?.to_string_lossy()).or_else(|| {
        let modified = fs::metadata(folder.join(CONFIG)).or_else(|_| fs::metadata(folder)).ok()?.modified().ok()?;
        let moment = OffsetDateTime::from(modified);
        let moment = moment.to_offset(UtcOffset::local_offset_at(moment).unwrap_or(UtcOffset::UTC));
        Some(PrimitiveDateTime::new(moment.date(), moment.time()))
    })
}

/// The date in a name that begins as `2026-11-25-100645`.
fn date_of_name(name: &str) -> Option<PrimitiveDateTime> {
    let mut parts = name.splitn(5, '-');
    let mut digits = |count: usize| {
        parts.next().filter(|part| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let (year, month, day, time) = (digits(4)?, digits(2)?, digits(2)?, digits(6)?);
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    let date = Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()?;
    let part = |from: usize| time[from..from + 2].parse::<u8>().ok();
    Some(PrimitiveDateTime::new(date, Time::from_hms(part(0)?, part(2)?, part(4)?).ok()?))
}

/// Every n-th deciding loss, and the last one: of the epochs that were validated, or of all where none was.
fn curve(history: &[EpochStats]) -> Vec<f32> {
    let mut losses: Vec<f64> = history.iter().filter_map(|epoch| epoch.val_loss).collect();
    if losses.is_empty() {
        losses = history.iter().map(|epoch| epoch.loss).collect();
    }
    let step = losses.len().div_ceil(CURVE_POINTS).max(1);
    let kept = losses.iter().enumerate().filter(|(place, _)| (losses.len() - 1 - place).is_multiple_of(step));
    kept.map(|(_, loss)| *loss as f32).collect()
}
