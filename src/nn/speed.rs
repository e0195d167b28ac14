//! The instruction set in use, its peak throughput, and the memory's speed.

use std::time::Instant;

use rayon::prelude::*;

use super::context::Context;
use super::error::NetworkError;
use super::kernels::{Simd, measure_peak};
use crate::memory::filled;

/// The instruction set in use: `avx512`, `avx2` or `portable`; `none` if `BIGODE_SIMD` names none of this processor, so
/// that no network can be built.
#[must_use]
pub fn simd_name() -> &'static str {
    Simd::chosen().map_or("none", Simd::name)
}

/// Checks the choice of an instruction set.
///
/// # Errors
/// If `BIGODE_SIMD` names none of this processor.
pub fn check_simd() -> Result<(), NetworkError> {
    Simd::chosen()?;
    Ok(())
}

/// The peak GFLOP/s of `threads` threads together, in the tile that every product uses.
///
/// # Errors
/// If `BIGODE_SIMD` names no instruction set of this processor, or if the system provides no threads.
pub fn measure_peak_gflops(threads: usize) -> Result<f64, NetworkError> {
    let simd = Simd::chosen()?;
    let context = Context::new(threads, simd)?;
    Ok(context.run(|| (0..context.threads()).into_par_iter().map(|_| measure_peak(simd)).sum()))
}

/// Thousand millions of bytes a second that `threads` threads together read and write in memory that no cache holds: the best of a
/// few rounds of doubling numbers, each read and written once.
///
/// # Errors
/// If `BIGODE_SIMD` names no instruction set of this processor, or if the system provides no threads or no memory.
pub fn measure_memory_speed(threads: usize) -> Result<f64, NetworkError> {
    const FLOATS: usize = 32 << 20;
    const PIECE: usize = 64 << 10;
    const ROUNDS: usize = 5;
    let context = Context::new(threads, Simd::chosen()?)?;
    // Written, so that it is memory of its own.
    let numbers = || filled(FLOATS, 1.0_f32);
    let (x, mut y) = (numbers()?, numbers()?);
    let seconds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        context.run(|| {
            y.par_chunks_mut(PIECE).zip(x.par_chunks(PIECE)).for_each(|(y, x)| {
                y.iter_mut().zip(x).for_each(|(y, x)| *y = 2.0 * x);
            });
        });
        start.elapsed().as_secs_f64()
    });
    let bytes = 2 * FLOATS * size_of::<f32>();
    Ok(bytes as f64 / seconds.fold(f64::INFINITY, f64::min) / 1e9)
}

/// The share of the peak that a whole training step typically reaches, as `bigode bench` measures it.
const SHARE_OF_PEAK: f64 = 0.7;
/// Additions and multiplications of a training step for each multiply-add of the forward pass: forward pass, weight
/// gradient and input gradient are products of the same size.
const OPERATIONS: f64 = 6.0;

/// An estimate of the training speed on `threads` threads, in multiply-adds of the forward pass per second, from a
/// measurement of some milliseconds.
///
/// # Errors
/// If `BIGODE_SIMD` names no instruction set of this processor, or if the system provides no threads.
pub fn likely_training_speed(threads: usize) -> Result<f64, NetworkError> {
    Ok(measure_peak_gflops(threads)? * 1e9 * SHARE_OF_PEAK / OPERATIONS)
}
