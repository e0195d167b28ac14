//! The backward pass, for the weights and for the input.

use std::ops::Range;

use rayon::prelude::*;

use super::weights::{FlippedKernel, ROWS_AT_ONCE, deliver_weights, groups_for};

use super::{Convolution, Unit, Units, batch};
use crate::nn::context::{Context, OneByOne, pieces, with_scratch};
use crate::nn::kernels::{
    self, Clamp, Geometry, PackedMatrix, Pitch, winograd_gradient_scratch, winograd_weight_gradient,
};
use crate::nn::ops::Step;
use crate::nn::params::StepState;
use crate::nn::shapes::Axis;

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
    let flipped =
        wants_input.then(|| FlippedKernel::of(context, conv, step.state.borrow().parameters.get(layer, 0), count));
    if conv.is_whole_batch(count)
        && let Ok(dx) = batch::backward(step, conv, layer, x, count, flipped.as_ref(), fill)
    {
        return dx;
    }
    let units = if g.strides() == (1, 1) && !conv.is_padded() {
        Units::new(conv, count, multiple)
    } else {
        Units::of_whole_pictures(conv, count)
    };
    let (depth, filters) = conv.gradient_shape();
    let gradient_len = PackedMatrix::len_for(context.simd, depth, filters);
    let groups = groups_for(units.len(), gradient_len);
    let each = units.len().div_ceil(groups);

    // Each unit writes the rows of the input's gradient that lie in its band; the last band has the rest, too.
    let row = conv.input().1 * g.channels();
    let dx_len = |unit: &Unit| {
        let end = if unit.rows.end == height { conv.input().0 } else { unit.rows.end };
        unit.pictures.len() * (end - unit.rows.start) * row
    };
    let mut dx = if wants_input { context.buffer(count * conv.input_len()) } else { context.buffer(0) };
    let all: Vec<Unit> = units.iter().collect();
    let group_lengths: Vec<usize> = all.chunks(each).map(|group| group.iter().map(dx_len).sum()).collect();
    let group_count = group_lengths.len();
    let mut dw = context.buffer(group_count * gradient_len);
    let mut db = context.buffer(group_count * g.filters());
    let dxs = pieces(&mut dx, group_lengths.iter().map(|len| if wants_input { *len } else { 0 }));
    context.run(|| {
        dxs.into_par_iter()
            .zip(dw.par_chunks_exact_mut(gradient_len))
            .zip(db.par_chunks_exact_mut(g.filters()))
            .enumerate()
            .one_by_one()
            .for_each(|(group, ((dx, dw), db))| {
                dw.fill(0.0);
                db.fill(0.0);
                let mut rest = dx;
                for unit in all.chunks(each).nth(group).unwrap_or_default() {
                    let x = &x[unit.pictures.start * conv.input_len()..unit.pictures.end * conv.input_len()];
                    let len = if wants_input { dx_len(unit) } else { 0 };
                    let (dx, after) = std::mem::take(&mut rest).split_at_mut(len);
                    rest = after;
                    let pass = Pass { context, conv, unit, multiple, flipped: flipped.as_ref(), fill };
                    conv.with_padded(x, |x| pass.run(x, dx, dw, db));
                }
            });
    });

    let mut state = step.state.borrow_mut();
    let index = state.parameters.index(layer, 0);
    deliver_weights(context, conv, &dw, state.blocks(index, ROWS_AT_ONCE * g.filters()));
    deliver_bias(conv, &mut state, index, &db);
    wants_input.then(|| dx.into_vec())
}

/// Delivers the gradient of the bias, if there is one, the sum of the parts; `index` is the weights' tensor.
pub(super) fn deliver_bias(conv: &Convolution, state: &mut StepState, index: usize, parts: &[f32]) {
    if conv.bias {
        let filters = conv.geometry.filters();
        let mut bias = vec![0.0; filters];
        for part in parts.chunks_exact(filters) {
            bias.iter_mut().zip(part).for_each(|(sum, value)| *sum += value);
        }
        state.deliver(index + 1, &bias);
    }
}

/// The backward pass of one unit.
struct Pass<'a> {
    context: &'a Context,
    conv: &'a Convolution,
    unit: &'a Unit,
    multiple: usize,
    flipped: Option<&'a FlippedKernel>,
    fill: &'a Fill<'a>,
}

/// Rows or columns of zeros before and after the gradient of the output, from which the input's gradient is computed without
/// its padding.
#[derive(Clone, Copy, Default)]
pub(super) struct Halo {
    pub before: usize,
    pub after: usize,
}

impl Halo {
    fn of(kernel: usize, padding: Axis) -> Self {
        Self { before: kernel - 1 - padding.before, after: kernel - 1 - padding.after }
    }
}

impl Convolution {
    /// The zeros above and below, left and right of the output's gradient; none where the input's gradient is not wanted.
    pub(super) fn halos(&self, wants_input: bool) -> (Halo, Halo) {
        let (vertical, horizontal) = self.geometry.kernel();
        if wants_input {
            (Halo::of(vertical, self.rows), Halo::of(horizontal, self.columns))
        } else {
            (Halo::default(), Halo::default())
        }
    }

    /// The convolution that computes `rows` rows of the input's gradient from the output's, of so many channels, with its halo.
    pub(super) fn reversed(&self, rows: usize, channels: usize) -> Geometry {
        let (g, (_, width, _)) = (&self.geometry, self.input());
        let padded = (rows + g.kernel().0 - 1, width + g.kernel().1 - 1, channels);
        Geometry::new(padded, g.kernel(), (1, 1), g.channels()).expect("a gradient that fits memory")
    }
}

