//! Conv2D with bias and ReLU, and the division of every convolution into bands of rows.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::Step;
use crate::config::{Activation, LayerConfig};
use crate::nn::context::{Buffer, Context, pieces, with_scratch};
use crate::nn::kernels::{self, Geometry, PackedMatrix, Pitch};
use crate::nn::params::Parameters;
use crate::nn::shapes::{Axis, LayerShape, Shape};
use crate::nn::tape::Traced;

/// A convolution in its place in the network.
#[derive(Debug, Clone, PartialEq)]
pub struct Convolution {
    /// Its sizes over the padded input.
    pub geometry: Geometry,
    /// The padding above and below.
    rows: Axis,
    /// The padding left and right.
    columns: Axis,
    /// Whether a ReLU follows.
    pub relu: bool,
    /// Whether it has a bias.
    pub bias: bool,
    output: Shape,
}

impl Convolution {
    /// The convolution that `layer` is, if it is one.
    #[must_use]
    pub fn of(layer: &LayerShape) -> Option<Self> {
        let LayerConfig::Conv2D { filters, kernel_size, strides, padding, activation, use_bias } = layer.config else {
            return None;
        };
        let Shape::Picture { height, width, channels } = layer.input else { return None };
        let rows = Axis::of(height, kernel_size.0, strides.0, padding)?;
        let columns = Axis::of(width, kernel_size.1, strides.1, padding)?;
        let padded = (height + rows.before + rows.after, width + columns.before + columns.after, channels);
        let geometry = Geometry::new(padded, kernel_size, strides, filters)?;
        let relu = activation == Activation::Relu;
        Some(Self { geometry, rows, columns, relu, bias: use_bias, output: layer.output })
    }

    fn is_padded(&self) -> bool {
        self.rows.before + self.rows.after + self.columns.before + self.columns.after > 0
    }

    /// Height, width and channels of the input without its padding.
    fn input(&self) -> (usize, usize, usize) {
        let g = &self.geometry;
        (
            g.height() - self.rows.before - self.rows.after,
            g.width() - self.columns.before - self.columns.after,
            g.channels(),
        )
    }

    fn input_len(&self) -> usize {
        let (height, width, channels) = self.input();
        height * width * channels
    }

    /// Floats of the output for one picture.
    #[must_use]
    pub fn output_len(&self) -> usize {
        let (height, width) = self.geometry.output();
        height * width * self.geometry.filters()
    }

    /// Floats of the sums of the weights' gradient, of a large batch.
    #[must_use]
    pub fn gradient_groups(&self) -> usize {
        let len = self.geometry.depth() * self.geometry.filters();
        groups_for(usize::MAX, len) * len
    }

    /// Floats that a thread works in: the padded input, and the gradient of the output with its padding.
    #[must_use]
    pub fn scratch(&self) -> usize {
        let (g, (height, width)) = (&self.geometry, self.geometry.output());
        let (above, beside) = (2 * (g.kernel().0 - 1), 2 * (g.kernel().1 - 1));
        let dilated_height = (height - 1) * g.strides().0 + 1 + above;
        let dilated_width = (width - 1) * g.strides().1 + 1 + beside;
        let dilated = dilated_height * dilated_width * g.filters();
        let compact = if g.strides() == (1, 1) { 0 } else { self.output_len() };
        g.input_len() + dilated + compact
    }

    /// Calls `work` with the padded picture.
    pub fn with_padded<T>(&self, x: &[f32], work: impl FnOnce(&[f32]) -> T) -> T {
        if !self.is_padded() {
            return work(x);
        }
        let g = &self.geometry;
        let (_, width, channels) = self.input();
        with_scratch(g.height() * g.width() * channels, |padded| {
            padded.fill(0.0);
            let rows = padded.chunks_exact_mut(g.width() * channels).skip(self.rows.before);
            for (to, from) in rows.zip(x.chunks_exact(width * channels)) {
                to[self.columns.before * channels..][..width * channels].copy_from_slice(from);
            }
            work(padded)
        })
    }

    /// The weights, packed for the forward pass.
    #[must_use]
    pub fn pack(&self, context: &Context, weights: &[f32]) -> PackedMatrix {
        let g = &self.geometry;
        let mut packed = PackedMatrix::zeros(context.simd, g.depth(), g.filters());
        packed.fill(|k, f| weights[k * g.filters() + f]);
        packed
    }

    /// The output rows in at most `bands` bands, each but the last a multiple of `multiple` rows high.
    #[must_use]
    pub fn bands(&self, bands: usize, multiple: usize) -> Vec<Range<usize>> {
        let (height, _) = self.geometry.output();
        let each = height.div_ceil(bands.max(1)).div_ceil(multiple) * multiple;
        (0..height.div_ceil(each)).map(|i| i * each..((i + 1) * each).min(height)).collect()
    }
}

