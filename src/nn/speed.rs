//! Which instructions run, and how fast they can be.

use rayon::prelude::*;

use super::context::Context;
use super::error::NetworkError;
use super::kernels::{Simd, measure_peak};

/// The instruction set in use: `avx512`, `avx2` or `portable`.
#[must_use]
pub fn simd_name() -> &'static str {
    Simd::chosen().name()
}

/// The most GFLOP/s that `threads` threads reach together in the tile that every product uses.
///
/// # Errors
/// If the system gives no threads.
pub fn measure_peak_gflops(threads: usize) -> Result<f64, NetworkError> {
    let simd = Simd::chosen();
    let context = Context::new(threads, simd)?;
    Ok(context.run(|| (0..context.threads()).into_par_iter().map(|_| measure_peak(simd)).sum()))
}

/// How much of the peak a training step comes to, about, with all that is no product: `bigode bench` tells it.
const SHARE_OF_PEAK: f64 = 0.7;
/// Additions and multiplications of a training step for each multiply-add of the forward pass: there are three products
/// as large, forward, for the weights and for the input.
const OPERATIONS: f64 = 6.0;

/// Multiply-adds of the forward pass a second that training on `threads` threads is likely to do, after some
/// milliseconds of measuring.
///
/// # Errors
/// If the system gives no threads.
pub fn likely_training_speed(threads: usize) -> Result<f64, NetworkError> {
    Ok(measure_peak_gflops(threads)? * 1e9 * SHARE_OF_PEAK / OPERATIONS)
}