impl Pass<'_> {
    /// `x` has the padded pictures, `dx` the rows of the unpadded pictures' gradient that this band writes.
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
        let (vertical, horizontal) = self.conv.halos(self.flipped.is_some());
        let channels = kernels::padded_channels(self.context.simd, g.filters());
        let row = (horizontal.before + width + horizontal.after) * channels;
        // The rows of `dx` from the band's start need the gradient's rows from `first` on.
        let first = self.unit.rows.start as isize - vertical.before as isize;
        let multiple = self.multiple as isize;
        let start = if self.unit.rows.start == 0 { first } else { first.div_euclid(multiple) * multiple };
        let end = if self.unit.rows.end == height { height + vertical.after } else { self.unit.rows.end };
        let pitch = Pitch { picture: (end as isize - start) as usize * row, row, pixel: channels };
        let at = |line: usize| (line as isize - start) as usize * row;
        let halo = start.max(0) as usize..self.unit.rows.start;
        with_scratch(self.unit.pictures.len() * pitch.picture, |d| {
            for (picture, d) in self.unit.pictures.clone().zip(d.chunks_exact_mut(pitch.picture)) {
                if channels == g.filters() {
                    d[..at(halo.start)].fill(0.0);
                    d[at(self.unit.rows.end)..].fill(0.0);
                    for line in d[at(halo.start)..at(self.unit.rows.end)].chunks_exact_mut(row) {
                        line[..horizontal.before * channels].fill(0.0);
                        line[row - horizontal.after * channels..].fill(0.0);
                    }
                } else {
                    d.fill(0.0);
                }
                let inside = |line: usize| at(line) + horizontal.before * channels;
                if self.flipped.is_some() && !halo.is_empty() {
                    (self.fill)(picture, halo.clone(), &mut d[inside(halo.start)..], pitch, None);
                }
                (self.fill)(picture, self.unit.rows.clone(), &mut d[inside(self.unit.rows.start)..], pitch, Some(db));
            }
            let own = &d[at(self.unit.rows.start) + horizontal.before * channels..];
            self.weight_gradient(x, own, pitch, dw);
            if let Some(flipped) = self.flipped {
                self.input_gradient(flipped, &d[(first - start) as usize * row..], dx);
            }
        });
    }

    /// For larger strides: the weights' gradient reads the gradient itself, the input's gradient reads it dilated with
    /// zeros.
    fn strided(&self, x: &[f32], dx: &mut [f32], dw: &mut [f32], db: &mut [f32]) {
        let g = &self.conv.geometry;
        let (height, width) = g.output();
        let channels = kernels::padded_channels(self.context.simd, g.filters());
        let row = width * channels;
        let pitch = Pitch { picture: height * row, row, pixel: channels };
        with_scratch(self.unit.pictures.len() * pitch.picture, |compact| {
            compact.fill(0.0);
            for (picture, compact) in self.unit.pictures.clone().zip(compact.chunks_exact_mut(pitch.picture)) {
                (self.fill)(picture, 0..height, compact, pitch, Some(db));
            }
            self.weight_gradient(x, compact, pitch, dw);
            let Some(flipped) = self.flipped else { return };
            let (vertical, horizontal) = self.conv.halos(self.flipped.is_some());
            let (in_height, in_width, _) = self.conv.input();
            let dilated_row = (in_width + g.kernel().1 - 1) * channels;
            let dilated_len = (in_height + g.kernel().0 - 1) * dilated_row;
            with_scratch(self.unit.pictures.len() * dilated_len, |dilated| {
                dilated.fill(0.0);
                let pictures = dilated.chunks_exact_mut(dilated_len).zip(compact.chunks_exact(pitch.picture));
                for (dilated, compact) in pictures {
                    for (line, pixels) in compact.chunks_exact(row).enumerate() {
                        let to = &mut dilated[(vertical.before + line * g.strides().0) * dilated_row..];
                        for (pixel, from) in pixels.chunks_exact(channels).enumerate() {
                            let at = horizontal.before + pixel * g.strides().1;
                            to[at * channels..][..channels].copy_from_slice(from);
                        }
                    }
                }
                self.input_gradient(flipped, dilated, dx);
            });
        });
    }

    /// Adds the contribution of the unit's rows, at whose first one `dy` begins.
    fn weight_gradient(&self, x: &[f32], dy: &[f32], pitch: Pitch, dw: &mut [f32]) {
        let (simd, g, Unit { pictures, rows }) = (self.context.simd, &self.conv.geometry, self.unit);
        if self.conv.by_winograd() {
            with_scratch(winograd_gradient_scratch(g), |scratch| {
                winograd_weight_gradient(simd, g, x, dy, pitch, pictures.len(), rows.clone(), dw, scratch);
            });
        } else {
            kernels::weight_gradient(simd, g, x, dy, pitch, pictures.len(), rows.clone(), dw);
        }
    }

    /// Computes `dx`, rows of the unpadded input's gradient, from `d`, the output's gradient with its halo.
    fn input_gradient(&self, flipped: &FlippedKernel, d: &[f32], dx: &mut [f32]) {
        let g = &self.conv.geometry;
        let width = self.conv.input().1;
        let rows = dx.len() / (self.unit.pictures.len() * width * g.channels());
        let geometry = self.conv.reversed(rows, flipped.channels);
        let rows = 0..rows * self.unit.pictures.len();
        flipped.weights.forward(&geometry, d, None, Clamp::None, None, rows, dx);
    }
}
