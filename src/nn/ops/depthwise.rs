//! `DepthwiseConv2D` with bias and ReLU, any window, strides, padding and multiplier.
//!
//! A multiplier repeats each channel of the padded input, so that the kernels see one filter a channel.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::Step;
use crate::config::{Activation, LayerConfig};
use crate::nn::context::{Buffer, Context, OneByOne, with_scratch};
use crate::nn::kernels::{self, Clamp, Geometry, Simd, Surroundings};
use crate::nn::params::Parameters;
use crate::nn::shapes::{Axis, LayerShape, Shape};
use crate::nn::tape::Traced;

/// A depthwise convolution in its place in the network.
#[derive(Debug, Clone, PartialEq)]
pub struct Depthwise {
    /// Its sizes over the padded input with repeated channels.
    geometry: Geometry,
    rows: Axis,
    columns: Axis,
    multiplier: usize,
    relu: bool,
    bias: bool,
    output: Shape,
}

impl Depthwise {
    /// The depthwise convolution that `layer` is, if it is one.
    #[must_use]
    pub fn of(layer: &LayerShape) -> Option<Self> {
        let LayerConfig::DepthwiseConv2D { kernel_size, strides, padding, depth_multiplier, activation, use_bias } =
            layer.config
        else {
            return None;
        };
        let Shape::Picture { height, width, channels } = layer.input else { return None };
        let rows = Axis::of(height, kernel_size.0, strides.0, padding)?;
        let columns = Axis::of(width, kernel_size.1, strides.1, padding)?;
        let channels = channels * depth_multiplier;
        let padded = (height + rows.before + rows.after, width + columns.before + columns.after, channels);
        Some(Self {
            geometry: Geometry::new(padded, kernel_size, strides, channels)?,
            rows,
            columns,
            multiplier: depth_multiplier,
            relu: activation == Activation::Relu,
            bias: use_bias,
            output: layer.output,
        })
    }

    /// Height, width and channels of the input.
    fn input(&self) -> (usize, usize, usize) {
        let g = &self.geometry;
        (
            g.height() - self.rows.before - self.rows.after,
            g.width() - self.columns.before - self.columns.after,
            g.channels() / self.multiplier,
        )
    }

    /// What follows the sums.
    #[must_use]
    pub fn clamp(&self) -> Clamp {
        if self.relu { Clamp::Relu } else { Clamp::None }
    }

    /// Whether it has a bias.
    #[must_use]
    pub fn bias(&self) -> bool {
        self.bias
    }

    /// Channels of its result.
    #[must_use]
    pub fn channels(&self) -> usize {
        self.geometry.channels()
    }

    /// Height and width of its result.
    #[must_use]
    pub fn output(&self) -> (usize, usize) {
        self.geometry.output()
    }

    /// Rows of the input.
    #[must_use]
    pub fn input_height(&self) -> usize {
        self.input().0
    }

    /// The rows of the input under these rows of the result.
    #[must_use]
    pub fn input_rows(&self, rows: Range<usize>) -> Range<usize> {
        let (kernel, stride) = (self.geometry.kernel().0, self.geometry.strides().0);
        let inside = |row: usize| row.saturating_sub(self.rows.before).min(self.input_height());
        inside(rows.start * stride)..inside(rows.end.saturating_sub(1) * stride + kernel)
    }

    /// Most rows of the input under so many rows of the result.
    #[must_use]
    pub fn most_input_rows(&self, rows: usize) -> usize {
        rows.saturating_sub(1) * self.geometry.strides().0 + self.geometry.kernel().0
    }

    /// Rows of the result for one picture, with these weights, bias and clamp in place of its own. `x` has the rows under
    /// them, [`Depthwise::input_rows`].
    ///
    /// # Panics
    /// If the lengths do not fit, or it makes several feature maps of one.
    #[expect(clippy::too_many_arguments, reason = "a convolution has two operands, a result, and what follows it")]
    pub fn infer_rows(
        &self,
        simd: Simd,
        x: &[f32],
        weights: &[f32],
        bias: &[f32],
        clamp: Clamp,
        rows: Range<usize>,
        y: &mut [f32],
    ) {
        let (_, width, _) = self.input();
        let read = self.input_rows(rows.clone());
        let (above, left) = (self.rows.before + read.start, self.columns.before);
        let inside = Surroundings { above, left, height: read.len(), width };
        kernels::depthwise_clamped(simd, &self.geometry, inside, x, weights, bias, clamp, rows, y);
    }

    /// Floats of the output for one picture.
    #[must_use]
    pub fn output_len(&self) -> usize {
        self.output.size()
    }

    /// Floats of the input of one picture.
    #[must_use]
    pub fn input_len(&self) -> usize {
        let (height, width, channels) = self.input();
        height * width * channels
    }

    fn padded_len(&self) -> usize {
        self.geometry.height() * self.geometry.width() * self.geometry.channels()
    }

    fn weights_len(&self) -> usize {
        self.geometry.kernel().0 * self.geometry.kernel().1 * self.geometry.channels()
    }

    /// Floats that a thread works in: the padded input and its gradient.
    #[must_use]
    pub fn scratch(&self) -> usize {
        2 * self.padded_len()
    }

    /// Calls `visit` with each of the input's rows: its place, and that in the padded input.
    fn each_row(&self, mut visit: impl FnMut(usize, usize)) {
        let (height, width, channels) = self.input();
        let g = &self.geometry;
        for row in 0..height {
            let padded = ((row + self.rows.before) * g.width() + self.columns.before) * g.channels();
            visit(row * width * channels, padded);
        }
    }

