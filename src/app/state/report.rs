//! Which callback a report belongs to: it has the callback's kind, but not its place in the list.

use super::RunView;
use crate::config::{CallbackConfig, Metric};
use crate::run::CallbackEvent;

impl RunView {
    /// The newest report of the callback at this place, if it monitors a metric. Callbacks that are configured alike
    /// report in their order.
    #[must_use]
    pub fn report(&self, place: usize) -> Option<&CallbackEvent> {
        let own = &self.config.callbacks[place];
        let newest = self.callbacks.iter().rev().find(|event| may_report(own, event))?;
        let epoch = monitored_epoch(newest)?;
        if !monitors(own, epoch) {
            return None;
        }
        let before = self.config.callbacks[..place].iter();
        let before = before.filter(|other| may_report(other, newest) && monitors(other, epoch)).count();
        self.callbacks
            .iter()
            .filter(|event| monitored_epoch(event) == Some(epoch) && may_report(own, event))
            .nth(before)
    }
}

/// Whether a report can be this callback's, by all of its fields.
fn may_report(callback: &CallbackConfig, event: &CallbackEvent) -> bool {
    match (callback, event) {
        (
            CallbackConfig::EarlyStopping { monitor, patience, .. },
            CallbackEvent::EarlyStopping { monitor: metric, patience: its, .. },
        )
        | (
            CallbackConfig::ReduceLROnPlateau { monitor, patience, .. },
            CallbackEvent::ReduceLROnPlateau { monitor: metric, patience: its, .. },
        ) => monitor.parse::<Metric>() == Ok(*metric) && patience == its,
        _ => false,
    }
}

/// The epoch, from 1, whose metric a callback has monitored.
const fn monitored_epoch(event: &CallbackEvent) -> Option<usize> {
    match event {
        CallbackEvent::EarlyStopping { epoch, .. } | CallbackEvent::ReduceLROnPlateau { epoch, .. } => Some(*epoch),
        _ => None,
    }
}

/// Whether a callback has begun to monitor by this epoch.
const fn monitors(callback: &CallbackConfig, epoch: usize) -> bool {
    match callback {
        CallbackConfig::EarlyStopping { start_from_epoch, .. } => epoch > *start_from_epoch,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::config::{Mode, RunConfig};

    fn reduce(monitor: &str, patience: usize) -> CallbackConfig {
        CallbackConfig::ReduceLROnPlateau {
            monitor: monitor.to_owned(),
            factor: 0.5,
            patience,
            min_delta: 0.0,
            mode: Mode::Auto,
            cooldown: 0,
            min_lr: 0.0,
        }
    }

    fn reduced(epoch: usize, monitor: Metric, patience: usize, wait: usize) -> CallbackEvent {
        CallbackEvent::ReduceLROnPlateau {
            epoch,
            monitor,
            value: 1.0,
            wait,
            patience,
            cooldown_left: 0,
            best: 1.0,
            change: None,
        }
    }

    fn stop(start_from_epoch: usize) -> CallbackConfig {
        CallbackConfig::EarlyStopping {
            monitor: "val_loss".to_owned(),
            min_delta: 0.0,
            patience: 3,
            mode: Mode::Auto,
            baseline: None,
            restore_best_weights: false,
            start_from_epoch,
        }
    }

    fn stopping(epoch: usize, wait: usize) -> CallbackEvent {
        CallbackEvent::EarlyStopping {
            epoch,
            monitor: Metric::ValLoss,
            value: 1.0,
            wait,
            patience: 3,
            best: 1.0,
            best_epoch: 1,
            verdict: crate::run::Verdict::Waiting,
        }
    }

    fn waits(callbacks: Vec<CallbackConfig>, events: Vec<CallbackEvent>) -> Vec<Option<usize>> {
        let places = 0..callbacks.len();
        let mut run = RunView::new(1, RunConfig { callbacks, ..RunConfig::default() }, PathBuf::new());
        run.callbacks = events;
        let wait = |place| match run.report(place) {
            Some(CallbackEvent::ReduceLROnPlateau { wait, .. } | CallbackEvent::EarlyStopping { wait, .. }) => {
                Some(*wait)
            }
            _ => None,
        };
        places.map(wait).collect()
    }

    #[test]
    fn two_callbacks_of_one_kind_have_each_their_own_report() {
        let others = vec![reduce("val_accuracy", 2), reduce("val_loss", 2), reduce("val_loss", 5)];
        let events = vec![
            reduced(1, Metric::ValAccuracy, 2, 8),
            reduced(1, Metric::ValLoss, 2, 8),
            reduced(1, Metric::ValLoss, 5, 8),
            reduced(2, Metric::ValAccuracy, 2, 0),
            reduced(2, Metric::ValLoss, 2, 1),
            reduced(2, Metric::ValLoss, 5, 2),
        ];
        assert_eq!(waits(others, events), [Some(0), Some(1), Some(2)]);
        let alike = vec![reduce("val_loss", 2), reduce("val_loss", 2)];
        let events = vec![reduced(4, Metric::ValLoss, 2, 0), reduced(4, Metric::ValLoss, 2, 1)];
        assert_eq!(waits(alike, events), [Some(0), Some(1)]);
    }

    #[test]
    fn a_callback_that_has_not_begun_has_no_report() {
        let events = vec![stopping(2, 1)];
        assert_eq!(waits(vec![stop(5), stop(0)], events), [None, Some(1)]);
    }
}
