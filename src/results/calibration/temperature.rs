//! Temperature scaling (Guo et al., "On calibration of modern neural networks", 2017): one number by which probabilities
//! come to agree with the share of correct predictions.

use serde::{Deserialize, Serialize};

use crate::results::Predictions;

/// Least and greatest temperature that are tried.
const RANGE: (f64, f64) = (0.05, 20.0);
/// Golden section steps: the temperature is found to a few parts in a million.
const STEPS: usize = 40;
/// A loss that is lower by less than this, in nats, is no reason to choose another temperature.
const GAIN: f64 = 1e-9;

/// What logits are divided by before the softmax; above 1 it lowers the confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Temperature {
    /// Greater than 0.
    pub value: f64,
}

impl Temperature {
    /// The temperature of the lowest mean cross-entropy on labelled photographs, which should be those of validation;
    /// `None` of no photographs.
    ///
    /// The labels' targets are smoothed, as in Platt's "Probabilistic outputs for support vector machines" (1999,
    /// section 2.2): of a class with `n` photographs the label's target is `(n + 1) / (n + 2)`, and the other classes
    /// share the rest. Without that a network that makes no mistake would be scaled to probabilities of 0 and 1.
    #[must_use]
    pub fn fit(predictions: &Predictions) -> Option<Self> {
        if predictions.is_empty() {
            return None;
        }
        let targets = targets(predictions);
        // The loss is convex in 1/T, so between two inner points the better one's side holds the minimum.
        let loss = |logarithm: f64| mean_loss(predictions, &targets, logarithm.exp());
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
        let best = f64::midpoint(low, high);
        let gains = loss(best) < loss(0.0) - GAIN;
        Some(Self { value: if gains { best.exp() } else { 1.0 } })
    }

    /// Predictions at this temperature.
    #[must_use]
    pub fn applied(&self, predictions: &Predictions) -> Predictions {
        predictions.map_probabilities(|row| self.apply(row))
    }

    /// Probabilities at this temperature; they sum to 1, and their order stays.
    #[must_use]
    pub fn apply(&self, probabilities: &[f32]) -> Vec<f32> {
        log_scaled(probabilities, self.value).map(|value| value.exp() as f32).collect()
    }
}

/// The logarithms of the scaled probabilities. Probabilities are logits but for a constant, which the softmax takes
/// away again.
fn log_scaled(probabilities: &[f32], temperature: f64) -> impl Iterator<Item = f64> {
    let logits = probabilities.iter().map(move |p| f64::from(p.max(f32::MIN_POSITIVE)).ln() / temperature);
    let largest = logits.clone().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = logits.clone().map(|logit| (logit - largest).exp()).sum();
    logits.map(move |logit| logit - largest - sum.ln())
}

/// For each class, the smoothed target of its label, 0 to 1.
fn targets(predictions: &Predictions) -> Vec<f64> {
    let mut counts = vec![0.0_f64; predictions.classes().len()];
    predictions.labels().iter().for_each(|label| counts[*label as usize] += 1.0);
    counts.iter().map(|count| (count + 1.0) / (count + 2.0)).collect()
}

fn mean_loss(predictions: &Predictions, targets: &[f64], temperature: f64) -> f64 {
    let others = targets.len().saturating_sub(1).max(1) as f64;
    let loss = |(label, row): (u32, &[f32])| {
        let (label, target) = (label as usize, targets[label as usize]);
        let share = |class: usize| if class == label { target } else { (1.0 - target) / others };
        log_scaled(row, temperature).enumerate().map(|(class, logarithm)| -share(class) * logarithm).sum::<f64>()
    };
    predictions.rows().map(loss).sum::<f64>() / predictions.len() as f64
}

#[cfg(test)]
mod tests {
    use rand::{Rng as _, SeedableRng as _};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn predictions(classes: usize, labels: Vec<u32>, probabilities: Vec<f32>) -> Predictions {
        let classes = (0..classes).map(|class| class.to_string()).collect();
        let names = (0..labels.len()).map(|name| name.to_string()).collect();
        Predictions::new(classes, names, labels, probabilities).expect("they fit")
    }

    /// A thousand photographs of each class, predicted with one confidence, of which so many in a thousand are right.
    fn evaluated(confidence: f32, right: usize) -> Predictions {
        let labels: Vec<u32> = (0..2000).map(|index| index % 2).collect();
        let probability = |(index, label): (usize, &u32)| {
            let is_right = index / 2 < right;
            if (*label == 1) == is_right { [1.0 - confidence, confidence] } else { [confidence, 1.0 - confidence] }
        };
        let probabilities = labels.iter().enumerate().flat_map(probability).collect();
        predictions(2, labels, probabilities)
    }

