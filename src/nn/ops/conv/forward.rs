//! The forward pass, for inference and for training.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Convolution, PackedWeights, Units, backward, batch};
use crate::nn::context::{Buffer, Context, OneByOne, pieces};
use crate::nn::kernels::Pitch;
use crate::nn::ops::Step;
use crate::nn::params::Parameters;
use crate::nn::tape::Traced;

/// A convolution with its packed weights.
#[derive(Debug)]
pub struct PackedConvolution {
    conv: Convolution,
    weights: PackedWeights,
    bias: Option<Vec<f32>>,
}

impl PackedConvolution {
    /// The convolution with the tensors of `layer`.
    #[must_use]
    pub fn new(context: &Context, conv: &Convolution, layer: usize, parameters: &Parameters) -> Self {
        Self::new_for(context, conv, layer, parameters, 1)
    }

    /// The same for training with batches of `count` pictures.
    fn new_for(context: &Context, conv: &Convolution, layer: usize, parameters: &Parameters, count: usize) -> Self {
        let weights = conv.pack_for(context, parameters.get(layer, 0), count);
        let bias = conv.bias.then(|| parameters.get(layer, 1).to_vec());
        Self { conv: conv.clone(), weights, bias }
    }

    /// The output for a whole batch.
    #[must_use]
    pub fn run(&self, context: &Context, x: &[f32], count: usize) -> Buffer {
        let Self { conv, weights, bias } = self;
        if let Some(y) = batch::forward(context, conv, weights, bias.as_deref(), x, count) {
            return y;
        }
        let (height, width) = conv.geometry.output();
        let row = width * conv.geometry.filters();
        let units = Units::new(conv, count, 1);
        let mut y = context.buffer(count * height * row);
        let outs = pieces(&mut y, units.iter().map(|unit| unit.row_count() * row));
        context.run(|| {
            outs.into_par_iter().one_by_one().enumerate().for_each(|(unit, y)| {
                let unit = units.get(unit);
                let x = &x[unit.pictures.start * conv.input_len()..unit.pictures.end * conv.input_len()];
                let rows = unit.rows.start..unit.rows.start + unit.row_count();
                conv.with_padded(x, |x| {
                    weights.forward(&conv.geometry, x, bias.as_deref(), conv.clamp(), None, rows, y);
                });
            });
        });
        y
    }
}

/// The forward pass of training; its gradient goes on the tape.
#[must_use]
pub fn train(step: &Step, conv: Convolution, layer: usize, x: Traced, first: bool) -> Traced {
    let count = x.count;
    let input = x.values.clone();
    let packed = PackedConvolution::new_for(&step.context, &conv, layer, &step.state.borrow().parameters, count);
    let y = Arc::new(packed.run(&step.context, &input, count));
    let output = conv.output;
    let saved = y.clone();
    let step = step.clone();
    x.then(y, output, move |gradient| {
        let gradient = step.context.adopt(gradient);
        let (height, width) = conv.geometry.output();
        let (filters, relu) = (conv.geometry.filters(), conv.relu);
        let fill = |image: usize, rows: Range<usize>, d: &mut [f32], pitch: Pitch, mut sum: Option<&mut [f32]>| {
            for (i, row) in rows.enumerate() {
                let at = (image * height + row) * width * filters;
                let (y, g) = (&saved[at..][..width * filters], &gradient[at..][..width * filters]);
                for pixel in 0..width {
                    let to = &mut d[i * pitch.row + pixel * pitch.pixel..][..filters];
                    for f in 0..filters {
                        let value = if relu && y[pixel * filters + f] <= 0.0 { 0.0 } else { g[pixel * filters + f] };
                        to[f] = value;
                        if let Some(sum) = sum.as_deref_mut() {
                            sum[f] += value;
                        }
                    }
                }
            }
        };
        backward(&step, &conv, layer, &input, count, 1, !first, &fill)
    })
}