/// Fewest pieces of work in a batch. It does not depend on the number of threads, so that the order of every sum does
/// not either.
const PIECES: usize = 30;

/// Fewest rows of a band.
const FEWEST_ROWS: usize = 8;

/// Bands per picture in a batch of `count` pictures with so many rows.
#[must_use]
pub fn bands_for(count: usize, rows: usize) -> usize {
    PIECES.div_ceil(count).min(rows / FEWEST_ROWS).max(1)
}

/// Output rows that are computed before the next operation reads them, few enough to stay in the cache.
#[must_use]
pub fn rows_at_once(width: usize, filters: usize, multiple: usize) -> usize {
    const FLOATS: usize = 48 * 1024;
    (FLOATS / (width * filters * multiple)).max(1) * multiple
}

/// A convolution with its packed weights.
#[derive(Debug)]
pub struct PackedConvolution {
    conv: Convolution,
    weights: PackedMatrix,
    bias: Option<Vec<f32>>,
}

impl PackedConvolution {
    /// The convolution with the tensors of `layer`.
    #[must_use]
    pub fn new(context: &Context, conv: &Convolution, layer: usize, parameters: &Parameters) -> Self {
        let weights = conv.pack(context, parameters.get(layer, 0));
        let bias = conv.bias.then(|| parameters.get(layer, 1).to_vec());
        Self { conv: conv.clone(), weights, bias }
    }

