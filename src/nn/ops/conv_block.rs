//! Conv2D + ReLU + BatchNormalization + MaxPooling2D + Dropout in two passes over memory forward and one backward.
//!
//! Max pooling selects the same pixel before a normalisation as after it (the smallest value where gamma is negative),
//! so pooling happens while the convolution's rows are still in the cache, and only the pooled picture is normalised.
//! The backward pass takes each band of rows through pooling, normalisation and ReLU and uses it for both products
//! before the next band, so that the convolution's full-size gradient stays in the cache.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::Step;
use super::batch_norm::{self, Moments, Normalisation, Statistics};
use super::conv::{self, Convolution, PackedWeights, Unit, Units, rows_at_once};
use crate::nn::context::{Buffer, Context, OneByOne, pieces, with_scratch};
use crate::nn::kernels::{self, Coefficients, Mask, Pitch, Pooled, Windows};
use crate::nn::params::Parameters;
use crate::nn::shapes::Shape;
use crate::nn::tape::Traced;

/// A block in its place in the network.
#[derive(Debug, Clone, PartialEq)]
pub struct ConvBlock {
    /// The convolution.
    pub conv: Convolution,
    /// Its number in the list of layers, from 0.
    pub layer: usize,
    /// The normalisation after it.
    pub normalisation: Normalisation,
    /// Height and width of the pooling's windows, which do not overlap.
    pub pool: (usize, usize),
    /// Dropout's rate; 0 without dropout.
    pub rate: f32,
    /// The output's shape.
    pub output: Shape,
}

impl ConvBlock {
    fn windows(&self) -> Windows {
        let (_, width) = self.conv.geometry.output();
        Windows { pool: self.pool, width, channels: self.conv.geometry.filters() }
    }

    /// Floats in a row of pooled pixels.
    fn pooled_row(&self) -> usize {
        self.windows().columns() * self.conv.geometry.filters()
    }

    /// Rows of windows in a picture.
    fn pooled_rows(&self) -> usize {
        self.conv.geometry.output().0 / self.pool.0
    }

    /// The rows of windows that these rows of pixels contain whole.
    fn pooled_in(&self, rows: &Range<usize>) -> Range<usize> {
        rows.start / self.pool.0..(rows.end / self.pool.0).min(self.pooled_rows())
    }

    /// Of each channel, whether pooling keeps the largest value instead of the smallest.
    fn largest(&self, parameters: &Parameters) -> Vec<bool> {
        parameters.get(self.normalisation.layer, 0).iter().map(|gamma| *gamma >= 0.0).collect()
    }

    fn mask(&self, step: &Step) -> Mask {
        match step.dropout {
            Some(key) if self.rate > 0.0 => super::dropout::mask(key, self.layer, self.rate),
            _ => Mask::none(),
        }
    }
}

/// A block with its weights packed and its moving statistics folded, for inference.
#[derive(Debug)]
pub struct PackedBlock {
    block: ConvBlock,
    weights: PackedWeights,
    bias: Option<Vec<f32>>,
    statistics: Statistics,
    largest: Vec<bool>,
}

impl PackedBlock {
    /// The block with its tensors as they are now.
    #[must_use]
    pub fn new(context: &Context, block: &ConvBlock, parameters: &Parameters) -> Self {
        Self {
            block: block.clone(),
            weights: block.conv.pack(context, parameters.get(block.layer, 0)),
            bias: block.conv.bias.then(|| parameters.get(block.layer, 1).to_vec()),
            statistics: Statistics::moving(&block.normalisation, parameters),
            largest: block.largest(parameters),
        }
    }

    /// The output for a batch: convolution, pooling and normalisation of a few rows at a time, which stay in the cache.
    #[must_use]
    pub fn infer(&self, context: &Context, x: &[f32], count: usize) -> Buffer {
        let (block, conv) = (&self.block, &self.block.conv);
        let (windows, pooled_row) = (block.windows(), block.pooled_row());
        let rows = rows_at_once(windows.width, windows.channels, conv.whole_rows(block.pool.0));
        let bands = conv.bands(bands_at_inference(count, block.pooled_rows()), block.pool.0);
        let mut out = context.buffer(count * block.pooled_rows() * pooled_row);
        let lengths = (0..count).flat_map(|_| bands.iter().map(|band| block.pooled_in(band).len() * pooled_row));
        let outs = pieces(&mut out, lengths);
        let input_len = x.len() / count;
        context.run(|| {
            outs.into_par_iter().enumerate().one_by_one().for_each(|(unit, out)| {
                let x = &x[unit / bands.len() * input_len..][..input_len];
                let first = bands[unit % bands.len()].start;
                conv.with_padded(x, |x| {
                    for (i, out) in out.chunks_mut(rows / block.pool.0 * pooled_row).enumerate() {
                        let first = first + i * rows;
                        let count = out.len() / pooled_row * block.pool.0;
                        self.rows(context, x, first..first + count, out);
                    }
                });
            });
        });
        out
    }

