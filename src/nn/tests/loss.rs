//! Softmax and cross-entropy: formulas in double precision, and logits whose exponentials overflow.

use super::{SGD, network, replace};
use crate::nn::explain::{Activations, SoftmaxNumbers};
use crate::nn::{DropoutKey, Network, softmax, softmax_cross_entropy};

const LOGITS: [[f32; 3]; 5] = [
    [0.0, 1.0, -2.0],
    [1000.0, -1000.0, 999.0],
    [-1000.0, -1000.5, -999.0],
    [-1000.0, 1000.0, 0.0],
    [88.8, 89.0, -90.0],
];

/// The probabilities of a row in double precision. The largest logit is subtracted, which changes no probability.
fn probabilities(row: [f32; 3]) -> [f64; 3] {
    let largest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let exponentials = row.map(|logit| (f64::from(logit) - f64::from(largest)).exp());
    exponentials.map(|value| value / exponentials.iter().sum::<f64>())
}

/// The cross-entropy in double precision: the logarithm of the sum of `exp(other logit - logit of the label)`.
fn cross_entropy(row: [f32; 3], label: usize) -> f64 {
    let differences = row.map(|logit| f64::from(logit) - f64::from(row[label]));
    let largest = differences.iter().copied().fold(0.0, f64::max);
    largest + differences.iter().map(|value| (value - largest).exp()).sum::<f64>().ln()
}

#[test]
fn softmax_and_cross_entropy_equal_their_formulas_for_logits_of_any_size() {
    let found = softmax(LOGITS.as_flattened(), 3);
    for (row, found) in LOGITS.into_iter().zip(found.chunks_exact(3)) {
        for (found, expected) in found.iter().zip(probabilities(row)) {
            assert!((f64::from(*found) - expected).abs() < 1e-6, "{row:?}: {found} instead of {expected}");
        }
        for label in 0..3 {
            let expected = cross_entropy(row, label);
            let found = softmax_cross_entropy(&row, &[label as u32], 3)[0];
            assert!((f64::from(found) - expected).abs() <= 1e-6 * expected.max(1.0), "{row:?}: {found} {expected}");
        }
    }
}

/// Each row of logits is the bias of a network whose kernel is 0.
#[test]
fn training_and_explanations_equal_their_formulas_for_logits_of_any_size() {
    let layers = "[Flatten(), Dense(units: classes, activation: softmax)]";
    let (x, labels) = ([0.5; 3 * 3], [0u32, 1, 2]);
    for row in LOGITS {
        let mut net = Network::new(&network((1, 1), layers), &SGD, 3, 5, 1).unwrap();
        replace(&mut net, |name, data| Some(if name == "dense/bias" { row.to_vec() } else { vec![0.0; data.len()] }));
        let expected = probabilities(row);
        let mean = (0..3).map(|label| cross_entropy(row, label)).sum::<f64>() / 3.0;
        let close = |found: f32, expected: f64| {
            assert!(
                (f64::from(found) - expected).abs() <= 1e-6 * expected.abs().max(1.0),
                "{row:?}: {found} {expected}"
            );
        };

        let inference = net.probabilities(&x[..3]).unwrap();
        inference.iter().zip(expected).for_each(|(found, expected)| close(*found, expected));
        let activations = Activations::of(&net, &x[..3]).unwrap();
        let numbers = SoftmaxNumbers::of(&activations);
        numbers.probabilities.iter().zip(expected).for_each(|(found, expected)| close(*found, expected));
        let largest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let exponentials = row.map(|logit| (f64::from(logit) - f64::from(largest)).exp());
        numbers.exponentials.iter().zip(exponentials).for_each(|(found, expected)| close(*found, expected));
        close(numbers.sum, exponentials.iter().sum());
        (0..3).for_each(|label| close(numbers.cross_entropy(label), cross_entropy(row, label)));

        let check = net.gradients(&x, &labels, None).unwrap();
        close(check.loss, mean);
        check.probabilities.iter().zip(expected.iter().cycle()).for_each(|(found, expected)| close(*found, *expected));
        // One picture of each class: the gradient of a bias is its probability less a third.
        check.gradients[1].iter().zip(expected).for_each(|(found, p)| close(*found, p - 1.0 / 3.0));

        let outcome = net.train_batch(&x, &labels, 0.1, DropoutKey { seed: 0, step: 0 }).unwrap();
        close(outcome.loss, mean);
        assert_eq!(outcome.correct, 1);
        let bias = net.tensors()[1].data.to_vec();
        for ((bias, logit), p) in bias.iter().zip(row).zip(expected) {
            close(*bias, f64::from(logit) - 0.1 * (p - 1.0 / 3.0));
        }
    }
}
