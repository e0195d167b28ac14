//! Sections `batchnorm_*`, `optim` and `cce`: batch normalisation, optimisers and the loss, number by number.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

use super::keras_layers;
use super::report::{Report, Tolerance};
use super::semantics::unknown;
use crate::config::{Activation, LayerConfig, NetworkConfig, OptimizerConfig, Units};
use crate::nn::optimizer::{self, Update};
use crate::nn::tensors::OwnedTensor;
use crate::nn::{Network, softmax_cross_entropy};

/// Optimiser steps and batch normalisation, absolute.
const STEP: Tolerance = Tolerance::Absolute(1e-6);
/// Losses, absolute.
const LOSS: Tolerance = Tolerance::Absolute(2e-5);

#[derive(Deserialize)]
struct Steps {
    w0: Vec<f32>,
    grads: Vec<Vec<f32>>,
    #[serde(flatten)]
    weights_by_optimizer: BTreeMap<String, Vec<Vec<f64>>>,
}

/// `optim`: weights after each of a few steps.
pub(super) fn check_optimizers(section: &str, numbers: &Value, report: &mut Report) -> anyhow::Result<()> {
    let reference = Steps::deserialize(numbers)?;
    ensure!(
        reference.grads.iter().all(|gradient| gradient.len() == reference.w0.len()),
        "each of grads must have as many numbers as w0"
    );
    for (name, weights_after) in &reference.weights_by_optimizer {
        let label = format!("{section}: {name}");
        let Some(config) = optimizer_of(name) else {
            unknown(&label, report)?;
            continue;
        };
        ensure!(weights_after.len() == reference.grads.len(), "{name}: a step for each of grads");
        let mut weights = reference.w0.clone();
        let mut slots = vec![vec![0.0; weights.len()]; optimizer::slots(&config).len()];
        let mut update = Update { learning_rate: config.learning_rate.at_start(), config, iteration: 0 };
        for (gradient, expected) in reference.grads.iter().zip(weights_after) {
            let mut borrowed: Vec<&mut [f32]> = slots.iter_mut().map(Vec::as_mut_slice).collect();
            update.apply(&mut weights, gradient, &mut borrowed);
            update.iteration += 1;
            report.close_f32(&format!("{label}, step {}", update.iteration), &weights, expected, STEP)?;
        }
    }
    Ok(())
}

/// `rmsprop`, `adam`, `sgd`, `sgd_m0.9` (momentum) or `sgd_nesterov0.9`, each with Keras's learning rate.
fn optimizer_of(name: &str) -> Option<OptimizerConfig> {
    let sgd = |momentum: &str, nesterov| Some(OptimizerConfig::sgd(0.01, momentum.parse().ok()?, nesterov));
    match name.split_once('_') {
        None if name == "sgd" => sgd("0", false),
        None => keras_layers::optimizer(name, 0.001).ok(),
        Some(("sgd", setting)) => match setting.strip_prefix("nesterov") {
            Some(momentum) => sgd(momentum, true),
            None => sgd(setting.strip_prefix('m')?, false),
        },
        Some(_) => None,
    }
}

#[derive(Deserialize)]
struct CrossEntropy {
    p: Vec<Vec<f64>>,
    y: Vec<Vec<f64>>,
    mean: f64,
}

