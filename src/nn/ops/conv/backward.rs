//! The backward pass, for the weights and for the input.

use std::ops::Range;

use rayon::prelude::*;

use super::weights::{FlippedKernel, ROWS_AT_ONCE, deliver_weights, groups_for};
use super::{Convolution, bands_for};
use crate::nn::context::{Context, pieces, with_scratch};
use crate::nn::kernels::{self, Clamp, Geometry, PackedMatrix, Pitch};
use crate::nn::ops::Step;

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
    let index = state.parameters.index(layer, 0);
    deliver_weights(context, &g, &dw, state.blocks(index, ROWS_AT_ONCE * g.filters()));
    if conv.bias {
        let mut bias = vec![0.0; g.filters()];
        for group in db.chunks_exact(g.filters()) {
            bias.iter_mut().zip(group).for_each(|(sum, value)| *sum += value);
        }
        state.deliver(index + 1, &bias);
    }
    wants_input.then(|| dx.into_vec())
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
            kernels::forward(&geometry, d, &flipped.weights, None, Clamp::None, None, 0..rows, dx);
            return;
        }
        // The gradient of pixels that no window reaches is 0.
        dx.fill(0.0);
        let (_, inner_width, channels) = self.conv.input();
        let (above, left) = (self.conv.rows.before, self.conv.columns.before);
        let columns = inner_width.min(out_width.saturating_sub(left)) * channels;
        with_scratch(rows * out_width * channels, |whole| {
            kernels::forward(&geometry, d, &flipped.weights, None, Clamp::None, None, 0..rows, whole);
            let from = whole.chunks_exact(out_width * channels).skip(above);
            for (to, from) in dx.chunks_exact_mut(inner_width * channels).zip(from) {
                to[..columns].copy_from_slice(&from[left * channels..][..columns]);
            }
        });
    }
}
