//! The weights' gradient.

use std::ops::Range;

use super::super::conv::Geometry;
use super::super::lanes::{Kernel, Lanes, Simd, dispatch, fetch};
use super::super::packed_matrix::{PackedMatrix, width_for};
use super::super::pooling::Pitch;
use super::super::span;
use super::super::tile::{self, Walk, with_tile_shape};
use super::transforms::{inputs, output_gradients};
use super::{Layout, POINTS, Place, TILE, following, is_winograd, places};

/// Adds to `gradient`, that of the transformed kernels (packed, 36 x `channels` rows and `filters` columns), the contribution of the
/// output rows `rows` of each of `pictures`; arguments otherwise as those of [`weight_gradient`](crate::nn::kernels::weight_gradient).
/// `scratch` has [`winograd_gradient_scratch`](super::winograd_gradient_scratch) floats.
///
/// # Panics
/// If the geometry [is not one](is_winograd), or pictures, rows, pitch or a slice do not fit it.
pub fn winograd_weight_gradient(
    simd: Simd,
    geometry: &Geometry,
    x: &[f32],
    dy: &[f32],
    pitch: Pitch,
    pictures: usize,
    rows: Range<usize>,
    gradient: &mut [f32],
    scratch: &mut [f32],
) {
    let (out_height, out_width) = geometry.output();
    assert!(is_winograd(geometry), "kernels of 3x3 and enough channels");
    assert!(rows.start <= rows.end && rows.end <= out_height, "rows {rows:?} of {out_height}");
    assert!(pictures >= 1 && x.len() / geometry.input_len() >= pictures, "whole pictures");
    assert_eq!(pitch.pixel, geometry.filters(), "pixels of the gradient");
    let picture_end = span(rows.len().max(1), pitch.row, out_width * pitch.pixel);
    assert!(rows.is_empty() || dy.len() >= span(pictures, pitch.picture, picture_end), "the rows of the gradient");
    let len = PackedMatrix::len_for(simd, POINTS * geometry.channels(), geometry.filters());
    assert_eq!(gradient.len(), len, "the length of the packed gradient");
    let (registers, _) = width_for(simd, geometry.filters());
    dispatch(simd, WeightGradient { registers, geometry, x, dy, pitch, pictures, rows, gradient, scratch });
}

struct WeightGradient<'a> {
    registers: usize,
    geometry: &'a Geometry,
    x: &'a [f32],
    dy: &'a [f32],
    pitch: Pitch,
    pictures: usize,
    rows: Range<usize>,
    gradient: &'a mut [f32],
    scratch: &'a mut [f32],
}

impl Kernel for WeightGradient<'_> {
    type Output = ();
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) {
        // SAFETY: `winograd_weight_gradient` checked the lengths; the caller guarantees that the processor supports `L`.
        with_tile_shape!(L, self.registers, |R, V| unsafe { self.tiles::<L, R, V>() });
    }
}

impl WeightGradient<'_> {
    #[inline(always)]
    unsafe fn tiles<L: Lanes, const R: usize, const V: usize>(self) {
        let Self { geometry: g, x, dy, pitch, pictures, rows, gradient, scratch, .. } = self;
        let layout = Layout::of_gradient(g);
        let (zeros, values, gradients) = layout.divide(scratch);
        let (height, _) = g.output();
        let each = |picture: usize| places(g, picture * height + rows.start..picture * height + rows.end);
        let places: Vec<Place> = (0..pictures).flat_map(each).collect();
        for places in places.chunks(layout.tiles) {
            for (at, place) in places.iter().enumerate() {
                let pixels = pixels(g, dy, pitch, &rows, *place, zeros);
                let (values, gradients) =
                    (values[at * layout.channels..].as_mut_ptr(), gradients[at * layout.filters..].as_mut_ptr());
                // SAFETY: `Layout` has room for so many tiles at each point.
                unsafe {
                    inputs::<L>(g, x, zeros, *place, values, layout.inputs);
                    output_gradients::<L>(&pixels, layout.filters, gradients, layout.sums);
                }
            }
            // SAFETY: as above; the gradient has a matrix for each point.
            unsafe {
                add_products::<L, R, V>(layout, places.len(), values, gradients, gradient, following(g, places, x));
            };
        }
    }
}

/// The gradients of a tile's outputs; those outside the rows are `none`.
pub(super) fn pixels(
    g: &Geometry,
    dy: &[f32],
    pitch: Pitch,
    rows: &Range<usize>,
    place: Place,
    none: &[f32],
) -> [*const f32; TILE * TILE] {
    let (_, width) = g.output();
    std::array::from_fn(|i| {
        let (row, column) = (place.row + i / TILE, place.column + i % TILE);
        if rows.contains(&row) && column < width {
            let at = place.picture * pitch.picture + (row - rows.start) * pitch.row + column * pitch.pixel;
            dy[at..][..pitch.pixel].as_ptr()
        } else {
            none.as_ptr()
        }
    })
}

/// Adds for each point the product of the tiles' values, transposed, and their gradients. Meanwhile the cache lines `soon` are
/// fetched.
///
/// # Safety
/// The processor supports the instructions of `L`; values, gradients and their product are laid out for so many tiles.
#[inline(always)]
unsafe fn add_products<'a, L: Lanes, const R: usize, const V: usize>(
    layout: Layout,
    tiles: usize,
    values: &[f32],
    gradients: &[f32],
    product: &mut [f32],
    mut soon: impl Iterator<Item = &'a [f32]> + Clone,
) {
    let (width, channels) = (V * L::N, layout.channels);
    let walk = Walk::of_steps(tiles, channels, layout.filters);
    let products = POINTS * (layout.filters / width) * channels.div_ceil(R);
    let at_once = soon.clone().count().div_ceil(products);
    for point in 0..POINTS {
        let values = &values[point * layout.inputs..][..tiles * channels];
        let gradients = &gradients[point * layout.sums..][..tiles * layout.filters];
        for panel in 0..layout.filters / width {
            let to = &mut product[(panel * POINTS + point) * channels * width..][..channels * width];
            for channel in (0..channels).step_by(R) {
                let count = R.min(channels - channel);
                soon.by_ref().take(at_once).for_each(|line| fetch(line.as_ptr()));
                // SAFETY: channels beyond the last one repeat it; all others lie inside the slices.
                unsafe {
                    let rows = std::array::from_fn(|r| values.as_ptr().add(channel + r.min(count - 1)));
                    let to = to.as_mut_ptr().add(channel * width);
                    let start = tile::read::<L, R, V>(to, width, count);
                    let panel = gradients[panel * width..].as_ptr();
                    let acc = tile::accumulate::<L, R, V>(start, &rows, panel, walk);
                    tile::write(acc, to, width, count, width);
                }
            }
        }
    }
}
