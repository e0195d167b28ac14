//! SIMD kernels: the only unsafe code of the project.
//!
//! Each kernel is written once over registers of floats ([`Simd`] lists the three kinds) and equals its portable form
//! within float32 rounding. `tile.rs` explains the register tile that all products share, `winograd/` how 3x3 convolutions take fewer
//! products.

#![expect(clippy::float_cmp, reason = "the backward pass of max pooling compares with the value that it kept")]
#![expect(
    clippy::inline_always,
    reason = "a kernel is compiled for an instruction set by being inlined into a function that enables it"
)]
#![expect(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch, and branches prevent vectorisation")]
#![expect(clippy::too_many_arguments, reason = "a product has two operands, a result, and the shape of each")]

mod aligned_floats;
mod combination;
mod conv;
mod dense;
mod depthwise;
mod lanes;
mod packed_matrix;
mod passes;
mod peak;
mod pooling;
mod portable;
mod tile;
mod winograd;

pub use aligned_floats::AlignedFloats;
pub use combination::combination;
pub use conv::{Geometry, forward, padded_channels, weight_gradient};
pub use dense::{Columns, Start, product};
pub use depthwise::{
    Surroundings, depthwise_clamped, depthwise_forward, depthwise_input_gradient, depthwise_weight_gradient,
};
pub use lanes::{Clamp, Simd, UnknownSimd};
pub use packed_matrix::{PackedMatrix, PanelBlock, sum_rows};
pub use passes::{Mask, Normalised, moments, normalise, normalise_sums};
pub use peak::measure_peak;
pub use pooling::{Coefficients, Pitch, Pooled, Windows, pool_extremes, unpool};
pub use winograd::{
    POINTS, TILE, Tiles, is_tiled, is_winograd, kernel_gradient_share, kernel_share, tiles_of, winograd_forward,
    winograd_gradient_product, winograd_gradient_scratch, winograd_inputs, winograd_output_gradients, winograd_outputs,
    winograd_product, winograd_scratch, winograd_weight_gradient,
};

/// Floats from the start of the first of `count` rows to the end of the last one: rows begin `pitch` floats apart, and
/// the last one is `last` floats long. Panics where that exceeds any memory, so that no check of a length can wrap.
fn span(count: usize, pitch: usize, last: usize) -> usize {
    let Some(before) = count.checked_sub(1) else { return 0 };
    before.checked_mul(pitch).and_then(|floats| floats.checked_add(last)).expect("rows that fit memory")
}

#[cfg(test)]
mod tests;