/// `cce`: the mean cross-entropy of a batch. (`clipped_zero` is what Keras makes of a probability of exactly zero;
/// from logits there is none.)
pub(super) fn check_cross_entropy(section: &str, numbers: &Value, report: &mut Report) -> anyhow::Result<()> {
    let reference = CrossEntropy::deserialize(numbers)?;
    let classes = reference.p.first().map_or(0, Vec::len);
    let is_regular = reference.p.iter().chain(&reference.y).all(|row| row.len() == classes);
    ensure!(classes > 0 && is_regular && reference.p.len() == reference.y.len(), "p and y must have one shape");
    // Any logits whose softmax is p: its logarithms are.
    let logits: Vec<f32> = reference.p.iter().flatten().map(|p| p.ln() as f32).collect();
    let labels = reference
        .y
        .iter()
        .map(|row| row.iter().position(|&y| y > 0.5).map(|label| label as u32).context("each row of y has one 1"))
        .collect::<anyhow::Result<Vec<u32>>>()?;
    let losses = softmax_cross_entropy(&logits, &labels, classes);
    let mean = losses.iter().map(|&loss| f64::from(loss)).sum::<f64>() / losses.len() as f64;
    report.close(&format!("{section}: mean"), &[mean], &[reference.mean], LOSS)?;
    Ok(())
}

#[derive(Deserialize)]
struct BatchNormalization {
    x: Vec<f32>,
    y_train: Vec<f64>,
    moving_mean: Vec<f64>,
    moving_var_keras3_biased: Vec<f64>,
}

/// `batchnorm_nhwc_2x2x1x3`: a training-mode pass with Keras's defaults, and the moving statistics after it.
///
/// The normalised values are read off a whole network: behind `Flatten` and a dense layer that copies them as logits,
/// beside one logit of zero, each is the logarithm of its probability over that of the zero.
pub(super) fn check_batch_normalization(section: &str, numbers: &Value, report: &mut Report) -> anyhow::Result<()> {
    let reference = BatchNormalization::deserialize(numbers)?;
    let shape: Vec<usize> = section.split(['_', 'x']).filter_map(|part| part.parse().ok()).collect();
    let &[count, height, width, 3] = shape.as_slice() else {
        bail!("expected a name like batchnorm_nhwc_2x2x1x3: batch, height, width and 3 channels");
    };
    let size = height * width * 3;
    ensure!((1..1000).contains(&size) && reference.x.len() == count * size, "x does not fit the section's name");

    let normalization = keras_layers::layer(&json!("batch_normalization"))?;
    let copy = LayerConfig::Dense { units: Units::Count(size + 1), activation: Activation::Softmax, use_bias: false };
    let layers = vec![normalization, LayerConfig::Flatten {}, copy];
    let config = NetworkConfig { input: (height, width), layers };
    let sgd = keras_layers::optimizer("sgd", 0.0)?;
    let mut network = Network::new(&config, &sgd, size + 1, 0, 1)?;
    // A matrix with ones on its diagonal and a last column of zeros.
    let ones = (0..size * (size + 1)).map(|place| f32::from(u8::from(place / (size + 1) == place % (size + 1))));
    let kernel: Vec<f32> = ones.collect();
    let tensors: Vec<OwnedTensor> = network
        .tensors()
        .into_iter()
        .map(|tensor| {
            let data = if tensor.name == "dense/kernel" { kernel.clone() } else { tensor.data.to_vec() };
            (tensor.name, tensor.shape, data)
        })
        .collect();
    network.load_tensors(&tensors)?;

    let step = network.gradients(&reference.x, &vec![0; count], None)?;
    let normalized: Vec<f64> = step
        .probabilities
        .chunks_exact(size + 1)
        .flat_map(|row| row[..size].iter().map(|&p| f64::from(p).ln() - f64::from(row[size]).ln()))
        .collect();
    report.close(&format!("{section}: y_train"), &normalized, &reference.y_train, STEP)?;
    for (tensor, fact, expected) in [
        ("moving_mean", "moving_mean", &reference.moving_mean),
        ("moving_variance", "moving_var_keras3_biased", &reference.moving_var_keras3_biased),
    ] {
        let name = format!("batch_normalization/{tensor}");
        let label = format!("{section}: {fact}");
        match network.tensors().iter().find(|view| view.name == name) {
            Some(view) => report.close_f32(&label, view.data, expected, STEP)?,
            None => report.fail(&label, "the network has no such tensor")?,
        }
    }
    Ok(())
}