    /// The output for a whole batch.
    #[must_use]
    pub fn run(&self, context: &Context, x: &[f32], count: usize) -> Buffer {
        let Self { conv, weights, bias } = self;
        let (height, width) = conv.geometry.output();
        let row = width * conv.geometry.filters();
        let bands = conv.bands(bands_for(count, height), 1);
        let mut y = context.buffer(count * height * row);
        let lengths = (0..count).flat_map(|_| bands.iter().map(|band| band.len() * row));
        let outs = pieces(&mut y, lengths);
        context.run(|| {
            outs.into_par_iter().enumerate().for_each(|(unit, y)| {
                let x = &x[unit / bands.len() * conv.input_len()..][..conv.input_len()];
                let band = bands[unit % bands.len()].clone();
                conv.with_padded(x, |x| {
                    kernels::forward(&conv.geometry, x, weights, bias.as_deref(), conv.relu, band, y);
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
    let packed = PackedConvolution::new(&step.context, &conv, layer, &step.state.borrow().parameters);
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

/// Writes rows of the gradient of a convolution's output for one picture, and adds them by channel to the last
/// argument.
pub type Fill<'a> = dyn Fn(usize, Range<usize>, &mut [f32], Pitch, Option<&mut [f32]>) + Sync + 'a;

/// The backward pass: delivers the gradients of weights and bias and returns that of the input if `wants_input`. `fill`
/// computes the gradient of the output band by band, from rows that are multiples of `multiple`, so that it stays in
/// the cache.
#[expect(
    clippy::too_many_arguments,
    reason = "the step, the convolution, its pictures, and how their gradient is computed"
)]
pub fn backward(
    step: &Step,
    conv: &Convolution,
    layer: usize,
    x: &[f32],
    count: usize,
    multiple: usize,
    wants_input: bool,
    fill: &Fill<'_>,
) -> Option<Vec<f32>> {
    let context = &step.context;
    let g = conv.geometry;
    let (height, _) = g.output();
    let flipped = wants_input.then(|| FlippedKernel::of(context, &g, step.state.borrow().parameters.get(layer, 0)));
    let bands = if g.strides() == (1, 1) && !conv.is_padded() {
        conv.bands(bands_for(count, height), multiple)
    } else {
        conv.bands(1, multiple)
    };
    let units = count * bands.len();
    let gradient_len = PackedMatrix::len_for(context.simd, g.depth(), g.filters());
    let groups = groups_for(units, gradient_len);
    let each = units.div_ceil(groups);

    // Each unit writes the rows of the input's gradient that lie in its band; the last band has the rest, too.
    let row = conv.input().1 * g.channels();
    let dx_rows = |band: &Range<usize>| {
        if band.end == height { band.start..conv.input().0 } else { band.clone() }
    };
    let mut dx = if wants_input { context.buffer(count * conv.input_len()) } else { context.buffer(0) };
    let group_lengths: Vec<usize> = (0..units)
        .collect::<Vec<_>>()
        .chunks(each)
        .map(|group| group.iter().map(|unit| dx_rows(&bands[unit % bands.len()]).len() * row).sum())
        .collect();
    let group_count = group_lengths.len();
    let mut dw = context.buffer(group_count * gradient_len);
    let mut db = context.buffer(group_count * g.filters());
    let dxs = pieces(&mut dx, group_lengths.iter().map(|len| if wants_input { *len } else { 0 }));
    context.run(|| {
        dxs.into_par_iter()
            .zip(dw.par_chunks_exact_mut(gradient_len))
            .zip(db.par_chunks_exact_mut(g.filters()))
            .enumerate()
            .for_each(|(group, ((dx, dw), db))| {
                dw.fill(0.0);
                db.fill(0.0);
                let mut rest = dx;
                for unit in group * each..((group + 1) * each).min(units) {
                    let (image, band) = (unit / bands.len(), bands[unit % bands.len()].clone());
                    let x = &x[image * conv.input_len()..][..conv.input_len()];
                    let len = if wants_input { dx_rows(&band).len() * row } else { 0 };
                    let (dx, after) = std::mem::take(&mut rest).split_at_mut(len);
                    rest = after;
                    let unit = Unit { context, conv, image, band, multiple, flipped: flipped.as_ref(), fill };
                    conv.with_padded(x, |x| unit.run(x, dx, dw, db));
                }
            });
    });

    let mut state = step.state.borrow_mut();
    let mut summed = context.buffer(gradient_len);
    sum_groups(context, &dw, &mut summed);
    let mut flat = context.buffer(g.depth() * g.filters());
    kernels::unpack(context.simd, &summed, g.depth(), g.filters(), &mut flat);
    let index = state.parameters.index(layer, 0);
    state.deliver(index, &flat);
    if conv.bias {
        let mut bias = vec![0.0; g.filters()];
        sum_groups(context, &db, &mut bias);
        state.deliver(index + 1, &bias);
    }
    wants_input.then(|| dx.into_vec())
}

/// The number of groups of units, each with a sum of the weights' gradient of its own: enough to occupy the threads,
/// few enough to fit memory.
fn groups_for(units: usize, gradient_len: usize) -> usize {
    const FLOATS: usize = 4 << 20;
    units.min((FLOATS / gradient_len).clamp(2, 32))
}

/// `to = sum of the groups`, added in their order.
fn sum_groups(context: &Context, groups: &[f32], to: &mut [f32]) {
    const PIECE: usize = 4096;
    let len = to.len();
    context.run(|| {
        to.par_chunks_mut(PIECE).enumerate().for_each(|(piece, to)| {
            to.fill(0.0);
            for group in groups.chunks_exact(len) {
                for (to, from) in to.iter_mut().zip(&group[piece * PIECE..]) {
                    *to += from;
                }
            }
        });
    });
}

/// The weights of the convolution that computes another's input gradient: the kernel flipped in both directions, its
/// input and output channels exchanged. It runs over the output's gradient, padded and, for strides, dilated with
/// zeros.
struct FlippedKernel {
    weights: PackedMatrix,
    /// Channels of the gradient, padded.
    channels: usize,
}

impl FlippedKernel {
    fn of(context: &Context, g: &Geometry, weights: &[f32]) -> Self {
        let channels = kernels::padded_channels(context.simd, g.filters());
        let mut packed = PackedMatrix::zeros(context.simd, g.kernel().0 * g.kernel().1 * channels, g.channels());
        packed.fill(|k, channel| {
            let (place, filter) = (k / channels, k % channels);
            let (kh, kw) = (g.kernel().0 - 1 - place / g.kernel().1, g.kernel().1 - 1 - place % g.kernel().1);
            if filter < g.filters() {
                weights[((kh * g.kernel().1 + kw) * g.channels() + channel) * g.filters() + filter]
            } else {
                0.0
            }
        });
        Self { weights: packed, channels }
    }
}

/// The backward pass of one band of one picture.
struct Unit<'a> {
    context: &'a Context,
    conv: &'a Convolution,
    image: usize,
    band: Range<usize>,
    multiple: usize,
    flipped: Option<&'a FlippedKernel>,
    fill: &'a Fill<'a>,
}

impl Unit<'_> {
    /// `x` is the padded picture, `dx` the rows of the unpadded picture's gradient that this band writes.
    fn run(&self, x: &[f32], dx: &mut [f32], dw: &mut [f32], db: &mut [f32]) {
        if self.conv.geometry.strides() == (1, 1) {
            self.dense_rows(x, dx, dw, db);
        } else {
            self.strided(x, dx, dw, db);
        }
    }

    /// For strides of 1: both products read one buffer with the padded gradient.
    fn dense_rows(&self, x: &[f32], dx: &mut [f32], dw: &mut [f32], db: &mut [f32]) {
        let g = &self.conv.geometry;
        let (height, width) = g.output();
        // Only the input's gradient needs padding.
        let (above, beside) = if self.flipped.is_some() { (g.kernel().0 - 1, g.kernel().1 - 1) } else { (0, 0) };
        let channels = kernels::padded_channels(self.context.simd, g.filters());
        let pitch = Pitch { row: (width + 2 * beside) * channels, pixel: channels };
        // The rows of `dx` from the band's start need the gradient's rows from `above` before it on.
        let last = self.band.end == height;
        let first = self.band.start as isize - above as isize;
        let start = first.div_euclid(self.multiple as isize) * self.multiple as isize;
        let end = self.band.end + if last { above } else { 0 };
        let rows = (end as isize - start) as usize;
        with_scratch(rows * pitch.row, |d| {
            if self.flipped.is_some() || channels != g.filters() {
                d.fill(0.0);
            }
            let inside = |row: usize| (row as isize - start) as usize * pitch.row + beside * channels;
            let halo = start.max(0) as usize..self.band.start;
            if self.flipped.is_some() && !halo.is_empty() {
                (self.fill)(self.image, halo.clone(), &mut d[inside(halo.start)..], pitch, None);
            }
            let own = inside(self.band.start);
            (self.fill)(self.image, self.band.clone(), &mut d[own..], pitch, Some(db));
            kernels::weight_gradient(self.context.simd, g, x, &d[own..], pitch.row, self.band.clone(), dw);
            if let Some(flipped) = self.flipped {
                let from = (first - start) as usize * pitch.row;
                self.input_gradient(flipped, &d[from..], width + 2 * beside, end - self.band.start, dx);
            }
        });
    }

    /// For larger strides: the weights' gradient reads the gradient itself, the input's gradient reads it dilated with
    /// zeros.
    fn strided(&self, x: &[f32], dx: &mut [f32], dw: &mut [f32], db: &mut [f32]) {
        let g = &self.conv.geometry;
        let (height, width) = g.output();
        let channels = kernels::padded_channels(self.context.simd, g.filters());
        let pitch = Pitch { row: width * channels, pixel: channels };
        with_scratch(height * pitch.row, |compact| {
            compact.fill(0.0);
            (self.fill)(self.image, 0..height, compact, pitch, Some(db));
            kernels::weight_gradient(self.context.simd, g, x, compact, pitch.row, 0..height, dw);
            let Some(flipped) = self.flipped else { return };
            let (above, beside) = (g.kernel().0 - 1, g.kernel().1 - 1);
            let dilated_width = (width - 1) * g.strides().1 + 1 + 2 * beside;
            let dilated_height = (height - 1) * g.strides().0 + 1 + 2 * above;
            with_scratch(dilated_height * dilated_width * channels, |dilated| {
                dilated.fill(0.0);
                for row in 0..height {
                    for pixel in 0..width {
                        let at = (above + row * g.strides().0) * dilated_width + beside + pixel * g.strides().1;
                        dilated[at * channels..][..channels]
                            .copy_from_slice(&compact[row * pitch.row + pixel * channels..][..channels]);
                    }
                }
                self.input_gradient(flipped, dilated, dilated_width, dilated_height - above, dx);
            });
        });
    }

    /// Computes `rows` rows of the padded input's gradient from `d`, whose rows are `width` pixels, and writes those
    /// inside the padding to `dx`.
    fn input_gradient(&self, flipped: &FlippedKernel, d: &[f32], width: usize, rows: usize, dx: &mut [f32]) {
        let g = &self.conv.geometry;
        let padded = (rows + g.kernel().0 - 1, width, flipped.channels);
        let geometry = Geometry::new(padded, g.kernel(), (1, 1), g.channels()).expect("a gradient that fits memory");
        let (_, out_width) = geometry.output();
        if !self.conv.is_padded() && out_width == g.width() && dx.len() == rows * g.width() * g.channels() {
            kernels::forward(&geometry, d, &flipped.weights, None, false, 0..rows, dx);
            return;
        }
        // The gradient of pixels that no window reaches is 0.
        dx.fill(0.0);
        let (_, inner_width, channels) = self.conv.input();
        let (above, left) = (self.conv.rows.before, self.conv.columns.before);
        let columns = inner_width.min(out_width.saturating_sub(left)) * channels;
        with_scratch(rows * out_width * channels, |whole| {
            kernels::forward(&geometry, d, &flipped.weights, None, false, 0..rows, whole);
            let from = whole.chunks_exact(out_width * channels).skip(above);
            for (to, from) in dx.chunks_exact_mut(inner_width * channels).zip(from) {
                to[..columns].copy_from_slice(&from[left * channels..][..columns]);
            }
        });
    }
}
