//! Inference: the operations with their weights packed and their statistics folded, once for all batches.

use super::context::{Buffer, Context};
use super::ops::{activation, batch_norm, conv, conv_block, dense, depthwise, pooling, residual, zero_padding};
use super::params::Parameters;
use super::plan::{Operation, Planned};
use super::shapes::{LayerShape, Shape};
use crate::config::Activation;

/// The operations of a network that are not frozen, at inference; out of date as soon as a tensor changes.
#[derive(Debug)]
pub struct Inference {
    stages: Stages,
}

/// Operations one after the other, each with its last layer and the shape of its result.
type Stages = Vec<(Stage, usize, Shape)>;

/// Is called with the last layer of an operation, and the shape and values of its result.
pub type Watch<'a> = &'a mut (dyn FnMut(usize, Shape, &[f32]) + Send);

#[derive(Debug)]
enum Stage {
    ConvBlock(Box<conv_block::PackedBlock>),
    Conv(conv::PackedConvolution),
    Normalisation(batch_norm::Statistics),
    Pooling(pooling::Pooling),
    Depthwise { depthwise: depthwise::Depthwise, layer: usize },
    ZeroPadding(zero_padding::ZeroPadding),
    Activation(Activation),
    Dense(dense::Dense),
    Residual { main: Stages, shortcut: Stages },
}

impl Inference {
    /// Packs the weights and folds the normalisations' moving statistics.
    #[must_use]
    pub fn new(context: &Context, plan: &[Planned], layers: &[LayerShape], parameters: &Parameters) -> Self {
        Self { stages: stages(context, plan, layers, parameters) }
    }

    /// The last operation's results for `count` pictures. `watch` is called with every operation's results.
    #[must_use]
    pub fn run(
        &self,
        context: &Context,
        parameters: &Parameters,
        x: &[f32],
        count: usize,
        watch: Watch<'_>,
    ) -> Vec<f32> {
        // Entering the pool once avoids waking its threads for each operation.
        let values = context.run(|| run_stages(&self.stages, context, parameters, x, count, watch));
        values.map_or_else(Vec::new, |values| values.to_vec())
    }
}

fn stages(context: &Context, plan: &[Planned], layers: &[LayerShape], parameters: &Parameters) -> Stages {
    let stage = |planned: &Planned| match &planned.operation {
        Operation::ConvBlock(block) => {
            Some(Stage::ConvBlock(conv_block::PackedBlock::new(context, block, parameters).into()))
        }
        Operation::Conv(conv) => {
            let layer = planned.layers.start;
            Some(Stage::Conv(conv::PackedConvolution::new(context, conv, layer, parameters)))
        }
        Operation::Depthwise(depthwise) => {
            Some(Stage::Depthwise { depthwise: depthwise.clone(), layer: planned.layers.start })
        }
        Operation::Normalisation(normalisation) => {
            Some(Stage::Normalisation(batch_norm::Statistics::moving(normalisation, parameters)))
        }
        Operation::Pooling(pooling) => Some(Stage::Pooling(*pooling)),
        Operation::ZeroPadding(padding) => Some(Stage::ZeroPadding(*padding)),
        Operation::Activation(Activation::Linear | Activation::Softmax)
        | Operation::Dropout(_)
        | Operation::Flatten
        | Operation::Sum => None,
        Operation::Activation(function) => Some(Stage::Activation(*function)),
        Operation::Dense(dense) => Some(Stage::Dense(*dense)),
        Operation::Residual(block) => Some(Stage::Residual {
            main: stages(context, &block.main, layers, parameters),
            shortcut: stages(context, &block.shortcut, layers, parameters),
        }),
    };
    let placed = |planned: &Planned| {
        let last = planned.layers.end - 1;
        Some((stage(planned)?, last, layers[last].output))
    };
    plan.iter().filter_map(placed).collect()
}

/// The results of the last stage; `None` if there is none.
fn run_stages(
    stages: &Stages,
    context: &Context,
    parameters: &Parameters,
    input: &[f32],
    count: usize,
    watch: Watch<'_>,
) -> Option<Buffer> {
    let mut values: Option<Buffer> = None;
    for (stage, last, shape) in stages {
        let x = values.as_deref().unwrap_or(input);
        values = Some(match stage {
            Stage::ConvBlock(block) => block.infer(context, x, count),
            Stage::Conv(conv) => conv.run(context, x, count),
            Stage::Depthwise { depthwise, layer } => depthwise::infer(context, depthwise, *layer, x, count, parameters),
            Stage::Normalisation(statistics) => batch_norm::apply(context, statistics, x),
            Stage::Pooling(pooling) => pooling::infer(context, pooling, x, count),
            Stage::ZeroPadding(padding) => zero_padding::infer(context, padding, x, count),
            Stage::Activation(function) => activation::infer(context, *function, x),
            Stage::Dense(dense) => dense::infer(context, dense, x, count, parameters),
            Stage::Residual { main, shortcut } => {
                let mut sum = run_stages(main, context, parameters, x, count, watch).unwrap_or_else(|| {
                    let mut copy = context.buffer(x.len());
                    copy.copy_from_slice(x);
                    copy
                });
                let other = run_stages(shortcut, context, parameters, x, count, watch);
                residual::add(context, &mut sum, other.as_deref().unwrap_or(x));
                sum
            }
        });
        watch(*last, *shape, values.as_deref().unwrap_or_default());
    }
    values
}
