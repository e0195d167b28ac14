//! Temperature scaling (Guo et al. 2017): one number that makes a network as sure as it is right.

use serde::{Deserialize, Serialize};

use crate::results::Judgements;

/// Least and greatest temperature that are tried.
const RANGE: (f64, f64) = (0.05, 20.0);
/// Golden section steps: the temperature is found to a few parts in a million.
const STEPS: usize = 40;

/// What logits are divided by before the softmax; above 1 the network is made less sure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Temperature {
    /// Greater than 0.
    pub value: f64,
    /// Mean cross-entropy at a temperature of 1, in nats.
    pub loss_before: f64,
    /// Mean cross-entropy at this temperature, in nats.
    pub loss_after: f64,
}

impl Temperature {
    /// The temperature of the lowest mean cross-entropy on judged photographs, best those of validation; `None` of no
    /// photographs.
    #[must_use]
    pub fn fit(judgements: &Judgements) -> Option<Self> {
        if judgements.is_empty() {
            return None;
        }
        // The loss is convex in 1/T, so between two inner points the better one's side holds the minimum.
        let loss = |logarithm: f64| mean_loss(judgements, logarithm.exp());
        let (mut low, mut high) = (RANGE.0.ln(), RANGE.1.ln());
        let ratio = (5.0_f64.sqrt() - 1.0) / 2.0;
        let (mut left, mut right) = (high - ratio * (high - low), low + ratio * (high - low));
        let (mut left_loss, mut right_loss) = (loss(left), loss(right));
        for _ in 0..STEPS {
            if left_loss < right_loss {
                (high, right, right_loss) = (right, left, left_loss);
                left = high - ratio * (high - low);
                left_loss = loss(left);
            } else {
                (low, left, left_loss) = (left, right, right_loss);
                right = low + ratio * (high - low);
                right_loss = loss(right);
            }
        }
        let value = f64::midpoint(low, high).exp();
        Some(Self { value, loss_before: mean_loss(judgements, 1.0), loss_after: mean_loss(judgements, value) })
    }

    /// Judged photographs at this temperature.
    #[must_use]
    pub fn applied(&self, judgements: &Judgements) -> Judgements {
        judgements.map_probabilities(|row| self.apply(row))
    }

    /// Probabilities at this temperature; they sum to 1, and their order stays.
    #[must_use]
    pub fn apply(&self, probabilities: &[f32]) -> Vec<f32> {
        scaled(probabilities, self.value).iter().map(|value| *value as f32).collect()
    }
}

/// Probabilities are logits but for a constant, which the softmax takes away again.
fn scaled(probabilities: &[f32], temperature: f64) -> Vec<f64> {
    let logits = probabilities.iter().map(|p| f64::from(p.max(f32::MIN_POSITIVE)).ln() / temperature);
    let logits: Vec<f64> = logits.collect();
    let largest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = logits.iter().map(|logit| (logit - largest).exp()).sum();
    logits.iter().map(|logit| (logit - largest).exp() / sum).collect()
}

fn mean_loss(judgements: &Judgements, temperature: f64) -> f64 {
    let loss = |(label, row): (u32, &[f32])| -scaled(row, temperature)[label as usize].max(f64::MIN_POSITIVE).ln();
    judgements.rows().map(loss).sum::<f64>() / judgements.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(sure: f32, right: usize) -> Judgements {
        let classes = vec!["cat".to_owned(), "dog".to_owned()];
        let names = (0..10).map(|name| name.to_string()).collect();
        let labels = (0..10).map(|index| u32::from(index < right)).collect();
        let probabilities = (0..10).flat_map(|_| [1.0 - sure, sure]).collect();
        Judgements::new(classes, names, labels, probabilities).expect("they fit")
    }

    /// Equally sure answers, of which a share is right, are best scaled to that share.
    #[test]
    fn the_scaled_network_is_as_sure_as_it_is_right() {
        for (sure, right) in [(0.99, 8), (0.6, 9), (0.9, 6)] {
            let temperature = Temperature::fit(&judged(sure, right)).expect("some");
            let scaled = temperature.apply(&[1.0 - sure, sure]);
            assert!((f64::from(scaled[1]) - right as f64 / 10.0).abs() < 1e-4, "{scaled:?} of {right}");
            assert!((scaled[0] + scaled[1] - 1.0).abs() < 1e-6);
            assert!(temperature.loss_after <= temperature.loss_before);
            assert_eq!(temperature.value > 1.0, f64::from(sure) > right as f64 / 10.0);
        }
    }

    #[test]
    fn certainty_itself_does_not_divide_by_nothing() {
        let temperature = Temperature::fit(&judged(1.0, 9)).expect("some");
        assert!(temperature.value.is_finite() && temperature.loss_after.is_finite());
        assert!(temperature.apply(&[0.0, 1.0]).iter().all(|value| value.is_finite()));
    }
}
