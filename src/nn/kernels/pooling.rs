//! Max pooling before a normalisation, and the way back through pooling, normalisation and ReLU, one pass over memory each.

use super::lanes::{Simd, fetch};
use super::passes::{Mask, each_block, vectorised};
use super::span;

/// Windows of a pooling that do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    /// Height and width of a window.
    pub pool: (usize, usize),
    /// Pixels in a row of the unpooled picture.
    pub width: usize,
    /// Channels.
    pub channels: usize,
}

impl Windows {
    /// Windows in a row.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.width / self.pool.1
    }

    /// Rows of pixels in `y`.
    fn rows_of(&self, y: &[f32]) -> usize {
        assert!(self.pool.0 > 0 && self.pool.1 > 0, "windows of at least one pixel");
        let row = self.width * self.channels;
        assert!(row > 0 && y.len().is_multiple_of(row), "whole rows of pixels");
        y.len() / row
    }
}

vectorised! {
    /// The largest value of each window, or the smallest where `largest` is false for the channel, from whole rows of
    /// windows: the value that max pooling keeps after a normalisation with a scale of that sign. A NaN wins, so that it is not
    /// hidden.
    ///
    /// # Panics
    /// If the lengths do not fit each other.
    pub fn pool_extremes(y: &[f32], windows: Windows, largest: &[bool], z: &mut [f32]) {
        let Windows { pool, width, channels } = windows;
        let rows = windows.rows_of(y) / pool.0;
        let columns = windows.columns();
        assert_eq!(largest.len(), channels, "a flag for each channel");
        assert_eq!(z.len(), rows * columns * channels, "a value for each window and channel");
        if columns == 0 {
            return;
        }
        for (rows, z) in y.chunks_exact(pool.0 * width * channels).zip(z.chunks_exact_mut(columns * channels)) {
            if !pool_finite(rows, windows, largest, z) {
                pool_any(rows, windows, largest, z);
            }
        }
    }
}

/// Pools one row of windows. Returns whether all sums of a window's values are finite; where one is not, a NaN may be missing.
#[inline(always)]
fn pool_finite(rows: &[f32], Windows { pool, width, channels }: Windows, largest: &[bool], z: &mut [f32]) -> bool {
    let mut is_finite = true;
    each_block!(channels, |first, WIDTH| {
        // The smallest value is the largest of the negated ones.
        let mut signs = [1.0f32; WIDTH];
        for c in 0..WIDTH {
            signs[c] = if largest[first + c] { 1.0 } else { -1.0 };
        }
        let mut check = [0.0f32; WIDTH];
        for (column, z) in z.chunks_exact_mut(channels).enumerate() {
            let mut best = [f32::NEG_INFINITY; WIDTH];
            let mut sum = [0.0f32; WIDTH];
            for i in 0..pool.0 {
                for j in 0..pool.1 {
                    let value = &rows[(i * width + column * pool.1 + j) * channels + first..][..WIDTH];
                    for c in 0..WIDTH {
                        let signed = signs[c] * value[c];
                        best[c] = if signed > best[c] { signed } else { best[c] };
                        sum[c] += value[c];
                    }
                }
            }
            let z = &mut z[first..][..WIDTH];
            for c in 0..WIDTH {
                z[c] = signs[c] * best[c];
                // 0 times a number is 0; times an infinity, or NaN, it is NaN.
                check[c] += sum[c] * 0.0;
            }
        }
        is_finite &= check.iter().all(|sum| *sum == 0.0);
    });
    is_finite
}

/// Pools one row of windows of any values.
#[inline(always)]
fn pool_any(rows: &[f32], Windows { pool, width, channels }: Windows, largest: &[bool], z: &mut [f32]) {
    for (column, z) in z.chunks_exact_mut(channels).enumerate() {
        for (c, (z, largest)) in z.iter_mut().zip(largest).enumerate() {
            let values = (0..pool.0).flat_map(|i| (0..pool.1).map(move |j| i * width + column * pool.1 + j));
            let values = values.map(|pixel| rows[pixel * channels + c]);
            let better = |kept: f32, value: f32| {
                let is_beyond = if *largest { value > kept } else { value < kept };
                if is_beyond || value.is_nan() { value } else { kept }
            };
            *z = values.fold(if *largest { f32::NEG_INFINITY } else { f32::INFINITY }, better);
        }
    }
}

/// The input gradient of a batch normalisation: `slope * gradient + constant + linear * y`, channel by channel.
#[derive(Debug, Clone, Copy)]
pub struct Coefficients<'a> {
    /// Factor of the output gradient.
    pub slope: &'a [f32],
    /// Added to every element.
    pub constant: &'a [f32],
    /// Factor of the value that was normalised.
    pub linear: &'a [f32],
    /// Whether a ReLU precedes the normalisation; its gradient is 0 where the value is not positive.
    pub relu: bool,
}

