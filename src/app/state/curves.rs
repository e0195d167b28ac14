//! Any number of runs over each other: what is drawn of them.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::axis_range::AxisRange;
use super::training::RunView;
use crate::results::{ComparedCurves, RunCurves};
use crate::run::EpochStats;

/// What is drawn upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Accuracy.
    Accuracy,
    /// Loss.
    Loss,
    /// Learning rate.
    LearningRate,
}

/// What is drawn to the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Over {
    /// Epochs.
    #[default]
    Epochs,
    /// Minutes of training and validation since the start.
    Minutes,
}

/// Which photographs' accuracy and loss are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Of {
    /// The validation photographs'.
    #[default]
    Validation,
    /// The training photographs'.
    Training,
}

/// Any number of runs over each other.
#[derive(Default)]
pub struct CurvesState {
    /// The newest request's number.
    pub generation: u64,
    /// The runs that are compared; none where the shelf is shown.
    pub runs: Vec<PathBuf>,
    requested: Vec<PathBuf>,
    /// The runs, once they are read.
    pub read: Option<Arc<ComparedCurves>>,
    /// Runs that are switched off.
    pub hidden: BTreeSet<PathBuf>,
    /// What is drawn to the right.
    pub over: Over,
    /// Which photographs' curves are drawn.
    pub of: Of,
    /// How much of the mean so far stays at each epoch: 0 draws the values themselves.
    pub smoothing: f64,
    /// Whether loss has a logarithmic axis.
    pub is_logarithmic: bool,
    /// What the plots show from left to right; all of it, if nothing is chosen.
    pub shown: Option<AxisRange>,
    /// Where the pointer was over a plot in the last frame.
    pub cursor: Option<f64>,
}

impl CurvesState {
    /// Compares these runs.
    pub fn compare(&mut self, runs: Vec<PathBuf>) {
        self.runs = runs;
        self.requested.clear();
        self.read = None;
        self.hidden.clear();
        self.cursor = None;
        self.shown = None;
    }

    /// Goes back to the shelf.
    pub fn close(&mut self) {
        self.compare(Vec::new());
    }

    /// The runs to read, if they have not been requested yet.
    pub fn next_request(&mut self) -> Option<Vec<PathBuf>> {
        if self.runs == self.requested {
            return None;
        }
        self.requested.clone_from(&self.runs);
        self.generation += 1;
        Some(self.runs.clone())
    }

    /// All that there is from left to right of the runs that are shown, or of all, if none is.
    #[must_use]
    pub fn all(&self, read: &ComparedCurves) -> AxisRange {
        let is_shown = |run: &&RunCurves| !self.hidden.contains(&run.summary.folder);
        let end = |run: &RunCurves| match self.over {
            Over::Epochs => run.history.last().map_or(0.0, |epoch| epoch.epoch as f64),
            Over::Minutes => run.history.iter().map(|epoch| epoch.seconds / 60.0).sum(),
        };
        let furthest = |runs: &mut dyn Iterator<Item = f64>| runs.filter(|end| end.is_finite()).reduce(f64::max);
        let last = furthest(&mut read.runs.iter().filter(is_shown).map(end));
        let last = last.or_else(|| furthest(&mut read.runs.iter().map(end))).unwrap_or_default();
        match self.over {
            Over::Epochs => AxisRange { first: 1.0, last: last.max(2.0) },
            Over::Minutes => AxisRange { first: 0.0, last: if last > 0.0 { last } else { 1.0 } },
        }
    }

    /// Less than this is never shown from left to right.
    #[must_use]
    pub fn least(&self, all: AxisRange) -> f64 {
        /// The part of a training that is looked at in minutes.
        const PART: f64 = 100.0;
        if self.over == Over::Epochs { RunView::LEAST_EPOCHS } else { (all.last - all.first) / PART }
    }

