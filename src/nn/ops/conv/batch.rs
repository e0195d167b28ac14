//! Training's convolutions of small pictures, by Winograd's filtering for a whole batch at once: the transformed weights are read once,
//! and their gradient is one sum instead of one for each group of pictures.

use std::ops::Range;

use rayon::prelude::*;

use super::Convolution;
use super::backward::{Fill, deliver_bias};
use super::weights::{FlippedKernel, PackedWeights, ROWS_AT_ONCE, deliver_transformed};
use crate::nn::context::{Buffer, Context, OneByOne, pieces, with_scratch};
use crate::nn::kernels::{
    Clamp, Geometry, POINTS, PackedMatrix, Pitch, Tiles, is_tiled, tiles_of, winograd_gradient_product,
    winograd_inputs, winograd_output_gradients, winograd_outputs, winograd_product,
};
use crate::nn::ops::Step;

/// Tiles that are transformed together.
const TOGETHER: usize = 8;

/// Fewest tiles of a batch: enough to pay for transforming the weights and their gradient.
const FEWEST_TILES: usize = 24;

/// Fewest outputs of a picture: direct sums of fewer take no more products than a tile has.
const FEWEST_OUTPUTS: usize = 4;

impl Convolution {
    /// Whether a batch of `count` pictures is trained in this way.
    pub(super) fn is_whole_batch(&self, count: usize) -> bool {
        let g = &self.geometry;
        let (height, width) = g.output();
        is_tiled(g)
            && !self.by_winograd()
            && height * width >= FEWEST_OUTPUTS
            && tiles_of(g).saturating_mul(count) >= FEWEST_TILES
    }

    /// Floats of the transformed tiles of each picture of a large batch, where it is trained in this way.
    #[must_use]
    pub fn tiles_len(&self) -> usize {
        if !self.is_whole_batch(usize::MAX) {
            return 0;
        }
        let g = &self.geometry;
        let reverse = self.reversed(self.input().0, g.filters());
        POINTS * (g.channels() + g.filters()) * (tiles_of(g) + tiles_of(&reverse))
    }
}

/// The division of a batch's tiles into pieces of whole pictures.
#[derive(Clone, Copy)]
struct Division {
    /// Tiles of a picture.
    tiles: usize,
    /// Pictures of a piece.
    pictures: usize,
    /// Pictures of the batch.
    count: usize,
}

impl Division {
    fn of(geometry: &Geometry, pictures: usize, count: usize) -> Self {
        Self { tiles: tiles_of(geometry), pictures, count }
    }

    /// Floats of the transformed tiles of all pictures, with so many channels.
    fn len(self, channels: usize) -> usize {
        POINTS * self.tiles * self.count * channels
    }

    /// Floats of a piece.
    fn piece(self, channels: usize) -> usize {
        POINTS * self.tiles * self.pictures * channels
    }

    fn tiles(self, values: &[f32], channels: usize) -> Tiles<'_> {
        Tiles::new(values, channels, self.tiles * self.count, self.tiles * self.pictures)
    }

    /// `y = clamp(outputs + bias)` from the sums of all tiles, unless one of them is not finite.
    fn outputs(
        self,
        context: &Context,
        geometry: &Geometry,
        sums: &[f32],
        bias: Option<&[f32]>,
        clamp: Clamp,
    ) -> Option<Buffer> {
        let (height, width) = geometry.output();
        let len = height * width * geometry.filters();
        let mut y = context.buffer(self.count * len);
        let are_finite = y.par_chunks_mut(self.pictures * len).enumerate().one_by_one().map(|(piece, y)| {
            let first = piece * self.pictures * self.tiles;
            winograd_outputs(context.simd, geometry, sums, first, bias, clamp, y)
        });
        are_finite.reduce(|| true, |a, b| a && b).then_some(y)
    }
}

/// Pictures of a piece of a batch of such pictures.
fn together(geometry: &Geometry) -> usize {
    (TOGETHER / tiles_of(geometry)).max(1)
}

/// The output for a batch whose weights are transformed for this way. None where they are not, or a sum is not finite: it is computed
/// directly then.
pub fn forward(
    context: &Context,
    conv: &Convolution,
    weights: &PackedWeights,
    bias: Option<&[f32]>,
    x: &[f32],
    count: usize,
) -> Option<Buffer> {
    let weights = weights.transformed.as_deref().filter(|_| conv.is_whole_batch(count))?;
    let g = &conv.geometry;
    let division = Division::of(g, together(g), count);
    context.run(|| {
        with_scratch(division.len(g.channels()), |values| {
            let inputs = x.par_chunks(division.pictures * conv.input_len());
            values.par_chunks_mut(division.piece(g.channels())).zip(inputs).one_by_one().for_each(|(to, x)| {
                conv.with_padded(x, |x| winograd_inputs(context.simd, g, x, to));
            });
            let tiles = division.tiles(values, g.channels());
            with_scratch(division.len(g.filters()), |sums| {
                let points = sums.par_chunks_mut(sums.len() / POINTS).enumerate();
                points.one_by_one().for_each(|(point, to)| winograd_product(weights, point, tiles, to));
                division.outputs(context, g, sums, bias, conv.clamp())
            })
        })
    })
}

/// A sum is infinite or NaN, which spreads over the rest of its tile.
pub struct NotFinite;

