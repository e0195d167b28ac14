//! `ReduceLROnPlateau`: lowers the learning rate once a metric has stopped improving.

use serde::{Deserialize, Serialize};

use super::Monitor;
use crate::run::{CallbackEvent, RateChange};
use crate::train::metrics::Logs;

/// Keras 3.15's `ReduceLROnPlateau` with its state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReduceLrOnPlateau {
    pub(super) monitor: Monitor,
    pub(super) factor: f64,
    pub(super) patience: usize,
    pub(super) cooldown: usize,
    pub(super) min_lr: f64,
    wait: usize,
    cooldown_left: usize,
    best: Option<f64>,
}

impl ReduceLrOnPlateau {
    pub(super) fn new(monitor: Monitor, factor: f64, patience: usize, cooldown: usize, min_lr: f64) -> Self {
        Self { monitor, factor, patience, cooldown, min_lr, wait: 0, cooldown_left: 0, best: None }
    }

    /// Evaluates an epoch and may lower the rate. Waiting is counted also while the rate is at `min_lr`, as in Keras.
    pub(super) fn on_epoch_end(&mut self, epoch: usize, logs: &Logs, learning_rate: &mut f32) -> Option<CallbackEvent> {
        let value = logs.get(self.monitor.metric)?;
        if self.cooldown_left > 0 {
            self.cooldown_left -= 1;
            self.wait = 0;
        }
        let mut change = None;
        if self.monitor.improves(value, self.best) {
            self.best = Some(value);
            self.wait = 0;
        } else if self.cooldown_left == 0 {
            self.wait += 1;
            if self.wait >= self.patience {
                change = self.reduce(learning_rate);
            }
        }
        if change.is_some() {
            self.cooldown_left = self.cooldown;
            self.wait = 0;
        }
        Some(CallbackEvent::ReduceLROnPlateau {
            epoch,
            monitor: self.monitor.metric,
            value,
            wait: self.wait,
            patience: self.patience,
            cooldown_left: self.cooldown_left,
            best: self.best?,
            change,
        })
    }

    /// The product is taken in double precision and stored in single, so 0.001 halves to 0.0005000000237487257.
    fn reduce(&self, learning_rate: &mut f32) -> Option<RateChange> {
        let old = *learning_rate;
        if old <= self.min_lr as f32 {
            return None;
        }
        *learning_rate = (f64::from(old) * self.factor).max(self.min_lr) as f32;
        Some(RateChange { old, new: *learning_rate })
    }
}
