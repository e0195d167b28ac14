//! Depthwise convolution over a padded picture: forward, and both gradients. Plain loops over blocks of channels that the
//! compiler vectorises, compiled once for each instruction set.

use std::ops::Range;

use super::Geometry;
use super::lanes::{Clamp, Kernel, Lanes, Simd, dispatch};
use super::passes::{each_block, vectorised};

/// Checks the lengths of a padded picture, a filter for each channel, and the picture's result.
fn check(g: &Geometry, x: &[f32], weights: &[f32], y: &[f32]) {
    let channels = g.channels();
    let ((height, width), (kernel_height, kernel_width)) = (g.output(), g.kernel());
    assert!(x.len() == g.height() * g.width() * channels, "a padded picture");
    assert!(weights.len() == kernel_height * kernel_width * channels, "a filter for each channel");
    assert!(y.len() == height * width * channels, "the result of a picture");
}

vectorised! {
    /// The convolution of the padded picture `x` with `weights`, `[height, width, channels]`, plus `bias`; then ReLU.
    ///
    /// # Panics
    /// If the lengths do not fit each other.
    pub fn depthwise_forward(g: &Geometry, x: &[f32], weights: &[f32], bias: &[f32], relu: bool, y: &mut [f32]) {
        check(g, x, weights, y);
        let channels = g.channels();
        assert!(bias.len() == channels, "a bias for each channel");
        let ((height, width), (kernel_height, kernel_width)) = (g.output(), g.kernel());
        for row in 0..height {
            each_block!(channels, |first, WIDTH| {
                for column in 0..width {
                    let mut sum = [0.0f32; WIDTH];
                    sum.copy_from_slice(&bias[first..][..WIDTH]);
                    for kernel_row in 0..kernel_height {
                        let line = (row * g.strides().0 + kernel_row) * g.width() + column * g.strides().1;
                        for kernel_column in 0..kernel_width {
                            let x = &x[(line + kernel_column) * channels + first..][..WIDTH];
                            let w = &weights[(kernel_row * kernel_width + kernel_column) * channels + first..][..WIDTH];
                            for i in 0..WIDTH {
                                sum[i] += x[i] * w[i];
                            }
                        }
                    }
                    let y = &mut y[(row * width + column) * channels + first..][..WIDTH];
                    for i in 0..WIDTH {
                        // Written so that NaN stays NaN.
                        y[i] = if relu & (sum[i] < 0.0) { 0.0 } else { sum[i] };
                    }
                }
            });
        }
    }
}

vectorised! {
    /// Adds the gradient of the weights, from the padded picture and the gradient `dy` of its result.
    ///
    /// # Panics
    /// If the lengths do not fit each other.
    pub fn depthwise_weight_gradient(g: &Geometry, x: &[f32], dy: &[f32], dw: &mut [f32]) {
        check(g, x, dw, dy);
        let channels = g.channels();
        let ((height, width), (kernel_height, kernel_width)) = (g.output(), g.kernel());
        for kernel_row in 0..kernel_height {
            for kernel_column in 0..kernel_width {
                let dw = &mut dw[(kernel_row * kernel_width + kernel_column) * channels..][..channels];
                each_block!(channels, |first, WIDTH| {
                    let mut sum = [0.0f32; WIDTH];
                    for row in 0..height {
                        let line = (row * g.strides().0 + kernel_row) * g.width() + kernel_column;
                        for column in 0..width {
                            let x = &x[(line + column * g.strides().1) * channels + first..][..WIDTH];
                            let dy = &dy[(row * width + column) * channels + first..][..WIDTH];
                            for i in 0..WIDTH {
                                sum[i] += x[i] * dy[i];
                            }
                        }
                    }
                    for (dw, sum) in dw[first..][..WIDTH].iter_mut().zip(sum) {
                        *dw += sum;
                    }
                });
            }
        }
    }
}

vectorised! {
    /// Adds the gradient of the padded picture, from the weights and the gradient `dy` of the result.
    ///
    /// # Panics
    /// If the lengths do not fit each other.
    pub fn depthwise_input_gradient(g: &Geometry, weights: &[f32], dy: &[f32], dx: &mut [f32]) {
        check(g, dx, weights, dy);
        let channels = g.channels();
        let ((height, width), (kernel_height, kernel_width)) = (g.output(), g.kernel());
        for row in 0..height {
            each_block!(channels, |first, WIDTH| {
                for column in 0..width {
                    let mut d = [0.0f32; WIDTH];
                    d.copy_from_slice(&dy[(row * width + column) * channels + first..][..WIDTH]);
                    for kernel_row in 0..kernel_height {
                        let line = (row * g.strides().0 + kernel_row) * g.width() + column * g.strides().1;
                        for kernel_column in 0..kernel_width {
                            let w = &weights[(kernel_row * kernel_width + kernel_column) * channels + first..][..WIDTH];
                            let dx = &mut dx[(line + kernel_column) * channels + first..][..WIDTH];
                            for i in 0..WIDTH {
                                dx[i] += d[i] * w[i];
                            }
                        }
                    }
                }
            });
        }
    }
}

/// A picture inside its padding, which is not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surroundings {
    /// Rows of zeros above it.
    pub above: usize,
    /// Columns of zeros left of it.
    pub left: usize,
    /// Its own rows.
    pub height: usize,
    /// Its own columns.
    pub width: usize,
}