    #[test]
    fn only_probabilities_change_with_the_temperature() {
        let before = evaluated(0.9, 600);
        let temperature = Temperature { value: 2.0 };
        let after = temperature.applied(&before);
        assert_eq!((after.classes(), after.len()), (before.classes(), before.len()));
        for ((label, row), (same, changed)) in before.rows().zip(after.rows()) {
            assert_eq!((label, temperature.apply(row).as_slice()), (same, changed));
        }
    }

    /// By definition: predictions of one confidence are best scaled to the share that is right, of 1002 in place of
    /// 1000, with one right and one wrong added.
    #[test]
    fn the_scaled_confidence_is_the_share_of_correct_predictions() {
        for (confidence, right) in [(0.99, 800), (0.6, 900), (0.9, 600)] {
            let temperature = Temperature::fit(&evaluated(confidence, right)).expect("there are photos");
            let scaled = temperature.apply(&[1.0 - confidence, confidence]);
            let (own, other) = (1001.0 / 1002.0, 1.0 / 1002.0);
            let share = right as f64 / 1000.0;
            let expected = share * own + (1.0 - share) * other;
            assert!((f64::from(scaled[1]) - expected).abs() < 1e-4, "{scaled:?} of {right}");
            assert!((f64::from(scaled[1]) - share).abs() < 1e-3, "which is nearly the share of all");
            assert!((scaled[0] + scaled[1] - 1.0).abs() < 1e-6);
        }
    }

    /// 160 photographs of which all are right, from low to high confidence.
    #[test]
    fn a_network_without_a_mistake_is_not_scaled_to_certainty() {
        let confidence = |index: usize| 1.0 / (1.0 + (-0.4 - 8.0 * (index / 2) as f32 / 79.0).exp());
        let row = |index: usize| {
            let first = if index.is_multiple_of(2) { confidence(index) } else { 1.0 - confidence(index) };
            [first, 1.0 - first]
        };
        let right = predictions(2, (0..160).map(|index| index % 2).collect(), (0..160).flat_map(row).collect());
        assert!((0..160).all(|photograph| right.is_right(photograph)));
        let temperature = Temperature::fit(&right).expect("there are photos");
        assert!((0.7..1.5).contains(&temperature.value), "{temperature:?}");
        assert!(temperature.apply(&[0.4, 0.6])[1] < 0.65);

        // A higher confidence than 160 photographs can justify.
        let rows = (0..160).flat_map(|index| if index % 2 == 0 { [0.9999, 0.0001] } else { [0.0001, 0.9999] });
        let most_confident = predictions(2, (0..160).map(|index| index % 2).collect(), rows.collect());
        let temperature = Temperature::fit(&most_confident).expect("there are photos");
        let expected = 81.0 / 82.0;
        assert!(temperature.value > 2.0 && (temperature.apply(&[0.0001, 0.9999])[1] - expected).abs() < 1e-4);
    }

    /// Labels are drawn with a softmax's probabilities; the network predicts the softmax of the logits times a temperature.
    #[test]
    fn a_known_temperature_is_found() {
        for (classes, expected) in [(2_u32, 2.5_f64), (2, 0.5), (4, 2.5)] {
            let mut random = ChaCha8Rng::seed_from_u64(7);
            let (mut labels, mut probabilities) = (Vec::new(), Vec::new());
            for _ in 0..6000 {
                let logits: Vec<f64> = (0..classes).map(|_| random.random_range(-2.0..2.0)).collect();
                let softmax = |factor: f64| -> Vec<f64> {
                    let sum: f64 = logits.iter().map(|logit| (logit * factor).exp()).sum();
                    logits.iter().map(|logit| (logit * factor).exp() / sum).collect()
                };
                let mut drawn = random.random_range(0.0..1.0);
                let shares = softmax(1.0);
                let label = shares.iter().take_while(|share| {
                    drawn -= **share;
                    drawn > 0.0
                });
                labels.push((label.count() as u32).min(classes - 1));
                probabilities.extend(softmax(expected).iter().map(|value| *value as f32));
            }
            let found = Temperature::fit(&predictions(classes as usize, labels, probabilities));
            let found = found.expect("there are photos").value;
            assert!((found / expected - 1.0).abs() < 0.05, "{found} of {expected}");
        }
    }

    #[test]
    fn even_probabilities_leave_the_temperature_at_1() {
        let even = predictions(2, vec![0, 1, 0, 1], [0.5; 8].to_vec());
        assert_eq!(Temperature::fit(&even), Some(Temperature { value: 1.0 }));
        assert_eq!(Temperature::fit(&predictions(2, Vec::new(), Vec::new())), None);
    }

    #[test]
    fn probabilities_of_0_and_1_are_scaled_to_finite_ones() {
        let temperature = Temperature::fit(&evaluated(1.0, 900)).expect("there are photos");
        assert!(temperature.value.is_finite());
        assert!(temperature.apply(&[0.0, 1.0]).iter().all(|value| value.is_finite()));
    }
}
