//! The run: its phase, its epochs, its callbacks.

use std::path::PathBuf;

use egui_plot::PlotPoint;

use crate::config::RunConfig;
use crate::run::{CallbackEvent, EpochStats, RunInfo, RunOutcome};
use crate::shared_error::SharedError;
use crate::train::BatchProgress;

/// What a run is doing.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// Photographs are being read and resized.
    Preparing {
        /// Ready so far.
        done: usize,
        /// In all.
        total: usize,
    },
    /// Batches are trained.
    Running,
    /// Paused by the user.
    Paused,
    /// Ending at the next batch.
    Stopping,
    /// Over.
    Ended(Box<RunOutcome>),
    /// It could not begin.
    Refused(SharedError),
}

/// A run and all that it has reported.
pub struct RunView {
    /// The window's number for it.
    pub number: u64,
    /// What it trains.
    pub config: RunConfig,
    /// Its folder.
    pub folder: PathBuf,
    /// What it reported when it started.
    pub info: Option<RunInfo>,
    /// What it is doing.
    pub phase: Phase,
    /// Why it ended, where it failed.
    pub failure: Option<SharedError>,
    /// Whether it ends after this epoch.
    pub stops_after_epoch: bool,
    /// Whole epochs.
    pub epochs: Vec<EpochStats>,
    /// The running epoch, from 1.
    pub epoch: usize,
    /// What the callbacks reported.
    pub callbacks: Vec<CallbackEvent>,
    /// The latest batch.
    pub progress: Option<BatchProgress>,
    /// Loss of the running epoch's batches, by epochs and parts of them.
    pub batch_loss: Vec<PlotPoint>,
    /// Accuracy of the same.
    pub batch_accuracy: Vec<PlotPoint>,
    /// The epoch that was chosen in the list of events.
    pub marked_epoch: Option<usize>,
}

/// Points that the running epoch's faint line has at most, about.
const BATCH_POINTS: f64 = 256.0;

impl RunView {
    /// A run that has been requested.
    #[must_use]
    pub fn new(number: u64, config: RunConfig, folder: PathBuf) -> Self {
        Self {
            number,
            config,
            folder,
            info: None,
            phase: Phase::Preparing { done: 0, total: 0 },
            failure: None,
            stops_after_epoch: false,
            epochs: Vec::new(),
            epoch: 0,
            callbacks: Vec::new(),
            progress: None,
            batch_loss: Vec::new(),
            batch_accuracy: Vec::new(),
            marked_epoch: None,
        }
    }

    /// Whether it has not ended.
    #[must_use]
    pub fn is_active(&self) -> bool {
        !matches!(self.phase, Phase::Ended(_) | Phase::Refused(_))
    }

    /// Epochs in all.
    #[must_use]
    pub fn epochs_wanted(&self) -> usize {
        self.info.as_ref().map_or(self.config.training.epochs, |info| info.epochs)
    }

    /// Multiply-adds of the forward pass a second in the newest epoch, however many threads did them.
    #[must_use]
    pub fn speed(&self) -> Option<f64> {
        let speed = self.epochs.last()?.images_per_second * self.info.as_ref()?.multiply_adds as f64;
        (speed.is_finite() && speed > 0.0).then_some(speed)
    }

    /// The epoch with the lowest validation loss (training loss without validation), the earliest on a tie.
    #[must_use]
    pub fn best(&self) -> Option<&EpochStats> {
        crate::run::history::best_epoch(&self.epochs)
    }

    /// Takes the latest batch into the faint line of the running epoch.
    pub fn record_batch(&mut self, progress: BatchProgress) {
        if self.progress == Some(progress) {
            return;
        }
        self.progress = Some(progress);
        if progress.validating || progress.batches == 0 {
            return;
        }
        let before = progress.epoch as f64 - 1.0;
        let at = before + progress.batch as f64 / progress.batches as f64;
        if self.batch_loss.last().is_some_and(|last| last.x <= before) {
            self.batch_loss.clear();
            self.batch_accuracy.clear();
        }
        let is_far = self.batch_loss.last().is_none_or(|last| at >= last.x + 1.0 / BATCH_POINTS);
        if is_far && progress.loss.is_finite() {
            self.batch_loss.push(PlotPoint::new(at, progress.loss));
            self.batch_accuracy.push(PlotPoint::new(at, progress.accuracy));
        }
    }
}
