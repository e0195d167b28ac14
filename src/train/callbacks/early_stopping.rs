//! `EarlyStopping`: ends training once a metric has stopped improving.

use serde::{Deserialize, Serialize};

use super::Monitor;
use crate::run::{CallbackEvent, Verdict};
use crate::train::metrics::Logs;

/// Keras 3.15's `EarlyStopping` with its state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EarlyStopping {
    pub(super) monitor: Monitor,
    pub(super) patience: usize,
    pub(super) baseline: Option<f64>,
    pub(super) restore_best_weights: bool,
    pub(super) start_from_epoch: usize,
    wait: usize,
    best: Option<Best>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Best {
    value: f64,
    epoch: usize,
}

impl EarlyStopping {
    pub(super) fn new(
        monitor: Monitor,
        patience: usize,
        baseline: Option<f64>,
        restore_best_weights: bool,
        start_from_epoch: usize,
    ) -> Self {
        Self { monitor, patience, baseline, restore_best_weights, start_from_epoch, wait: 0, best: None }
    }

    /// Evaluates an epoch, counted from 1. Keras counts from 0, and never stops in its epoch 0.
    pub(super) fn on_epoch_end(&mut self, epoch: usize, logs: &Logs) -> Option<CallbackEvent> {
        let value = logs.get(self.monitor.metric)?;
        if epoch - 1 < self.start_from_epoch {
            return None;
        }
        self.wait += 1;
        let verdict = if self.monitor.improves(value, self.best.map(|best| best.value)) {
            self.best = Some(Best { value, epoch });
            if self.baseline.is_none_or(|baseline| self.monitor.improves(value, Some(baseline))) {
                self.wait = 0;
            }
            Verdict::Improved
        } else if self.wait >= self.patience && epoch > 1 {
            Verdict::Stopped
        } else {
            Verdict::Waiting
        };
        let best = self.best?;
        Some(CallbackEvent::EarlyStopping {
            epoch,
            monitor: self.monitor.metric,
            value,
            wait: self.wait,
            patience: self.patience,
            best: best.value,
            best_epoch: best.epoch,
            verdict,
        })
    }

    /// The epoch whose weights are restored when the training ends. Keras takes a first value of NaN for the best there
    /// is and would restore its weights; they predict nothing, so the last epoch's stay.
    pub(super) fn epoch_to_restore(&self) -> Option<usize> {
        self.best.filter(|best| self.restore_best_weights && best.value.is_finite()).map(|best| best.epoch)
    }

    /// What to report once those weights are restored.
    pub(super) fn restored(&self) -> Option<CallbackEvent> {
        self.best.map(|best| CallbackEvent::BestWeightsRestored {
            monitor: self.monitor.metric,
            best: best.value,
            best_epoch: best.epoch,
        })
    }
}
