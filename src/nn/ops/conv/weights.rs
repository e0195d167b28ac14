//! The weights, packed for both passes, and their gradient.

use rayon::prelude::*;

use super::Convolution;
use crate::nn::context::{Context, with_scratch};
use crate::nn::kernels::{self, Geometry, PackedMatrix};
use crate::nn::params::Block;

/// Rows of the weights that a thread handles at once.
pub(super) const ROWS_AT_ONCE: usize = 64;

impl Convolution {
    /// The weights, packed for the forward pass.
    #[must_use]
    pub fn pack(&self, context: &Context, weights: &[f32]) -> PackedMatrix {
        let (depth, filters) = (self.geometry.depth(), self.geometry.filters());
        let mut packed = PackedMatrix::zeros(context.simd, depth, filters);
        context.run(|| {
            packed.blocks_mut(ROWS_AT_ONCE).into_par_iter().for_each(|block| {
                let first = block.column;
                for (row, line) in block.lines() {
                    line.copy_from_slice(&weights[row * filters + first..][..line.len()]);
                }
            });
        });
        packed
    }
}

/// The weights of the convolution that computes another's input gradient: the kernel flipped in both directions, its
/// input and output channels exchanged. It runs over the output's gradient, padded and, for strides, dilated with
/// zeros.
pub(super) struct FlippedKernel {
    pub(super) weights: PackedMatrix,
    /// Channels of the gradient, padded.
    pub(super) channels: usize,
}

impl FlippedKernel {
    pub(super) fn of(context: &Context, g: &Geometry, weights: &[f32]) -> Self {
        let channels = kernels::padded_channels(context.simd, g.filters());
        let mut packed = PackedMatrix::zeros(context.simd, g.kernel().0 * g.kernel().1 * channels, g.channels());
        context.run(|| {
            packed.blocks_mut(ROWS_AT_ONCE).into_par_iter().for_each(|block| {
                let first = block.column;
                for (row, line) in block.lines() {
                    let (place, filter) = (row / channels, row % channels);
                    if filter >= g.filters() {
                        continue;
                    }
                    let (kh, kw) = (g.kernel().0 - 1 - place / g.kernel().1, g.kernel().1 - 1 - place % g.kernel().1);
                    let start = (kh * g.kernel().1 + kw) * g.channels() + first;
                    for (i, weight) in line.iter_mut().enumerate() {
                        *weight = weights[(start + i) * g.filters() + filter];
                    }
                }
            });
        });
        Self { weights: packed, channels }
    }
}

/// The number of groups of units, each with a sum of the weights' gradient of its own: enough to occupy the threads,
/// few enough to fit memory.
pub(super) fn groups_for(units: usize, gradient_len: usize) -> usize {
    const FLOATS: usize = 4 << 20;
    units.min((FLOATS / gradient_len).clamp(2, 32))
}

/// Delivers the weights' gradient, the sum of the groups' packed gradients in their order, block by block.
pub(super) fn deliver_weights(context: &Context, g: &Geometry, groups: &[f32], blocks: Vec<Block<'_>>) {
    let shape = (g.depth(), g.filters());
    context.run(|| {
        blocks.into_par_iter().enumerate().for_each(|(i, block)| {
            let first = i * ROWS_AT_ONCE;
            with_scratch(block.weights.len(), |sum| {
                kernels::sum_rows(context.simd, groups, shape, first..first + sum.len() / g.filters(), sum);
                block.deliver(sum);
            });
        });
    });
}
