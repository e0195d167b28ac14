//! Inference of the frozen operations: batch normalisations are folded into the convolutions before them, activation functions
//! and sums are part of the products. One picture goes through all operations before the next, so that most of what they
//! hand on stays in the cache.

use std::ops::Range;

use rayon::prelude::*;

use super::context::{Buffer, Context, pieces};
use super::kernels::Clamp;
use super::ops::batch_norm::{self, Statistics};
use super::ops::conv::{Convolution, PackedWeights, rows_at_once};
use super::ops::depthwise::Depthwise;
use super::ops::{activation, pooling, zero_padding};
use super::params::Parameters;
use super::plan::{Operation, Planned};
use super::shapes::{LayerShape, Shape};
use crate::config::Activation;

/// The frozen operations with their weights folded and packed.
#[derive(Debug)]
pub struct Folded {
    stages: Vec<Stage>,
    input_len: usize,
    output_len: usize,
    /// The operations up to the last one that leaves feature maps.
    maps: usize,
}

/// An operation, and the shape of its result.
#[derive(Debug)]
struct Stage {
    operation: Fold,
    output: Shape,
}

#[derive(Debug)]
enum Fold {
    Conv(Box<FoldedConvolution>),
    Depthwise(Box<FoldedDepthwise>),
    /// The operations, whose last one is a convolution that adds to its result what those of the shortcut make of the input,
    /// or the input.
    Residual {
        main: Vec<Stage>,
        shortcut: Vec<Stage>,
    },
    Normalisation(Statistics),
    Pooling(pooling::Pooling),
    ZeroPadding(zero_padding::ZeroPadding),
    Activation(Activation),
}

/// A convolution with the normalisation and the activation function after it.
#[derive(Debug)]
struct FoldedConvolution {
    conv: Convolution,
    weights: PackedWeights,
    bias: Vec<f32>,
    clamp: Clamp,
}

/// A depthwise convolution with the normalisation and the activation function after it.
#[derive(Debug)]
struct FoldedDepthwise {
    depthwise: Depthwise,
    weights: Vec<f32>,
    bias: Vec<f32>,
    clamp: Clamp,
}

impl Folded {
    /// Folds the operations of `plan`, none of which changes any more.
    #[must_use]
    pub fn new(context: &Context, plan: &[Planned], layers: &[LayerShape], parameters: &Parameters) -> Self {
        let shape = |layer: Option<usize>, of: fn(&LayerShape) -> Shape| layer.map_or(0, |at| of(&layers[at]).size());
        let stages = fold(context, plan, layers, parameters);
        let last_maps = stages.iter().rposition(|stage| matches!(stage.output, Shape::Picture { .. }));
        Self {
            maps: last_maps.map_or(0, |at| at + 1),
            stages,
            input_len: shape(plan.first().map(|planned| planned.layers.start), |layer| layer.input),
            output_len: shape(plan.last().map(|planned| planned.layers.end - 1), |layer| layer.output),
        }
    }

    /// The shape of the last feature maps.
    #[must_use]
    pub fn maps_shape(&self) -> Shape {
        self.maps.checked_sub(1).map_or(Shape::Row(0), |last| self.stages[last].output)
    }

    /// The last operation's results for `count` pictures, and the last feature maps where `with_maps` asks for them.
    #[must_use]
    pub fn run(&self, context: &Context, x: &[f32], count: usize, with_maps: bool) -> (Vec<f32>, Vec<f32>) {
        let mut y = context.buffer(count * self.output_len);
        let maps_len = if with_maps { self.maps_shape().size() } else { 0 };
        let mut maps = context.buffer(count * maps_len);
        let one = |y: &mut [f32], maps: &mut [f32], x: &[f32], bands: usize| {
            let last_maps = run_stages(&self.stages[..self.maps], context, x, bands);
            let last_maps = last_maps.as_deref().unwrap_or(x);
            if with_maps {
                maps.copy_from_slice(last_maps);
            }
            let result = run_stages(&self.stages[self.maps..], context, last_maps, bands);
            y.copy_from_slice(result.as_deref().unwrap_or(last_maps));
        };
        // Each picture alone, on as many threads as there are where there are few pictures. No sum depends on it.
        let bands = if count < 2 * context.threads() { 2 * context.threads() } else { 1 };
        context.run(|| {
            let pictures = y.par_chunks_exact_mut(self.output_len).zip(x.par_chunks_exact(self.input_len));
            let maps = pieces(&mut maps, (0..count).map(|_| maps_len)).into_par_iter();
            pictures.zip(maps).for_each(|((y, x), maps)| one(y, maps, x, bands));
        });
        (y.into_vec(), maps.into_vec())
    }
}

fn fold(context: &Context, plan: &[Planned], layers: &[LayerShape], parameters: &Parameters) -> Vec<Stage> {
    let mut stages = Vec::new();
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
                    [&block.main, &block.shortcut].map(|plan| fold(context, plan, layers, parameters));
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
        stages.extend(operation.map(|operation| Stage { operation, output }));
        at = end;
    }
    stages
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

struct After {
    statistics: Option<Statistics>,
    clamp: Clamp,
}

