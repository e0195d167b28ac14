//! The weights, packed for both passes, and their gradient.

use std::ops::Range;

use rayon::prelude::*;

use super::Convolution;
use crate::nn::context::{Buffer, Context, with_scratch};
use crate::nn::kernels::{
    self, Clamp, Geometry, POINTS, PackedMatrix, is_winograd, kernel_gradient_share, kernel_share, winograd_forward,
    winograd_scratch,
};
use crate::nn::params::Block;

/// Rows of the weights that a thread handles at once.
pub(super) const ROWS_AT_ONCE: usize = 64;

/// A convolution's weights, packed for the way in which it is computed.
#[derive(Debug)]
pub struct PackedWeights {
    direct: PackedMatrix,
    /// The transformed kernels; none where the shape does not allow Winograd's way.
    transformed: Option<PackedMatrix>,
}

impl PackedWeights {
    /// `line` writes a row of the weights, (kernel row, kernel column, channel), from a column on.
    fn new(
        context: &Context,
        (depth, columns): (usize, usize),
        by_winograd: bool,
        line: impl Fn(usize, usize, &mut [f32]) + Sync,
    ) -> Self {
        let mut direct = PackedMatrix::zeros(context.simd, depth, columns);
        context.run(|| {
            direct.blocks_mut(ROWS_AT_ONCE).into_par_iter().for_each(|block| {
                let first = block.column;
                for (row, to) in block.lines() {
                    line(row, first, to);
                }
            });
        });
        let transformed = by_winograd.then(|| transformed(context, &direct, depth / 9, columns));
        Self { direct, transformed }
    }

    /// `y = clamp(conv(x) + bias) + onto`, as [`kernels::forward`].
    #[expect(clippy::too_many_arguments, reason = "a product has two operands, a result, and the shape of each")]
    pub fn forward(
        &self,
        geometry: &Geometry,
        x: &[f32],
        bias: Option<&[f32]>,
        clamp: Clamp,
        onto: Option<&[f32]>,
        rows: Range<usize>,
        y: &mut [f32],
    ) {
        let is_done = match &self.transformed {
            Some(weights) if is_winograd(geometry) => with_scratch(winograd_scratch(geometry), |scratch| {
                winograd_forward(geometry, x, weights, bias, clamp, onto, rows.clone(), y, scratch)
            }),
            _ => false,
        };
        if !is_done {
            kernels::forward(geometry, x, &self.direct, bias, clamp, onto, rows, y);
        }
    }
}

fn transformed(context: &Context, direct: &PackedMatrix, channels: usize, columns: usize) -> PackedMatrix {
    let shares: [[f32; 9]; POINTS] = std::array::from_fn(kernel_share);
    let mut transformed = PackedMatrix::zeros(context.simd, POINTS * channels, columns);
    context.run(|| {
        transformed.blocks_mut(channels).into_par_iter().for_each(|block| {
            let first = block.column;
            for (row, to) in block.lines() {
                let (point, channel) = (row / channels, row % channels);
                for (place, share) in shares[point].iter().enumerate().filter(|(_, share)| **share != 0.0) {
                    let from = direct.line(place * channels + channel, first);
                    to.iter_mut().zip(from).for_each(|(to, weight)| *to += share * weight);
                }
            }
        });
    });
    transformed
}

impl Convolution {
    /// The weights, packed for the forward pass.
    #[must_use]
    pub fn pack(&self, context: &Context, weights: &[f32]) -> PackedWeights {
        let (depth, filters) = (self.geometry.depth(), self.geometry.filters());
        PackedWeights::new(context, (depth, filters), self.by_winograd(), |row, first, line| {
            line.copy_from_slice(&weights[row * filters + first..][..line.len()]);
        })
    }

    /// Floats of the packed weights of both passes.
    #[must_use]
    pub fn packed_len(&self) -> usize {
        let len = self.geometry.depth() * self.geometry.filters();
        2 * if self.by_winograd() { len + POINTS * len / 9 } else { len }
    }

