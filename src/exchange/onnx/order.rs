//! The orders of weights: Keras's, which are this program's, and ONNX's.

use crate::exchange::axes::permuted;

/// A convolution's kernel from `[height, width, in, out]` to `[out, in, height, width]`.
#[must_use]
pub fn to_oihw(kernel: &[f32], [height, width, ins, outs]: [usize; 4]) -> Vec<f32> {
    permuted(kernel, &[height, width, ins, outs], &[3, 2, 0, 1]).0
}

/// A convolution's kernel from `[out, in, height, width]` to `[height, width, in, out]`.
#[must_use]
pub fn to_hwio(kernel: &[f32], [outs, ins, height, width]: [usize; 4]) -> Vec<f32> {
    permuted(kernel, &[outs, ins, height, width], &[2, 3, 1, 0]).0
}

/// Rows of `columns` numbers, one for each value of a picture, from the order height, width, channels to the order channels,
/// height, width.
#[must_use]
pub fn rows_to_chw(rows: &[f32], (height, width, channels): (usize, usize, usize), columns: usize) -> Vec<f32> {
    permuted(rows, &[height, width, channels, columns], &[2, 0, 1, 3]).0
}

/// The inverse of [`rows_to_chw`].
#[must_use]
pub fn rows_to_hwc(rows: &[f32], (height, width, channels): (usize, usize, usize), columns: usize) -> Vec<f32> {
    permuted(rows, &[channels, height, width, columns], &[1, 2, 0, 3]).0
}
