//! Dense with bias and ReLU. Most of a network's weights are here, so each is read from memory once in the forward pass
//! and once in the backward pass, where input gradient, weight gradient and optimiser step are computed block by block.

use std::sync::Arc;

use rayon::prelude::*;

use super::Step;
use crate::config::{Activation, LayerConfig};
use crate::memory::{or_unwind, zeros};
use crate::nn::context::{Buffer, Context, OneByOne, with_scratch};
use crate::nn::kernels::{Columns, PackedMatrix, Start, product};
use crate::nn::params::{Block, Parameters};
use crate::nn::shapes::{LayerShape, Shape};
use crate::nn::tape::Traced;

/// A dense layer in its place in the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dense {
    /// Its number in the list of layers, from 0.
    pub layer: usize,
    inputs: usize,
    units: usize,
    relu: bool,
    /// Whether it has a bias.
    pub bias: bool,
}

impl Dense {
    /// The dense layer that `layer`, number `index` from 0, is, if it is one. It gives logits; the loss includes
    /// softmax.
    #[must_use]
    pub fn of(layer: &LayerShape, index: usize) -> Option<Self> {
        let LayerConfig::Dense { activation, use_bias, .. } = layer.config else { return None };
        let (inputs, units) = (layer.input.size(), layer.output.size());
        Some(Self { layer: index, inputs, units, relu: activation == Activation::Relu, bias: use_bias })
    }
}

impl Dense {
    /// Floats of the sums over pieces of the inputs, for each picture.
    #[must_use]
    pub fn partial_sums(&self) -> usize {
        self.inputs.div_ceil(piece(self.inputs)) * self.units
    }
}

/// Inputs that are summed as one piece.
fn piece(inputs: usize) -> usize {
    inputs.div_ceil(PIECES).max(FEWEST_IN_PIECE)
}

/// Pieces of the sum over inputs, at any number of threads, and the fewest inputs of one.
const PIECES: usize = 16;
const FEWEST_IN_PIECE: usize = 16;

/// Inputs in a product, whose weights and the next ones' fit the second-level cache.
const INPUTS_AT_ONCE: usize = 64;

/// The same for a single picture, whose products take less time than fetching their weights.
const INPUTS_AT_ONCE_FOR_ONE: usize = 16;

/// Inputs whose weights' gradient is computed and applied at a time: they and the next ones' fit the second-level cache, and they fill
/// whole tiles.
const ROWS_AT_ONCE: usize = 60;

/// Such blocks that a thread takes at a time.
const BLOCKS_AT_ONCE: usize = 8;

/// Inference, and the forward pass of training.
#[must_use]
pub fn infer(context: &Context, dense: &Dense, x: &[f32], count: usize, parameters: &Parameters) -> Buffer {
    let weights = parameters.get(dense.layer, 0);
    let bias = dense.bias.then(|| parameters.get(dense.layer, 1));
    let (inputs, units) = (dense.inputs, dense.units);
    let piece = piece(inputs);
    let pieces = inputs.div_ceil(piece);
    let at_once = if count == 1 { INPUTS_AT_ONCE_FOR_ONE } else { INPUTS_AT_ONCE };
    let mut parts = context.buffer(pieces * count * units);
    let mut y = context.buffer(count * units);
    context.run(|| {
        parts.par_chunks_mut(count * units).zip(weights.par_chunks(piece * units)).enumerate().one_by_one().for_each(
            |(i, (part, weights))| {
                let mut left = weights.chunks(at_once * units).peekable();
                let (mut at, mut start) = (i * piece, Start::Zero);
                while let Some(rows) = left.next() {
                    let shape = (count, inputs, 1);
                    let next = left.peek().copied().unwrap_or_default();
                    if let Some(columns) = Columns::of_rows(context.simd, rows, units) {
                        product(&x[at..], shape, columns, part, units, start, next);
                    } else {
                        let mut packed = PackedMatrix::zeros(context.simd, rows.len() / units, units);
                        packed.fill(|k, u| rows[k * units + u]);
                        product(&x[at..], shape, (&packed).into(), part, units, start, next);
                    }
                    (at, start) = (at + at_once, Start::Previous);
                }
            },
        );
        y.par_chunks_mut(units).enumerate().for_each(|(row, y)| {
            y.fill(0.0);
            for part in parts.chunks_exact(count * units) {
                y.iter_mut().zip(&part[row * units..]).for_each(|(y, part)| *y += part);
            }
            if let Some(bias) = bias {
                y.iter_mut().zip(bias).for_each(|(y, bias)| *y += bias);
            }
            if dense.relu {
                y.iter_mut().filter(|y| **y < 0.0).for_each(|y| *y = 0.0);
            }
        });
    });
    y
}

