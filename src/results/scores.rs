//! Loss, accuracy, precision, recall and F1 of each class and on average, and the confusion matrix.

use serde::Serialize;

use super::predictions::{Predictions, cross_entropy};
use crate::nn::argmax;

/// The figures of a set of photographs, equal to scikit-learn's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scores {
    /// Photographs.
    pub count: usize,
    /// Mean cross-entropy, in nats; 0 of no photographs.
    pub loss: f64,
    /// Share of photographs whose most probable class is their label, 0 to 1; 0 of no photographs.
    pub accuracy: f64,
    /// By class, in the order of the network's outputs.
    pub classes: Vec<ClassScore>,
    /// The classes' means, each class counting the same; classes without photographs count, too.
    pub macro_average: Average,
    /// The classes' means, each class weighted by its photographs.
    pub weighted_average: Average,
    /// Photographs by label (row) and most probable class (column).
    pub confusion: Vec<Vec<usize>>,
}

/// Precision, recall and F1 of one class. A quotient by 0 is 0 (scikit-learn's `zero_division=0`).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClassScore {
    /// The class.
    pub name: String,
    /// Of the photographs that were predicted as this class, the share that belong to it.
    pub precision: f64,
    /// Of the photographs that belong to this class, the share that were predicted as it.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
    /// Photographs that belong to it.
    pub support: usize,
}

/// Means over the classes, as scikit-learn's `classification_report` has them; 0 of no photographs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Average {
    /// Mean precision, 0 to 1.
    pub precision: f64,
    /// Mean recall, 0 to 1.
    pub recall: f64,
    /// Mean F1, 0 to 1.
    pub f1: f64,
}

/// Two classes of which one is predicted for the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConfusedPair {
    /// The photographs' label.
    pub label: usize,
    /// The class that is predicted for them.
    pub predicted: usize,
    /// How many.
    pub count: usize,
    /// Their share of the label's photographs, 0 to 1.
    pub share: f64,
}

impl Scores {
    /// Computes all figures.
    #[must_use]
    pub fn of(predictions: &Predictions) -> Self {
        let classes = predictions.classes();
        let mut confusion = vec![vec![0_usize; classes.len()]; classes.len()];
        let mut loss = 0.0;
        for (label, row) in predictions.rows() {
            confusion[label as usize][argmax(row)] += 1;
            loss += cross_entropy(label, row);
        }
        let count = predictions.len();
        let right: usize = (0..classes.len()).map(|class| confusion[class][class]).sum();
        let predicted = columns(&confusion);
        let score = |(class, name): (usize, &String)| ClassScore::of(class, name, &confusion[class], predicted[class]);
        let classes: Vec<ClassScore> = classes.iter().enumerate().map(score).collect();
        Self {
            count,
            loss: loss / count.max(1) as f64,
            accuracy: share(right, count),
            macro_average: Average::of(&classes, |_| 1),
            weighted_average: Average::of(&classes, |class| class.support),
            classes,
            confusion,
        }
    }

    /// The share of a label's photographs that are predicted as a class, 0 to 1; 0 where the label has none.
    #[must_use]
    pub fn share(&self, label: usize, predicted: usize) -> f64 {
        share(self.confusion[label][predicted], self.classes[label].support)
    }

    /// All pairs of classes of which one is predicted for the other, the most photographs first, or with `by_share` the
    /// largest share of their label.
    #[must_use]
    pub fn confused_pairs(&self, by_share: bool) -> Vec<ConfusedPair> {
        let mut pairs = Vec::new();
        for (label, row) in self.confusion.iter().enumerate() {
            let wrong = row.iter().enumerate().filter(|(predicted, count)| *predicted != label && **count > 0);
            pairs.extend(wrong.map(|(predicted, count)| {
                let share = self.share(label, predicted);
                ConfusedPair { label, predicted, count: *count, share }
            }));
        }
        let (counts, shares) = (|pair: &ConfusedPair| pair.count as f64, |pair: &ConfusedPair| pair.share);
        let keys = |pair: &ConfusedPair| {
            if by_share { [shares(pair), counts(pair)] } else { [counts(pair), shares(pair)] }
        };
        pairs.sort_by(|a, b| {
            let ([first, second], [other_first, other_second]) = (keys(a), keys(b));
            other_first.total_cmp(&first).then(other_second.total_cmp(&second))
        });
        pairs
    }
}

/// How many photographs are predicted as each class.
fn columns(confusion: &[Vec<usize>]) -> Vec<usize> {
    let mut sums = vec![0; confusion.len()];
    for row in confusion {
        for (sum, count) in sums.iter_mut().zip(row) {
            *sum += count;
        }
    }
    sums
}

impl Average {
    fn of(classes: &[ClassScore], weight: impl Fn(&ClassScore) -> usize) -> Self {
        let whole: usize = classes.iter().map(&weight).sum();
        let mean = |value: fn(&ClassScore) -> f64| {
            let sum: f64 = classes.iter().map(|class| value(class) * weight(class) as f64).sum();
            sum / whole.max(1) as f64
        };
        Self {
            precision: mean(|class| class.precision),
            recall: mean(|class| class.recall),
            f1: mean(|class| class.f1),
        }
    }
}

impl ClassScore {
    fn of(class: usize, name: &str, row: &[usize], predicted: usize) -> Self {
        let (right, support) = (row[class], row.iter().sum());
        Self {
            name: name.to_owned(),
            precision: share(right, predicted),
            recall: share(right, support),
            f1: share(2 * right, predicted + support),
            support,
        }
    }
}

/// `part / whole`, 0 of nothing.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
