//! Loss, accuracy, precision, recall and F1 of each class, and the confusion matrix.

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
        Self {
            count,
            loss: loss / count.max(1) as f64,
            accuracy: share(right, count),
            classes: classes.iter().enumerate().map(|(class, name)| ClassScore::of(class, name, &confusion)).collect(),
            confusion,
        }
    }
}

impl ClassScore {
    fn of(class: usize, name: &str, confusion: &[Vec<usize>]) -> Self {
        let right = confusion[class][class];
        let support = confusion[class].iter().sum();
        let predicted: usize = confusion.iter().map(|row| row[class]).sum();
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