/// The forward pass of training; its gradient goes on the tape.
#[must_use]
pub fn train(step: &Step, dense: Dense, x: Traced, first: bool) -> Traced {
    let count = x.count;
    let input = x.values.clone();
    let y = Arc::new(infer(&step.context, &dense, &input, count, &step.state.borrow().parameters));
    let saved = y.clone();
    let step = step.clone();
    x.then(y, Shape::Row(dense.units), move |mut gradient| {
        if dense.relu {
            gradient.iter_mut().zip(saved.iter()).filter(|(_, y)| **y <= 0.0).for_each(|(g, _)| *g = 0.0);
        }
        backward(&step, &dense, &input, &gradient, count, !first)
    })
}

fn backward(step: &Step, dense: &Dense, x: &[f32], dy: &[f32], count: usize, wants_input: bool) -> Option<Vec<f32>> {
    let context = &step.context;
    let (inputs, units) = (dense.inputs, dense.units);
    let mut by_sample = PackedMatrix::zeros(context.simd, count, units);
    by_sample.fill(|sample, unit| dy[sample * units + unit]);
    let mut by_unit = PackedMatrix::zeros(context.simd, units, count);
    by_unit.fill(|unit, sample| dy[sample * units + unit]);

    let mut state = step.state.borrow_mut();
    let index = state.parameters.index(dense.layer, 0);
    let mut dx = context.buffer(if wants_input { inputs * count } else { 0 });
    let mut dx_blocks: Vec<&mut [f32]> = dx.chunks_mut(ROWS_AT_ONCE * count).collect();
    dx_blocks.resize_with(inputs.div_ceil(ROWS_AT_ONCE), Default::default);
    let mut blocks = state.blocks(index, ROWS_AT_ONCE * units);
    // From the last inputs to the first: of those the forward pass has left some in the cache.
    let one = |i: usize, block: &mut Block, dx: &mut [f32], next: &[f32]| {
        let rows = block.weights.len() / units;
        if !dx.is_empty() {
            product(block.weights, (rows, units, 1), (&by_unit).into(), dx, count, Start::Zero, &[]);
        }
        with_scratch(rows * units, |dw| {
            let x = &x[i * ROWS_AT_ONCE..];
            product(x, (rows, 1, inputs), (&by_sample).into(), dw, units, Start::Zero, next);
            block.deliver(dw);
        });
    };
    context.run(|| {
        let tasks = blocks.par_chunks_mut(BLOCKS_AT_ONCE).zip(dx_blocks.par_chunks_mut(BLOCKS_AT_ONCE)).enumerate();
        tasks.one_by_one().rev().for_each(|(task, (mut blocks, dx))| {
            for (j, dx) in dx.iter_mut().enumerate().rev() {
                let Some((block, before)) = blocks.split_last_mut() else { break };
                let next = before.last().map_or(&[][..], |next| next.weights);
                one(task * BLOCKS_AT_ONCE + j, block, dx, next);
                blocks = before;
            }
        });
    });
    if dense.bias {
        let mut sum = or_unwind(zeros(units));
        for row in dy.chunks_exact(units) {
            sum.iter_mut().zip(row).for_each(|(sum, g)| *sum += g);
        }
        state.deliver(index + 1, &sum);
    }
    wants_input.then(|| transposed(context, &dx, count).into_vec())
}

/// `[count][inputs]` from `[inputs][count]`.
fn transposed(context: &Context, x: &[f32], count: usize) -> Buffer {
    let inputs = x.len() / count;
    let mut y = context.buffer(x.len());
    context.run(|| {
        y.par_chunks_mut(inputs).enumerate().one_by_one().for_each(|(sample, y)| {
            for (i, y) in y.iter_mut().enumerate() {
                *y = x[i * count + sample];
            }
        });
    });
    y
}