/// The convolution of a picture without its padding, for the output rows `rows`, plus `bias`, then `clamp`: as
/// [`depthwise_forward`] for inference, without a padded copy of the picture.
///
/// # Panics
/// If the lengths do not fit each other.
pub fn depthwise_clamped(
    simd: Simd,
    g: &Geometry,
    inside: Surroundings,
    x: &[f32],
    weights: &[f32],
    bias: &[f32],
    clamp: Clamp,
    rows: Range<usize>,
    y: &mut [f32],
) {
    let channels = g.channels();
    let ((height, width), (kernel_height, kernel_width)) = (g.output(), g.kernel());
    let Surroundings { above, left, height: own_height, width: own_width } = inside;
    let fits = |before: usize, own: usize, padded: usize| before.checked_add(own).is_some_and(|end| end <= padded);
    assert!(fits(above, own_height, g.height()) && fits(left, own_width, g.width()), "a picture inside its padding");
    assert!(x.len() == own_height * own_width * channels, "a picture");
    assert!(weights.len() == kernel_height * kernel_width * channels, "a filter for each channel");
    assert!(bias.len() == channels, "a bias for each channel");
    assert!(rows.start <= rows.end && rows.end <= height, "rows {rows:?} of {height}");
    assert!(y.len() == rows.len() * width * channels, "the rows of the result");
    dispatch(simd, Clamped { g, inside, x, weights, bias, clamp, rows, y });
}

struct Clamped<'a> {
    g: &'a Geometry,
    inside: Surroundings,
    x: &'a [f32],
    weights: &'a [f32],
    bias: &'a [f32],
    clamp: Clamp,
    rows: Range<usize>,
    y: &'a mut [f32],
}

/// The part of a window that lies inside the picture: its places in the window, and where it begins in
/// the picture.
fn part_inside(start: usize, size: usize, before: usize, own: usize) -> (Range<usize>, usize) {
    let first = before.saturating_sub(start).min(size);
    let end = (before + own).saturating_sub(start).clamp(first, size);
    (first..end, (start + first).saturating_sub(before))
}

impl Kernel for Clamped<'_> {
    type Output = ();
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) {
        let Self { g, inside, x, weights, bias, clamp, rows, y } = self;
        let channels = g.channels();
        let (_, width) = g.output();
        let (kernel_height, kernel_width) = g.kernel();
        let whole = channels / L::N * L::N;
        // Output columns whose windows lie inside the picture.
        let stride = g.strides().1;
        let first_whole = inside.left.div_ceil(stride).min(width);
        let end_whole = (inside.left + inside.width)
            .checked_sub(kernel_width)
            .map_or(0, |last| last / stride + 1)
            .clamp(first_whole, width);
        for (index, row) in rows.enumerate() {
            let (kernel_rows, first_row) = part_inside(row * g.strides().0, kernel_height, inside.above, inside.height);
            let line = index * width * channels;
            let mut channel = 0;
            while channel < whole {
                let mut column = 0;
                while column < width {
                    // SAFETY: `depthwise_clamped` checked the lengths, windows are cut to the picture, and whole registers
                    // of channels are read and written; the caller guarantees the instructions.
                    unsafe {
                        let start = L::load(bias.as_ptr().add(channel));
                        if column >= first_whole && column + COLUMNS <= end_whole {
                            let mut sums = [start; COLUMNS];
                            let left = column * stride - inside.left;
                            for (place, kernel_row) in kernel_rows.clone().enumerate() {
                                let at = ((first_row + place) * inside.width + left) * channels + channel;
                                for kernel_column in 0..kernel_width {
                                    let w = (kernel_row * kernel_width + kernel_column) * channels + channel;
                                    let w = L::load(weights.as_ptr().add(w));
                                    for (c, sum) in sums.iter_mut().enumerate() {
                                        let x = x.as_ptr().add(at + (kernel_column + c * stride) * channels);
                                        *sum = sum.fma(L::load(x), w);
                                    }
                                }
                            }
                            for (c, sum) in sums.into_iter().enumerate() {
                                let to = y.as_mut_ptr().add(line + (column + c) * channels + channel);
                                clamp.apply(sum).store(to);
                            }
                            column += COLUMNS;
                        } else {
                            let (kernel_columns, first_column) =
                                part_inside(column * stride, kernel_width, inside.left, inside.width);
                            let mut sum = start;
                            for (place, kernel_row) in kernel_rows.clone().enumerate() {
                                let at = ((first_row + place) * inside.width + first_column) * channels + channel;
                                for (along, kernel_column) in kernel_columns.clone().enumerate() {
                                    let w = (kernel_row * kernel_width + kernel_column) * channels + channel;
                                    let w = L::load(weights.as_ptr().add(w));
                                    sum = sum.fma(L::load(x.as_ptr().add(at + along * channels)), w);
                                }
                            }
                            clamp.apply(sum).store(y.as_mut_ptr().add(line + column * channels + channel));
                            column += 1;
                        }
                    }
                }
                channel += L::N;
            }
            for channel in whole..channels {
                for column in 0..width {
                    let (kernel_columns, first_column) =
                        part_inside(column * stride, kernel_width, inside.left, inside.width);
                    let mut sum = bias[channel];
                    for (place, kernel_row) in kernel_rows.clone().enumerate() {
                        let at = ((first_row + place) * inside.width + first_column) * channels + channel;
                        for (along, kernel_column) in kernel_columns.clone().enumerate() {
                            let w = weights[(kernel_row * kernel_width + kernel_column) * channels + channel];
                            sum += x[at + along * channels] * w;
                        }
                    }
                    y[line + column * channels + channel] = clamp.of(sum);
                }
            }
        }
    }
}

/// Output pixels that share each load of a weight.
const COLUMNS: usize = 4;
