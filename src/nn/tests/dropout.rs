//! Dropout: the scale of kept values, and independent masks for each step, seed and layer.

use super::{KEY, copied_values, copying_network, pictures, replace};
use crate::nn::{DropoutKey, Network};

const COUNT: usize = 32;
const INPUT: (usize, usize) = (4, 4);
/// Values of a picture that pass through dropout.
const SIZE: usize = 4 * 4 * 3;

/// Dropout as a layer of its own, and fused with convolution, normalisation and pooling.
fn networks(rate: f32) -> [Network; 2] {
    let alone = format!("Flatten(), Dropout(rate: {rate})");
    let fused = format!(
        "Conv2D(filters: 3, kernel_size: (1, 1)), BatchNormalization(), MaxPooling2D(pool_size: (1, 1)), \
         Dropout(rate: {rate}), Flatten()"
    );
    [alone, fused].map(|layers| {
        let mut network = copying_network(INPUT, &layers, SIZE);
        // Normalised values around 4, far from the 0 of a dropped value.
        replace(&mut network, |name, data| name.ends_with("beta").then(|| vec![4.0; data.len()]));
        network
    })
}

/// The values behind dropout in a training step with this key.
fn values(network: &mut Network, key: Option<DropoutKey>) -> Vec<f64> {
    let check = network.gradients(&pictures(COUNT, INPUT), &[0; COUNT], key).unwrap();
    copied_values(&check.probabilities, SIZE)
}

/// The values that dropout sets to 0.
fn dropped(network: &mut Network, key: DropoutKey) -> Vec<bool> {
    values(network, Some(key)).iter().map(|value| value.abs() < 1e-4).collect()
}

/// Asserts that `found` of `count` events, each of probability `expected`, is within 5 standard deviations.
fn assert_share(found: usize, count: usize, expected: f64) {
    let share = found as f64 / count as f64;
    let deviation = (expected * (1.0 - expected) / count as f64).sqrt();
    assert!((share - expected).abs() < 5.0 * deviation, "{share} instead of {expected}");
}

#[test]
fn dropout_scales_kept_values_by_the_inverse_of_the_kept_share() {
    for rate in [0.25, 0.5] {
        for mut network in networks(rate) {
            let without = values(&mut network, None);
            let with = values(&mut network, Some(KEY));
            for (with, without) in with.iter().zip(&without) {
                assert!(without.abs() > 0.1, "{without} is too close to a dropped value");
                let kept = without / (1.0 - f64::from(rate));
                assert!(with.abs() < 1e-4 || (with - kept).abs() < 1e-4, "{with} from {without} at a rate of {rate}");
            }
            let dropped = with.iter().filter(|value| value.abs() < 1e-4).count();
            assert_share(dropped, with.len(), f64::from(rate));
        }
    }
}

#[test]
fn the_mask_does_not_repeat_within_a_large_batch() {
    // Threads set pieces of so many values.
    const PIECE: usize = 16 * 1024;
    let count = 2 * PIECE / SIZE;
    let [mut network, _] = networks(0.5);
    let check = network.gradients(&pictures(count, INPUT), &vec![0; count], Some(KEY)).unwrap();
    let dropped: Vec<bool> = copied_values(&check.probabilities, SIZE).iter().map(|value| value.abs() < 1e-4).collect();
    let (first, second) = dropped.split_at(PIECE);
    let both = first.iter().zip(second).filter(|(a, b)| **a && **b).count();
    assert_share(both, second.len(), 0.25);
}

#[test]
fn inference_ignores_dropout() {
    let [mut network, _] = networks(0.5);
    let without = values(&mut network, None);
    let inference = copied_values(&network.probabilities(&pictures(COUNT, INPUT)).unwrap(), SIZE);
    for (a, b) in without.iter().zip(&inference) {
        assert!((a - b).abs() < 1e-5, "{a} {b}");
    }
}

#[test]
fn masks_of_different_steps_and_seeds_are_independent() {
    for mut network in networks(0.5) {
        let first = dropped(&mut network, KEY);
        assert_eq!(first, dropped(&mut network, KEY), "equal keys give equal masks");
        let DropoutKey { seed, step } = KEY;
        for (seed, step) in [(seed, step + 1), (seed, step + 1000), (seed + 1, step)] {
            let other = dropped(&mut network, DropoutKey { seed, step });
            let both = first.iter().zip(&other).filter(|(a, b)| **a && **b).count();
            assert_share(both, first.len(), 0.25);
        }
    }
}

#[test]
fn masks_of_different_layers_are_independent() {
    let [second, third] = ["Flatten(), Dropout(rate: 0.5)", "Dropout(rate: 0.0), Flatten(), Dropout(rate: 0.5)"]
        .map(|layers| dropped(&mut copying_network(INPUT, layers, SIZE), KEY));
    let both = second.iter().zip(&third).filter(|(a, b)| **a && **b).count();
    assert_share(both, second.len(), 0.25);
}

#[test]
fn training_steps_use_the_masks_of_their_own_key() {
    for mut network in networks(0.5) {
        let x = pictures(COUNT, INPUT);
        // A learning rate of 0 leaves the weights as they are, so that only masks can change the loss.
        let mut loss = |step| network.train_batch(&x, &[0; COUNT], 0.0, DropoutKey { seed: 1, step }).unwrap().loss;
        let losses = [0, 1, 2, 0].map(&mut loss);
        assert_eq!(losses[0].to_bits(), losses[3].to_bits());
        assert!((losses[0] - losses[1]).abs() > 1e-4 && (losses[1] - losses[2]).abs() > 1e-4, "{losses:?}");
    }
}
