//! MaxPooling2D, AveragePooling2D, `GlobalMaxPooling2D` and GlobalAveragePooling2D, any size, strides and padding.

use rayon::prelude::*;

use super::Step;
use crate::config::LayerConfig;
use crate::nn::context::{Buffer, Context, OneByOne};
use crate::nn::shapes::{Axis, LayerShape, Shape};
use crate::nn::tape::Traced;

/// The reduction of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Max,
    /// Over the pixels inside the picture; padding does not count, as in TensorFlow.
    Average,
}

/// A pooling in its place in the network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pooling {
    kind: Kind,
    input: (usize, usize, usize),
    window: (usize, usize),
    strides: (usize, usize),
    rows: Axis,
    columns: Axis,
    output: Shape,
}

impl Pooling {
    /// The pooling that `layer` is, if it is one. A global pooling has a window as large as the picture.
    #[must_use]
    pub fn of(layer: &LayerShape) -> Option<Self> {
        let Shape::Picture { height, width, channels } = layer.input else { return None };
        let (kind, window, strides, padding) = match layer.config {
            LayerConfig::MaxPooling2D { pool_size, strides, padding } => {
                (Kind::Max, pool_size, strides.unwrap_or(pool_size), padding)
            }
            LayerConfig::AveragePooling2D { pool_size, strides, padding } => {
                (Kind::Average, pool_size, strides.unwrap_or(pool_size), padding)
            }
            LayerConfig::GlobalAveragePooling2D {} => {
                (Kind::Average, (height, width), (1, 1), crate::config::Padding::Valid)
            }
            LayerConfig::GlobalMaxPooling2D {} => (Kind::Max, (height, width), (1, 1), crate::config::Padding::Valid),
            _ => return None,
        };
        let rows = Axis::of(height, window.0, strides.0, padding)?;
        let columns = Axis::of(width, window.1, strides.1, padding)?;
        Some(Self { kind, input: (height, width, channels), window, strides, rows, columns, output: layer.output })
    }

    /// The size of the windows if this is a max pooling whose windows neither overlap nor reach into padding.
    #[must_use]
    pub fn plain_max(&self) -> Option<(usize, usize)> {
        let padded = self.rows.before + self.rows.after + self.columns.before + self.columns.after > 0;
        let is_picture = matches!(self.output, Shape::Picture { .. });
        (self.kind == Kind::Max && self.strides == self.window && is_picture && !padded).then_some(self.window)
    }

    fn input_len(&self) -> usize {
        self.input.0 * self.input.1 * self.input.2
    }

    /// Calls `visit` for each window with the offset of its result and the offsets of its pixels, in floats.
    fn each_window(&self, mut visit: impl FnMut(usize, &[usize])) {
        let (height, width, channels) = self.input;
        let mut pixels = Vec::with_capacity(self.window.0 * self.window.1);
        for row in 0..self.rows.output {
            for column in 0..self.columns.output {
                let inside = |first: usize, before: usize, size: usize, end: usize| {
                    first.saturating_sub(before)..(first + size).saturating_sub(before).min(end)
                };
                pixels.clear();
                for y in inside(row * self.strides.0, self.rows.before, self.window.0, height) {
                    for x in inside(column * self.strides.1, self.columns.before, self.window.1, width) {
                        pixels.push((y * width + x) * channels);
                    }
                }
                visit((row * self.columns.output + column) * channels, &pixels);
            }
        }
    }

    /// The result for one picture.
    pub fn forward(&self, x: &[f32], y: &mut [f32]) {
        let channels = self.input.2;
        self.each_window(|to, pixels| {
            let y = &mut y[to..][..channels];
            match self.kind {
                Kind::Max => {
                    y.fill(f32::NEG_INFINITY);
                    for &at in pixels {
                        for (y, x) in y.iter_mut().zip(&x[at..][..channels]) {
                            *y = if x.is_nan() || *x > *y { *x } else { *y };
                        }
                    }
                }
                Kind::Average => {
                    y.fill(0.0);
                    for &at in pixels {
                        for (y, x) in y.iter_mut().zip(&x[at..][..channels]) {
                            *y += x;
                        }
                    }
                    let share = 1.0 / pixels.len() as f32;
                    for y in y {
                        *y *= share;
                    }
                }
            }
        });
    }

    /// The first of equal values in a window gets the gradient of a max pooling, as in TensorFlow.
    #[expect(clippy::float_cmp, reason = "the backward pass of max pooling compares with the value that it kept")]
    fn backward(&self, x: &[f32], y: &[f32], dy: &[f32], dx: &mut [f32]) {
        let channels = self.input.2;
        dx.fill(0.0);
        self.each_window(|from, pixels| match self.kind {
            Kind::Max => {
                for c in 0..channels {
                    if let Some(at) = pixels.iter().find(|at| x[**at + c] == y[from + c]) {
                        dx[at + c] += dy[from + c];
                    }
                }
            }
            Kind::Average => {
                let share = 1.0 / pixels.len() as f32;
                for &at in pixels {
                    for (dx, dy) in dx[at..][..channels].iter_mut().zip(&dy[from..]) {
                        *dx += share * dy;
                    }
                }
            }
        });
    }
}

/// Inference.
#[must_use]
pub fn infer(context: &Context, pooling: &Pooling, x: &[f32], count: usize) -> Buffer {
    let mut y = context.buffer(count * pooling.output.size());
    context.run(|| {
        y.par_chunks_mut(pooling.output.size())
            .zip(x.par_chunks(pooling.input_len()))
            .one_by_one()
            .for_each(|(y, x)| pooling.forward(x, y));
    });
    y
}

/// The forward pass of training; its gradient goes on the tape.
#[must_use]
pub fn train(step: &Step, pooling: Pooling, x: Traced) -> Traced {
    let context = step.context.clone();
    let input = x.values.clone();
    let y = std::sync::Arc::new(infer(&context, &pooling, &input, x.count));
    let saved = y.clone();
    x.then(y, pooling.output, move |gradient| {
        let gradient = context.adopt(gradient);
        let mut dx = context.buffer(input.len());
        let (len, out) = (pooling.input_len(), pooling.output.size());
        context.run(|| {
            dx.par_chunks_mut(len)
                .zip(input.par_chunks(len))
                .zip(saved.par_chunks(out).zip(gradient.par_chunks(out)))
                .one_by_one()
                .for_each(|((dx, x), (y, dy))| pooling.backward(x, y, dy, dx));
        });
        Some(dx.into_vec())
    })
}
