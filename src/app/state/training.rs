//! The run: its phase, its epochs, its callbacks.

use std::path::{Path, PathBuf};

use egui_plot::PlotPoint;

use super::axis_range::AxisRange;
use super::epoch_order::EpochColumn;
use super::sorting::Sorting;
use crate::config::RunConfig;
use crate::engine::Preparation;
use crate::engine::{Ending, RunOnDisk};
use crate::run::history::first_invalid_loss;
use crate::run::{CallbackEvent, EpochStats, RunEnd, RunInfo, RunOutcome, TestFigures};
use crate::shared_error::SharedError;
use crate::train::BatchProgress;

impl Phase {
    /// The beginning of a run.
    const PREPARING: Self = Self::Preparing { step: Preparation::Reading, done: 0, total: 0 };
}

/// What a run is doing.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// Photographs are being prepared.
    Preparing {
        /// What is done with them.
        step: Preparation,
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
    /// Its process ended without it; it can be resumed.
    Interrupted,
    /// Another window or terminal trains it.
    TrainedElsewhere,
}

/// What is known of a run's test set.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum TestSet {
    /// It has not been evaluated, or there is none.
    #[default]
    NotEvaluated,
    /// It is being evaluated.
    Running {
        /// Photographs done, first decoded, then evaluated.
        done: usize,
        /// In all.
        total: usize,
    },
    /// What it says of the best weights.
    Done(TestFigures),
    /// Why that is not known.
    Failed(SharedError),
}