    fn rows(&self, context: &Context, x: &[f32], rows: Range<usize>, out: &mut [f32]) {
        let Self { block, weights, bias, statistics, largest } = self;
        let conv = &block.conv;
        let windows = block.windows();
        with_scratch(rows.len() * windows.width * windows.channels, |y| {
            weights.forward(&conv.geometry, x, bias.as_deref(), conv.clamp(), None, rows, y);
            with_scratch(out.len(), |z| {
                kernels::pool_extremes(context.simd, y, windows, largest, z);
                kernels::normalise(context.simd, z, &statistics.scale, &statistics.shift, Mask::none(), 0, out);
            });
        });
    }
}

/// Bands per picture in a batch of `count`: enough that no thread waits long for another.
fn bands_at_inference(count: usize, pooled_rows: usize) -> usize {
    const PIECES: usize = 16;
    PIECES.div_ceil(count).min(pooled_rows).max(1)
}

/// The values of the forward pass that the backward pass reads.
struct Saved {
    /// The block's input.
    x: Arc<Buffer>,
    /// The convolution's output after ReLU.
    y: Buffer,
    /// The pooled values, before normalisation.
    z: Buffer,
    statistics: Statistics,
    mask: Mask,
}

/// The forward pass of training; its gradient goes on the tape.
#[must_use]
pub fn train(step: &Step, block: ConvBlock, x: Traced, first: bool) -> Traced {
    let context = &step.context;
    let count = x.count;
    let (y, z, moments) = {
        let state = step.state.borrow();
        let parameters = &state.parameters;
        let weights = block.conv.pack_for(context, parameters.get(block.layer, 0), count);
        let bias = block.conv.bias.then(|| parameters.get(block.layer, 1));
        convolve(context, &block, &x.values, count, &weights, bias, &block.largest(parameters))
    };
    let statistics = Statistics::of_batch(&moments, &block.normalisation, &mut step.state.borrow_mut());
    let mask = block.mask(step);
    let mut out = context.buffer(z.len());
    let pooled_len = block.pooled_rows() * block.pooled_row();
    context.run(|| {
        out.par_chunks_mut(pooled_len).zip(z.par_chunks(pooled_len)).enumerate().one_by_one().for_each(
            |(image, (out, z))| {
                let index = (image * pooled_len) as u32;
                kernels::normalise(context.simd, z, &statistics.scale, &statistics.shift, mask, index, out);
            },
        );
    });
    let saved = Saved { x: x.values.clone(), y, z, statistics, mask };
    let step = step.clone();
    let output = block.output;
    x.then(out, output, move |gradient| backward(&step, &block, &saved, gradient, count, !first))
}

