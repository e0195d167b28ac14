//! The network at inference: its operations, with what they make of the tensors once and use for every batch.

use super::context::{Buffer, Context};
use super::ops::{batch_norm, conv, conv_block, dense, pooling};
use super::params::Parameters;
use super::plan::{Operation, Planned};
use super::shapes::{LayerShape, Shape};

/// Operations ready to run; stale as soon as a tensor changes.
#[derive(Debug)]
pub struct Inference {
    /// Each with the shape of its result.
    stages: Vec<(Stage, Shape)>,
}

#[derive(Debug)]
enum Stage {
    ConvBlock(Box<conv_block::Ready>),
    Conv(conv::Ready),
    Normalisation(batch_norm::Statistics),
    Pooling(pooling::Pooling),
    Dense(dense::Dense),
}

impl Inference {
    /// Lays the weights out as the kernels read them and folds the normalisations' statistics.
    #[must_use]
    pub fn new(context: &Context, plan: &[Planned], layers: &[LayerShape], parameters: &Parameters) -> Self {
        let stage = |planned: &Planned| match &planned.operation {
            Operation::ConvBlock(block) => {
                Some(Stage::ConvBlock(conv_block::Ready::new(context, block, parameters).into()))
            }
            Operation::Conv(conv) => {
                let layer = planned.layers.start;
                Some(Stage::Conv(conv::Ready::new(context, conv, layer, parameters)))
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

    /// What the last operation makes of `count` pictures. `watch` sees every operation's results on the way.
    #[must_use]
    pub fn run(
        &self,
        context: &Context,
        parameters: &Parameters,
        x: &[f32],
        count: usize,
        watch: &mut (dyn FnMut(Shape, &[f32]) + Send),
    ) -> Vec<f32> {
        // Entered once, the pool's threads need not be woken for each operation.
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