    /// Rows and columns of the weights' gradient as the products leave it.
    pub(super) fn gradient_shape(&self) -> (usize, usize) {
        let g = &self.geometry;
        (if self.by_winograd() { POINTS * g.channels() } else { g.depth() }, g.filters())
    }
}

/// The weights of the convolution that computes another's input gradient: the kernel flipped in both directions, its
/// input and output channels exchanged. It runs over the output's gradient, padded and, for strides, dilated with
/// zeros.
pub(super) struct FlippedKernel {
    pub(super) weights: PackedWeights,
    /// Channels of the gradient, padded.
    pub(super) channels: usize,
}

impl FlippedKernel {
    pub(super) fn of(context: &Context, conv: &Convolution, weights: &[f32]) -> Self {
        let g = &conv.geometry;
        let channels = kernels::padded_channels(context.simd, g.filters());
        let places = g.kernel().0 * g.kernel().1;
        let shape = (places * channels, g.channels());
        let weights = PackedWeights::new(context, shape, conv.by_winograd(), |row, first, line| {
            let (place, filter) = (row / channels, row % channels);
            if filter < g.filters() {
                let start = (places - 1 - place) * g.channels() + first;
                for (i, weight) in line.iter_mut().enumerate() {
                    *weight = weights[(start + i) * g.filters() + filter];
                }
            }
        });
        Self { weights, channels }
    }
}

/// The number of groups of units, each with a sum of the weights' gradient of its own: enough to occupy the threads,
/// few enough to fit memory.
pub(super) fn groups_for(units: usize, gradient_len: usize) -> usize {
    const FLOATS: usize = 4 << 20;
    units.min((FLOATS / gradient_len).clamp(2, 32))
}

/// Delivers the weights' gradient, the sum of the groups' packed gradients in their order, block by block.
pub(super) fn deliver_weights(context: &Context, conv: &Convolution, groups: &[f32], blocks: Vec<Block<'_>>) {
    let (shape, filters) = (conv.gradient_shape(), conv.geometry.filters());
    if conv.by_winograd() {
        let sums = summed(context, groups, shape);
        let shares: [[f32; POINTS]; 9] = std::array::from_fn(kernel_gradient_share);
        let channels = conv.geometry.channels();
        return deliver(context, blocks, filters, |rows, gradient| {
            for (row, line) in rows.zip(gradient.chunks_exact_mut(filters)) {
                line.fill(0.0);
                for (point, share) in shares[row / channels].iter().enumerate().filter(|(_, share)| **share != 0.0) {
                    let from = &sums[(point * channels + row % channels) * filters..][..filters];
                    line.iter_mut().zip(from).for_each(|(to, value)| *to += share * value);
                }
            }
        });
    }
    deliver(context, blocks, filters, |rows, gradient| {
        kernels::sum_rows(context.simd, groups, shape, rows, gradient);
    });
}

/// Delivers each block with what `gradient` writes for its rows.
fn deliver(
    context: &Context,
    blocks: Vec<Block<'_>>,
    filters: usize,
    gradient: impl Fn(Range<usize>, &mut [f32]) + Sync,
) {
    context.run(|| {
        blocks.into_par_iter().enumerate().for_each(|(i, block)| {
            let first = i * ROWS_AT_ONCE;
            with_scratch(block.weights.len(), |sum| {
                gradient(first..first + sum.len() / filters, sum);
                block.deliver(sum);
            });
        });
    });
}

/// The sum of packed matrices of this shape, row by row.
fn summed(context: &Context, groups: &[f32], shape: (usize, usize)) -> Buffer {
    let mut sums = context.buffer(shape.0 * shape.1);
    context.run(|| {
        sums.par_chunks_mut(ROWS_AT_ONCE * shape.1).enumerate().for_each(|(i, to)| {
            let first = i * ROWS_AT_ONCE;
            kernels::sum_rows(context.simd, groups, shape, first..first + to.len() / shape.1, to);
        });
    });
    sums
}
