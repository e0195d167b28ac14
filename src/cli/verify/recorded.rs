//! `layers.json` and `training.json`: networks and steps of training in the words of a configuration, replayed.

use std::collections::BTreeMap;

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::report::{Report, Tolerance};
use crate::config::{self, LearningRate, OptimizerConfig, RunConfig};
use crate::nn::{DropoutKey, Loss, Network, OwnedTensor};
use crate::train::schedule;

/// Results, losses and statistics, as a share of the largest.
const RESULT: Tolerance = Tolerance::OfLargest(2e-5);
/// Gradients, as a share of each tensor's largest magnitude, or of this where that is less: the gradient of a bias before a
/// normalisation is rounding alone.
const GRADIENT: f64 = 1e-3;
const LEAST_GRADIENT: f64 = 1e-2;
/// Learning rates, as a share of the largest.
const RATE: Tolerance = Tolerance::OfLargest(1e-6);
/// Weights after a few steps, absolute.
const WEIGHT: Tolerance = Tolerance::Absolute(2e-5);

/// The layers of `training.json`'s networks, whose inputs are 2 x 2 pixels.
const LAYERS: &str = "Flatten(), Dense(units: 5, activation: relu), BatchNormalization(momentum: 0.9), \
                      Dense(units: classes, activation: softmax)";

#[derive(Deserialize)]
struct RecordedNetwork {
    name: String,
    input: (usize, usize),
    layers: String,
    weights: Vec<Weight>,
    x: Vec<f32>,
    labels: Vec<u32>,
    logits: Vec<f64>,
    loss: f64,
    gradients: Vec<Vec<f64>>,
    moving_after: BTreeMap<String, Vec<f64>>,
}

#[derive(Deserialize)]
struct Weight {
    name: String,
    shape: Vec<usize>,
    data: Vec<f32>,
}

#[derive(Deserialize)]
struct RecordedSchedule {
    ron: String,
    steps: Vec<u64>,
    rates: Vec<f64>,
}

#[derive(Deserialize)]
struct RecordedSteps {
    name: String,
    optimizer: String,
    label_smoothing: f32,
    class_weight: Vec<f32>,
    start: Vec<Vec<f32>>,
    x: Vec<Vec<f32>>,
    labels: Vec<Vec<u32>>,
    losses: Vec<f64>,
    weights: Vec<Vec<f64>>,
    averages: Option<Vec<Vec<f64>>>,
}

/// Whether the file has networks and functions in the words of a configuration.
pub(super) fn has_networks(content: &Value) -> bool {
    content.get("networks").is_some()
}

/// Whether the file has schedules and steps of training.
pub(super) fn has_training(content: &Value) -> bool {
    content.get("schedules").is_some() && content.get("training").is_some()
}

/// Replays `networks`: inference and a step of training of each.
///
/// # Errors
/// A part that is missing or cannot be built, and a standard output that cannot be written.
pub(super) fn check_networks(content: &Value, threads: usize, report: &mut Report) -> anyhow::Result<()> {
    for recorded in Vec::<RecordedNetwork>::deserialize(&content["networks"]).context("networks")? {
        let name = &recorded.name;
        let text = format!("(network: (input: {:?}, layers: {}))", recorded.input, recorded.layers);
        ensure!(!recorded.labels.is_empty(), "{name}: no labels");
        let classes = recorded.logits.len() / recorded.labels.len();
        let mut network =
            network(&config::parse(&text, name)?, &OptimizerConfig::sgd(0.01, 0.0, false), classes, threads)?;
        let tensors: Vec<OwnedTensor> =
            recorded.weights.into_iter().map(|Weight { name, shape, data }| (name, shape, data)).collect();
        network.load_tensors(&tensors)?;
        report.close_f32(&format!("{name}: logits"), &network.logits(&recorded.x)?, &recorded.logits, RESULT)?;
        let step = network.gradients(&recorded.x, &recorded.labels, None)?;
        report.close_f32(&format!("{name}: loss"), &[step.loss], &[recorded.loss], RESULT)?;
        report.exact(&format!("{name}: number of gradients"), &step.gradients.len(), &recorded.gradients.len())?;
        let views = network.tensors();
        let trainable = views.iter().filter(|view| view.trainable);
        for ((view, ours), reference) in trainable.zip(&step.gradients).zip(&recorded.gradients) {
            let largest = reference.iter().fold(LEAST_GRADIENT, |largest, value| largest.max(value.abs()));
            let tolerance = Tolerance::Absolute(GRADIENT * largest);
            report.close_f32(&format!("{name}: gradient of {}", view.name), ours, reference, tolerance)?;
        }
        for view in &views {
            if let Some(reference) = recorded.moving_after.get(&view.name) {
                report.close_f32(&format!("{name}: {} after a step", view.name), view.data, reference, RESULT)?;
            }
        }
    }
    Ok(())
}

