//! One class against the rest: what follows from the threshold of its probability (ROC and precision-recall curves).

use super::predictions::Predictions;

/// One threshold: photographs at least this probable are predicted as the positive class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OperatingPoint {
    /// Least probability of the positive class, 0 to 1; infinite at the first point, where none is predicted as it.
    pub threshold: f64,
    /// Photographs of the positive class that are predicted as it.
    pub true_positives: usize,
    /// Photographs of other classes that are predicted as the positive one.
    pub false_positives: usize,
}

/// The operating points of all thresholds that differ in their predictions, the strictest first.
#[derive(Debug, Clone, PartialEq)]
pub struct ThresholdCurve {
    /// By falling threshold; at the first no photograph is predicted as the positive class, at the last all are.
    pub points: Vec<OperatingPoint>,
    /// Photographs of the positive class.
    pub positives: usize,
    /// Photographs of all other classes.
    pub negatives: usize,
}

impl ThresholdCurve {
    /// The curve of the class number `positive` against all others; `None` where there is no such class or no other.
    #[must_use]
    pub fn of(predictions: &Predictions, positive: u32) -> Option<Self> {
        let classes = predictions.classes().len();
        if classes < 2 || positive as usize >= classes {
            return None;
        }
        let mut scored: Vec<(f32, bool)> =
            predictions.rows().map(|(label, row)| (row[positive as usize], label == positive)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut true_positives, mut false_positives) = (0, 0);
        let mut points = vec![OperatingPoint { threshold: f64::INFINITY, true_positives, false_positives }];
        for (at, (score, is_positive)) in scored.iter().enumerate() {
            if *is_positive {
                true_positives += 1;
            } else {
                false_positives += 1;
            }
            // No threshold lies between equal probabilities.
            if scored.get(at + 1).is_none_or(|next| next.0 < *score) {
                points.push(OperatingPoint { threshold: f64::from(*score), true_positives, false_positives });
            }
        }
        Some(Self { points, positives: true_positives, negatives: false_positives })
    }

    /// The operating point of a threshold: the last point that is at least as strict.
    #[must_use]
    pub fn at(&self, threshold: f64) -> OperatingPoint {
        let as_strict = self.points.partition_point(|point| point.threshold >= threshold);
        OperatingPoint { threshold, ..self.points[as_strict.max(1) - 1] }
    }

    /// Share of the others that are predicted as the positive class, 0 to 1: the ROC curve's x.
    #[must_use]
    pub fn false_positive_rate(&self, point: &OperatingPoint) -> f64 {
        point.false_positives as f64 / self.negatives.max(1) as f64
    }

    /// Share of the positive class that is predicted as it, 0 to 1: the ROC curve's y and the precision-recall curve's x.
    #[must_use]
    pub fn recall(&self, point: &OperatingPoint) -> f64 {
        point.true_positives as f64 / self.positives.max(1) as f64
    }

    /// Of the photographs predicted as the positive class, the share that belong to it, 0 to 1; 1 where there are none.
    #[must_use]
    pub fn precision(&self, point: &OperatingPoint) -> f64 {
        match point.true_positives + point.false_positives {
            0 => 1.0,
            predicted => point.true_positives as f64 / predicted as f64,
        }
    }

    /// Share of all photographs that are predicted correctly, 0 to 1.
    #[must_use]
    pub fn accuracy(&self, point: &OperatingPoint) -> f64 {
        let right = point.true_positives + self.negatives - point.false_positives;
        right as f64 / (self.positives + self.negatives).max(1) as f64
    }

    /// The area under the ROC curve, 0 to 1; `None` where the class or the rest has no photograph.
    #[must_use]
    pub fn roc_auc(&self) -> Option<f64> {
        let trapezoid = |pair: &[OperatingPoint]| {
            let width = self.false_positive_rate(&pair[1]) - self.false_positive_rate(&pair[0]);
            width * f64::midpoint(self.recall(&pair[0]), self.recall(&pair[1]))
        };
        (self.positives > 0 && self.negatives > 0).then(|| self.points.windows(2).map(trapezoid).sum())
    }

    /// The mean precision over the recall (scikit-learn's `average_precision_score`), 0 to 1; `None` where the positive
    /// class has no photograph.
    #[must_use]
    pub fn average_precision(&self) -> Option<f64> {
        let step = |pair: &[OperatingPoint]| (self.recall(&pair[1]) - self.recall(&pair[0])) * self.precision(&pair[1]);
        (self.positives > 0).then(|| self.points.windows(2).map(step).sum())
    }
}
