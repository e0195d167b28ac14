//! What `EarlyStopping`, `ReduceLROnPlateau` and `ModelCheckpoint` have in common: a metric, and when it has improved.

use serde::{Deserialize, Serialize};

use super::CallbackError;
use crate::config::{Metric, Mode};

/// A monitored metric (keras 3.15, `callbacks/monitor_callback.py`).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Monitor {
    /// Which metric.
    pub metric: Metric,
    more_is_better: bool,
    min_delta: f64,
}

impl Monitor {
    pub(super) fn new(
        callback: &'static str,
        name: &str,
        mode: Mode,
        min_delta: f64,
        has_validation: bool,
    ) -> Result<Self, CallbackError> {
        let known: Vec<Metric> = Metric::ALL
            .into_iter()
            .filter(|metric| has_validation || !matches!(metric, Metric::ValLoss | Metric::ValAccuracy))
            .collect();
        let metric = name
            .parse()
            .ok()
            .filter(|metric| known.contains(metric))
            .ok_or_else(|| CallbackError::UnknownMetric { callback, name: name.to_owned(), known })?;
        Ok(Self { metric, more_is_better: mode.more_is_better(metric), min_delta: min_delta.abs() })
    }

    /// Whether `current` is better than `reference` by more than `min_delta`. Any value, also
    /// NaN, is better than no reference, and none is better than NaN, as in Keras. It compares in single precision.
    pub(super) fn improves(&self, current: f64, reference: Option<f64>) -> bool {
        let Some(reference) = reference else { return true };
        if self.more_is_better {
            (current - self.min_delta) as f32 > reference as f32
        } else {
            ((current + self.min_delta) as f32) < reference as f32
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn monitor(name: &str, mode: Mode, min_delta: f64) -> Monitor {
        Monitor::new("EarlyStopping", name, mode, min_delta, true).expect("the metric exists")
    }

    #[test]
    fn the_direction_follows_from_the_metric_or_the_mode() {
        for (name, mode, better, worse) in [
            ("val_loss", Mode::Auto, 0.1, 0.2),
            ("loss", Mode::Auto, 0.1, 0.2),
            ("val_accuracy", Mode::Auto, 0.2, 0.1),
            ("acc", Mode::Auto, 0.2, 0.1),
            ("val_loss", Mode::Max, 0.2, 0.1),
            ("accuracy", Mode::Min, 0.1, 0.2),
        ] {
            let monitor = monitor(name, mode, 0.0);
            assert!(monitor.improves(better, Some(worse)), "{name} {mode:?}");
            assert!(!monitor.improves(worse, Some(better)), "{name} {mode:?}");
            assert!(!monitor.improves(better, Some(better)), "a tie is no improvement");
        }
    }

    #[test]
    fn min_delta_must_be_exceeded_whatever_its_sign() {
        for min_delta in [0.1, -0.1] {
            let monitor = monitor("val_loss", Mode::Auto, min_delta);
            assert!(!monitor.improves(0.5, Some(0.55)));
            assert!(monitor.improves(0.5, Some(0.65)));
        }
    }

    #[test]
    fn the_first_value_improves_and_no_value_is_better_than_nan() {
        let monitor = monitor("val_loss", Mode::Auto, 0.0);
        assert!(monitor.improves(f64::NAN, None));
        assert!(!monitor.improves(0.1, Some(f64::NAN)));
        assert!(!monitor.improves(f64::NAN, Some(0.1)));
    }

    #[test]
    fn an_unknown_metric_is_an_error_that_names_the_known_ones() {
        let unknown = Monitor::new("EarlyStopping", "val_f1", Mode::Auto, 0.0, true).expect_err("there is no f1");
        assert!(unknown.to_string().contains("loss, accuracy, val_loss, val_accuracy"), "{unknown}");
        let missing = Monitor::new("EarlyStopping", "val_loss", Mode::Auto, 0.0, false).expect_err("no validation");
        assert!(missing.to_string().ends_with("there are loss, accuracy"), "{missing}");
    }
}