/// Replays `schedules` and `training`.
///
/// # Errors
/// As [`check_networks`].
pub(super) fn check_training(content: &Value, threads: usize, report: &mut Report) -> anyhow::Result<()> {
    for recorded in Vec::<RecordedSchedule>::deserialize(&content["schedules"]).context("schedules")? {
        let optimizer = optimizer(&format!("SGD(learning_rate: {})", recorded.ron))?;
        let rates: Vec<f32> = recorded.steps.iter().map(|step| rate(&optimizer, *step)).collect();
        report.close_f32(&recorded.ron, &rates, &recorded.rates, RATE)?;
    }
    for recorded in Vec::<RecordedSteps>::deserialize(&content["training"]).context("training")? {
        let name = &recorded.name;
        let text = format!("(network: (input: (2, 2), layers: [{LAYERS}]))");
        let optimizer = optimizer(&recorded.optimizer)?;
        let classes = recorded.start.last().map_or(0, Vec::len);
        let mut network = network(&config::parse(&text, name)?, &optimizer, classes, threads)?;
        let start: Vec<OwnedTensor> = network
            .tensors()
            .into_iter()
            .zip(recorded.start)
            .map(|(view, data)| (view.name, view.shape, data))
            .collect();
        network.load_tensors(&start)?;
        network.set_loss(Loss { label_smoothing: recorded.label_smoothing, class_weight: recorded.class_weight });
        let mut losses = Vec::new();
        for (step, (x, labels)) in (0..).zip(recorded.x.iter().zip(&recorded.labels)) {
            let dropout = DropoutKey { seed: 0, step };
            losses.push(network.train_batch(x, labels, rate(&optimizer, step), dropout)?.loss);
        }
        report.close_f32(&format!("{name}: losses"), &losses, &recorded.losses, RESULT)?;
        let trained = |tensor: &str| format!("optimizer/{tensor}/trained");
        let (own, state) = (network.tensors(), network.optimizer_tensors());
        for (view, reference) in own.iter().zip(&recorded.weights) {
            let raw = state.iter().find(|raw| raw.name == trained(&view.name)).unwrap_or(view);
            report.close_f32(&format!("{name}: {} after the steps", view.name), raw.data, reference, WEIGHT)?;
        }
        let averaged = own.iter().filter(|view| view.trainable);
        for (view, reference) in averaged.zip(recorded.averages.iter().flatten()) {
            report.close_f32(&format!("{name}: average of {}", view.name), view.data, reference, WEIGHT)?;
        }
    }
    Ok(())
}

fn network(config: &RunConfig, optimizer: &OptimizerConfig, classes: usize, threads: usize) -> anyhow::Result<Network> {
    Ok(Network::new(&config.network, optimizer, classes, 0, threads)?)
}

fn optimizer(text: &str) -> anyhow::Result<OptimizerConfig> {
    Ok(config::parse(&format!("(training: (optimizer: {text}))"), text)?.training.optimizer)
}

fn rate(optimizer: &OptimizerConfig, step: u64) -> f32 {
    match &optimizer.learning_rate {
        LearningRate::Constant(rate) => *rate,
        LearningRate::Schedule(written) => schedule::rate(written, step),
    }
}