/// The convolution of a batch, its pooled values and its moments.
fn convolve(
    context: &Context,
    block: &ConvBlock,
    x: &[f32],
    count: usize,
    weights: &PackedWeights,
    bias: Option<&[f32]>,
    largest: &[bool],
) -> (Buffer, Buffer, Moments) {
    let conv = &block.conv;
    if let Some(y) = conv::whole_batch(context, conv, weights, bias, x, count) {
        let (z, moments) = pool(context, block, &y, count, largest);
        return (y, z, moments);
    }
    let (height, _) = conv.geometry.output();
    let (windows, pooled_row) = (block.windows(), block.pooled_row());
    let row = windows.width * windows.channels;
    let units = Units::new(conv, count, block.pool.0);
    // Several pictures at once, or few enough rows to stay in the cache.
    let rows = match units.together() {
        1 => rows_at_once(windows.width, windows.channels, conv.whole_rows(block.pool.0)),
        together => together * height,
    };
    let mut y = context.buffer(count * height * row);
    let mut z = context.buffer(count * block.pooled_rows() * pooled_row);
    let ys = pieces(&mut y, units.iter().map(|unit| unit.row_count() * row));
    let pooled_len = |unit: Unit| unit.pictures.len() * block.pooled_in(&unit.rows).len() * pooled_row;
    let zs = pieces(&mut z, units.iter().map(pooled_len));
    let parts: Vec<Moments> = context.run(|| {
        ys.into_par_iter()
            .zip(zs)
            .enumerate()
            .one_by_one()
            .map(|(unit, (y, z))| {
                let Unit { pictures, rows: Range { start, .. } } = units.get(unit);
                let x = &x[pictures.start * conv.input_len()..pictures.end * conv.input_len()];
                let mut moments = Moments::new(windows.channels);
                conv.with_padded(x, |x| {
                    let mut z = z;
                    for (i, y) in y.chunks_mut(rows * row).enumerate() {
                        let first = start + i * rows;
                        let range = first..first + y.len() / row;
                        weights.forward(&conv.geometry, x, bias, conv.clamp(), None, range, y);
                        y.chunks(row).for_each(|row| moments.add(context, row));
                        for y in y.chunks(height * row) {
                            let pooled = block.pooled_in(&(first..first + y.len() / row));
                            let (now, rest) = std::mem::take(&mut z).split_at_mut(pooled.len() * pooled_row);
                            kernels::pool_extremes(context.simd, y, windows, largest, now);
                            z = rest;
                        }
                    }
                });
                moments
            })
            .collect()
    });
    (y, z, merged(windows.channels, &parts))
}

/// The pooled values and the moments of a batch of small pictures.
fn pool(context: &Context, block: &ConvBlock, y: &[f32], count: usize, largest: &[bool]) -> (Buffer, Moments) {
    let windows = block.windows();
    let mut z = context.buffer(count * block.pooled_rows() * block.pooled_row());
    let parts: Vec<Moments> = context.run(|| {
        z.par_chunks_mut(block.pooled_rows() * block.pooled_row())
            .zip(y.par_chunks(y.len() / count))
            .one_by_one()
            .map(|(z, y)| {
                let mut moments = Moments::new(windows.channels);
                moments.add(context, y);
                kernels::pool_extremes(context.simd, y, windows, largest, z);
                moments
            })
            .collect()
    });
    (z, merged(windows.channels, &parts))
}

fn merged(channels: usize, parts: &[Moments]) -> Moments {
    let mut moments = Moments::new(channels);
    for part in parts {
        moments.merge(part);
    }
    moments
}

fn backward(
    step: &Step,
    block: &ConvBlock,
    saved: &Saved,
    gradient: Vec<f32>,
    count: usize,
    wants_input: bool,
) -> Option<Vec<f32>> {
    let context = &step.context;
    let gradient = context.adopt(gradient);
    let (windows, pooled_row) = (block.windows(), block.pooled_row());
    let (height, channels) = (block.conv.geometry.output().0, windows.channels);
    let pooled_len = block.pooled_rows() * pooled_row;
    let Saved { statistics, mask, .. } = saved;
    let (sum, product) = batch_norm::sums(context, statistics, &saved.z, &gradient, pooled_row, *mask);
    let [slope, constant, linear] = statistics.input_gradient(&sum, &product);
    batch_norm::deliver(step, block.normalisation.layer, &sum, &product);

    let coefficients = Coefficients { slope: &slope, constant: &constant, linear: &linear, relu: block.conv.relu };
    let row = windows.width * channels;
    let fill = |image: usize, rows: Range<usize>, d: &mut [f32], pitch: Pitch, sum: Option<&mut [f32]>| {
        let mut unused = vec![0.0; channels];
        let sum = sum.unwrap_or(&mut unused);
        let mut at = rows.start;
        while at < rows.end {
            let height_left = block.pool.0.min(rows.end - at);
            let y = &saved.y[(image * height + at) * row..][..height_left * row];
            let window = at / block.pool.0;
            let pooled = (window < block.pooled_rows()).then(|| {
                let index = image * pooled_len + window * pooled_row;
                let (z, gradient) = (&saved.z[index..][..pooled_row], &gradient[index..][..pooled_row]);
                Pooled { z, gradient, mask: *mask, index: index as u32 }
            });
            let d = &mut d[(at - rows.start) * pitch.row..];
            kernels::unpool(context.simd, y, windows, pooled, coefficients, d, pitch, sum);
            at += height_left;
        }
    };
    conv::backward(step, &block.conv, block.layer, &saved.x, count, block.pool.0, wants_input, &fill)
}