    /// Calls `work` with the padded picture, its channels repeated.
    fn with_padded<T>(&self, x: &[f32], work: impl FnOnce(&[f32]) -> T) -> T {
        let is_padded = self.padded_len() > self.input_len() * self.multiplier;
        if !is_padded && self.multiplier == 1 {
            return work(x);
        }
        let (_, width, channels) = self.input();
        let len = width * channels;
        with_scratch(self.padded_len(), |padded| {
            padded.fill(0.0);
            self.each_row(|from, to| {
                let to = &mut padded[to..][..len * self.multiplier];
                for (to, x) in to.chunks_exact_mut(self.multiplier).zip(&x[from..][..len]) {
                    to.fill(*x);
                }
            });
            work(padded)
        })
    }

    /// The gradient of a picture from that of the padded one: the repeated channels' are added.
    fn gather(&self, padded: &[f32], dx: &mut [f32]) {
        let (_, width, channels) = self.input();
        let len = width * channels;
        self.each_row(|to, from| {
            let from = padded[from..][..len * self.multiplier].chunks_exact(self.multiplier);
            for (dx, repeated) in dx[to..][..len].iter_mut().zip(from) {
                *dx = repeated.iter().sum();
            }
        });
    }

    /// The gradient of one picture from that of its result behind the activation function, which `dy` becomes; adds
    /// those of weights and bias.
    #[expect(clippy::too_many_arguments, reason = "a convolution has two operands, a result, and the gradient of each")]
    fn backward(
        &self,
        simd: Simd,
        x: &[f32],
        y: &[f32],
        weights: &[f32],
        dy: &mut [f32],
        (dw, db): (&mut [f32], &mut [f32]),
        dx: Option<&mut [f32]>,
    ) {
        let channels = self.geometry.channels();
        if self.relu {
            dy.iter_mut().zip(y).filter(|(_, y)| **y <= 0.0).for_each(|(dy, _)| *dy = 0.0);
        }
        for pixel in dy.chunks_exact(channels) {
            db.iter_mut().zip(pixel).for_each(|(sum, dy)| *sum += dy);
        }
        self.with_padded(x, |x| kernels::depthwise_weight_gradient(simd, &self.geometry, x, dy, dw));
        if let Some(dx) = dx {
            with_scratch(self.padded_len(), |padded| {
                padded.fill(0.0);
                kernels::depthwise_input_gradient(simd, &self.geometry, weights, dy, padded);
                self.gather(padded, dx);
            });
        }
    }
}

/// The result for a batch, with the tensors of `layer`.
#[must_use]
pub fn infer(
    context: &Context,
    depthwise: &Depthwise,
    layer: usize,
    x: &[f32],
    count: usize,
    parameters: &Parameters,
) -> Buffer {
    let len = depthwise.output.size();
    let mut y = context.buffer(count * len);
    let weights = parameters.get(layer, 0);
    let zeros = vec![0.0; depthwise.geometry.channels()];
    let bias = if depthwise.bias { parameters.get(layer, 1) } else { &zeros };
    context.run(|| {
        y.par_chunks_mut(len).zip(x.par_chunks(depthwise.input_len())).one_by_one().for_each(|(y, x)| {
            depthwise.with_padded(x, |x| {
                kernels::depthwise_forward(context.simd, &depthwise.geometry, x, weights, bias, depthwise.relu, y);
            });
        });
    });
    y
}

/// The forward pass of training; its gradient goes on the tape.
#[must_use]
pub fn train(step: &Step, depthwise: Depthwise, layer: usize, x: Traced, first: bool) -> Traced {
    let count = x.count;
    let input = x.values.clone();
    let y = Arc::new(infer(&step.context, &depthwise, layer, &input, count, &step.state.borrow().parameters));
    let (saved, output) = (y.clone(), depthwise.output);
    let step = step.clone();
    x.then(y, output, move |mut gradient| {
        let context = &step.context;
        let weights = step.state.borrow().parameters.get(layer, 0).to_vec();
        let (input_len, out) = (depthwise.input_len(), output.size());
        let mut dx = context.buffer(if first { 0 } else { count * input_len });
        let dxs: Vec<Option<&mut [f32]>> =
            if first { (0..count).map(|_| None).collect() } else { dx.chunks_mut(input_len).map(Some).collect() };
        let (weights_len, channels) = (depthwise.weights_len(), depthwise.geometry.channels());
        let parts: Vec<(Vec<f32>, Vec<f32>)> = context.run(|| {
            dxs.into_par_iter()
                .zip(gradient.par_chunks_mut(out))
                .zip(input.par_chunks(input_len).zip(saved.par_chunks(out)))
                .one_by_one()
                .map(|((dx, dy), (x, y))| {
                    let (mut dw, mut db) = (vec![0.0; weights_len], vec![0.0; channels]);
                    depthwise.backward(context.simd, x, y, &weights, dy, (&mut dw, &mut db), dx);
                    (dw, db)
                })
                .collect()
        });
        // Each picture's sums, added in the pictures' order.
        let (mut dw, mut db) = (vec![0.0; weights_len], vec![0.0; channels]);
        for (weights, bias) in &parts {
            dw.iter_mut().zip(weights).for_each(|(sum, part)| *sum += part);
            db.iter_mut().zip(bias).for_each(|(sum, part)| *sum += part);
        }
        let mut state = step.state.borrow_mut();
        let index = state.parameters.index(layer, 0);
        state.deliver(index, &dw);
        if depthwise.bias {
            state.deliver(index + 1, &db);
        }
        drop(state);
        drop(context.adopt(gradient));
        (!first).then(|| dx.into_vec())
    })
}
