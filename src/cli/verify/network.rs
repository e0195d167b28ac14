//! The `network_*.json` files: a small network replayed through inference, one training step and a short training.

use std::collections::BTreeMap;

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::keras_layers;
use super::report::{Report, Tolerance};
use crate::config::{LayerConfig, NetworkConfig, Units};
use crate::nn::{DropoutKey, Network, softmax_cross_entropy};

/// Probabilities and losses, absolute.
const PROBABILITY: Tolerance = Tolerance::Absolute(2e-5);
/// Gradients, as a share of each tensor's largest magnitude.
const GRADIENT: Tolerance = Tolerance::OfLargest(1e-3);
/// The batch normalisation's moving statistics, absolute.
const STATISTICS: Tolerance = Tolerance::Absolute(2e-5);
/// What ten updates lead to, as a share of the largest.
const TRAJECTORY: Tolerance = Tolerance::OfLargest(1e-3);

#[derive(Deserialize)]
struct NetworkFile {
    input: (usize, usize, usize),
    layers: Vec<Value>,
    weights: Vec<Weight>,
    x: Vec<f32>,
    labels: Vec<u32>,
    inference: Inference,
    training_step: TrainingStep,
    trajectory: Trajectory,
}

#[derive(Deserialize)]
struct Weight {
    layer: usize,
    name: String,
    shape: Vec<usize>,
    data: Vec<f32>,
}

/// Reference numbers for a tensor of a layer.
#[derive(Deserialize)]
struct TensorNumbers {
    layer: usize,
    name: String,
    data: Vec<f64>,
}

#[derive(Deserialize)]
struct Inference {
    probabilities: Vec<f64>,
    loss: f64,
}

#[derive(Deserialize)]
struct TrainingStep {
    probabilities: Vec<f64>,
    loss: f64,
    gradients: Vec<TensorNumbers>,
    moving_after: Vec<TensorNumbers>,
}

#[derive(Deserialize)]
struct Trajectory {
    optimizer: String,
    learning_rate: f32,
    steps: usize,
    losses: Vec<f64>,
    inference_probabilities_after: Vec<f64>,
}

/// Replays a network file.
///
/// # Errors
/// A file that lacks a part or describes a network that cannot be built, and a standard output that cannot be written.
pub(super) fn check(file: Value, threads: usize, report: &mut Report) -> anyhow::Result<()> {
    let file: NetworkFile = serde_json::from_value(file).context("not a network file of the known form")?;
    let names = tensor_names(&file.layers)?;
    check_inference(&file, &names, threads, report)?;
    check_training_step(&file, &names, threads, report)?;
    check_trajectory(&file, &names, threads, report)
}

fn check_inference(file: &NetworkFile, names: &[String], threads: usize, report: &mut Report) -> anyhow::Result<()> {
    let network = build(file, names, threads)?;
    let probabilities = network.probabilities(&file.x)?;
    report.close_f32("inference: probabilities", &probabilities, &file.inference.probabilities, PROBABILITY)?;
    let losses = softmax_cross_entropy(&network.logits(&file.x)?, &file.labels, network.classes());
    report.close("inference: loss", &[mean(&losses)], &[file.inference.loss], PROBABILITY)?;
    Ok(())
}

fn check_training_step(
    file: &NetworkFile,
    names: &[String],
    threads: usize,
    report: &mut Report,
) -> anyhow::Result<()> {
    let reference = &file.training_step;
    let mut network = build(file, names, threads)?;
    let step = network.gradients(&file.x, &file.labels, None)?;
    report.close_f32("training step: probabilities", &step.probabilities, &reference.probabilities, PROBABILITY)?;
    report.close_f32("training step: loss", &[step.loss], &[reference.loss], PROBABILITY)?;

    let trainable: Vec<String> = network.tensors().iter().filter(|t| t.trainable).map(|t| t.name.clone()).collect();
    report.exact("training step: number of gradients", &trainable.len(), &reference.gradients.len())?;
    for expected in &reference.gradients {
        let name = tensor_name(names, expected.layer, &expected.name)?;
        let label = format!("training step: gradient of {name}");
        match trainable.iter().position(|ours| *ours == name) {
            Some(index) => report.close_f32(&label, &step.gradients[index], &expected.data, GRADIENT)?,
            None => report.fail(&label, "this network has no such trainable tensor")?,
        }
    }
    for expected in &reference.moving_after {
        let name = tensor_name(names, expected.layer, &expected.name)?;
        let label = format!("training step: {name} after it");
        match network.tensors().iter().find(|tensor| tensor.name == name) {
            Some(tensor) => report.close_f32(&label, tensor.data, &expected.data, STATISTICS)?,
            None => report.fail(&label, "this network has no such tensor")?,
        }
    }
    Ok(())
}

