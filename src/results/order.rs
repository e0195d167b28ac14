//! The order in which photographs are reviewed.

use super::predictions::Predictions;

/// An order of photographs; equals stay in the order of the data, and predictions that are no numbers come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// The highest loss first: the most confident mistakes, wrong labels among them.
    Loss,
    /// The highest confidence first.
    Confidence,
    /// The smallest distance between the two most probable classes first.
    Uncertainty,
}

impl Order {
    /// The photographs' indices in this order.
    #[must_use]
    pub fn of(self, predictions: &Predictions) -> Vec<usize> {
        let key = |photograph: usize| match self {
            Self::Loss => -predictions.loss(photograph),
            Self::Confidence => -f64::from(predictions.confidence(photograph)),
            Self::Uncertainty => f64::from(predictions.margin(photograph)),
        };
        // Probabilities that are no numbers are worse than any others.
        let is_number = |photograph: usize| !predictions.probabilities(photograph).iter().any(|value| value.is_nan());
        let worst_first = |photograph| if is_number(photograph) { key(photograph) } else { f64::NEG_INFINITY };
        let keys: Vec<f64> = (0..predictions.len()).map(worst_first).collect();
        let mut order: Vec<usize> = (0..predictions.len()).collect();
        order.sort_by(|a, b| keys[*a].total_cmp(&keys[*b]));
        order
    }
}
