//! `ZeroPadding2D`.

use rayon::prelude::*;

use super::Step;
use crate::config::LayerConfig;
use crate::nn::context::{Buffer, Context};
use crate::nn::shapes::{LayerShape, Shape};
use crate::nn::tape::Traced;

/// A padding in its place in the network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZeroPadding {
    /// Rows above and columns left.
    before: (usize, usize),
    /// Height and width of the input, and its channels.
    input: (usize, usize, usize),
    output: Shape,
}

impl ZeroPadding {
    /// The padding that `layer` is, if it is one.
    #[must_use]
    pub fn of(layer: &LayerShape) -> Option<Self> {
        let Shape::Picture { height, width, channels } = layer.input else { return None };
        let LayerConfig::ZeroPadding2D { padding: ((above, _), (left, _)) } = layer.config else { return None };
        Some(Self { before: (above, left), input: (height, width, channels), output: layer.output })
    }

    fn input_len(&self) -> usize {
        self.input.0 * self.input.1 * self.input.2
    }

    /// Calls `visit` with the place of each of the input's rows, in the input and in the output.
    fn each_row(&self, mut visit: impl FnMut(usize, usize, usize)) {
        let Shape::Picture { width, .. } = self.output else { return };
        let (height, input_width, channels) = self.input;
        let len = input_width * channels;
        for row in 0..height {
            visit(row * len, ((row + self.before.0) * width + self.before.1) * channels, len);
        }
    }

    /// The picture `x` with its padding.
    pub fn padded(&self, x: &[f32], y: &mut [f32]) {
        y.fill(0.0);
        self.each_row(|from, to, len| y[to..][..len].copy_from_slice(&x[from..][..len]));
    }

    /// The gradient of a picture's input, from that of its output.
    pub fn cropped(&self, dy: &[f32], dx: &mut [f32]) {
        self.each_row(|from, to, len| dx[from..][..len].copy_from_slice(&dy[to..][..len]));
    }
}

/// Inference.
#[must_use]
pub fn infer(context: &Context, padding: &ZeroPadding, x: &[f32], count: usize) -> Buffer {
    let len = padding.output.size();
    let mut y = context.buffer(count * len);
    context.run(|| {
        y.par_chunks_mut(len).zip(x.par_chunks(padding.input_len())).for_each(|(y, x)| padding.padded(x, y));
    });
    y
}

/// The forward pass of training; its gradient goes on the tape.
#[must_use]
pub fn train(step: &Step, padding: ZeroPadding, x: Traced) -> Traced {
    let context = step.context.clone();
    let count = x.count;
    let y = infer(&context, &padding, &x.values, count);
    x.then(y, padding.output, move |gradient| {
        let gradient = context.adopt(gradient);
        let mut dx = context.buffer(count * padding.input_len());
        context.run(|| {
            let pictures = dx.par_chunks_mut(padding.input_len()).zip(gradient.par_chunks(padding.output.size()));
            pictures.for_each(|(dx, dy)| padding.cropped(dy, dx));
        });
        Some(dx.into_vec())
    })
}