impl After {
    /// The weights, whose last axis is the channels', times the scale.
    fn scaled(&self, weights: &[f32]) -> Vec<f32> {
        match &self.statistics {
            None => weights.to_vec(),
            Some(Statistics { scale, .. }) => {
                let rows = weights.chunks_exact(scale.len());
                rows.flat_map(|row| row.iter().zip(scale).map(|(weight, scale)| weight * scale)).collect()
            }
        }
    }

    fn bias(&self, own: Option<&[f32]>, channels: usize) -> Vec<f32> {
        let own = |channel: usize| own.map_or(0.0, |own| own[channel]);
        match &self.statistics {
            None => (0..channels).map(own).collect(),
            Some(Statistics { scale, shift, .. }) => {
                (0..channels).map(|channel| own(channel) * scale[channel] + shift[channel]).collect()
            }
        }
    }
}

impl FoldedConvolution {
    fn new(context: &Context, conv: &Convolution, layer: usize, after: &After, parameters: &Parameters) -> Self {
        let weights = conv.pack(context, &after.scaled(parameters.get(layer, 0)));
        let own = conv.bias.then(|| parameters.get(layer, 1));
        let bias = after.bias(own, conv.geometry.filters());
        Self { conv: conv.clone(), weights, bias, clamp: after.clamp }
    }

    fn run(&self, context: &Context, x: &[f32], onto: Option<&[f32]>, bands: usize) -> Buffer {
        let geometry = &self.conv.geometry;
        let (height, width) = geometry.output();
        let row = width * geometry.filters();
        let mut y = context.buffer(height * row);
        self.conv.with_padded(x, |x| {
            in_bands(&mut y, height, row, (bands, self.conv.whole_rows(1)), |rows, y| {
                // The rows that are read stay in the first cache while all panels of the weights go over them.
                let each = rows_at_once(width, geometry.filters(), self.conv.whole_rows(1));
                for (number, y) in y.chunks_mut(each * row).enumerate() {
                    let start = rows.start + number * each;
                    let part = start..start + y.len() / row;
                    let onto = onto.map(|onto| &onto[part.start * row..part.end * row]);
                    self.weights.forward(geometry, x, Some(&self.bias), self.clamp, onto, part, y);
                }
            });
        });
        y
    }
}

impl FoldedDepthwise {
    fn new(depthwise: &Depthwise, layer: usize, after: &After, parameters: &Parameters) -> Self {
        let weights = after.scaled(parameters.get(layer, 0));
        let own = depthwise.bias().then(|| parameters.get(layer, 1));
        let bias = after.bias(own, depthwise.channels());
        Self { depthwise: depthwise.clone(), weights, bias, clamp: after.clamp }
    }

    fn run(&self, context: &Context, x: &[f32], bands: usize) -> Buffer {
        let (height, width) = self.depthwise.output();
        let row = width * self.depthwise.channels();
        let mut y = context.buffer(height * row);
        in_bands(&mut y, height, row, (bands, 1), |rows, y| {
            self.depthwise.infer_rows(context.simd, x, &self.weights, &self.bias, self.clamp, rows, y);
        });
        y
    }
}

/// Calls `work` with so many bands of rows of a picture, each but the last a multiple of so many rows high, on all threads where
/// there are several.
fn in_bands(
    y: &mut [f32],
    height: usize,
    row: usize,
    (bands, multiple): (usize, usize),
    work: impl Fn(Range<usize>, &mut [f32]) + Sync,
) {
    if bands == 1 {
        return work(0..height, y);
    }
    let each = height.div_ceil(bands).max(1).next_multiple_of(multiple);
    let ranges: Vec<_> = (0..height).step_by(each).map(|start| start..(start + each).min(height)).collect();
    let parts = pieces(y, ranges.iter().map(|range| range.len() * row));
    ranges.into_par_iter().zip(parts).for_each(|(range, part)| work(range, part));
}

/// The results of the last stage for one picture; `None` if there is none.
fn run_stages(stages: &[Stage], context: &Context, input: &[f32], bands: usize) -> Option<Buffer> {
    run_onto(stages, context, input, None, bands)
}

/// As [`run_stages`]; `onto` is added to the last result.
fn run_onto(stages: &[Stage], context: &Context, input: &[f32], onto: Option<&[f32]>, bands: usize) -> Option<Buffer> {
    let mut values: Option<Buffer> = None;
    for (number, stage) in stages.iter().enumerate() {
        let x = values.as_deref().unwrap_or(input);
        let onto = onto.filter(|_| number + 1 == stages.len());
        values = Some(match &stage.operation {
            Fold::Conv(conv) => conv.run(context, x, onto, bands),
            Fold::Depthwise(depthwise) => depthwise.run(context, x, bands),
            Fold::Residual { main, shortcut } => {
                let other = run_stages(shortcut, context, x, bands);
                run_onto(main, context, x, Some(other.as_deref().unwrap_or(x)), bands)?
            }
            Fold::Normalisation(statistics) => batch_norm::apply(context, statistics, x),
            Fold::Pooling(pooling) => pooling::infer(context, pooling, x, 1),
            Fold::ZeroPadding(padding) => zero_padding::infer(context, padding, x, 1),
            Fold::Activation(function) => activation::infer(context, *function, x),
        });
    }
    values
}
