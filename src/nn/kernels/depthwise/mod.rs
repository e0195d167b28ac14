//! Depthwise convolution over a padded picture: forward, and both gradients. Plain loops over blocks of channels that the
//! compiler vectorises, compiled once for each instruction set.

mod inference;

use super::Geometry;
use super::lanes::Simd;
use super::passes::{each_block, vectorised};
pub use inference::{Surroundings, depthwise_clamped};

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
