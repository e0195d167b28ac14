//! The arithmetic at the bottom: the only unsafe code of the project.
//!
//! Each kernel is written once over registers of floats ([`Simd`] names the three kinds) and equals its portable form
//! within float32 rounding. `tile.rs` explains the one scheme behind all products.

#![expect(clippy::float_cmp, reason = "pooling looks for the very value that it kept")]
#![expect(
    clippy::inline_always,
    reason = "a kernel gets its instructions by being inlined into the function that has them"
)]
#![expect(
    clippy::needless_bitwise_bool,
    reason = "a lazy operator is a branch, and a loop with branches has no vectors"
)]
#![expect(clippy::too_many_arguments, reason = "a product has two operands, a result, and the shape of each")]

mod conv;
mod dense;
mod floats;
mod lanes;
mod panels;
mod passes;
mod peak;
mod tile;

pub use conv::{Geometry, forward, padded_channels, weight_gradient};
pub use dense::{Columns, product};
pub use floats::Floats;
pub use lanes::Simd;
pub use panels::{Panels, unpack};
pub use passes::{
    Coefficients, Mask, Normalised, Pitch, Pooled, Windows, moments, normalise, normalise_sums, pool_extremes, unpool,
};
pub use peak::measure_peak;

#[cfg(test)]
mod tests;
