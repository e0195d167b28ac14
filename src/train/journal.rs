//! The events of a run: passed to the observer, appended to `events.ron`, and kept for the next checkpoint.

use std::path::PathBuf;

use super::observer::Observer;
use crate::run::history::{EpochStats, best_epoch, first_invalid_loss};
use crate::run::{RunEnd, RunFolderError, RunInfo, RunOutcome, TrainEvent, append_event};

/// Ensures that a run that has started ends, and only once.
pub(super) struct Journal<'a> {
    pub(super) observer: &'a mut dyn Observer,
    folder: Option<PathBuf>,
    events: Vec<TrainEvent>,
    running: Option<RunInfo>,
    /// Batches of the running epoch that the last checkpoint holds.
    pub(super) batches_saved: usize,
}

impl<'a> Journal<'a> {
    pub(super) fn new(observer: &'a mut dyn Observer) -> Self {
        Self { observer, folder: None, events: Vec::new(), running: None, batches_saved: 0 }
    }

    /// From now on events are kept in this run's folder, after `events`, which are there already.
    pub(super) fn keep_in(&mut self, folder: PathBuf, events: Vec<TrainEvent>) {
        self.folder = Some(folder);
        self.events = events;
    }

    /// What has happened in this run.
    pub(super) fn events(&self) -> &[TrainEvent] {
        &self.events
    }

    /// Reports an event and writes it down.
    pub(super) fn report(&mut self, event: TrainEvent) -> Result<(), RunFolderError> {
        match &event {
            TrainEvent::RunStarted(info) => self.running = Some(info.clone()),
            TrainEvent::RunEnded(_) => self.running = None,
            TrainEvent::CheckpointSaved { .. } => self.batches_saved = 0,
            _ => {}
        }
        self.events.push(event.clone());
        let written = self.folder.as_ref().map_or(Ok(()), |folder| append_event(folder, &event));
        self.observer.event(event);
        written
    }

    /// Reports a loss that is not a finite number, unless one was reported before.
    pub(super) fn report_invalid_loss(&mut self, epoch: usize, batch: Option<usize>) -> Result<(), RunFolderError> {
        if self.events.iter().any(|event| matches!(event, TrainEvent::InvalidLoss { .. })) {
            return Ok(());
        }
        self.report(TrainEvent::InvalidLoss { epoch, batch })
    }

    /// Ends a run after an error. If the end cannot be written either, the first error is the one to report.
    pub(super) fn end_failed(&mut self, message: String) {
        let Some(info) = self.running.take() else { return };
        let saved = self.events.iter().rev().find_map(|event| match event {
            TrainEvent::CheckpointSaved { epoch } => Some(*epoch),
            _ => None,
        });
        let epochs = saved.unwrap_or(0);
        let rows: Vec<EpochStats> = self
            .events
            .iter()
            .filter_map(|event| match event {
                TrainEvent::EpochEnded(row) if row.epoch <= epochs => Some(*row),
                _ => None,
            })
            .collect();
        let outcome = RunOutcome {
            folder: info.folder,
            end: RunEnd::Failed { message },
            epochs,
            epochs_now: epochs.saturating_sub(info.epochs_done),
            epochs_wanted: info.epochs,
            batches_in_epoch: self.batches_saved,
            best: best_epoch(&rows).copied(),
            invalid_loss: first_invalid_loss(&rows),
        };
        let _ = self.report(TrainEvent::RunEnded(outcome));
    }
}
