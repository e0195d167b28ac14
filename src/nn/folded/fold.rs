//! What can be folded: normalisations and activation functions into the convolutions before them.

use super::bottleneck::Bottleneck;
use super::products::{FoldedConvolution, FoldedDepthwise};
use super::stage::{Fold, Stage};
use crate::config::Activation;
use crate::nn::context::Context;
use crate::nn::kernels::Clamp;
use crate::nn::ops::batch_norm::Statistics;
use crate::nn::params::Parameters;
use crate::nn::plan::{Operation, Planned};
use crate::nn::shapes::LayerShape;

/// The operations of `plan` with their weights folded and packed.
pub fn stages(context: &Context, plan: &[Planned], layers: &[LayerShape], parameters: &Parameters) -> Vec<Stage> {
    let mut folded = Vec::new();
    let mut at = 0;
    while let Some(planned) = plan.get(at) {
        let layer = planned.layers.start;
        let mut end = at + 1;
        let operation = match &planned.operation {
            Operation::Conv(conv) => {
                let after;
                (after, end) = after_product(plan, at, conv.clamp(), parameters);
                Some(Fold::Conv(FoldedConvolution::new(context, conv, layer, &after, parameters).into()))
            }
            Operation::Depthwise(depthwise) => {
                let after;
                (after, end) = after_product(plan, at, depthwise.clamp(), parameters);
                Some(Fold::Depthwise(FoldedDepthwise::new(depthwise, layer, &after, parameters).into()))
            }
            Operation::Residual(block) => {
                let [main, shortcut] =
                    [&block.main, &block.shortcut].map(|plan| stages(context, plan, layers, parameters));
                Some(Fold::Residual { main, shortcut })
            }
            Operation::Normalisation(normalisation) => {
                Some(Fold::Normalisation(Statistics::moving(normalisation, parameters)))
            }
            Operation::Pooling(pooling) => Some(Fold::Pooling(*pooling)),
            Operation::ZeroPadding(padding) => Some(Fold::ZeroPadding(*padding)),
            Operation::Activation(function) => Some(Fold::Activation(*function)),
            // None of the others is frozen, or changes a value.
            Operation::Flatten
            | Operation::Dropout(_)
            | Operation::Sum
            | Operation::Dense(_)
            | Operation::ConvBlock(_) => None,
        };
        let output = layers[plan[end - 1].layers.end - 1].output;
        folded.extend(operation.map(|operation| Stage { operation, output }));
        at = end;
    }
    with_bottlenecks(folded)
}

/// The same operations, with each depthwise convolution and the 1x1 convolutions around it as one.
fn with_bottlenecks(stages: Vec<Stage>) -> Vec<Stage> {
    let is_pointwise = |stage: &Stage| matches!(&stage.operation, Fold::Conv(conv) if conv.is_pointwise());
    let mut joined: Vec<Stage> = Vec::new();
    for stage in stages {
        let depthwise = joined.pop_if(|last| is_pointwise(&stage) && matches!(last.operation, Fold::Depthwise(_)));
        let operation = match (stage.operation, depthwise.map(|stage| stage.operation)) {
            (Fold::Conv(project), Some(Fold::Depthwise(depthwise))) => {
                let expand = joined.pop_if(|last| is_pointwise(last)).and_then(|stage| match stage.operation {
                    Fold::Conv(conv) => Some(conv),
                    _ => None,
                });
                Fold::Bottleneck(Bottleneck { expand, depthwise, project })
            }
            (operation, _) => operation,
        };
        joined.push(Stage { operation, output: stage.output });
    }
    joined
}

/// The normalisation and the activation function that follow operation `at`, where its own function allows it, and the
/// operation after them.
fn after_product(plan: &[Planned], at: usize, own: Clamp, parameters: &Parameters) -> (After, usize) {
    let mut after = After { statistics: None, clamp: own };
    let mut end = at + 1;
    if own == Clamp::None {
        if let Some(Operation::Normalisation(normalisation)) = plan.get(end).map(|planned| &planned.operation) {
            after.statistics = Some(Statistics::moving(normalisation, parameters));
            end += 1;
        }
        let clamp = match plan.get(end).map(|planned| &planned.operation) {
            Some(Operation::Activation(Activation::Relu)) => Some(Clamp::Relu),
            Some(Operation::Activation(Activation::Relu6)) => Some(Clamp::Relu6),
            _ => None,
        };
        if let Some(clamp) = clamp {
            after.clamp = clamp;
            end += 1;
        }
    }
    (after, end)
}

/// What follows the sums of a convolution.
pub struct After {
    statistics: Option<Statistics>,
    pub clamp: Clamp,
}

impl After {
    /// The weights, whose last axis is the channels', times the scale.
    pub fn scaled(&self, weights: &[f32]) -> Vec<f32> {
        match &self.statistics {
            None => weights.to_vec(),
            Some(Statistics { scale, .. }) => {
                let rows = weights.chunks_exact(scale.len());
                rows.flat_map(|row| row.iter().zip(scale).map(|(weight, scale)| weight * scale)).collect()
            }
        }
    }

    /// The normalisation's shift and, scaled, the convolution's `own` bias.
    pub fn bias(&self, own: Option<&[f32]>, channels: usize) -> Vec<f32> {
        let own = |channel: usize| own.map_or(0.0, |own| own[channel]);
        match &self.statistics {
            None => (0..channels).map(own).collect(),
            Some(Statistics { scale, shift, .. }) => {
                (0..channels).map(|channel| own(channel) * scale[channel] + shift[channel]).collect()
            }
        }
    }
}
