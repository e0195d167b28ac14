//! An operation of the folded network, and a list of them in the memory of a thread.

use rayon::prelude::*;

use super::bottleneck::Bottleneck;
use super::products::{FoldedConvolution, FoldedDepthwise};
use crate::config::Activation;
use crate::nn::context::Context;
use crate::nn::kernels::{self, Mask};
use crate::nn::ops::batch_norm::Statistics;
use crate::nn::ops::{activation, pooling, zero_padding};
use crate::nn::shapes::Shape;

/// An operation, and the shape of its result.
#[derive(Debug)]
pub struct Stage {
    pub operation: Fold,
    pub output: Shape,
}

#[derive(Debug)]
pub enum Fold {
    Conv(Box<FoldedConvolution>),
    Depthwise(Box<FoldedDepthwise>),
    Bottleneck(Bottleneck),
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

/// Floats of a line of the cache, at whose multiples results begin.
pub const LINE: usize = 16;

/// Floats that [`run`] works in.
pub fn room(stages: &[Stage]) -> usize {
    let inner = stages.iter().map(|stage| match &stage.operation {
        Fold::Residual { main, shortcut } => shortcut_len(shortcut) + room(main).max(room(shortcut)),
        _ => 0,
    });
    2 * widest(stages) + inner.max().unwrap_or(0)
}

/// Floats of the largest result that is handed on from stage to stage.
fn widest(stages: &[Stage]) -> usize {
    let handed_on = &stages[..stages.len().saturating_sub(1)];
    handed_on.iter().map(|stage| stage.output.size().next_multiple_of(LINE)).max().unwrap_or(0)
}

fn shortcut_len(shortcut: &[Stage]) -> usize {
    shortcut.last().map_or(0, |last| last.output.size().next_multiple_of(LINE))
}

/// The last stage's result for the picture `x`, which without stages is `x`, plus `onto`, in `bands` bands of rows. `scratch`
/// has [`room`] for what is between.
pub fn run(
    stages: &[Stage],
    context: &Context,
    bands: usize,
    x: &[f32],
    onto: Option<&[f32]>,
    y: &mut [f32],
    scratch: &mut [f32],
) {
    let len = widest(stages);
    let (even, rest) = scratch.split_at_mut(len);
    let (odd, scratch) = rest.split_at_mut(len);
    if stages.is_empty() {
        y.copy_from_slice(x);
    }
    for (number, stage) in stages.iter().enumerate() {
        let (from, to) = if number % 2 == 0 { (&*odd, &mut *even) } else { (&*even, &mut *odd) };
        let x = number.checked_sub(1).map_or(x, |before| &from[..stages[before].output.size()]);
        if number + 1 == stages.len() {
            stage.run(context, bands, x, onto, y, scratch);
        } else {
            stage.run(context, bands, x, None, &mut to[..stage.output.size()], scratch);
        }
    }
}

impl Stage {
    fn run(
        &self,
        context: &Context,
        bands: usize,
        x: &[f32],
        onto: Option<&[f32]>,
        y: &mut [f32],
        scratch: &mut [f32],
    ) {
        match &self.operation {
            Fold::Conv(conv) => conv.run(x, onto, bands, y),
            Fold::Depthwise(depthwise) => depthwise.run(context.simd, x, bands, y),
            Fold::Bottleneck(bottleneck) => bottleneck.run(context.simd, x, onto, bands, y),
            Fold::Residual { main, shortcut } => {
                let (other, scratch) = scratch.split_at_mut(shortcut_len(shortcut));
                let other = match shortcut.last() {
                    None => x,
                    Some(last) => {
                        let other = &mut other[..last.output.size()];
                        run(shortcut, context, bands, x, None, other, scratch);
                        other
                    }
                };
                run(main, context, bands, x, Some(other), y, scratch);
            }
            Fold::Normalisation(statistics) => {
                let piece = y.len().div_ceil(bands).next_multiple_of(statistics.scale.len());
                in_pieces(y, piece, |from, y| {
                    let x = &x[from..][..y.len()];
                    kernels::normalise(context.simd, x, &statistics.scale, &statistics.shift, Mask::none(), 0, y);
                });
            }
            Fold::Pooling(pooling) => pooling.forward(x, y),
            Fold::ZeroPadding(padding) => padding.padded(x, y),
            Fold::Activation(function) => activation::values(*function, x, y),
        }
    }
}

/// Calls `work` with pieces of `y` of this length, and where each begins, on all threads where there are several.
fn in_pieces(y: &mut [f32], len: usize, work: impl Fn(usize, &mut [f32]) + Sync) {
    if y.len() <= len {
        return work(0, y);
    }
    y.par_chunks_mut(len).enumerate().for_each(|(number, y)| work(number * len, y));
}
