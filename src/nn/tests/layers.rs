//! Activations, padding, depthwise and separable convolutions, global pooling and residual blocks against numbers of Keras,
//! `src/nn/reference/layers.json`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{KEY, SGD, network};
use crate::config::Activation;
use crate::nn::ops::activation::{slope, value};
use crate::nn::summary::summarize;
use crate::nn::{Network, OwnedTensor};

#[derive(Deserialize)]
struct Reference {
    networks: Vec<Recorded>,
    activations: Functions,
}

#[derive(Deserialize)]
struct Recorded {
    name: String,
    input: (usize, usize),
    layers: String,
    weights: Vec<Weight>,
    x: Vec<f32>,
    labels: Vec<u32>,
    /// At inference.
    logits: Vec<f32>,
    parameters: usize,
    /// In training.
    loss: f32,
    gradients: Vec<Vec<f32>>,
    moving_after: BTreeMap<String, Vec<f32>>,
}

#[derive(Deserialize)]
struct Weight {
    name: String,
    shape: Vec<usize>,
    data: Vec<f32>,
}

#[derive(Deserialize)]
struct Functions {
    x: Vec<f32>,
    functions: BTreeMap<String, Function>,
}

#[derive(Deserialize)]
struct Function {
    values: Vec<f32>,
    slopes: Vec<f32>,
}

fn reference() -> Reference {
    serde_json::from_str(include_str!("../reference/layers.json")).unwrap()
}

fn assert_all_near(found: &[f32], expected: &[f32], tolerance: f32, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    let largest = expected.iter().fold(1e-2_f32, |largest, value| largest.max(value.abs()));
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= tolerance * largest, "{what}: {found} instead of {expected}");
    }
}

#[test]
fn results_and_gradients_of_layers_equal_those_of_keras() {
    for recorded in reference().networks {
        let name = &recorded.name;
        let config = network(recorded.input, &recorded.layers);
        assert_eq!(summarize(&config, 3).unwrap().parameters(), recorded.parameters, "{name}");
        let mut net = Network::new(&config, &SGD, 3, 1, 2).unwrap();
        let names: Vec<String> = net.tensors().into_iter().map(|view| view.name).collect();
        assert_eq!(names, recorded.weights.iter().map(|weight| weight.name.clone()).collect::<Vec<_>>(), "{name}");
        let weights: Vec<OwnedTensor> =
            recorded.weights.into_iter().map(|Weight { name, shape, data }| (name, shape, data)).collect();
        net.load_tensors(&weights).unwrap();
        assert_all_near(&net.logits(&recorded.x).unwrap(), &recorded.logits, 1e-5, &format!("{name}, logits"));
        let check = net.gradients(&recorded.x, &recorded.labels, Some(KEY)).unwrap();
        assert_all_near(&[check.loss], &[recorded.loss], 1e-5, &format!("{name}, loss"));
        let trainable: Vec<String> =
            net.tensors().into_iter().filter(|view| view.trainable).map(|view| view.name).collect();
        assert_eq!(check.gradients.len(), recorded.gradients.len(), "{name}");
        for ((tensor, found), expected) in trainable.iter().zip(&check.gradients).zip(&recorded.gradients) {
            assert_all_near(found, expected, 1e-3, &format!("{name}, gradient of {tensor}"));
        }
        for view in net.tensors() {
            if let Some(expected) = recorded.moving_after.get(&view.name) {
                assert_all_near(view.data, expected, 1e-5, &format!("{name}, {} after a step", view.name));
            }
        }
    }
}

#[test]
fn activations_and_their_slopes_equal_those_of_keras() {
    let Functions { x, functions } = reference().activations;
    assert_eq!(functions.len(), 5);
    for (name, Function { values, slopes }) in functions {
        let function = Activation::ALL.into_iter().find(|function| function.name() == name).unwrap();
        for ((x, expected), expected_slope) in x.iter().zip(values).zip(slopes) {
            let (found, found_slope) = (value(function, *x), slope(function, *x));
            assert!((found - expected).abs() <= 1e-6 * expected.abs().max(1.0), "{name}({x}): {found}, {expected}");
            assert!((found_slope - expected_slope).abs() <= 2e-6, "{name}'({x}): {found_slope}, {expected_slope}");
        }
        assert!(value(function, f32::NAN).is_nan(), "{name}");
    }
}