fn check_trajectory(file: &NetworkFile, names: &[String], threads: usize, report: &mut Report) -> anyhow::Result<()> {
    let reference = &file.trajectory;
    let mut network = build(file, names, threads)?;
    let label = format!("trajectory: {} steps of {}", reference.steps, reference.optimizer);
    let mut losses = Vec::with_capacity(reference.steps);
    for step in 0..reference.steps as u64 {
        let dropout = DropoutKey { seed: 0, step };
        losses.push(network.train_batch(&file.x, &file.labels, reference.learning_rate, dropout)?.loss);
    }
    report.close_f32(&format!("{label}: losses"), &losses, &reference.losses, TRAJECTORY)?;
    let probabilities = network.probabilities(&file.x)?;
    let expected = &reference.inference_probabilities_after;
    report.close_f32(&format!("{label}: inference probabilities after"), &probabilities, expected, TRAJECTORY)?;
    Ok(())
}

/// The file's network with the file's weights.
fn build(file: &NetworkFile, names: &[String], threads: usize) -> anyhow::Result<Network> {
    let (height, width, channels) = file.input;
    ensure!(channels == 3, "input: pictures have 3 channels here, {channels} in the file");
    let layers = file.layers.iter().map(keras_layers::layer).collect::<anyhow::Result<Vec<_>>>()?;
    let classes = classes(&layers).context("layers: the last one must be dense, its units the classes")?;
    ensure!(
        file.x.len() == file.labels.len() * height * width * channels,
        "x: {} numbers are not {} pictures of {height}x{width}x{channels}",
        file.x.len(),
        file.labels.len(),
    );
    let optimizer = keras_layers::optimizer(&file.trajectory.optimizer, file.trajectory.learning_rate)?;
    let config = NetworkConfig { input: (height, width), layers };
    let mut network = Network::new(&config, &optimizer, classes, 0, threads)?;
    let tensors = file
        .weights
        .iter()
        .map(|weight| Ok((tensor_name(names, weight.layer, &weight.name)?, weight.shape.clone(), weight.data.clone())))
        .collect::<anyhow::Result<Vec<_>>>()?;
    network.load_tensors(&tensors)?;
    Ok(network)
}

/// The units of the last layer.
fn classes(layers: &[LayerConfig]) -> Option<usize> {
    match layers.last() {
        Some(LayerConfig::Dense { units: Units::Count(units), .. }) => Some(*units),
        _ => None,
    }
}

/// Each layer's name as Keras gives it: its kind, from the second one on with a number.
fn tensor_names(layers: &[Value]) -> anyhow::Result<Vec<String>> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    layers
        .iter()
        .map(|layer| {
            let kind = keras_layers::kind(layer)?.to_owned();
            let count = seen.entry(kind.clone()).or_default();
            *count += 1;
            Ok(if *count == 1 { kind } else { format!("{kind}_{}", *count - 1) })
        })
        .collect()
}

fn tensor_name(names: &[String], layer: usize, tensor: &str) -> anyhow::Result<String> {
    let layer_name =
        names.get(layer).with_context(|| format!("layer {layer} is named, but there are {}", names.len()))?;
    Ok(format!("{layer_name}/{tensor}"))
}

fn mean(values: &[f32]) -> f64 {
    values.iter().map(|&value| f64::from(value)).sum::<f64>() / values.len() as f64
}
