//! The weights, packed for both passes, and their gradient.

use std::ops::Range;

use rayon::prelude::*;

use super::Convolution;
use crate::nn::context::{Buffer, Context, Matrix, OneByOne, with_scratch};
use crate::nn::kernels::{
    self, Clamp, Geometry, POINTS, PackedMatrix, PanelBlock, is_winograd, kernel_gradient_share, kernel_share,
    winograd_forward, winograd_scratch,
};
use crate::nn::params::Block;

/// Rows of the weights that a thread handles at once.
pub(super) const ROWS_AT_ONCE: usize = 64;

/// A convolution's weights, packed for the way in which it is computed.
#[derive(Debug)]
pub struct PackedWeights {
    direct: Matrix,
    /// The transformed kernels; none where the shape does not allow Winograd's way.
    pub(super) transformed: Option<Matrix>,
}

impl PackedWeights {
    /// `fill` writes a block of the weights, whose rows are (kernel row, kernel column, channel).
    fn new(
        context: &Context,
        (depth, columns): (usize, usize),
        is_transformed: bool,
        fill: impl Fn(PanelBlock<'_>) + Sync,
    ) -> Self {
        let mut direct = context.matrix(depth, columns);
        context.run(|| direct.blocks_mut(ROWS_AT_ONCE).into_par_iter().one_by_one().for_each(&fill));
        let transformed = is_transformed.then(|| transformed(context, &direct, depth / 9, columns));
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

fn transformed(context: &Context, direct: &PackedMatrix, channels: usize, columns: usize) -> Matrix {
    let shares: [[f32; 9]; POINTS] = std::array::from_fn(kernel_share);
    let mut transformed = context.matrix(POINTS * channels, columns);
    context.run(|| {
        transformed.blocks_mut(channels).into_par_iter().one_by_one().for_each(|mut block| {
            let shares = &shares[block.row / channels];
            let rows = |place: usize| direct.panel_rows(place * channels..(place + 1) * channels, block.column);
            let parts = shares.iter().enumerate().map(|(place, share)| (*share, rows(place))).collect();
            kernels::combination(context.simd, &without_zeros(parts), block.data());
        });
    });
    transformed
}

/// Those parts of a sum that have a weight.
fn without_zeros<T>(mut parts: Vec<(f32, T)>) -> Vec<(f32, T)> {
    parts.retain(|(weight, _)| *weight != 0.0);
    parts
}

impl Convolution {
    /// The weights, packed for the forward pass of single pictures.
    #[must_use]
    pub fn pack(&self, context: &Context, weights: &[f32]) -> PackedWeights {
        self.pack_for(context, weights, 1)
    }

    /// The weights, packed for the forward pass of a batch of `count` pictures.
    #[must_use]
    pub fn pack_for(&self, context: &Context, weights: &[f32], count: usize) -> PackedWeights {
        let (depth, filters) = (self.geometry.depth(), self.geometry.filters());
        let is_transformed = self.by_winograd() || self.is_whole_batch(count);
        PackedWeights::new(context, (depth, filters), is_transformed, |block| {
            let first = block.column;
            for (row, line) in block.lines() {
                line.copy_from_slice(&weights[row * filters + first..][..line.len()]);
            }
        })
    }

    /// Floats of the packed weights of both passes.
    #[must_use]
    pub fn packed_len(&self) -> usize {
        let len = self.geometry.depth() * self.geometry.filters();
        2 * if self.by_winograd() || self.is_whole_batch(usize::MAX) { len + POINTS * len / 9 } else { len }
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
    pub(super) fn of(context: &Context, conv: &Convolution, weights: &[f32], count: usize) -> Self {
        let g = &conv.geometry;
        let channels = kernels::padded_channels(context.simd, g.filters());
        let places = g.kernel().0 * g.kernel().1;
        let shape = (places * channels, g.channels());
        let is_transformed = conv.by_winograd() || conv.is_whole_batch(count);
        let weights = PackedWeights::new(context, shape, is_transformed, |mut block| {
            let (first, columns, width) = (block.column, block.columns, block.width);
            let mut row = block.row;
            let mut rest = block.data();
            while !rest.is_empty() {
                // The filters of one place of the kernel, which the weights have side by side.
                let (place, filter) = (row / channels, row % channels);
                let count = (channels - filter).min(rest.len() / width);
                let (lines, after) = std::mem::take(&mut rest).split_at_mut(count * width);
                let filters = filter.min(g.filters())..(filter + count).min(g.filters());
                lines[filters.len() * width..].fill(0.0);
                for column in 0..columns {
                    let channel = (places - 1 - place) * g.channels() + first + column;
                    let from = &weights[channel * g.filters()..][filters.clone()];
                    lines.chunks_exact_mut(width).zip(from).for_each(|(line, weight)| line[column] = *weight);
                }
                (row, rest) = (row + count, after);
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
        return deliver_transformed(context, conv, &summed(context, groups, shape), blocks);
    }
    deliver(context, blocks, filters, |rows, gradient| {
        kernels::sum_rows(context.simd, groups, shape, rows, gradient);
    });
}

/// Delivers the weights' gradient from that of the transformed weights, row-major.
pub(super) fn deliver_transformed(context: &Context, conv: &Convolution, sums: &[f32], blocks: Vec<Block<'_>>) {
    let shares: [[f32; POINTS]; 9] = std::array::from_fn(kernel_gradient_share);
    let (channels, filters) = (conv.geometry.channels(), conv.geometry.filters());
    deliver(context, blocks, filters, |rows, gradient| {
        let mut row = rows.start;
        let mut rest = gradient;
        while row < rows.end {
            // The rows of one place of the kernel.
            let (place, channel) = (row / channels, row % channels);
            let count = (channels - channel).min(rows.end - row);
            let (now, after) = std::mem::take(&mut rest).split_at_mut(count * filters);
            let point = |point: usize| &sums[(point * channels + channel) * filters..][..count * filters];
            let parts = shares[place].iter().enumerate().map(|(at, share)| (*share, point(at))).collect();
            kernels::combination(context.simd, &without_zeros(parts), now);
            (row, rest) = (row + count, after);
        }
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
        blocks.into_par_iter().enumerate().one_by_one().for_each(|(i, mut block)| {
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
        sums.par_chunks_mut(ROWS_AT_ONCE * shape.1).enumerate().one_by_one().for_each(|(i, to)| {
            let first = i * ROWS_AT_ONCE;
            kernels::sum_rows(context.simd, groups, shape, first..first + to.len() / shape.1, to);
        });
    });
    sums
}
