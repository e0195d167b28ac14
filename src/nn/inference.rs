//! Inference: the operations with their weights packed and their statistics folded, once for all batches.

use super::context::{Buffer, Context};
use super::ops::{batch_norm, conv, conv_block, dense, pooling};
use super::params::Parameters;
use super::plan::{Operation, Planned};
use super::shapes::{LayerShape, Shape};

/// The operations of a network at inference; out of date as soon as a tensor changes.
#[derive(Debug)]
pub struct Inference {
    /// Each operation with the shape of its result.
    stages: Vec<(Stage, Shape)>,
}

#[derive(Debug)]
enum Stage {
    ConvBlock(Box<conv_block::PackedBlock>),
    Conv(conv::PackedConvolution),
    Normalisation(batch_norm::Statistics),
    Pooling(pooling::Pooling),
    Dense(dense::Dense),
}

impl Inference {
    /// Packs the weights and folds the normalisations' moving statistics.
    #[must_use]
    pub fn new(context: &Context, plan: &[Planned], layers: &[LayerShape], parameters: &Parameters) -> Self {
        let stage = |planned: &Planned| match &planned.operation {
            Operation::ConvBlock(block) => {
                Some(Stage::ConvBlock(conv_block::PackedBlock::new(context, block, parameters).into()))
            }
            Operation::Conv(conv) => {
                let layer = planned.layers.start;
                Some(Stage::Conv(conv::PackedConvolution::new(context, conv, layer, parameters)))
            }
            Operation::Normalisation(normalisation) => {
                Some(Stage::Normalisation(batch_norm::Statistics::moving(normalisation, parameters)))
            }
            Operation::Pooling(pooling) => Some(Stage::Pooling(*pooling)),
            Operation::Dropout(_) | Operation::Flatten => None,
            Operation::Dense(dense) => Some(Stage::Dense(*dense)),
        };
        let output = |planned: &Planned| layers[planned.layers.end - 1].output;
        Self { stages: plan.iter().filter_map(|planned| Some((stage(planned)?, output(planned)))).collect() }
    }

    /// The last operation's results for `count` pictures. `watch` is called with every operation's results.
    #[must_use]
    pub fn run(
        &self,
        context: &Context,
        parameters: &Parameters,
        x: &[f32],
        count: usize,
        watch: &mut (dyn FnMut(Shape, &[f32]) + Send),
    ) -> Vec<f32> {
        // Entering the pool once avoids waking its threads for each operation.
        context.run(|| {
            let mut values: Option<Buffer> = None;
            for (stage, shape) in &self.stages {
                let x = values.as_deref().unwrap_or(x);
                values = Some(match stage {
                    Stage::ConvBlock(block) => block.infer(context, x, count),
                    Stage::Conv(conv) => conv.run(context, x, count),
                    Stage::Normalisation(statistics) => batch_norm::apply(context, statistics, x),
                    Stage::Pooling(pooling) => pooling::infer(context, pooling, x, count),
                    Stage::Dense(dense) => dense::infer(context, dense, x, count, parameters),
                });
                watch(*shape, values.as_deref().unwrap_or_default());
            }
            values.map_or_else(Vec::new, |values| values.to_vec())
        })
    }
}