/// Delivers the gradients of weights and bias and returns that of the input, if it is wanted. Where that is not finite nothing is
/// delivered: all is to be computed directly.
pub fn backward(
    step: &Step,
    conv: &Convolution,
    layer: usize,
    x: &[f32],
    count: usize,
    flipped: Option<&FlippedKernel>,
    fill: &Fill<'_>,
) -> Result<Option<Vec<f32>>, NotFinite> {
    let context = &step.context;
    let gradients = Gradients::new(conv, count, flipped, fill);
    let (channels, filters) = (conv.geometry.channels(), conv.geometry.filters());
    let mut db = context.buffer(count.div_ceil(gradients.forward.pictures) * filters);
    let mut dw = context.buffer(POINTS * channels * filters);
    let dx = context.run(|| gradients.compute(context, x, &mut dw, &mut db));
    if flipped.is_some() && dx.is_none() {
        return Err(NotFinite);
    }
    let mut state = step.state.borrow_mut();
    let index = state.parameters.index(layer, 0);
    deliver_transformed(context, conv, &dw, state.blocks(index, ROWS_AT_ONCE * filters));
    deliver_bias(conv, &mut state, index, &db);
    Ok(dx.map(Buffer::into_vec))
}

/// The backward pass of a batch.
struct Gradients<'a> {
    conv: &'a Convolution,
    /// The tiles of the output.
    forward: Division,
    /// The convolution that computes the input's gradient from the padded one of the output, and its tiles, if it is wanted.
    reverse: Option<(&'a PackedMatrix, Geometry, Division)>,
    fill: &'a Fill<'a>,
}

impl<'a> Gradients<'a> {
    fn new(conv: &'a Convolution, count: usize, flipped: Option<&'a FlippedKernel>, fill: &'a Fill<'a>) -> Self {
        let forward = Division::of(&conv.geometry, together(&conv.geometry), count);
        let reverse = flipped.and_then(|flipped| flipped.weights.transformed.as_deref()).map(|weights| {
            let geometry = conv.reversed(conv.input().0, conv.geometry.filters());
            (weights, geometry, Division::of(&geometry, forward.pictures, count))
        });
        Self { conv, forward, reverse, fill }
    }

    /// Writes the gradients of the transformed weights and, piece by piece, of the bias; returns that of the input where it is wanted
    /// and finite.
    fn compute(&self, context: &Context, x: &[f32], dw: &mut [f32], db: &mut [f32]) -> Option<Buffer> {
        let Self { conv, forward, .. } = self;
        let (channels, filters) = (conv.geometry.channels(), conv.geometry.filters());
        let of_reverse = |channels| self.reverse.as_ref().map_or(0, |(_, _, division)| division.len(channels));
        let lengths = [forward.len(channels), forward.len(filters), of_reverse(filters), of_reverse(channels)];
        with_scratch(lengths.iter().sum(), |all| {
            let mut parts = pieces(all, lengths);
            let [values, gradients, reversed, sums] = &mut parts[..] else { return None };
            self.transform(context, x, [&mut *values, &mut *gradients, &mut *reversed], db);
            let (x, dy) = (forward.tiles(values, channels), forward.tiles(gradients, filters));
            let points = dw.par_chunks_mut(channels * filters).enumerate();
            points.one_by_one().for_each(|(point, to)| winograd_gradient_product(context.simd, point, x, dy, to));
            let (weights, geometry, division) = self.reverse.as_ref()?;
            let points = sums.par_chunks_mut(sums.len() / POINTS).enumerate();
            points
                .one_by_one()
                .for_each(|(point, to)| winograd_product(weights, point, division.tiles(reversed, filters), to));
            division.outputs(context, geometry, sums, None, Clamp::None)
        })
    }

    /// Transforms the inputs, the gradient of the output, and the same as the reverse convolution's input; adds the gradient by channel.
    fn transform(&self, context: &Context, x: &[f32], [values, gradients, reversed]: [&mut [f32]; 3], db: &mut [f32]) {
        let Self { conv, forward, .. } = self;
        let (g, count) = (&conv.geometry, forward.count);
        let each = forward.pictures;
        let reversed_len = reversed.len() / count;
        let lengths = (0..count).step_by(each).map(|first| reversed_len * each.min(count - first));
        values
            .par_chunks_mut(forward.piece(g.channels()))
            .zip(gradients.par_chunks_mut(forward.piece(g.filters())))
            .zip(pieces(reversed, lengths))
            .zip(db.par_chunks_exact_mut(g.filters()))
            .zip(x.par_chunks(each * conv.input_len()))
            .enumerate()
            .one_by_one()
            .for_each(|(piece, ((((values, gradients), reversed), db), x))| {
                conv.with_padded(x, |x| winograd_inputs(context.simd, g, x, values));
                let pictures = piece * each..count.min((piece + 1) * each);
                self.transform_gradients(context, pictures, gradients, reversed, db);
            });
    }

    fn transform_gradients(
        &self,
        context: &Context,
        pictures: Range<usize>,
        gradients: &mut [f32],
        reversed: &mut [f32],
        db: &mut [f32],
    ) {
        let g = &self.conv.geometry;
        let (height, width) = g.output();
        let (vertical, horizontal) = self.conv.halos(self.reverse.is_some());
        let row = (horizontal.before + width + horizontal.after) * g.filters();
        let pitch = Pitch { picture: (vertical.before + height + vertical.after) * row, row, pixel: g.filters() };
        let inside = vertical.before * row + horizontal.before * g.filters();
        db.fill(0.0);
        with_scratch(pictures.len() * pitch.picture, |d| {
            d.fill(0.0);
            for (picture, d) in pictures.clone().zip(d.chunks_exact_mut(pitch.picture)) {
                (self.fill)(picture, 0..height, &mut d[inside..], pitch, Some(db));
            }
            winograd_output_gradients(context.simd, g, &d[inside..], pitch, pictures.len(), gradients);
            if let Some((_, geometry, _)) = &self.reverse {
                winograd_inputs(context.simd, geometry, d, reversed);
            }
        });
    }
}
