//! Batch normalisation against Keras and its formula: training, moving statistics and inference, fused and alone.

use serde_json::Value;

use super::{copied_values, copying_network, reference, replace};
use crate::nn::Network;

fn numbers(value: &Value) -> Vec<f32> {
    serde_json::from_value(value.clone()).unwrap()
}

/// A normalisation of three channels as a layer of its own, and fused with a convolution that copies its input.
fn networks(input: (usize, usize), settings: &str) -> [Network; 2] {
    let alone = format!("BatchNormalization({settings}), Flatten()");
    let fused = format!(
        "Conv2D(filters: 3, kernel_size: (1, 1)), BatchNormalization({settings}), \
         MaxPooling2D(pool_size: (1, 1)), Flatten()"
    );
    [alone, fused].map(|layers| copying_network(input, &layers, input.0 * input.1 * 3))
}

fn tensor(net: &Network, name: &str) -> Vec<f32> {
    let name = format!("batch_normalization/{name}");
    net.tensors().iter().find(|tensor| tensor.name == name).unwrap().data.to_vec()
}

fn assert_close(found: &[f32], expected: &[f64], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        let difference = (f64::from(*found) - expected).abs();
        assert!(difference <= 2e-6 * expected.abs().max(1.0), "{what}: {found} instead of {expected}");
    }
}

#[test]
fn training_and_moving_statistics_equal_those_of_keras() {
    let file = reference("keras_semantics.json");
    // Two pictures of 2x1 pixels.
    let recorded = &file["batchnorm_nhwc_2x2x1x3"];
    let wide = |key: &str| numbers(&recorded[key]).into_iter().map(f64::from).collect::<Vec<_>>();
    for mut net in networks((2, 1), "") {
        let check = net.gradients(&numbers(&recorded["x"]), &[0, 0], None).unwrap();
        let found: Vec<f32> = copied_values(&check.probabilities, 6).into_iter().map(|value| value as f32).collect();
        assert_close(&found, &wide("y_train"), "training");
        assert_close(&tensor(&net, "moving_mean"), &wide("moving_mean"), "moving mean");
        assert_close(&tensor(&net, "moving_variance"), &wide("moving_var_keras3_biased"), "moving variance");
    }
}

const GAMMA: [f32; 3] = [1.5, -0.5, 0.25];
const BETA: [f32; 3] = [0.1, -0.2, 0.3];
const MEAN: [f32; 3] = [0.5, -1.0, 2.0];
const VARIANCE: [f32; 3] = [0.25, 4.0, 9.0];
const X: [f32; 12] = [0.0, 1.0, 2.5, -1.0, 0.5, 2.0, 1.5, -0.25, 0.75, 2.0, 3.0, -2.0];

fn set(net: &mut Network) {
    replace(net, |name, _| {
        let (_, own) = name.split_once('/')?;
        let values = match own {
            "gamma" => GAMMA,
            "beta" => BETA,
            "moving_mean" => MEAN,
            "moving_variance" => VARIANCE,
            _ => return None,
        };
        Some(values.to_vec())
    });
}

#[test]
fn inference_normalises_with_the_moving_statistics() {
    for mut net in networks((2, 2), "epsilon: 0.01") {
        set(&mut net);
        let expected: Vec<f64> = X
            .iter()
            .enumerate()
            .map(|(i, x)| {
                let [gamma, beta, mean, variance] = [GAMMA, BETA, MEAN, VARIANCE].map(|v| f64::from(v[i % 3]));
                (f64::from(*x) - mean) / (variance + 0.01).sqrt() * gamma + beta
            })
            .collect();
        let logits = net.logits(&X).unwrap();
        assert_close(&logits[..12], &expected, "inference");
    }
}

#[test]
fn each_training_step_moves_the_statistics_by_the_complement_of_momentum() {
    for mut net in networks((2, 2), "momentum: 0.75") {
        set(&mut net);
        let channel = |c: usize| X.iter().skip(c).step_by(3).map(|x| f64::from(*x));
        let mean = |c: usize| channel(c).sum::<f64>() / 4.0;
        let variance = |c: usize| channel(c).map(|x| (x - mean(c)).powi(2)).sum::<f64>() / 4.0;
        let (mut moving_mean, mut moving_variance) = (MEAN.map(f64::from), VARIANCE.map(f64::from));
        for _ in 0..3 {
            net.gradients(&X, &[0], None).unwrap();
            for c in 0..3 {
                moving_mean[c] = 0.75 * moving_mean[c] + 0.25 * mean(c);
                moving_variance[c] = 0.75 * moving_variance[c] + 0.25 * variance(c);
            }
        }
        assert_close(&tensor(&net, "moving_mean"), &moving_mean, "moving mean");
        assert_close(&tensor(&net, "moving_variance"), &moving_variance, "moving variance");
    }
}
