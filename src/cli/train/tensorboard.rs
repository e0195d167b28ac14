//! Event files for `TensorBoard` that are kept up while a training runs.

use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::cli::output;
use crate::exchange::tensorboard::TrainingLog;
use crate::run::TrainEvent;
use crate::text::{CliText, Language, Localized as _};
use crate::train::{MemoryAdvice, Observer};

/// Passes on what a training reports, and writes its completed epochs. Where that fails, the training goes on without.
pub(super) struct Logged<'a> {
    observer: &'a mut dyn Observer,
    /// None where no files are wanted, or once they cannot be written.
    log: Option<TrainingLog>,
    language: Language,
}

impl<'a> Logged<'a> {
    pub(super) fn new(observer: &'a mut dyn Observer, folder: Option<PathBuf>, language: Language) -> Self {
        Self { observer, log: folder.map(|folder| TrainingLog::new(Some(folder))), language }
    }
}

impl Observer for Logged<'_> {
    fn event(&mut self, event: TrainEvent) {
        let written = self.log.as_mut().map_or(Ok(()), |log| log.take(&event, Some(self.language)));
        if let Err(error) = written {
            self.log = None;
            let reason = error.localized(self.language);
            output::warn(&self.language.fill(CliText::NoTensorboard, &[("reason", &reason)]));
        }
        self.observer.event(event);
    }

    fn loading(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        self.observer.loading(done, total)
    }

    fn features(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        self.observer.features(done, total)
    }

    fn memory(&mut self, advice: &MemoryAdvice) {
        self.observer.memory(advice);
    }
}