    /// A run's points: to the right and upwards, as they are drawn. Values that are no numbers are left out, and on a
    /// logarithmic axis those that are not positive.
    #[must_use]
    pub fn points(&self, run: &RunCurves, measure: Measure, is_smoothed: bool) -> Vec<[f64; 2]> {
        let mut minutes = 0.0;
        let at = |epoch: &EpochStats| {
            minutes += epoch.seconds / 60.0;
            let right = if self.over == Over::Epochs { epoch.epoch as f64 } else { minutes };
            Some([right, self.value(epoch, measure).filter(|value| value.is_finite())?])
        };
        let mut points: Vec<[f64; 2]> = run.history.iter().filter_map(at).collect();
        if is_smoothed && measure != Measure::LearningRate {
            smooth(&mut points, self.smoothing);
        }
        if self.is_logarithmic && measure == Measure::Loss {
            points.retain(|point| point[1] > 0.0);
            for point in &mut points {
                point[1] = point[1].log10();
            }
        }
        points
    }

    /// What an epoch has of a measure.
    #[must_use]
    pub fn value(&self, epoch: &EpochStats, measure: Measure) -> Option<f64> {
        match (measure, self.of) {
            (Measure::Accuracy, Of::Validation) => epoch.val_accuracy,
            (Measure::Accuracy, Of::Training) => Some(epoch.accuracy),
            (Measure::Loss, Of::Validation) => epoch.val_loss,
            (Measure::Loss, Of::Training) => Some(epoch.loss),
            (Measure::LearningRate, _) => Some(f64::from(epoch.learning_rate)),
        }
    }

    /// A run's epoch that is nearest to the pointer.
    #[must_use]
    pub fn under_cursor<'a>(&self, run: &'a RunCurves) -> Option<&'a EpochStats> {
        let cursor = self.cursor?;
        let mut minutes = 0.0;
        let places = run.history.iter().map(|epoch| {
            minutes += epoch.seconds / 60.0;
            (if self.over == Over::Epochs { epoch.epoch as f64 } else { minutes }, epoch)
        });
        places.min_by(|(a, _), (b, _)| (a - cursor).abs().total_cmp(&(b - cursor).abs())).map(|(_, epoch)| epoch)
    }
}

/// The exponential moving average: each mean is `weight` of the one before and the rest of the new value,
/// divided by the sum of the weights so far, so that the first values are not drawn towards zero (`TensorBoard`).
fn smooth(points: &mut [[f64; 2]], weight: f64) {
    if weight <= 0.0 {
        return;
    }
    let (mut mean, mut weights) = (0.0, 0.0);
    for point in points {
        mean = weight * mean + (1.0 - weight) * point[1];
        weights = weight * weights + (1.0 - weight);
        point[1] = mean / weights;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smoothing_is_the_weighted_mean_of_all_values_so_far() {
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0];
        for weight in [0.0, 0.3, 0.9] {
            let mut points: Vec<[f64; 2]> = values.iter().map(|value| [0.0, *value]).collect();
            smooth(&mut points, weight);
            for (last, point) in points.iter().enumerate() {
                // The definition: the value k epochs ago counts weight^k.
                let counts = (0..=last).map(|place| weight_of(weight, last - place));
                let sum: f64 = counts.clone().zip(values).map(|(count, value)| count * value).sum();
                let expected = sum / counts.sum::<f64>();
                assert!((point[1] - expected).abs() < 1e-12, "{weight} at {last}");
            }
        }
    }

    fn weight_of(weight: f64, ago: usize) -> f64 {
        if ago == 0 { 1.0 } else { weight.powi(ago as i32) }
    }

    #[test]
    fn runs_are_requested_once_and_again_when_they_are_compared_again() {
        let mut curves = CurvesState::default();
        assert_eq!(curves.next_request(), None);
        let runs = vec![PathBuf::from("a"), PathBuf::from("b")];
        curves.compare(runs.clone());
        assert_eq!((curves.next_request(), curves.next_request()), (Some(runs.clone()), None));
        curves.compare(runs.clone());
        assert_eq!(curves.next_request(), Some(runs));
    }
}
