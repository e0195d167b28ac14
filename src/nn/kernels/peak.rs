//! The processor's peak arithmetic throughput: multiply-adds on operands from the first-level cache.

use std::hint::black_box;
use std::time::Instant;

use super::lanes::{Kernel, Lanes, Simd, dispatch};
use super::tile::{self, Walk, with_tile_shape};

const STEPS: usize = 128;
const REPEATS: usize = 2000;
const ROUNDS: usize = 8;

struct Peak;

impl Kernel for Peak {
    type Output = f64;
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) -> f64 {
        // SAFETY: the caller guarantees that the processor supports the instructions of `L`.
        with_tile_shape!(L, tile::registers_wide::<L>(64), |R, V| unsafe { measure::<L, R, V>() })
    }
}

#[inline(always)]
unsafe fn measure<L: Lanes, const R: usize, const V: usize>() -> f64 {
    let panel = vec![1.0f32; STEPS * V * L::N];
    let values = [0.5f32; STEPS];
    let walk = Walk::of_steps(STEPS, 1, V * L::N);
    let mut out = vec![0.0f32; R * V * L::N];
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        for _ in 0..REPEATS {
            // SAFETY: rows and panel hold `STEPS` steps, `out` a whole tile.
            unsafe {
                let rows = [black_box(values.as_ptr()); R];
                let acc = tile::accumulate([[L::zero(); V]; R], &rows, black_box(panel.as_ptr()), walk);
                tile::write(acc, out.as_mut_ptr(), V * L::N, R, V * L::N);
            }
            black_box(&out);
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    (2 * REPEATS * STEPS * R * V * L::N) as f64 / best / 1e9
}

/// Measures the peak GFLOP/s of one thread in the tile that every product uses: the best of a few rounds of some
/// milliseconds each.
#[must_use]
pub fn measure_peak(simd: Simd) -> f64 {
    dispatch(simd, Peak)
}