/// A run and all that it has reported.
pub struct RunView {
    /// The window's number for it; 0 while this window has not trained it.
    pub number: u64,
    /// What it trains.
    pub config: RunConfig,
    /// Its folder.
    pub folder: PathBuf,
    /// Whether it is kept in its folder: once its photographs are prepared.
    is_on_disk: bool,
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
    /// The epoch, and the batch if it was in training, in which a loss first was not a finite number.
    pub invalid_loss: Option<(usize, Option<usize>)>,
    /// The epoch of the best weights on disk, once there are some.
    pub weights: Option<usize>,
    /// What the test set says, once the training has ended by itself.
    pub test: TestSet,
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
            is_on_disk: false,
            info: None,
            phase: Phase::PREPARING,
            failure: None,
            stops_after_epoch: false,
            epochs: Vec::new(),
            epoch: 0,
            invalid_loss: None,
            weights: None,
            test: TestSet::NotEvaluated,
            callbacks: Vec::new(),
            progress: None,
            batch_loss: Vec::new(),
            batch_accuracy: Vec::new(),
            marked_epoch: None,
        }
    }

    /// A run as it was read from its folder.
    #[must_use]
    pub fn read(run: RunOnDisk) -> Self {
        let RunOnDisk { folder, config, info, epochs, callbacks, ending, weights, test } = run;
        let phase = match ending {
            Ending::Ended(outcome) => Phase::Ended(Box::new(RunOutcome { folder: folder.clone(), ..*outcome })),
            Ending::Interrupted => Phase::Interrupted,
            Ending::TrainedElsewhere => Phase::TrainedElsewhere,
        };
        let info = info.map(|info| RunInfo { folder: folder.clone(), ..info });
        let epoch = epochs.len();
        let invalid_loss = first_invalid_loss(&epochs).map(|epoch| (epoch, None));
        let new = Self::new(0, config, folder);
        let test = test.map_or(TestSet::NotEvaluated, TestSet::Done);
        Self { info, phase, epochs, epoch, invalid_loss, weights, test, callbacks, is_on_disk: true, ..new }
    }

    /// Begins to train the run again from where it stands.
    pub fn resume(&mut self, number: u64) {
        (self.number, self.phase, self.failure) = (number, Phase::PREPARING, None);
        self.stops_after_epoch = false;
        self.progress = None;
        // More epochs may have other best weights.
        self.test = TestSet::NotEvaluated;
    }

    /// Takes in that it has started, `info.epochs_done` epochs of it done before: what an older process has written
    /// after its last checkpoint is trained again.
    pub fn start(&mut self, info: RunInfo) {
        self.folder.clone_from(&info.folder);
        self.is_on_disk = true;
        self.epochs.truncate(info.epochs_done);
        self.callbacks.retain(|event| event.epoch() <= info.epochs_done);
        self.invalid_loss = self.invalid_loss.filter(|(epoch, _)| *epoch <= info.epochs_done);
        self.epoch = info.epochs_done + 1;
        self.info = Some(info);
        if matches!(self.phase, Phase::Preparing { .. }) {
            self.phase = Phase::Running;
        }
    }

    /// Ends an evaluation of the test set that was lost in a panic.
    pub fn end_test_by_panic(&mut self, reason: &SharedError) {
        if matches!(self.test, TestSet::Running { .. }) {
            self.test = TestSet::Failed(reason.clone());
        }
    }

    /// Its folder, once it is kept there.
    #[must_use]
    pub fn run_folder(&self) -> Option<&Path> {
        self.is_on_disk.then_some(&self.folder)
    }

    /// Whether it ended before its time and can be resumed.
    #[must_use]
    pub fn can_be_resumed(&self) -> bool {
        match &self.phase {
            Phase::Interrupted => true,
            Phase::Ended(outcome) => matches!(outcome.end, RunEnd::Stopped | RunEnd::Failed { .. }),
            _ => false,
        }
    }

    /// Whether this window trains it.
    #[must_use]
    pub fn is_active(&self) -> bool {
        matches!(self.phase, Phase::Preparing { .. } | Phase::Running | Phase::Paused | Phase::Stopping)
    }

    /// Epochs in all.
    #[must_use]
    pub fn epochs_wanted(&self) -> usize {
        self.info.as_ref().map_or(self.config.training.epochs, |info| info.epochs)
    }

    /// Fewer epochs than this are never shown by the plots.
    pub const LEAST_EPOCHS: f64 = 1.0;

    /// All epochs that the plots have room for: those of the whole run while it trains, later those that were trained. The
    /// first epoch's batches lie before its end.
    #[must_use]
    pub fn all_epochs(&self) -> AxisRange {
        /// A run of more epochs gets its room piece by piece.
        const PIECE: usize = 50;
        let done = self.epochs.last().map_or(0, |epoch| epoch.epoch);
        let last = if self.is_active() { self.epochs_wanted().min((done + 1).next_multiple_of(PIECE)) } else { done };
        let first = if done == 0 && self.is_active() { 0.0 } else { 1.0 };
        AxisRange { first, last: last.max(2) as f64 }
    }

    /// The learning rate of the next epoch, as far as it is known.
    #[must_use]
    pub fn learning_rate(&self) -> Option<f32> {
        let last = self.epochs.last()?;
        let change = self.callbacks.iter().rev().find_map(|event| match event {
            CallbackEvent::ReduceLROnPlateau { epoch, change: Some(change), .. } if *epoch == last.epoch => {
                Some(change.new)
            }
            _ => None,
        });
        Some(change.unwrap_or(last.learning_rate))
    }

    /// Multiply-adds of the forward pass a second in the newest epoch, however many threads did them.
    #[must_use]
    pub fn speed(&self) -> Option<f64> {
        let (last, input) = (self.epochs.last()?, self.config.network.input);
        // Smaller pictures have fewer multiply-adds, about as many as they have pixels.
        let pixels = |(height, width): (usize, usize)| (height * width) as f64;
        let share = pixels(self.config.training.picture_size(last.epoch, input)) / pixels(input).max(1.0);
        let speed = last.images_per_second * share * self.info.as_ref()?.multiply_adds as f64;
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

/// The training page's plots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlotKind {
    /// Accuracy of both sets.
    Accuracy,
    /// Loss of both sets.
    Loss,
    /// The learning rate.
    Rate,
}

/// What of the training page's plots is shown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TrainingPlots {
    /// The plot that fills the window, if one does.
    pub alone: Option<PlotKind>,
    /// The epochs that are shown; all of them if none are chosen.
    pub range: Option<AxisRange>,
    /// Whether the loss has a logarithmic axis.
    pub log_loss: bool,
    /// How the table of epochs is sorted.
    pub epochs: Sorting<EpochColumn>,
}
