//! Event files that follow a training by what it reports.

use std::path::PathBuf;

use super::EventLog;
use crate::exchange::ExchangeError;
use crate::run::TrainEvent;
use crate::text::Language;

/// The folder of a run's own event files, within the run's.
pub const EVENT_FILES: &str = "tensorboard";

/// The event files of one training.
#[derive(Debug, Default)]
pub struct TrainingLog {
    /// Where they go; into the run's folder where none is named.
    folder: Option<PathBuf>,
    /// The run, once it has started.
    run: Option<PathBuf>,
    log: Option<EventLog>,
}

impl TrainingLog {
    /// Event files in this folder, or else in [`EVENT_FILES`] within the run's.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, ..Self::default() }
    }

    /// Brings the files up to date with the epochs that the run has on disk: an epoch's own files are written before the next
    /// event is reported. Without a language, that of the pictures' texts, they stay as they are, and a later event makes up for it.
    ///
    /// # Errors
    /// If the run's files cannot be read, or the event files cannot be written.
    pub fn take(&mut self, event: &TrainEvent, language: Option<Language>) -> Result<(), ExchangeError> {
        if let TrainEvent::RunStarted(info) = event {
            self.run = Some(info.folder.clone());
        }
        let follows_epoch =
            matches!(event, TrainEvent::RunStarted(_) | TrainEvent::EpochStarted { .. } | TrainEvent::RunEnded(_));
        let (Some(run), Some(language), true) = (&self.run, language, follows_epoch) else { return Ok(()) };
        if let Some(log) = &mut self.log {
            return log.update();
        }
        let folder = self.folder.clone().unwrap_or_else(|| run.join(EVENT_FILES));
        self.log = Some(EventLog::begin(run, &folder, language)?);
        Ok(())
    }
}