/// The layout of gradient rows that the convolution's kernels read.
#[derive(Debug, Clone, Copy)]
pub struct Pitch {
    /// Floats from picture to picture.
    pub picture: usize,
    /// Floats from row to row.
    pub row: usize,
    /// Floats from pixel to pixel.
    pub pixel: usize,
}

/// One row of windows: its pooled values of the forward pass and their gradient.
#[derive(Debug, Clone, Copy)]
pub struct Pooled<'a> {
    /// The value that each window kept.
    pub z: &'a [f32],
    /// The gradient of dropout's output.
    pub gradient: &'a [f32],
    /// Dropout's mask.
    pub mask: Mask,
    /// The number of the row's first element in the mask.
    pub index: u32,
}

vectorised! {
    /// The backward pass of dropout, max pooling, batch normalisation and ReLU for one row of windows: from the pooled
    /// gradient to the gradient of the convolution's output `y` (as many rows as a window is high), written to `d` and
    /// added by channel to `sum`. The first of equal values in a window gets the gradient, as in TensorFlow. Without
    /// `pooled` the rows lie below the last window.
    ///
    /// # Panics
    /// If the lengths do not fit each other.
    pub fn unpool(y: &[f32], windows: Windows, pooled: Option<Pooled<'_>>, coefficients: Coefficients<'_>,
                  d: &mut [f32], pitch: Pitch, sum: &mut [f32]) {
        let Windows { pool, width, channels } = windows;
        let Coefficients { slope, constant, linear, relu } = coefficients;
        let floor = if relu { 0.0 } else { f32::NEG_INFINITY };
        let rows = windows.rows_of(y);
        let columns = if pooled.is_some() { windows.columns() } else { 0 };
        if let Some(Pooled { z, gradient, .. }) = pooled {
            assert_eq!(rows, pool.0, "the rows of one window");
            assert!(z.len() == columns * channels && gradient.len() == z.len(), "a value for each window and channel");
        }
        assert!([slope, constant, linear, &*sum].iter().all(|each| each.len() == channels), "a value for each channel");
        assert!(pitch.pixel >= channels && d.len() >= span(rows, pitch.row, span(width, pitch.pixel, channels)),
                "room for the rows of the gradient");
        each_block!(channels, |first, WIDTH| {
            let mut total = [0.0f32; WIDTH];
            let (mut slopes, mut constants, mut linears) = ([0.0f32; WIDTH], [0.0f32; WIDTH], [0.0f32; WIDTH]);
            slopes.copy_from_slice(&slope[first..][..WIDTH]);
            constants.copy_from_slice(&constant[first..][..WIDTH]);
            linears.copy_from_slice(&linear[first..][..WIDTH]);
            if let Some(pooled) = pooled {
                for column in 0..columns {
                    let at = column * channels + first;
                    let mut kept = [0.0f32; WIDTH];
                    kept.copy_from_slice(&pooled.z[at..][..WIDTH]);
                    let mut rest = [0.0f32; WIDTH];
                    let gradient = &pooled.gradient[at..][..WIDTH];
                    for c in 0..WIDTH {
                        let index = pooled.index.wrapping_add((at + c) as u32);
                        rest[c] = gradient[c] * pooled.mask.factor(index) * slopes[c];
                    }
                    // The next row of windows, which usually follows in memory; the processor does not foresee so many places.
                    fetch(pooled.z.as_ptr().wrapping_add(pooled.z.len() + at));
                    fetch(pooled.gradient.as_ptr().wrapping_add(pooled.gradient.len() + at));
                    for i in 0..rows {
                        for j in 0..pool.1 {
                            let pixel = column * pool.1 + j;
                            fetch(y.as_ptr().wrapping_add(y.len() + (i * width + pixel) * channels + first));
                            let value = &y[(i * width + pixel) * channels + first..][..WIDTH];
                            let to = &mut d[i * pitch.row + pixel * pitch.pixel + first..][..WIDTH];
                            for c in 0..WIDTH {
                                let hit = value[c] == kept[c];
                                let own = if hit { rest[c] } else { 0.0 };
                                rest[c] = if hit { 0.0 } else { rest[c] };
                                let g = own + constants[c] + linears[c] * value[c];
                                let g = if value[c] > floor { g } else { 0.0 };
                                to[c] = g;
                                total[c] += g;
                            }
                        }
                    }
                }
            }
            for i in 0..rows {
                for pixel in columns * pool.1..width {
                    let value = &y[(i * width + pixel) * channels + first..][..WIDTH];
                    let to = &mut d[i * pitch.row + pixel * pitch.pixel + first..][..WIDTH];
                    for c in 0..WIDTH {
                        let g = constants[c] + linears[c] * value[c];
                        let g = if value[c] > floor { g } else { 0.0 };
                        to[c] = g;
                        total[c] += g;
                    }
                }
            }
            for c in 0..WIDTH {
                sum[first + c] += total[c];
            }
        });
    }
}
