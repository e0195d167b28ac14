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
